"""Where an event took place."""

import re

from consumers.extract.events.site import PLACES, Site
from schemas.entity import Entity

_AT = {
    "en": re.compile(r"\b(?:in|at|near|off|over)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE),
    "ru": re.compile(r"(?<!\w)(?:в|во|на|под|близ|у|над)\s+(?:[\w-]+\s+)?$", re.IGNORECASE),
    "zh": re.compile(r"(?:在|于|赴|抵|抵达|飞抵|访|访问|到|到访|来到|往|至)$"),
}


_TO = re.compile(r"\b(?:in|at|near|off|to|over)\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE)
"""Visits go to their place."""


def place_of(site: Site) -> Entity | None:
    """The place a clause says the event is at, a town before a country; None where it says none."""
    text, at = site.ground.reading.text, _AT[site.ground.language]
    if site.trigger.type == "visit" and site.ground.language == "en":
        at = _TO
    located = [
        mention
        for mention in site.inside(site.clause)
        if mention.entity.type in PLACES
        and not site.ground.is_adjective(mention)
        and at.search(text[max(0, mention.start - 20) : mention.start])
    ]
    towns = [mention for mention in located if mention.entity.type != "country"] or located
    return min(towns, key=lambda m: abs(m.start - site.trigger.start)).entity if towns else None
