"""Settings of a channel outside: where it is, how often it may be spoken to, on whose clock its messages are."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator


class ChannelSettings(BaseModel):
    """A channel that rules can name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: SecretStr
    """Where messages go, as Apprise writes addresses: mailtos://…, slack://…, tgram://…, ntfy://…, jsons://…; never shown or logged."""
    per_minute: Annotated[float, Field(gt=0, le=6000)] = 30
    """Messages a minute at most; further ones wait."""
    give_up_h: Annotated[float, Field(gt=0)] = 24
    """Hours after which an alert that cannot be delivered becomes a dead letter, to be re-driven."""
    zone: str | None = None
    """The time zone of its readers, as in "Europe/Berlin"; none: this machine's."""

    @field_validator("url")
    @classmethod
    def _is_an_address(cls, url: SecretStr) -> SecretStr:
        if "://" not in url.get_secret_value():
            raise ValueError(
                "it is no address of Apprise: mailtos://user:password@host?to=…, jsons://host/path, …"
            )
        return url

    @field_validator("zone")
    @classmethod
    def _is_a_zone(cls, zone: str | None) -> str | None:
        try:
            ZoneInfo(zone or "UTC")
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"there is no time zone {zone!r}") from error
        return zone
