"""Who agrees, trades, supplies, exercises together."""

import re
from collections.abc import Sequence

from consumers.extract.events.roles import Cast, cast_of, lists_in, pair_of, says_more_of
from consumers.extract.events.site import PLACES, Site, Slots, distinct
from consumers.extract.mentions import Mention
from schemas.entity import Entity

_JOINT = re.compile(r"joint|совместн|联合")
_LISTING = (",", "and", ", and", "и", "、", "和", "与")
_STATISTICIANS = re.compile(
    r"customs|ministry|administration|bureau|service|agency|statistic|committee|association|union of|союз|ассоциац|协会|联盟|government|region|krai|university|"
    r"海关|部|局|总署|委",
    re.IGNORECASE,
)
"""Bodies that count what others trade."""


def agreement(site: Site) -> Slots | None:
    """The parties as named: those who sign and whom they sign with, else bodies or persons of both sides, else
    their countries. What something is done by (根据双方达成的共识) is no news."""
    if site.trigger.subtype == "intent" and _BY_WHICH.search(
        site.ground.folded, site.clause[0], site.trigger.start
    ):
        return None
    for region in (site.clause, site.sentence):
        cast = cast_of(site, region)
        takers = [m for m in site.takers(region) if not _is_of_an_occasion(site, m)]
        uncited = set(map(id, takers))
        named = [m for m in (*cast.subject, *cast.beside) if m.entity.type in _SIGNERS and id(m) in uncited]
        signers = pair_of(site, [_body_of(site, m) if _are_mixed(named) else m for m in named])
        if signers and not all(entity.type == "country" for entity in signers):
            return signers, ()
        for kind in ("organization", "person"):
            among = site.one_of_each(m for m in takers if m.entity.type == kind)
            if among:
                return among, ()
    row = _row_of_both(site)
    if row:
        return row, ()
    if _PAPERS.search(site.ground.folded, site.trigger.start, site.trigger.end) and not site.says_pair(
        site.clause
    ):
        return site.states()
    if site.says_pair(site.clause):
        leaders = site.leaders_before() or _those_who_met(site)
        return (leaders, ()) if leaders else with_thirds(site)
    if site.trigger.subtype == "pledge":
        return None
    if site.has_pair(site.sentence):
        firms = site.bodies(site.takers(site.clause))
        other = (_partner_before(site, firms[0]) or _site_or_state(site, firms[0])) if firms else None
        return ((firms[0].entity,), (other,)) if other else with_thirds(site)
    firms = site.bodies(site.takers(site.clause))
    partner = _partner_before(site, firms[0]) if firms else None
    if partner:
        return (firms[0].entity, partner), ()
    met = _those_who_met(site)
    teller = site.ground.speaker(site.trigger.start)
    if met and teller and teller not in met:
        return site.states()
    if met and site.trigger.subtype == "signed":
        return met, ()
    if any(site.is_of_party(m.entity) for m in site.inside(site.sentence)) and _AT_A_VISIT.search(
        site.ground.folded, *site.sentence
    ):
        return site.states()
    told = site.goes_on_from()
    if told and told.trigger.type in ("agreement", "supply", "meeting", "visit", "opening"):
        return told.participants, ()
    names_nobody = not any(
        m.entity.type in ("country", "person", "organization") for m in site.inside(site.sentence)
    )
    return site.states() if names_nobody and _OF_STATES.search(site.ground.folded, *site.clause) else None


def _is_of_an_occasion(site: Site, mention: Mention) -> bool:
    """Whether somebody's visit is only when it was signed ("signed during a visit by Prime Minister Li")."""
    start = mention.start
    return (
        _OCCASION.search(site.ground.folded, max(site.sentence[0], start - _OCCASION_REACH), start)
        is not None
    )


_BY_WHICH = re.compile(r"(?:根据|按照|依据|依照)[^，。；]{0,24}$")
_OCCASION = re.compile(
    r"\b(?:during|on|at|amid|following|after|ahead of) (?:[\w'’-]+ ){1,6}?(?:visit|trip|tour)(?: to (?:the )?[\w’'-]+)? (?:by|of) (?:[\w'’-]+ ){0,5}$"
    r"|(?<!\w)(?:в ходе|во время|по итогам|в рамках) (?:[а-яё-]+ ){0,3}(?:визита|поездки) (?:[а-яё-]+ ){0,4}$"
)
_OCCASION_REACH = 110


def _are_mixed(mentions: Sequence[Mention]) -> bool:
    """Whether persons sign beside bodies."""
    return len({m.is_person for m in mentions if m.entity.type in ("person", "organization")}) == 2


def _body_of(site: Site, mention: Mention) -> Mention:
    """The body that a person named with it heads ("Gazprom chief Alexei Miller"): it is what signs with another body."""
    before = site.ground.mentions.within(site.ground.sentence_start(mention.start), mention.start)
    heads = mention.is_person and bool(before) and before[-1].entity.type == "organization"
    return before[-1] if heads and says_more_of(site.ground, before[-1], mention) else mention


_PAPERS = re.compile(r"documents? .*(?:to be|been|were|was) signed|подписано|подписаны|документ")
_AT_A_VISIT = re.compile(
    r"during [^.,]{0,40}(?:visit|trip)|в ходе [^.,]{0,30}(?:визит|поездк)|访[^，。]{0,8}期间|访问期间"
)
_OF_STATES = re.compile(
    r"intergovernmental|treaty|agreement on|межправ|соглашени|договор (?!поставк)|协定|条约"
)
"""Papers that states sign where nobody is named."""


def _site_or_state(site: Site, firm: Mention) -> Entity | None:
    """The other side of a firm's deal: the plant or port it is for, else the state."""
    home = site.country(firm)
    plants = [
        m.entity
        for m in site.inside(site.clause)
        if m.entity.type == "facility" and site.is_of_party(m.entity) and site.country(m) != home
    ]
    plants = [plant for plant in plants if not _CARRIES.search(plant.name)]
    return plants[0] if plants else site.other_state(firm.entity)


def _partner_before(site: Site, firm: Mention) -> Entity | None:
    """The firm of the other side named last before, of which a firm's contracts are told."""
    home = site.country(firm)
    earlier = site.ground.mentions.within(max(0, site.sentence[0] - _PARTNER_REACH), site.trigger.start)
    named = [
        m
        for m in site.bodies(earlier)
        if site.country(m) != home and m.named and not _STATISTICIANS.search(m.entity.name)
    ]
    return named[-1].entity if named else None


_PARTNER_REACH = 400
"""Characters back to the firm whose contract is told."""


def _row_of_both(site: Site) -> tuple[Entity, ...] | None:
    """Towns or regions of both sides named side by side ("the treaty of Chita and Manzhouli")."""
    for row in lists_in(site, site.sentence):
        if len(row.heads) > 1 and all(m.entity.type in ("city", "region") for m in row.heads):
            pair = pair_of(site, row.heads) if row.governor in _OF else None
            if pair:
                return pair
    return None


_OF = (None, "of", "between", "with", "о", "об", "между", "с", "与", "和", "同")
_SIGNERS = ("person", "organization", "country", "region", "city", "facility")


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
    return (*states[0], *distinct(thirds)), ()


def is_sale(site: Site) -> bool:
    """Whether a firm's deliveries are told rather than statistics of trade."""
    if _sellers(site, [m for m in cast_of(site, site.clause).subject if m.entity.type != "region"]):
        return True
    return any(not _STATISTICIANS.search(m.entity.name) for m in site.bodies(site.inside(site.clause)))


def stops_deliveries(site: Site) -> bool:
    """Whether a firm, rather than an authority, has stopped what it delivers."""
    words = site.ground.folded[site.trigger.start : site.trigger.end]
    if not _STOPPED.match(words) or not _DELIVERIES.search(words):
        return False
    firms = [m for m in cast_of(site, site.clause).subject if m.entity.type == "organization"]
    return bool(_sellers(site, firms))


_STOPPED = re.compile(r"suspend|halt|stop|ceas|fr[eo]+z|приостан|прекра|останов|перестал|暂停|停止")
_DELIVERIES = re.compile(
    r"shipment|deliver|purchas|buying|imports? of|отгруз|поставк|закупк|供货|供应|发运|交付|采购|购买"
)


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
    """Both parties, or the firm or the town whose figure it is and the other party."""
    if _AGREED_VOLUME.search(site.ground.folded, site.clause[0], site.trigger.end):
        return None
    owner = site.before(site.clause)[-1:]
    if (
        owner
        and site.is_third(owner[0])
        and _HAS_ITS.fullmatch(site.ground.folded, owner[0].end, site.trigger.start)
    ):
        return None  # "New Delhi's continued imports of Russian energy"
    own = _whose_figure(site)
    if own:
        return own
    subject = cast_of(site, site.clause).subject
    if (
        subject
        and subject[0].entity.type == "country"
        and site.is_third(subject[0])
        and not site.says_pair(site.sentence)
    ):
        return None  # "Kazakhstan sold to China …, to Russia …"
    if site.says_pair(site.sentence) or site.ground.parties_in(*site.sentence):
        return site.states()
    thirds = [m for m in site.inside(site.sentence) if m.entity.type == "country"]
    return None if thirds else site.states()


_HAS_ITS = re.compile(r"['’]s (?:[\w-]+ ){0,2}")
_AGREED_VOLUME = re.compile(
    r"\b(?:contract|agreement|deal|document|it) (?:envisag|provid|foresee|stipulat|call)\w* (?:for )?[^,.;]*$"
    r"|(?<!\w)(?:документ|контракт|договор|соглашение|он)(?:ы|а)? (?:[«»\w]+ (?:и )?){0,4}(?:предполага|предусматрива)\w+ [^,.;]*$"
    r"|(?:合同|协议|协定)(?:规定|约定)[^，。；]*$"
)
"""What a contract is for, rather than what was traded."""


def _whose_figure(site: Site) -> Slots | None:
    """A firm's or a town's own figure: "Rosneft's crude to China", 青岛对俄出口额."""
    firms = [m for m in site.bodies(site.before(site.clause)) if not _STATISTICIANS.search(m.entity.name)]
    if site.trigger.subtype == "turnover":
        firms = []
    towns = [
        m
        for m in site.inside(site.clause)
        if m.entity.type in ("city", "region") and _has_the_figure(site, m)
    ]
    for row in lists_in(site, site.clause):
        ends = (
            pair_of(site, row.heads) if row.governor in ("between", "между") and len(row.heads) == 2 else None
        )
        if ends and any(entity.type in ("city", "region") for entity in ends):
            return ends, ()
    for owner in (*firms[:1], *towns[-1:]):
        other = site.other_state(owner.entity)
        if other and any(
            site.country(m) not in (None, site.country(owner)) for m in site.inside(site.clause)
        ):
            return (owner.entity,), (other,)
    return None


def _has_the_figure(site: Site, town: Mention) -> bool:
    if town.start >= site.trigger.end:  # «экспорт Приморского края в Китай»
        return (
            site.ground.language == "ru"
            and _GENITIVE.fullmatch(site.ground.folded, site.trigger.end, town.start) is not None
        )
    return _HAS_A_FIGURE[site.ground.language].match(site.ground.folded, town.end) is not None


_GENITIVE = re.compile(r" (?:(?!в |во |на |с |со |из |через |между |по )[а-яё-]+ ){0,2}")
_HAS_A_FIGURE = {
    "en": re.compile(r"['’]s (?:\w+ ){0,3}(?:exports?|imports?|shipments|sales|trade)"),
    "ru": re.compile(r" (?:увелич|сократ|нараст|экспортир|импортир|постав|вывез|ввез|отгруз|прода|закуп)"),
    "zh": re.compile(
        r"(?:市|省|州|对|從|从|向|企业|全市|累计)?(?:对|从|自|向)[俄华中美日韩朝印蒙哈](?:罗斯)?[^，。海口]{0,4}(?:进|出)"
    ),
}


_ALLOWED = re.compile(
    r"\b(?:allow|permit|ban|approv|authoris|authoriz|clear)\w* (?:[\w'’-]+ ){0,4}$|(?<!\w)(?:разреш|запре|допуст|ограничи|запрет)\w* (?:[\w-]+ ){0,3}$"
    r"|(?:允许|准许|批准|禁止|准予)[^，。；]{0,14}$"
)
"""What an authority allows is its policy, and no delivery yet."""


def supply(site: Site) -> Slots | None:
    """The supplier and the receiver as named: firms, towns, else their countries."""
    if _ALLOWED.search(site.ground.folded, site.clause[0], site.trigger.start) or _AGREED_VOLUME.search(
        site.ground.folded, site.clause[0], site.trigger.end
    ):
        return None
    cast = cast_of(site, site.clause)
    if cast.subject and cast.subject[0].entity.type == "country" and site.is_third(cast.subject[0]):
        return None
    goes_to = [m for m in cast.goals if m.entity.type in (*PLACES, "organization")]
    if goes_to and site.is_third(goes_to[0]):
        return None
    sellers = _sellers(site, _doer(site, cast)) or _sellers(site, cast_of(site, site.sentence).subject)
    if sellers:
        buyers = [
            m for m in (*cast.goals, *cast.beside, *cast.objects) if _is_of_another(site, m, sellers[0])
        ]
        buyers = buyers or [m for m in site.inside(site.sentence) if _is_of_another(site, m, sellers[0])]
        if buyers:
            return (sellers[0].entity,), (_receiver(site, buyers),)
        other = site.other_state(sellers[0].entity)
        if (
            other
            and sellers[0].entity.type == "organization"
            and not any(site.is_third(m) for m in site.inside(site.sentence))
        ):
            return (sellers[0].entity,), (other,)
    told = site.goes_on_from()
    if told and told.trigger.type in ("agreement", "supply"):
        return told.actor, told.recipient
    mentions = site.inside(site.sentence)
    is_piped = any(m.entity.type in ("facility", "initiative") for m in mentions)
    names_no_state = not any(m.entity.type == "country" for m in mentions)
    ends = [m for m in site.after(site.clause) if m.entity.type in ("city", "region", "facility")]
    directed = any(site.is_of_party(m.entity) for m in ends) or any(
        site.is_of_party(m.entity) for m in (*cast.subject, *cast.goals) if m.entity.type != "person"
    )
    behind = {site.country(m) for m in site.after(site.clause) if m.entity.type == "country"}
    directed = directed or behind >= set(site.parties)  # «о поставках Китаем оружия России»
    return (
        site.states()
        if (site.has_pair(site.sentence) and directed) or (is_piped and names_no_state)
        else None
    )


def _doer(site: Site, cast: Cast) -> Sequence[Mention]:
    """Who does it: the subject, or whom "by" names right behind the verb."""
    if not site.ground.folded.startswith(" by ", site.trigger.end):
        return cast.subject
    behind = [m for m in cast.beside if m.start >= site.trigger.end]
    return behind[:1]


def _sellers(site: Site, subject: Sequence[Mention]) -> list[Mention]:
    return [
        m
        for m in subject
        if m.entity.type in ("organization", "facility", "city", "region")
        and not site.is_third(m)
        and not (m.entity.type == "facility" and _CARRIES.search(m.entity.name))
        and not _STATISTICIANS.search(m.entity.name)
    ]


_CARRIES = re.compile(r"pipeline|bridge|line|crossing|route|power of siberia", re.IGNORECASE)
"""Facilities through which goods go, rather than which send them."""


def _is_of_another(site: Site, mention: Mention, seller: Mention) -> bool:
    home = site.country(seller)
    return (
        not mention.is_person
        and site.is_of_party(mention.entity)
        and site.country(mention) != home
        and mention.entity is not seller.entity
    )


def _receiver(site: Site, buyers: Sequence[Mention]) -> Entity:
    """A body, else the state, else the place."""
    bodies = [m for m in buyers if m.entity.type == "organization"]
    states = [m for m in buyers if m.entity.type == "country"]
    if bodies or states:
        return (bodies or states)[0].entity
    return site.as_state(buyers[0].entity) if buyers[0].entity.type == "city" else buyers[0].entity
