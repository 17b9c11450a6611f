"""Who agrees, trades, supplies, exercises together."""

import re

from consumers.extract.events.site import PLACES, Site, Slots
from consumers.extract.mentions import Mention
from schemas.entity import Entity

_JOINT = re.compile(r"joint|совместн|联合")
_LISTING = (",", "and", ", and", "и", "、", "和", "与")
_STATISTICIANS = re.compile(
    r"customs|ministry|administration|bureau|service|agency|statistic|committee|government|region|krai|university|"
    r"海关|部|局|总署|委",
    re.IGNORECASE,
)
"""Bodies that count what others trade."""


def agreement(site: Site) -> Slots | None:
    """The parties as named: persons or bodies of both sides, else their countries."""
    for region in (site.clause, site.sentence):
        for kind in ("person", "organization"):
            signers = site.one_of_each(m for m in site.inside(region) if m.entity.type == kind)
            if signers:
                return signers, ()
    if site.says_pair(site.clause):
        leaders = site.leaders_before() or _those_who_met(site)
        return (leaders, ()) if leaders else with_thirds(site)
    if site.trigger.subtype == "pledge":
        return None
    if site.has_pair(site.sentence):
        firms = site.bodies(site.inside(site.clause))
        other = site.other_state(firms[0].entity) if firms else None
        return ((firms[0].entity,), (other,)) if other else with_thirds(site)
    met = _those_who_met(site)
    return (met, ()) if met and site.trigger.subtype == "signed" else None


def _those_who_met(site: Site) -> tuple[Entity, ...] | None:
    """Both sides of the event told right before, which an agreement without names goes on about."""
    if site.last is None or site.ground.reading.text[site.last.sentence[1] : site.sentence[0]].strip():
        return None
    told = site.last.participants
    sides = {site.ground.country(entity) for entity in told}
    return (
        told
        if sides == set(site.parties) and all(e.type in ("person", "organization") for e in told)
        else None
    )


def exercise(site: Site) -> Slots | None:
    """Both parties, and the countries listed with them."""
    concerned = site.has_pair(site.sentence) or site.says_pair(site.sentence)
    names_nobody = not any(m.entity.type == "country" for m in site.inside(site.sentence))
    if not concerned and not names_nobody and not _JOINT.search(site.ground.folded, *site.clause):
        return None
    return with_thirds(site)


def with_thirds(site: Site) -> Slots | None:
    """Both parties, and the other countries listed with them in the clause."""
    states = site.states()
    if states is None:
        return None
    thirds = [
        m.entity
        for m in site.inside(site.clause)
        if m.entity.type == "country" and not site.is_of_party(m.entity) and _is_listed(site, m)
    ]
    return (*states[0], *dict.fromkeys(thirds)), ()


def is_sale(site: Site) -> bool:
    """Whether a firm's deliveries are told rather than statistics of trade."""
    return any(not _STATISTICIANS.search(m.entity.name) for m in site.bodies(site.inside(site.clause)))


def _is_listed(site: Site, mention: Mention) -> bool:
    """Whether a country stands in a list with a party ("China, Russia and Iran")."""
    mentions = site.inside(site.clause)
    place = mentions.index(mention)
    pairs = [(mentions[n], mentions[n + 1]) for n in (place - 1, place) if 0 <= n < len(mentions) - 1]
    return any(
        site.ground.reading.text[a.end : b.start].strip() in _LISTING
        and (site.is_of_party(a.entity) or site.is_of_party(b.entity))
        for a, b in pairs
    )


def figure(site: Site) -> Slots | None:
    """Both parties, or the firm whose figure it is and the other party."""
    firms = [m for m in site.bodies(site.before(site.clause)) if not _STATISTICIANS.search(m.entity.name)]
    if firms and site.trigger.subtype != "turnover":
        other = site.other_state(firms[0].entity)
        buys = any(site.country(m) not in (None, site.country(firms[0])) for m in site.inside(site.clause))
        if other and buys:
            return (firms[0].entity,), (other,)
    if site.says_pair(site.sentence) or site.ground.parties_in(*site.sentence):
        return site.states()
    thirds = [m for m in site.inside(site.sentence) if m.entity.type == "country"]
    return None if thirds else site.states()


def supply(site: Site) -> Slots | None:
    """The supplier and the receiver: firms where named, else their countries."""
    goes_to = [
        m for m in site.after(site.clause) if m.entity.type in PLACES and site.is_governed(m, site.clause)
    ]
    if goes_to and site.is_third(goes_to[0]):
        return None
    sellers = [m for m in site.bodies(site.before(site.sentence)) if not _STATISTICIANS.search(m.entity.name)]
    if sellers:
        home = site.country(sellers[-1])
        buyers = [
            m for m in site.inside(site.sentence) if site.is_of_party(m.entity) and site.country(m) != home
        ]
        bodies = [m for m in buyers if m.entity.type == "organization"]
        states = [m for m in buyers if m.entity.type in PLACES]
        if bodies or states:
            buyer = bodies[0].entity if bodies else site.as_state(states[0].entity)
            return (sellers[-1].entity,), (buyer,)
    mentions = site.inside(site.sentence)
    is_piped = any(m.entity.type in ("facility", "initiative") for m in mentions)
    names_no_state = not any(m.entity.type == "country" for m in mentions)
    return site.states() if site.has_pair(site.sentence) or (is_piped and names_no_state) else None
