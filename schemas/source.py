"""Who publishes a feed."""

from typing import Literal

from schemas.model import CountryCode, LanguageTag, Model

Control = Literal["state", "state_affiliated", "public", "independent", "unknown"]


class Source(Model):
    """A publisher: `id` is stable and goes into item ids; `control` says who directs it."""

    id: str
    name: str
    kind: Literal["agency", "newspaper", "broadcaster", "government", "press_release_wire", "other"] = "other"
    language: LanguageTag = "und"
    country: CountryCode | None = None
    owner: str | None = None
    control: Control = "unknown"
