"""Who decides, punishes, votes, opens: authorities and what they act on."""

import re
from collections.abc import Sequence
from itertools import pairwise

from consumers.extract.events.deals import with_thirds
from consumers.extract.events.ground import Ground
from consumers.extract.events.roles import cast_of, pair_of
from consumers.extract.events.site import Region, Site, Slots, distinct
from consumers.extract.mentions import Mention
from schemas.entity import Entity

_THE_PROJECT = re.compile(
    r"\bthe (?:project|plant|company|firm|bank|refinery|terminal|port|vessel|yard|group|facility)\b|"
    r"(?<!\w)(?:проект|компанию|банк|завод|терминал|порт|предприятие)(?!\w)|该(?:项目|公司|企业|银行|工厂|港口)"
)
_CROSSING = re.compile(
    r"bridge|cable car|crossing|terminal|канатн|терминал|索道|checkpoint|corridor|route|flights?\b|railway|consulate|ferry|мост|переход|пункт\w* пропуска|коридор|рейс|"
    r"консульств|переправ|大桥|口岸|航线|班列|通道|领事馆|铁路|公路"
)
_AUTHORITIES = ("country", "organization", "city")
_TARGETS = ("country", "organization", "facility", "city", "region")


def sanction(site: Site) -> Slots | None:
    """A third party and whom of the parties, or what of theirs, its measure hits."""
    for region in (site.clause, site.sentence):
        bodies = [m for m in site.before(region) if m.entity.type in (*_AUTHORITIES, "person")]
        foreign = [m for m in bodies if not site.is_of_party(m.entity) and not site.ground.is_adjective(m)]
        subject = [m for m in cast_of(site, region).subject if m in foreign]
        foreign = subject[-1:] or foreign
        targets = _targets(site, foreign[-1], region) if foreign else ()
        if targets:
            chief = foreign[-1].entity
            return (site.as_state(chief) if chief.type in ("city", "person") else chief,), targets
    return _of_a_party(site)


def _of_a_party(site: Site) -> Slots | None:
    """A party's authority and whom abroad its own measure hits (商务部将立陶宛两家银行列入反制清单)."""
    own = [
        m
        for m in cast_of(site, site.sentence).subject
        if m.entity.type in ("organization", "country")
        and site.is_of_party(m.entity)
        and m.end <= site.trigger.start
    ]
    if not own:
        return None
    by = _BY_WHOM_ZH.search(site.ground.folded, site.clause[0], site.trigger.end)
    if by:  # 这家企业被美国列入名单
        hits = [m for m in site.ground.mentions.within(by.end(), site.trigger.end) if site.is_third(m)]
        firms = [
            m
            for m in site.before(site.sentence)
            if m.entity.type in ("organization", "facility") and m.end <= by.start()
        ]
        firms = [m for m in firms if site.is_of_party(m.entity)]
        return ((hits[0].entity,), (firms[0].entity,)) if hits and firms else None
    around = site.ground.mentions.within(own[0].end, site.clause[1])
    abroad = [m for m in around if m.entity.type in ("organization", "country") and site.is_third(m)]
    bodies = [m for m in abroad if m.entity.type == "organization"]
    hit = distinct(m.entity for m in bodies or abroad[:1])
    return ((own[0].entity,), hit) if hit else None


def _targets(site: Site, authority: Mention, region: Region) -> tuple[Entity, ...]:
    hit = [
        m
        for m in site.ground.mentions.within(authority.end, region[1])
        if site.is_of_party(m.entity) and m.entity.type in _TARGETS
    ]
    why = _REASON.search(site.ground.folded, site.trigger.end, region[1])
    hit = [m for m in hit if why is None or m.start < why.start()] or hit
    specific = [m for m in hit if m.entity.type in ("organization", "facility")]
    if specific:
        beside = [m for last in specific for m in _people_beside(site, last, region)]
        return distinct(m.entity for m in (*specific, *beside))
    if hit and site.ground.language != "zh" and _IT.match(site.ground.folded, site.trigger.start, region[1]):
        return _firm_before(site) or (site.as_state(max(hit, key=lambda m: _is_hit(site, m)).entity),)
    if hit:
        return (site.as_state(max(hit, key=lambda m: _is_hit(site, m)).entity),)
    if _IT.match(site.ground.folded, site.trigger.start, region[1]) and _firm_before(site):
        return _firm_before(site)
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


_BY_WHOM_ZH = re.compile(r"(?:被|遭)(?=[^，。；]{1,14}(?:制裁|列入|列单|拉黑))")
_REASON = re.compile(
    r"\b(?:over (?:its|their|his|the|alleged)|for (?:its |their |his |allegedly )?(?:role|help\w*|support\w*|aiding|supplying|assisting|providing|[a-z]+ing))\b"
    r"|(?<!\w)за (?:помощь|поддержк\w|поставк\w|содействи\w|участи\w|обход)|из-за|因(?:其|涉|向|协|支|帮)|以[^，。]{0,12}为由"
)
"""Where the words that say why begin: who is named there is not who is hit."""


def _people_beside(site: Site, firm: Mention, region: Region) -> list[Mention]:
    """The person hit together with a firm ("ByteHarbor and its founder …")."""
    behind = [m for m in site.ground.mentions.within(firm.end, region[1]) if m.is_person][:1]
    between = site.ground.folded[firm.end : behind[0].start] if behind else ""
    return behind if _AND_ITS.fullmatch(between) else []


_AND_ITS = re.compile(
    r"[»”\"]?,? (?:and|as well as) (?:its|their) (?:[\w-]+ ){1,4}|[»”\"]? и (?:его|её|их) (?:[\w-]+ ){1,4}|[”》]?(?:及|和|以及|及其)其?[^，。；、]{1,8}"
)


def _firm_before(site: Site) -> tuple[Entity, ...]:
    """The firm that "it" means: the last one named before that is not known to belong elsewhere."""
    earlier = site.ground.mentions.within(site.ground.reading.title_end, site.trigger.start)
    firms = [m.entity for m in earlier if m.entity.type == "organization" and not site.is_third(m)]
    return tuple(firms[-1:])


_IT = re.compile(r"\w+ (?:it|them)\b|\w+ (?:её|его|их)(?!\w)")


def _is_hit(site: Site, mention: Mention) -> int:
    """How surely a country is the one hit: its firms are named ("21 entities in China"); not where it only says which
    sanctions or whose war ("in its Russia sanctions the EU listed Chinese firms")."""
    folded = site.ground.folded
    if _OF_WHICH_SANCTIONS.match(folded, mention.end):
        return -1
    firms_there = _FIRMS_THERE.search(folded, max(0, mention.start - _BESIDE), mention.start)
    if firms_there or _ITS_FIRMS.match(folded, mention.end):
        return 2
    if _ITS_GOODS.match(folded, mention.end) or _HELPED.search(
        folded, max(0, mention.start - _BESIDE), mention.start
    ):
        return -1
    around = folded[max(0, mention.start - _BESIDE) : mention.end + _BESIDE]
    return int(_FIRMS.search(around) is not None)


_OF_WHICH_SANCTIONS = re.compile(
    r"[ -]?(?:related )?(?:sanctions|санкци|制裁)|['’]s (?:war|army|military|defen[cs]e|invasion)|(?:的)?(?:军|战争|国防)| (?:war|military|army)\b"
)
_FIRM_WORDS = r"entit|firms?\b|compan|banks?\b|refiner|suppliers?\b|traders?\b|makers?\b|企业|实体|公司|银行|компани|фирм|банк|организаци|структур|юрлиц|предприяти|炼油厂|炼厂|油轮|船|нпз|завод|tanker|vessel|port\b|terminal"
_FIRMS = re.compile(_FIRM_WORDS)
_ITS_FIRMS = re.compile(
    rf"[' ]?(?:[\w’-]+ ){{0,2}}?(?:{_FIRM_WORDS})|[\u4e00-\u9fff]{{0,4}}(?:{_FIRM_WORDS})"
)
_FIRMS_THERE = re.compile(
    rf"(?:{_FIRM_WORDS})\w* (?:in|from|based in) (?:the )?$|(?:компани|фирм|банк|организаци)\w* (?:в|из) $"
)
_ITS_GOODS = re.compile(
    r" (?:oil|gas|crude|energy|coal|metal|arms|goods)|石油|原油|能源|天然气| (?:нефт|газ|угл|энерго|сырь)"
)
_HELPED = re.compile(
    r"(?:arming|supplying|aiding|helping|aid to|support(?:ing|s)?|trade with|dealings with|business with|to|over|via|through|in|against) (?:the )?$|"
    r"(?:помощь|поддержк\w|торговл\w с|поставк\w+ в|в|для) $|(?:协助|支持|援助|向|对)$"
)
_BESIDE = 26
"""Characters around a country's name in which its firms are told."""


def policy(site: Site) -> Slots | None:
    """The authority, and whom its rule is about, as named: a state, a region, a firm or a project."""
    if site.trigger.subtype == "effect":
        told = site.goes_on_from()
        return (told.actor, told.recipient) if told and told.trigger.type in ("policy", "vote") else None
    if site.trigger.subtype == "visa" and not _CHANGES.search(site.ground.folded, *site.clause):
        return None  # "used the visa-free exchange"
    abroad = _against_a_third(site)
    if abroad:
        return abroad
    if not site.ground.parties_in(*site.sentence) and not site.says_pair(site.sentence):
        return None
    states = site.states()
    if states is None:
        return None
    cast = cast_of(site, site.clause)
    is_passive = site.ground.folded.startswith(" by ", site.trigger.end)
    doers = [m for m in cast.beside if is_passive and m.start >= site.trigger.end]
    subject = [
        m for m in (*doers, *cast.subject) if m.entity.type in _AUTHORITIES and site.is_of_party(m.entity)
    ]
    subject = subject or [
        m
        for m in cast_of(site, site.sentence).subject
        if m.entity.type in _AUTHORITIES and site.is_of_party(m.entity)
    ]
    if not subject:
        return (states[0][0],), states[0][1:]
    actor = subject[0]
    if actor.entity.type == "city":
        state = site.as_state(actor.entity)
        other = site.other_state(state)
        return ((state,), (other,)) if other else None
    named = _ruled_on(site, actor)
    other = site.other_state(actor.entity)
    return ((actor.entity,), named or (other,)) if other else None


_CHANGES = re.compile(
    r"introduc|extend|lift|grant|launch|start|begin|began|expand|waive|scrap|abolish|take[sn]? effect|took effect|into force|sign|agree|(?:from|since|as of) [a-z]+ \d|"
    r"введ|ввел|ввёл|объяв|отмен|продл|действ|запуст|вступ|подпис|начн|нача|распростран|смог|будут|"
    r"实施|试行|实行|延长|生效|启动|开始|宣布|起|将|互免|恢复|给予"
)


def _against_a_third(site: Site) -> Slots | None:
    """A party's rule about a third country, where only that is named behind ("suspended imports of Japanese fish"),
    or a third one's about firms of the parties ("Kyrgyz lawmakers barred the venture")."""
    subject = cast_of(site, site.clause).subject
    behind = [m for m in site.after(site.clause) if m.entity.type in ("country", "organization")]
    if not subject or not behind:
        return None
    first = subject[0]
    if site.is_of_party(first.entity) and first.entity.type in _AUTHORITIES:
        others = [m for m in behind if site.country(m) != site.country(first)]
        is_away = others and all(site.is_third(m) and m.entity.type == "country" for m in others)
        return ((first.entity,), (others[0].entity,)) if is_away else None
    if (
        first.entity.type == "organization"
        and site.country(first) is None
        and _OF_STATES.search(first.entity.name)
    ):
        hit = distinct(m.entity for m in behind if m.entity.type == "country" and site.is_of_party(m.entity))
        return ((first.entity,), hit) if len(hit) == 1 else None
    if site.is_third(first):
        firms = pair_of(site, [m for m in behind if m.entity.type == "organization" and not site.is_third(m)])
        return ((site.as_state(first.entity),), firms) if firms else None
    return None


_OF_STATES = re.compile(r"Commission|Union|Council|Organi[sz]ation")
"""Bodies that rule for several states."""


def _ruled_on(site: Site, actor: Mention) -> tuple[Entity, ...]:
    """The regions or firms of the other party that a rule names, where it does not name the state."""
    home = site.country(actor)
    comma = site.ground.folded.find(",", site.trigger.end, site.clause[1])
    told = [
        m
        for m in site.after((site.clause[0], comma if comma >= 0 else site.clause[1]))
        if site.is_of_party(m.entity) and site.country(m) != home and m.entity.type in _RULED_ON
    ]
    if any(m.entity.type == "country" for m in told):
        return ()
    return distinct(m.entity for m in told)


_RULED_ON = ("country", "region", "organization")


def vote(site: Site) -> Slots | None:
    """Both parties, where they vote alike."""
    cast = cast_of(site, site.sentence)
    if cast.subject and site.is_third(cast.subject[0]):
        return None
    houses = [
        m.entity
        for m in site.inside(site.sentence)
        if m.entity.type == "organization" and _HOUSE.search(m.entity.name)
    ]
    houses = [house for house in houses if site.is_of_party(house)]
    if houses:
        other = site.other_state(houses[0])
        return ((houses[0],), (other,)) if other else None
    if site.trigger.subtype == "bill" or not site.has_pair(site.sentence):
        return None
    voters = pair_of(site, cast.subject) if all(m.entity.type == "country" for m in cast.subject) else None
    return (voters, ()) if voters else with_thirds(site)


def has_house(ground: Ground, region: Region) -> bool:
    """Whether a parliament is named there, whose yes to a treaty is a vote."""
    return any(
        m.entity.type == "organization" and _HOUSE.search(m.entity.name)
        for m in ground.mentions.within(*region)
    )


_HOUSE = re.compile(r"duma|federation council|people's congress|parliament|assembly", re.IGNORECASE)
"""Parliaments."""


def opening(site: Site) -> Slots | None:
    """Who opens: bodies of both sides, a firm or region and the place on the other side, the ends of a line, else
    both parties."""
    mentions = site.inside(site.sentence)
    cast = cast_of(site, site.clause)
    told = site.goes_on_from()
    if (
        told
        and told.trigger.type == "opening"
        and _CEREMONY.search(site.ground.folded, site.trigger.start, site.trigger.end)
    ):
        return told.actor, told.recipient
    together = pair_of(site, [m for m in (*cast.subject, *cast.beside) if m.entity.type == "organization"])
    pair = together or site.one_of_each(m for m in mentions if m.entity.type == "organization")
    if pair:
        return pair, ()
    hosts = pair_of(site, [m for m in cast.subject if m.is_person])
    if hosts:
        return hosts, ()
    openers = [m for m in cast.subject if m.entity.type in ("organization", "region", "country")]
    openers = [m for m in openers if not site.is_third(m)]
    for opener in openers[:1]:
        away = [
            m
            for m in (*cast.goals, *site.after(site.sentence))
            if m.entity.type in ("city", "region", "country")
        ]
        home = site.country(opener)
        away = [m for m in away if site.is_of_party(m.entity) and site.country(m) != home]
        away = [m for m in away if not site.ground.is_adjective(m)]
        if away and (home or len(openers) == 1):
            kind = away[0].entity.type
            return (opener.entity,), distinct(m.entity for m in away if m.entity.type == kind)
        other = site.other_state(opener.entity)
        if other and any(site.country(m) == site.ground.country(other) for m in site.inside(site.clause)):
            return (opener.entity,), (other,)
    ends = _ends_of_a_line(site)
    if ends:
        return ends, ()
    crosses = _CROSSING.search(site.ground.folded, *site.clause) is not None
    thirds = any(m.entity.type == "country" and not site.is_of_party(m.entity) for m in mentions)
    if site.has_pair(site.sentence) or site.says_pair(site.sentence) or (crosses and not thirds):
        return site.states()
    title = site.sentence[1] <= site.ground.reading.title_end
    at_home = any(
        m.entity.type in ("city", "region", "facility") and site.is_of_party(m.entity)
        for m in site.inside(site.clause)
    )
    if title and at_home and not thirds and site.has_pair((site.sentence[0], _end_of_the_lead(site))):
        return site.states()
    return None


def _end_of_the_lead(site: Site) -> int:
    """Where the first sentence of the body ends."""
    reading = site.ground.reading
    return next((s.end for s in reading.sentences if s.start >= reading.title_end), reading.title_end)


_CEREMONY = re.compile(r"ceremony|церемони|仪式")


def _ends_of_a_line(site: Site) -> tuple[Entity, ...] | None:
    """The two towns a train or a flight goes between: "Chongqing–Moscow", "из Читы в Харбин", 青岛至莫斯科."""
    is_crossing = _CROSSING.search(site.ground.folded, *site.sentence) is not None
    names_states = any(m.entity.type == "country" for m in site.inside(site.sentence))
    if not _LINE.search(site.ground.folded, *site.clause) and (not is_crossing or names_states):
        return None
    text = site.ground.reading.text
    towns = [m for m in site.inside(site.sentence) if m.entity.type in ("city", "region")]
    for one, other in pairwise(towns):
        apart = {site.country(one), site.country(other)} == set(site.parties)
        if apart and _TO.fullmatch(text, one.end, other.start):
            return (one.entity, other.entity)
    return None


_LINE = re.compile(
    r"trains?\b|flights?\b|services?\b|ferry|рейс|поезд|паром|маршрут|авиасообщ|班列|航线|航班|专列|客运|包机"
)
_TO = re.compile(r"\s?[-–—]+\s?|(?: and| to|至|到|往返| в| до| и)\s?")


def legal(site: Site) -> Slots | None:
    """The states concerned and the person, or the firms of both sides."""
    firms = _litigants(site)
    if firms:
        return firms, ()
    told = site.goes_on_from()
    names_nobody = not site.ground.parties_in(*site.sentence)
    if (
        told
        and told.trigger.type == "legal"
        and names_nobody
        and _THE_ACCUSED.search(site.ground.folded, *site.clause)
    ):
        return told.actor, told.recipient
    states = site.states()
    people_beside = _accused_beside(site)
    before = site.ground.sentence_start(max(0, site.sentence[0] - 2))
    inside = site.ground.parties_in(*site.sentence) or site.ground.parties_in(before, site.sentence[1])
    speakers = {who.id for _, _, who in site.ground.contents if who}
    people = [m.entity for m in site.inside(site.clause) if m.is_person and m.entity.id not in speakers][:1]
    if (
        not people
        and site.last
        and site.last.trigger.type == "legal"
        and _THE_ACCUSED.search(site.ground.folded, *site.clause)
    ):
        people = [entity for entity in site.last.participants if entity.type == "person"][:1]
    people = people or people_beside
    if states is None or not inside or (len(inside) < 2 and not people and not _is_foreign(site)):
        return None
    abroad = [
        m
        for m in cast_of(site, site.clause).subject
        if site.is_third(m) and m.entity.type in ("country", "city")
    ]
    if abroad and people:
        accused = [m.entity for m in site.after(site.clause) if m.is_person and m.entity.id not in speakers]
        return (site.as_state(abroad[0].entity),), distinct(accused or people)
    if people and site.trigger.subtype not in ("extradition", "expulsion"):
        return (_whose_law(site, people[0], states[0]),), tuple(people)
    named = tuple(entity for entity in states[0] if site.ground.country(entity) in inside)
    thirds = [
        m.entity
        for m in cast_of(site, site.clause).subject
        if site.is_third(m) and m.entity.type == "country"
    ]
    return (*thirds, *((named or states[0]) if people else states[0])), tuple(people)


def _accused_beside(site: Site) -> list[Entity]:
    """Whom a sentence means by "a Chinese man" or 一名犯罪嫌疑人: the one person without an office named in the sentences right before or
    behind, with age, or as the accused."""
    if not _SOMEBODY.search(site.ground.folded, *site.sentence):
        return []
    folded, mentions = site.ground.folded, site.ground.mentions
    near = mentions.within(
        max(site.ground.reading.title_end, site.sentence[0] - _BESIDE_REACH), site.sentence[1] + _BESIDE_REACH
    )
    told = [
        m.entity
        for m in near
        if m.is_person
        and m.named
        and not m.entity.roles
        and (_AGED.match(folded, m.end) or _ACCUSED_AS.search(folded, max(0, m.start - 12), m.start))
    ]
    return list(distinct(told))[:1] if len(distinct(told)) == 1 else []


_BESIDE_REACH = 260
_SOMEBODY = re.compile(
    r"\b(?:an?|the) (?:[\w-]+ ){0,3}?(?:man|woman|citizen|national|suspect|businessman|fugitive|student|trader|driver)\b"
    r"|(?<!\w)(?:граждан(?:ин|ина|ку|ка|ки)|мужчин\w|женщин\w|подозреваем\w+|обвиняем\w+|житель\w*|предпринимател\w+)(?!\w)|犯罪嫌疑人|嫌疑人|男子|女子|被告人|籍[^，。；]{0,4}人|逃犯"
)
_AGED = re.compile(r",? (?:aged )?\d\d,| \(\d\d\)|,? \d\d-летн|，\d\d岁|（\d\d岁|[^，。；]{0,3}（")
_ACCUSED_AS = re.compile(
    r"(?:suspect|defendant|accused|citizen|named|identified as) $|(?:подозреваем|обвиняем|гражданин|подсудим)\w* $|(?:嫌疑人|被告人|被告|公民|男子|女子|名为|名叫)$"
)
_THE_ACCUSED = re.compile(
    r"\b(?:he|she|the (?:suspect|accused|defendant|man|woman|captain|businessman))\b|(?<!\w)(?:он|она|его|её|обвиняем\w+|подозреваем\w+|задержанн\w+|мужчин\w+|осужд[её]нн\w+)(?!\w)|他|她|嫌疑人|被告|该男子"
)


def _whose_law(site: Site, person: Entity, states: Sequence[Entity]) -> Entity:
    """The state whose court or police act: that of the place or body named, else not the person's own."""
    acting = [
        m
        for m in site.inside(site.sentence)
        if m.entity.type in ("city", "region", "facility", "organization") and site.is_of_party(m.entity)
    ]
    named = [
        m
        for m in site.before(site.sentence)
        if m.entity.type == "country" and not site.ground.is_adjective(m)
    ]
    home = site.ground.country(person) or next(
        (site.country(m) for m in site.inside(site.clause) if m.entity.type == "country"), None
    )
    code = site.country(acting[0]) if acting else None
    if code is None and named and site.is_of_party(named[0].entity) and site.country(named[0]) != home:
        code = site.country(named[0])
    matching = [state for state in states if site.ground.country(state) == code] if code else []
    away = [state for state in states if site.ground.country(state) != home]
    return (matching or away or list(states))[0]


def _litigants(site: Site) -> tuple[Entity, ...] | None:
    """Two bodies, one of a party and one that is not known to belong elsewhere; not the court."""
    bodies = [m for m in site.inside(site.clause) if m.entity.type == "organization"]
    return pair_of(site, [m for m in bodies if not _COURT.search(m.entity.name) and not site.is_third(m)])


_COURT = re.compile(
    r"court|tribunal|arbitra|police|customs|guard|security|ministry|prosecutor|суд|арбитраж|полици|法院|仲裁|警|海关|部",
    re.IGNORECASE,
)


def _is_foreign(site: Site) -> bool:
    """Whether the clause tells of foreigners or borders, so that the other party is concerned."""
    return (
        re.search(
            r"foreign|border|nationals?|crew|vessel|boat|citizen|иностран|границ|гражд|公民|边境|入境",
            site.ground.folded[slice(*site.clause)],
        )
        is not None
    )
