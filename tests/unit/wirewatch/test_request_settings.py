"""What requests carry, as the settings say it."""

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from schemas.errors import ConfigurationError
from wirewatch.adapters.carried import NOTHING
from wirewatch.request_settings import RequestSettings, carried_for
from wirewatch.settings import load_settings

ANN = {"username": "ann", "password": "p"}
FEED = "https://wire.example/feed.xml?token=t"


def of_feed(**given: object) -> RequestSettings:
    return RequestSettings.model_validate(given)


def test_a_feeds_own_come_before_its_hosts_and_others_carry_nothing() -> None:
    carried = carried_for(
        {
            FEED: of_feed(headers={"X-Key": "a"}),
            "Wire.example": of_feed(**ANN),
        },
        None,
    )
    assert carried(FEED).headers == {"X-Key": "a"}
    assert carried("https://ann:p@wire.example/other").credentials == ("ann", "p")
    assert carried("https://elsewhere.example/feed") is NOTHING


def test_the_proxy_is_everyones_but_where_a_feed_has_its_own() -> None:
    carried = carried_for({"wire.example": of_feed(proxy="http://own:1")}, SecretStr("http://everyones:1"))
    assert carried("https://wire.example/a").proxy == "http://own:1"
    assert carried("https://elsewhere.example/a").proxy == "http://everyones:1"


def test_secrets_are_read_where_they_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text("from a file\n", encoding="utf-8")
    monkeypatch.setenv("WIRE_PASSWORD", "from the environment")
    given = of_feed(headers={"X-Key": f"file:{tmp_path / 'key'}"}, **ANN | {"password": "env:WIRE_PASSWORD"})
    carried = carried_for({"wire.example": given}, None)("https://wire.example/a")
    assert (carried.headers, carried.credentials) == (
        {"X-Key": "from a file"},
        ("ann", "from the environment"),
    )


@pytest.mark.parametrize("value", ["env:WIRE_NOT_SET", "file:/nowhere/key"])
def test_a_secret_that_is_not_there_is_told_without_the_address_secrets(value: str) -> None:
    with pytest.raises(ConfigurationError) as told:
        carried_for({FEED: of_feed(headers={"X-Key": value})}, None)
    assert "wire.example/feed.xml" in str(told.value)
    assert "token=t" not in str(told.value)


@pytest.mark.parametrize(
    "given",
    [
        {"headers": {"Host": "other"}},
        {"headers": {"X Key": "a"}},
        {"headers": {"X-Key": "a\r\nHost: other"}},
        {"cookies": {"a;b": "c"}},
        {"username": "ann"},
        {"proxy": "socks5://proxy:1"},
    ],
)
def test_what_no_request_may_carry_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        RequestSettings.model_validate(given)


def test_settings_show_none_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "wirewatch.toml"
    file.write_text(
        'proxy = "http://ann:p-1@proxy:1"\n[requests."wire.example"]\nheaders = {X-Key = "k-1"}\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("WIREWATCH_CONFIG", str(file))
    settings = load_settings()
    assert not any(word in repr(settings) for word in ("p-1", "k-1"))
