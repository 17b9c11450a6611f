"""Who decides, punishes, votes, opens: authorities and what they act on."""

import re

from consumers.extract.events.deals import with_thirds
from consumers.extract.events.site import PLACES, Region, Site, Slots
from consumers.extract.mentions import Mention
from schemas.entity import Entity

_THE_PROJECT = re.compile(
    r"\bthe (?:project|plant|company|firm|bank|refinery|terminal|port|vessel|yard|group|facility)\b|"
    r"(?<!\w)(?:проект|компанию|банк|завод|терминал|порт|предприятие)(?!\w)|该(?:项目|公司|企业|银行|工厂|港口)"
)
_CROSSING = re.compile(
    r"bridge|crossing|checkpoint|corridor|route|flights?\b|railway|consulate|ferry|мост|переход|пункт\w* пропуска|коридор|рейс|"
    r"консульств|переправ|大桥|口岸|航线|班列|通道|领事馆|铁路|公路"
)
_AUTHORITIES = ("country", "organization", "city")
_TARGETS = ("country", "organization", "facility", "city", "region")


def sanction(site: Site) -> Slots | None:
    """A third party and whom of the parties, or what of theirs, its measure hits."""
    for region in (site.clause, site.sentence):
        bodies = [m for m in site.before(region) if m.entity.type in _AUTHORITIES]
        foreign = [m for m in bodies if not site.is_of_party(m.entity) and not site.ground.is_adjective(m)]
        targets = _targets(site, foreign[-1], region) if foreign else ()
        if targets:
            return (foreign[-1].entity,), targets
    return None


def _targets(site: Site, authority: Mention, region: Region) -> tuple[Entity, ...]:
    hit = [
        m
        for m in site.ground.mentions.within(authority.end, region[1])
        if site.is_of_party(m.entity) and m.entity.type in _TARGETS
    ]
    specific = [m for m in hit if m.entity.type in ("organization", "facility")]
    if specific:
        return tuple(dict.fromkeys(m.entity for m in specific))
    chosen = [m for m in hit if not _names_sanctions(site, m)] or hit
    if chosen:
        return (site.as_state(chosen[0].entity),)
    if _THE_PROJECT.search(site.ground.folded, site.trigger.start, region[1]):
        earlier = site.ground.mentions.within(0, site.sentence[0])
        named = [
            m.entity
            for m in earlier
            if m.entity.type in ("facility", "organization") and site.is_of_party(m.entity)
        ]
        facilities = [entity for entity in named if entity.type == "facility"]
        return tuple((facilities or named)[-1:])
    return ()


def _names_sanctions(site: Site, mention: Mention) -> bool:
    """Whether a country only says which sanctions ("in its Russia sanctions the EU listed Chinese firms")."""
    return _SANCTIONS.match(site.ground.folded, mention.end) is not None


_SANCTIONS = re.compile(r"[ -]?(?:related )?(?:sanctions|санкци|制裁)")


def policy(site: Site) -> Slots | None:
    """The authority, and the party its rule is about."""
    if not site.ground.parties_in(*site.sentence) and not site.says_pair(site.sentence):
        return None
    states = site.states()
    if states is None:
        return None
    subjects = [
        m
        for m in site.before(site.sentence)
        if m.entity.type in _AUTHORITIES
        and site.is_of_party(m.entity)
        and not site.is_governed(m, site.sentence)
    ]
    actor = subjects[0] if subjects else None
    if actor and actor.entity.type != "country":
        other = site.other_state(actor.entity)
        return ((actor.entity,), (other,)) if other else None
    home = site.country(actor) if actor else site.ground.country(states[0][0])
    ordered = sorted(states[0], key=lambda entity: site.ground.country(entity) != home)
    return (ordered[0],), tuple(ordered[1:])


def vote(site: Site) -> Slots | None:
    """Both parties, where they vote alike."""
    return with_thirds(site) if site.has_pair(site.sentence) else None


def opening(site: Site) -> Slots | None:
    """Who opens: bodies of both sides, a firm on the other side's ground, else both parties."""
    mentions = site.inside(site.sentence)
    pair = site.one_of_each(m for m in mentions if m.entity.type == "organization")
    if pair:
        return pair, ()
    firms = [m.entity for m in site.bodies(mentions)]
    away = [m for m in mentions if m.entity.type in PLACES and site.is_of_party(m.entity)]
    away = [m for m in away if firms and site.country(m) != site.ground.country(firms[0])]
    if away:
        return tuple(dict.fromkeys(firms)), (away[0].entity,)
    crosses = _CROSSING.search(site.ground.folded, *site.clause) is not None
    thirds = any(m.entity.type == "country" and not site.is_of_party(m.entity) for m in mentions)
    if site.has_pair(site.sentence) or site.says_pair(site.sentence) or (crosses and not thirds):
        return site.states()
    return None


def legal(site: Site) -> Slots | None:
    """The states concerned and the person, or the firms of both sides."""
    firms = site.one_of_each(m for m in site.inside(site.clause) if m.entity.type == "organization")
    if firms:
        return firms, ()
    states = site.states()
    inside = site.ground.parties_in(*site.sentence)
    people = [m.entity for m in site.inside(site.clause) if m.is_person][:1]
    if states is None or not inside or (len(inside) < 2 and not people and not _is_foreign(site)):
        return None
    named = tuple(entity for entity in states[0] if site.ground.country(entity) in inside)
    return (named or states[0]) if people else states[0], tuple(people)


def _is_foreign(site: Site) -> bool:
    """Whether the clause tells of foreigners or borders, so that the other party is concerned."""
    return (
        re.search(
            r"foreign|border|nationals?|иностран|границ|гражд|公民|边境|入境",
            site.ground.folded[slice(*site.clause)],
        )
        is not None
    )
