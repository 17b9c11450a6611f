"""Settings of requests: what a feed's server is told besides who asks, and the proxy they go through."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, SecretStr, field_validator, model_validator

from producers.links import feed_key, host_of
from schemas.errors import ConfigurationError
from wirewatch.adapters.carried import NOTHING, Carried, CarriedFor

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,80}")
_OURS = frozenset({"host", "content-length", "connection", "transfer-encoding", "accept-encoding", "cookie", "user-agent"})  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def _a_proxy(address: SecretStr) -> SecretStr:
    parts = urlsplit(address.get_secret_value())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("a proxy is an address like http://proxy.example:3128")
    return address


Proxy = Annotated[SecretStr, AfterValidator(_a_proxy)]


class RequestSettings(BaseModel):
    """What requests to one feed, or to all feeds of one host, carry. A value may be `env:NAME` or `file:PATH`, to be read there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    headers: dict[str, SecretStr] = {}
    """Further headers, by name."""
    cookies: dict[str, SecretStr] = {}
    """Cookies, by name."""
    username: str | None = None
    """With `password`: basic authentication."""
    password: SecretStr | None = None
    proxy: Proxy | None = None
    """The proxy for these feeds alone."""

    @field_validator("headers", "cookies")
    @classmethod
    def _have_names(cls, values: dict[str, SecretStr]) -> dict[str, SecretStr]:
        for name, value in values.items():
            if not _NAME.fullmatch(name):
                raise ValueError(f"{name!r} is no name of a header or cookie")
            if name.lower() in _OURS:
                raise ValueError(f"{name} is not for settings to say")
            if _CONTROL.search(value.get_secret_value()):
                raise ValueError(f"the value of {name} holds control characters")
        return values

    @model_validator(mode="after")
    def _has_both(self) -> "RequestSettings":
        if (self.username is None) != (self.password is None):
            raise ValueError("username and password belong together")
        return self


def carried_for(requests: Mapping[str, RequestSettings], proxy: SecretStr | None) -> CarriedFor:
    """Tells what requests to a feed carry: what is set for its address, else for its host. Raises ConfigurationError where a
    value that is to be read elsewhere is not there."""
    everywhere = proxy.get_secret_value() if proxy else None
    plain = Carried(proxy=everywhere) if everywhere else NOTHING
    known = {_name(address): _carried(address, each, everywhere) for address, each in requests.items()}

    def of(address: str) -> Carried:
        if not known:
            return plain
        return known.get(feed_key(address)) or known.get(host_of(address)) or plain

    return of


def _name(address: str) -> str:
    return feed_key(address) if "://" in address else address.lower()


def _carried(address: str, settings: RequestSettings, everywhere: str | None) -> Carried:
    password = _read(address, settings.password) if settings.password else ""
    return Carried(
        headers={name: _read(address, value) for name, value in settings.headers.items()},
        cookies={name: _read(address, value) for name, value in settings.cookies.items()},
        credentials=(settings.username, password) if settings.username is not None else None,
        proxy=settings.proxy.get_secret_value() if settings.proxy else everywhere,
    )


def _read(address: str, value: SecretStr) -> str:
    written = value.get_secret_value()
    kind, colon, name = written.partition(":")
    if not colon or kind not in ("env", "file"):
        return written
    if kind == "env":
        found = os.environ.get(name)
        if found is None:
            raise ConfigurationError(
                f"The requests of {_name(address)} want the variable {name}, which is not set."
            )
    else:
        try:
            found = Path(name).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(
                f"The requests of {_name(address)} want {name}, which cannot be read."
            ) from error
    if _CONTROL.search(found):
        raise ConfigurationError(
            f"What {name} holds for the requests of {_name(address)} has control characters."
        )
    return found
