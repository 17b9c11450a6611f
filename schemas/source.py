"""Who publishes a feed."""

from typing import Literal

from pydantic import Field

from schemas.model import CountryCode, LanguageTag, Model

Control = Literal["state", "state_affiliated", "public", "independent", "unknown"]


class Source(Model):
    """A publisher: `id` is stable and goes into item ids; `control` says who directs it, on what can be cited as `basis` (a law, a
    decree, an imprint), as of a year, a month or a day."""

    id: str
    name: str
    kind: Literal["agency", "newspaper", "broadcaster", "government", "press_release_wire", "other"] = "other"
    language: LanguageTag = "und"
    country: CountryCode | None = None
    owner: str | None = None
    control: Control = "unknown"
    basis: str | None = None
    as_of: str | None = Field(default=None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
