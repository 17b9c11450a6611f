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

_LEADERS = re.compile(
    r"leaders?\b|presidents?\b|heads of state|\bthey\b|(?<!\w)они(?!\w)|лидер|президент|глав\w+ государств|元首|两国领导人"
)
_LEADERS_REACH = 1500
"""Characters back to the last mention of each of "the two leaders"."""

_THE_PROJECT = re.compile(
    r"\bthe (?:project|plant|company|firm|bank|refinery|terminal|port|vessel|yard|group|facility)\b|"
    r"(?<!\w)(?:проект|компанию|банк|завод|терминал|порт|предприятие)(?!\w)|该(?:项目|公司|企业|银行|工厂|港口)"
)


@dataclass(frozen=True, slots=True)
class Site:
    """A trigger in its surroundings."""

    ground: Ground
    trigger: Trigger
    sentence: tuple[int, int]
    clause: tuple[int, int]

    def before(self, region: tuple[int, int]) -> list[Mention]:
        """The mentions before the trigger in a region, nearest last."""
        return self.ground.mentions.within(region[0], self.trigger.start)

    def after(self, region: tuple[int, int]) -> list[Mention]:
        """The mentions behind the trigger in a region, nearest first."""
        return self.ground.mentions.within(self.trigger.end, region[1])

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
        for m in site.ground.mentions.within(*site.clause)
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
    return _the_leader_of(site)


def _the_leader_of(site: Site) -> list[Mention]:
    """ "The Chinese leader", «лидер КНР»: the person of that country named last before."""
    ground = site.ground
    if not _LEADERS.search(ground.folded, site.clause[0], site.trigger.start):
        return []
    homes = {ground.country(m.entity) for m in site.before(site.clause) if m.entity.type == "country"}
    earlier = [m for m in ground.mentions.within(0, site.sentence[0]) if m.is_person]
    nominal = site.before(site.clause)[:1]
    home = ground.country(nominal[0].entity) if nominal else None
    return [m for m in earlier if ground.country(m.entity) == home and home in homes][-1:]


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
        pair = _one_of_each(ground, [*after[:2], *reversed(before)])
        if pair:
            return pair, ()
    people = [
        m for region in (site.clause, site.sentence) for m in ground.mentions.within(*region) if m.is_person
    ]
    if people:
        counterpart = _other_side(site, people)
        return ((people[0].entity,), (counterpart,)) if counterpart else None
    inside = ground.mentions.within(*site.clause)
    bodies = _one_of_each(ground, [m for m in inside if m.entity.type == "organization"])
    if bodies:
        return bodies, ()
    if site.says_pair(site.clause):
        leaders = _leaders_before(site)
        if leaders or site.trigger.type == "call":
            return (leaders, ()) if leaders else _states(site)
    return _states(site) if len(ground.parties_in(*site.clause)) == 2 else None


def _leaders_before(site: Site) -> tuple[Entity, ...] | None:
    """The persons "the two leaders" or "they" are: the last one named of each side."""
    if not _LEADERS.search(site.ground.folded, *site.clause):
        return None
    earlier = site.ground.mentions.within(max(0, site.trigger.start - _LEADERS_REACH), site.trigger.start)
    return _one_of_each(site.ground, [m for m in reversed(earlier) if m.is_person])


def _other_side(site: Site, people: Sequence[Mention]) -> Entity | None:
    ground = site.ground
    home = ground.country(people[-1].entity)
    if home not in PARTIES:
        return None
    for mention in ground.mentions.within(*site.clause):
        country = ground.country(mention.entity)
        if country in PARTIES and country != home and not mention.is_person:
            return mention.entity if mention.entity.type == "organization" else ground.states.get(country)
    return None


def _one_of_each(ground: Ground, nearest: Sequence[Mention]) -> tuple[Entity, ...] | None:
    """The first mention of each party, in text order; None where a party has none."""
    chosen: dict[str, Mention] = {}
    for mention in nearest:
        code = ground.country(mention.entity)
        if code in PARTIES:
            chosen.setdefault(code, mention)
    if len(chosen) < len(PARTIES):
        return None
    return tuple(mention.entity for mention in sorted(chosen.values(), key=lambda m: m.start))


def _agreement(site: Site) -> Slots | None:
    ground = site.ground
    for region in (site.clause, site.sentence):
        mentions = ground.mentions.within(*region)
        for kind in ("person", "organization"):
            signers = _one_of_each(ground, [m for m in mentions if m.entity.type == kind])
            if signers:
                return signers, ()
    if site.says_pair(site.clause):
        leaders = _leaders_before(site)
        return (leaders, ()) if leaders else _states(site)
    if site.trigger.subtype == "pledge" or len(ground.parties_in(*site.sentence)) < len(PARTIES):
        return None
    firms = [m for m in ground.mentions.within(*site.clause) if _is_body_of_a_party(ground, m)]
    if firms:
        other = next(p for p in PARTIES if p != ground.country(firms[0].entity))
        if other in ground.states:
            return (firms[0].entity,), (ground.states[other],)
    return _states(site)


def _is_body_of_a_party(ground: Ground, mention: Mention) -> bool:
    return mention.entity.type == "organization" and ground.country(mention.entity) in PARTIES


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
        for m in site.ground.mentions.within(*site.clause)
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
    mentions = ground.mentions.within(*site.sentence)
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
    """Third parties' measures against one of the parties, or what of it they name."""
    ground = site.ground
    for region in (site.clause, site.sentence):
        bodies = [m for m in site.before(region) if m.entity.type in ("country", "organization", "city")]
        foreign = [
            m for m in bodies if ground.country(m.entity) not in PARTIES and not ground.is_adjective(m)
        ]
        if not foreign:
            continue
        targets = _targets(site, foreign[-1], region)
        if targets:
            return (foreign[-1].entity,), targets
    return None


def _targets(site: Site, authority: Mention, region: tuple[int, int]) -> tuple[Entity, ...]:
    ground = site.ground
    hit = [
        m
        for m in ground.mentions.within(authority.end, region[1])
        if ground.country(m.entity) in PARTIES and m.entity.type in ("country", "organization", "facility")
    ]
    specific = [m for m in hit if m.entity.type != "country"]
    if specific:
        return tuple(dict.fromkeys(m.entity for m in specific))
    chinese = [m.entity for m in hit if ground.country(m.entity) == "CHN"]
    if chinese:
        return (chinese[0],)
    if not hit and _THE_PROJECT.search(ground.folded, site.trigger.start, region[1]):
        earlier = ground.mentions.within(0, site.sentence[0])
        named = [
            m.entity
            for m in earlier
            if m.entity.type in ("facility", "organization") and ground.country(m.entity) in PARTIES
        ]
        facilities = [entity for entity in named if entity.type == "facility"]
        return tuple((facilities or named)[-1:])
    return ()


def _vote(site: Site) -> Slots | None:
    return _states(site) if len(site.ground.parties_in(*site.sentence)) == 2 else None


def _opening(site: Site) -> Slots | None:
    ground = site.ground
    inside = ground.parties_in(*site.sentence)
    firms = [
        m.entity
        for m in ground.mentions.within(*site.sentence)
        if m.entity.type == "organization" and ground.country(m.entity) in PARTIES
    ]
    places = {
        ground.country(m.entity) for m in ground.mentions.within(*site.sentence) if m.entity.type in _PLACES
    }
    if firms and any(code in PARTIES and code != ground.country(firms[0]) for code in places):
        return tuple(dict.fromkeys(firms)), ()
    if len(inside) == 2 or site.says_pair(site.sentence):
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
