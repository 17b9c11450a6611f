"""Who takes part: for each type of event, which names around its trigger fill which place."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from consumers.extract.events.ground import PARTIES, Ground
from consumers.extract.events.triggers import Trigger
from consumers.extract.mentions import Mention
from schemas.entity import Entity

_PLACES = ("city", "place", "facility", "region", "country")
_INVITED_BY = re.compile(
    r"(?:invitation|request) (?:of|from)(?: \S+){0,6}\s*$|приглашени[юе] (?:\S+ ){0,6}$|应[^，。]{0,16}$",
    re.IGNORECASE,
)
_GOVERNED = {
    "en": re.compile(
        r"\b(?:with|to|by|for|from|against|about|of|told|by the)\s+(?:(?:the|his|her|[a-z]+)\s+){0,3}(?:[A-Z]\w+\s+){0,5}$"
    ),
    "ru": re.compile(r"(?<!\w)(?:с|со|к|о|об|от|у|для|из|до)\s+(?:[\w-]+\s+){0,5}$"),
    "zh": re.compile(r"(?:同|与|和|对|向|跟|应)[^，。]{0,10}$"),
}
_PAIR_WORDS = {
    "en": re.compile(
        r"two (?:leaders|presidents|sides|countries|nations|militaries|ministers|governments|heads of state|neighbours|neighbors|powers)|both (?:sides|countries|leaders|presidents|nations)|\bthey\b|bilateral|the (?:sides|parties|leaders|presidents)\b|counterpart|joint"
    ),
    "ru": re.compile(
        r"стороны|сторонами|двух стран|обе стран\w+|лидеры|президенты|главы государств|обеих стран|двусторонн\w+|коллег\w+|(?<!\w)они(?!\w)|совместн\w+|взаимн\w+|двумя странами|две страны|министры"
    ),
    "zh": re.compile(r"两国|双方|中俄|俄中|两军|两国元首|双边|联合"),
}


@dataclass(frozen=True, slots=True)
class Site:
    """A trigger in its surroundings."""

    ground: Ground
    trigger: Trigger
    sentence: tuple[int, int]
    clause: tuple[int, int]

    def before(self, region: tuple[int, int]) -> list[Mention]:
        """The named mentions before the trigger in a region, nearest last."""
        return self.ground.named(region[0], self.trigger.start)

    def after(self, region: tuple[int, int]) -> list[Mention]:
        """The named mentions behind the trigger in a region, nearest first."""
        return self.ground.named(self.trigger.end, region[1])

    def says_pair(self, region: tuple[int, int]) -> bool:
        """Whether words there mean both parties ("the two sides", 双方)."""
        return _PAIR_WORDS[self.ground.language].search(self.ground.folded, *region) is not None

    def states(self) -> tuple[Entity, ...]:
        """The parties themselves, as far as the item names them, in the order of their first mention."""
        found = [self.ground.states[party] for party in PARTIES if party in self.ground.states]
        return tuple(sorted(found, key=lambda entity: entity.evidence[0].start))

    def concerns_pair(self) -> bool:
        """Whether both parties are in the sentence, or one and a word for both."""
        inside = self.ground.parties_in(*self.sentence)
        return len(inside) == 2 or self.says_pair(self.sentence)


Slots = tuple[tuple[Entity, ...], tuple[Entity, ...]]
"""Actors and recipients."""


def fill_slots(site: Site) -> Slots | None:
    """Actors and recipients of the event at a site; None where it is not an event between the parties."""
    return _FILLERS[site.trigger.type](site)


def place_of(site: Site, taken: Sequence[Entity]) -> Entity | None:
    """The place a clause says the event is at."""
    at = {
        "en": r"\b(?:in|at|near|off|to)\s+(?:the\s+)?(?:\w+\s+)?$",
        "ru": r"(?<!\w)(?:в|во|на|под|близ|у)\s+(?:[\w-]+\s+)?$",
        "zh": r"(?:在|于|赴|抵|访|到|往)$",
    }
    pattern = re.compile(at[site.ground.language], re.IGNORECASE)
    mentions = [
        m
        for m in site.ground.named(*site.clause)
        if m.entity.type in _PLACES and not site.ground.is_adjective(m)
    ]
    located = [
        m for m in mentions if pattern.search(site.ground.reading.text[max(0, m.start - 20) : m.start])
    ]
    towns = [m for m in located if m.entity.type != "country"] or located
    return min(towns, key=lambda m: abs(m.start - site.trigger.start)).entity if towns else None


def _visit(site: Site) -> Slots | None:
    ground, trigger = site.ground, site.trigger
    visitors = _visitors(site)
    if trigger.subtype == "hosted":
        visitors = [m for m in site.after(site.clause) if m.is_person][:1]
    if not visitors and ground.language != "zh":
        behind = [m for m in site.after(site.clause) if m.is_person]
        visitors = behind[:1] if behind and behind[0].start - trigger.end < 60 else []
    if visitors:
        home = ground.country(visitors[0].entity)
        host = _host(site, home)
        guests = tuple(dict.fromkeys(e for m in visitors for e in m.entities))
        return (guests, (host,)) if host and home in PARTIES else None
    hosts = [m for m in site.after(site.clause) if m.entity.type in _PLACES and not ground.is_adjective(m)]
    host = hosts[0].entity if hosts else _host(site, None)
    guests_from = [
        m for m in site.before(site.clause) if not m.is_person and ground.country(m.entity) in PARTIES
    ]
    others = [m for m in guests_from if host and ground.country(m.entity) != ground.country(host)]
    if host and others and ground.country(host) in PARTIES:
        home = ground.country(others[-1].entity)
        return (ground.states[home or ""],), (_as_state(ground, host),)
    return None


def _visitors(site: Site) -> list[Mention]:
    text = site.ground.reading.text
    for region in (site.clause, site.sentence):
        people = [
            m
            for m in site.before(region)
            if m.is_person and not _INVITED_BY.search(text[max(region[0], m.start - 60) : m.start])
        ]
        free = [m for m in people if not _is_governed(site, m, region)] or people
        if free:
            return [free[-1]]
    return []


def _host(site: Site, home: str | None) -> Entity | None:
    ground = site.ground
    for region in (site.clause, site.sentence):
        for mentions in (site.after(region), list(reversed(site.before(region)))):
            for mention in mentions:
                country = ground.country(mention.entity)
                is_place = mention.entity.type in _PLACES and not ground.is_adjective(mention)
                if is_place and country in PARTIES and country != home:
                    return _as_state(ground, mention.entity)
    return None


def _as_state(ground: Ground, entity: Entity) -> Entity:
    state = ground.states.get(ground.country(entity) or "")
    return state if state and state.type == "country" else entity


def _is_governed(site: Site, mention: Mention, region: tuple[int, int]) -> bool:
    before = site.ground.reading.text[max(region[0], mention.start - 70) : mention.start]
    return _GOVERNED[site.ground.language].search(before) is not None


def _encounter(site: Site) -> Slots | None:
    """A meeting or call: those of each side nearest the trigger; with a third party it is not the pair's."""
    ground = site.ground
    for region in (site.clause, site.sentence):
        after = [m for m in site.after(region) if m.is_person]
        before = [m for m in site.before(region) if m.is_person]
        if after and ground.country(after[0].entity) not in (*PARTIES, None):
            return None
        pair = _one_of_each(ground, [*after[:2], *reversed(before)], [*before, *after])
        if pair:
            return pair, ()
    people = [m for m in ground.named(*site.clause) if m.is_person] or [
        m for m in ground.named(*site.sentence) if m.is_person
    ]
    if people:
        counterpart = _other_side(site, people)
        return ((people[-1].entity,), (counterpart,)) if counterpart else None
    bodies = _one_of_each(
        ground, [m for m in ground.named(*site.clause) if m.entity.type == "organization"], []
    )
    if bodies:
        return bodies, ()
    if site.says_pair(site.clause):
        earlier = [m for m in ground.named(0, site.sentence[0]) if m.is_person]
        pair = _one_of_each(ground, list(reversed(earlier[-8:])), earlier[-8:])
        leaders = re.search(
            r"leader|president|heads of state|\bthey\b|лидер|президент|глав\w+ государств|元首",
            ground.folded[site.clause[0] : site.clause[1]],
        )
        if pair and leaders:
            return pair, ()
    return (
        _states(site)
        if len(ground.parties_in(*site.clause)) == 2
        or (site.says_pair(site.clause) and site.trigger.type == "call")
        else None
    )


def _other_side(site: Site, people: Sequence[Mention]) -> Entity | None:
    ground = site.ground
    home = ground.country(people[-1].entity)
    if home not in PARTIES:
        return None
    for mention in ground.named(*site.clause):
        country = ground.country(mention.entity)
        if country in PARTIES and country != home and not mention.is_person:
            return mention.entity if mention.entity.type == "organization" else ground.states.get(country)
    return None


def _one_of_each(
    ground: Ground, nearest: Sequence[Mention], order: Sequence[Mention]
) -> tuple[Entity, ...] | None:
    chosen: dict[str, Entity] = {}
    for mention in nearest:
        code = ground.country(mention.entity)
        if code in PARTIES and code not in chosen:
            chosen[code] = mention.entity
    if len(chosen) < 2:
        return None
    sequence = [m.entity.id for m in order] or [m.entity.id for m in nearest]
    return tuple(sorted(chosen.values(), key=lambda entity: sequence.index(entity.id)))


def _agreement(site: Site) -> Slots | None:
    ground = site.ground
    for region in (site.clause, site.sentence):
        mentions = ground.named(*region)
        people = _one_of_each(
            ground, [m for m in mentions if m.is_person], [m for m in mentions if m.is_person]
        )
        if people:
            return people, ()
        bodies = _one_of_each(ground, [m for m in mentions if m.entity.type == "organization"], [])
        if bodies:
            return bodies, ()
    if site.says_pair(site.clause):
        earlier = [m for m in ground.named(max(0, site.sentence[0] - 400), site.sentence[0]) if m.is_person]
        leaders = re.search(
            r"leader|president|heads of state|\bthey\b|лидер|президент|главы государств|元首",
            ground.folded[site.clause[0] : site.clause[1]],
        )
        pair = _one_of_each(ground, list(reversed(earlier)), earlier)
        if pair and leaders:
            return pair, ()
        return _states(site)
    if site.trigger.subtype == "pledge":
        return None
    if len(ground.parties_in(*site.sentence)) == 2:
        firms = [
            m
            for m in ground.named(*site.clause)
            if m.entity.type == "organization" and ground.country(m.entity) in PARTIES
        ]
        if firms:
            other = next(p for p in PARTIES if p != ground.country(firms[0].entity))
            if other in ground.states:
                return (firms[0].entity,), (ground.states[other],)
        return _states(site)
    return None


def _states(site: Site) -> Slots | None:
    states = site.states()
    return (states, ()) if len(states) == 2 else None


def _exercise(site: Site) -> Slots | None:
    if not site.concerns_pair() and not re.search(
        r"joint|совместн|联合", site.ground.folded[site.clause[0] : site.clause[1]]
    ):
        return None
    states = _states(site)
    if states is None:
        return None
    thirds = [
        m.entity
        for m in site.ground.named(*site.clause)
        if m.entity.type == "country" and site.ground.country(m.entity) not in PARTIES and _is_listed(site, m)
    ]
    return (*states[0], *dict.fromkeys(thirds)), ()


def _is_listed(site: Site, mention: Mention) -> bool:
    text = site.ground.reading.text
    around = text[max(0, mention.start - 5) : mention.start] + "|" + text[mention.end : mention.end + 5]
    return re.search(r"(?:,| and | и |、|和|与)\s*\||\|(?:,| and | и |、|和|与)", around) is not None


def _figure(site: Site) -> Slots | None:
    return _states(site) if site.concerns_pair() or site.ground.parties_in(*site.sentence) else None


def _supply(site: Site) -> Slots | None:
    ground = site.ground
    mentions = ground.named(*site.sentence)
    firms = [
        m
        for m in site.before(site.sentence)
        if m.entity.type == "organization" and ground.country(m.entity) in PARTIES
    ]
    inside = ground.parties_in(*site.sentence)
    if firms:
        seller = firms[-1].entity
        other = next(p for p in PARTIES if p != ground.country(seller))
        buyers = [
            m
            for m in mentions
            if ground.country(m.entity) == other and m.entity.type in ("organization", *_PLACES)
        ]
        if buyers:
            bodies = [m for m in buyers if m.entity.type == "organization"]
            return (seller,), (bodies[0].entity if bodies else _as_state(ground, buyers[0].entity),)
    piped = any(m.entity.type in ("facility", "initiative") for m in mentions)
    if len(inside) == 2 or (piped and not any(m.entity.type == "country" for m in mentions)):
        return _states(site)
    return None


def _acting(site: Site) -> Slots | None:
    """An authority and what it acts on: policy, sanctions, openings."""
    ground = site.ground
    before = [
        m
        for m in site.before(site.clause)
        if m.entity.type in ("country", "organization", "city") and not _is_governed(site, m, site.clause)
    ]
    after = [
        m
        for m in site.after(site.clause)
        if m.entity.type in ("country", "organization", "facility", "city", "region")
    ]
    actor = before[-1].entity if before else None
    home = ground.country(actor) if actor else None
    target = next(
        (m.entity for m in after if ground.country(m.entity) in PARTIES and ground.country(m.entity) != home),
        None,
    )
    if actor and home in PARTIES and target:
        return (actor,), (target,)
    return None


def _policy(site: Site) -> Slots | None:
    inside = site.ground.parties_in(*site.sentence)
    if not inside and not site.says_pair(site.sentence):
        return None
    states = _states(site)
    if states is None:
        return None
    ordered = _authority_first(site, states[0])
    acting = _acting(site)
    if acting and acting[0][0].type == "city":
        return acting
    return (ordered[:1], ordered[1:])


def _authority_first(site: Site, states: tuple[Entity, ...]) -> tuple[Entity, ...]:
    before = [m for m in site.before(site.sentence) if site.ground.country(m.entity) in PARTIES]
    if not before:
        return states
    home = site.ground.country(before[0].entity)
    return tuple(sorted(states, key=lambda entity: site.ground.country(entity) != home))


def _sanction(site: Site) -> Slots | None:
    ground = site.ground
    bodies = ("country", "organization", "city")
    before = [m for m in site.before(site.sentence) if m.entity.type in bodies and not ground.is_adjective(m)]
    foreign = [m for m in before if ground.country(m.entity) not in PARTIES]
    authority = foreign[-1] if foreign else None
    if authority is None:
        return None
    after = site.after(site.sentence) + [m for m in before if m.start > authority.start]
    targets = [
        m
        for m in ground.named(authority.end, site.sentence[1])
        if ground.country(m.entity) in PARTIES and not m.is_person
    ]
    if not targets or not after:
        return None
    specific = [m for m in targets if m.entity.type in ("organization", "facility")]
    chosen = specific or targets
    if (
        not specific
        and ground.country(chosen[0].entity) == "RUS"
        and "CHN" not in ground.parties_in(*site.sentence)
    ):
        return None
    first_country = ground.country(chosen[0].entity)
    recipients = tuple(dict.fromkeys(m.entity for m in chosen if ground.country(m.entity) == first_country))
    return (authority.entity,), recipients


def _vote(site: Site) -> Slots | None:
    return _states(site) if len(site.ground.parties_in(*site.sentence)) == 2 else None


def _opening(site: Site) -> Slots | None:
    ground = site.ground
    inside = ground.parties_in(*site.sentence)
    firms = [
        m.entity
        for m in ground.named(*site.sentence)
        if m.entity.type == "organization" and ground.country(m.entity) in PARTIES
    ]
    places = {ground.country(m.entity) for m in ground.named(*site.sentence) if m.entity.type in _PLACES}
    if firms and any(code in PARTIES and code != ground.country(firms[0]) for code in places):
        return tuple(dict.fromkeys(firms)), ()
    if len(inside) == 2 or site.says_pair(site.clause):
        return _states(site)
    return None


def _legal(site: Site) -> Slots | None:
    if len(site.ground.parties_in(*site.sentence)) < 2:
        return None
    states = _states(site)
    if states is None:
        return None
    people = [m.entity for m in site.after(site.clause) if m.is_person][:1]
    return states[0], tuple(people)


_FILLERS: dict[str, Callable[[Site], Slots | None]] = {
    "visit": _visit,
    "meeting": _encounter,
    "call": _encounter,
    "agreement": _agreement,
    "sanction": _sanction,
    "exercise": _exercise,
    "trade_figure": _figure,
    "supply": _supply,
    "vote": _vote,
    "opening": _opening,
    "legal": _legal,
    "policy": _policy,
}
