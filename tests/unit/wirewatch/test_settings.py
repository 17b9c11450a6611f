"""Settings: file, environment, command line; mistakes named."""

from pathlib import Path

import pytest

from schemas.errors import ConfigurationError
from wirewatch.doctor import shown_settings
from wirewatch.kafka_settings import servers_of
from wirewatch.settings import load_settings, masked


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WIREWATCH_CONFIG", raising=False)


def test_defaults_need_no_file() -> None:
    assert load_settings().poll_interval_s == 300


def test_command_line_wins_over_environment_and_environment_over_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("wirewatch.toml").write_text('data = "file"\npoll_interval_s = 60\nalert_max_age_h = 1\n')
    monkeypatch.setenv("WIREWATCH_POLL_INTERVAL_S", "90")
    monkeypatch.setenv("WIREWATCH_ALERT_MAX_AGE_H", "2")
    settings = load_settings(alert_max_age_h=3)
    assert (settings.data, settings.poll_interval_s, settings.alert_max_age_h) == (Path("file"), 90, 3)


def test_nested_settings_come_from_file_and_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("wirewatch.toml").write_text("[retention]\ndropped_days = 3\n")
    monkeypatch.setenv("WIREWATCH_RETENTION__DEAD_DAYS", "4")
    retention = load_settings().retention
    assert (retention.dropped_days, retention.dead_days, retention.derived_days) == (3, 4, 7)


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("pol_interval_s = 3", "pol_interval_s .* there is no such setting"),
        ("poll_interval_s = 0", "poll_interval_s .* greater than or equal to 1"),
        ("[retention]\ndead_days = -1", "retention.dead_days"),
        ("poll_interval_s = ", "not valid TOML"),
    ],
)
def test_a_mistake_is_one_sentence_that_names_the_setting(toml: str, named: str) -> None:
    Path("wirewatch.toml").write_text(toml)
    with pytest.raises(ConfigurationError, match=named) as error:
        load_settings()
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_utf_8_is_a_mistake() -> None:
    Path("wirewatch.toml").write_bytes(b'user_agent = "caf\xe9"\n')
    with pytest.raises(ConfigurationError, match="not UTF-8"):
        load_settings()


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("WIREWATCH_POLL_INTERVAL", "60", "did you mean WIREWATCH_POLL_INTERVAL_S"),
        ("WIREWATCH_XQZ", "1", r"docs/settings\.md"),
        ("WIREWATCH_RETENTION__DED_DAYS", "1", "there is no such setting"),
        ("WIREWATCH_WATCHES", "nope", "WIREWATCH_WATCHES must be JSON"),
    ],
)
def test_a_mistake_in_a_variable_is_one_sentence_that_names_it(
    variable: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigurationError, match=said) as error:
        load_settings()
    assert "\n" not in str(error.value)


def test_variables_that_are_no_settings_by_design_are_let_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREWATCH_SHARED", "somewhere")
    monkeypatch.setenv("wirewatch_log_level", "INFO")
    assert load_settings().log_level == "INFO"


def test_a_named_file_that_is_not_there_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIREWATCH_CONFIG", "gone.toml")
    with pytest.raises(ConfigurationError, match=r"gone\.toml"):
        load_settings()


def test_passwords_in_addresses_are_masked() -> None:
    assert masked("https://me:secret@host.example/feed") == "https://***@host.example/feed"


def test_a_cluster_is_named_by_its_brokers() -> None:
    settings = load_settings(log="kafka://one:9092,two:9093")
    assert servers_of(settings.log) == ("one:9092", "two:9093")


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ('log = "kafka://one"', "log .* kafka://host:port"),
        ('log = "kafka://me:secret@one:9092"', "log .* kafka://host:port"),
        ('log = "postgres://one"', "log .* kafka://host:port"),
        ('[kafka]\nsecurity = "sasl_ssl"', "needs username and password"),
        ('[kafka]\nusername = "me"', "go with security sasl"),
        ('[kafka]\ncert_file = "a.pem"', "cert_file and key_file go together"),
        ('prefix = "a b."', "prefix"),
    ],
)
def test_a_mistake_about_a_cluster_names_the_setting(toml: str, named: str) -> None:
    Path("wirewatch.toml").write_text(toml)
    with pytest.raises(ConfigurationError, match=named) as error:
        load_settings()
    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)


def test_a_password_is_never_shown() -> None:
    Path("wirewatch.toml").write_text(
        '[kafka]\nsecurity = "sasl_ssl"\nmechanism = "PLAIN"\nusername = "me"\npassword = "hush-hush"\nca_file = "ca.pem"\n'
    )
    settings = load_settings()
    assert "hush-hush" not in repr(settings) + str(dict(shown_settings(settings)))
    assert settings.kafka.client_options() == {
        "security_protocol": "SASL_SSL",
        "ssl_cafile": "ca.pem",
        "sasl_mechanism": "PLAIN",
        "sasl_plain_username": "me",
        "sasl_plain_password": "hush-hush",
    }
