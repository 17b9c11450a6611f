"""The base of every wire model, and the field types they share."""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


class Model(BaseModel):
    """Frozen; unknown fields are ignored on reading, so that an older reader survives a newer writer."""

    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_bytes="base64", val_json_bytes="base64")


def _plain_decimal(value: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(f"not a decimal number: {value!r}") from error
    if not number.is_finite() or "e" in value.lower():
        raise ValueError(f"a plain finite decimal is needed, not {value!r}")
    return value


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a time needs its offset")
    return value.astimezone(UTC)


PlainDecimal = Annotated[str, AfterValidator(_plain_decimal)]
"""An exact decimal in plain notation ("244800000000"), never a float."""

UtcTime = Annotated[datetime, AfterValidator(_in_utc)]
"""A moment, kept in UTC; a naive time is refused."""

Confidence = Annotated[float, Field(ge=0, le=1)]
WikidataId = Annotated[str, Field(pattern=r"^Q[1-9]\d{0,11}$")]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
"""ISO 3166-1 alpha-3."""

LanguageTag = Annotated[str, Field(pattern=r"^([a-z]{2,3}(-[A-Z][a-z]{3})?|und)$")]
"""BCP 47 with ISO 639 languages: "en", "ru", "zh-Hans", "zh-Hant", …; "und" where nothing can be told."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
