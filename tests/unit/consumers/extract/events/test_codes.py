"""PLOVER and CAMEO codes stand where the taxonomy puts them."""

from typing import get_args

import pytest

from consumers.extract.events.codes import codes_of
from schemas.event import EventStatus, EventType


@pytest.mark.parametrize("event_type", get_args(EventType))
@pytest.mark.parametrize("status", get_args(EventStatus))
def test_what_is_to_come_is_never_coded_as_done(event_type: EventType, status: EventStatus) -> None:
    codes = codes_of(event_type, None, status)

    assert status != "scheduled" or codes.plover_type != "CONSULT"
    assert codes.cameo is None or codes.cameo.isdigit()


def test_a_signed_agreement_is_support_and_an_intent_is_not() -> None:
    assert codes_of("agreement", "signed", "occurred").cameo == "057"
    assert codes_of("agreement", None, "occurred").cameo == "030"
    assert codes_of("agreement", "signed", "scheduled").cameo == "030"
