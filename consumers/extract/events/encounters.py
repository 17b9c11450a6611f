"""Who visits whom, who meets or calls whom."""

import re
from collections.abc import Iterable
from functools import cache

from consumers.extract.events.draft import Draft
from consumers.extract.events.roles import TOWARDS, cast_of, lists_in
from consumers.extract.events.site import PLACES, Site, Slots, distinct
from consumers.extract.events.triggers import states_zh
from consumers.extract.mentions import Mention
from schemas.entity import Entity

_SO_MANY = re.compile(
    r"\b(?:million|thousand|\d[\d,.]*) (?:[\w-]+ )?(?:russians|chinese|people|citizens|tourists|travellers|visitors) (?:have |had |also )?$"
    r"|(?:млн|тыс\.?|миллион\w*|тысяч\w*|\d) (?:[\w-]+ )?(?:россиян|китайцев|граждан|человек|туристов) (?:[\w-]+ )?$|[万人](?:名)?(?:俄罗斯|中国)?(?:公民|民众|人)?$"
)
"""So many travellers, whom nobody counts as visits."""
_LASTS = re.compile(
    r"визит (?:\w+ )?(?:продлится|продолжится|завершится|рассчитан)|(?:visit|trip) (?:will last|lasts|is to last|ends|concludes)"
)

_INVITED_BY = re.compile(
    r"(?:invitation|request) (?:of|from)(?: [^\s,]+){0,6}\s*$|приглашени[юе] (?:[^\s,]+ ){0,6}$|应[^，。]{0,16}$",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:i|we)\b|(?<!\w)(?:я|мы)(?!\w)|我")
_ENCOUNTERS = ("visit", "meeting", "call")
_VISITOR_BEHIND = 60
"""Characters from "the visit of" to the visitor's name."""


def visit(site: Site) -> Slots | None:
    """The visitor and the state visited; None unless they are of different parties."""
    by_whom = _by_whom(site)
    if by_whom:
        home = site.country(by_whom[0])
        host = _host(site, home)
        return (by_whom[0].entities, (host,)) if host and home in site.parties else None
    if _OF_TOURISTS.search(site.ground.folded, site.trigger.end, site.trigger.end + 10) or _SO_MANY.search(
        site.ground.folded, site.clause[0], site.trigger.start
    ):
        return None
    if site.trigger.subtype == "attendance" and not _of_whom_it_tells(site):
        return _attendance(site)
    if site.trigger.subtype in ("hosted", "accompany"):
        visitors = [m for m in site.after(site.clause) if m.is_person][:1]
    else:
        visitors = (
            _of_whom_it_tells(site) or _visitors(site) or _visitors_behind(site) or _who_heads_the_line(site)
        )
    if (
        not visitors
        and site.talked
        and (site.trigger.subtype == "stay" or _LASTS.match(site.ground.folded, site.trigger.start))
    ):
        return _stays_on(site, site.talked)
    if visitors:
        home = site.country(visitors[0])
        host = _host(site, home)
        return (visitors[0].entities, (host,)) if host and home in site.parties else None
    return _delegation(site)


def _by_whom(site: Site) -> list[Mention]:
    """Whose visit it is, named behind it: "a visit to Beijing by Prime Minister Putin"."""
    people = [m for m in site.after(site.clause) if m.is_person][:1]
    return [
        m
        for m in people
        if _BY.fullmatch(site.ground.folded, site.trigger.end, m.start) and site.ground.language == "en"
    ]


_BY = re.compile(r"(?: to (?:[\w'’-]+ ){1,3}?)?(?: )?by (?:[\w'’-]+ ){0,6}")


def _stays_on(site: Site, talked: Draft) -> Slots | None:
    """Who is somewhere where nobody is named: of those told to have met, the one from abroad («Спикер, находящаяся в Китае»)."""
    hosts = [
        m.entity for m in site.after(site.clause) if m.entity.type in PLACES and site.is_of_party(m.entity)
    ]
    if not hosts and talked.place and site.is_of_party(talked.place):
        hosts = [talked.place]
    guests = [
        e
        for e in talked.participants
        if e.type == "person" and hosts and site.ground.country(e) != site.ground.country(hosts[0])
    ]
    return ((guests[0],), (site.as_state(hosts[0]),)) if len(guests) == 1 else None


def _of_whom_it_tells(site: Site) -> list[Mention]:
    """The visitor whom a Chinese relative clause tells more of (来华进行国事访问的俄罗斯总统普京)."""
    if site.ground.language != "zh":
        return []
    behind = [m for m in site.after(site.clause) if m.is_person][:1]
    between = site.ground.folded[site.trigger.end : behind[0].start] if behind else ""
    return behind if _RELATIVE_ZH.fullmatch(between) else []


_RELATIVE_ZH = re.compile(r"[^，。；同与和向对说称]{0,24}?的[^的，。；同与和向对说称]{0,16}")


_WHOSE = re.compile(
    r"(?:['’]s?|\b(?:before|after|ahead of|during) \w+) (?:[\w-]+ )?(?:visit|trip)$|визит\w*$|访问$"
)
_OF_TOURISTS = re.compile(r"游客|旅客|人次|旅游|турист| tourists")
_WITH = re.compile(r" (?:with|с|со) (?:[\w-]+ )?$|with (?:the )?$|[与同和]$")
_VISIT_OF = re.compile(r"(?:[а-яё-]+ )*(?:визит|поездк)")
"""Russian nouns whose visitor stands behind them ("поездка Владимира Путина в Китай")."""


def _attendance(site: Site) -> Slots | None:
    """Somebody at an occasion on the other side's ground ("Xi will attend the parade in Moscow"); envoys live there."""
    visitors = _visitors(site)
    around = site.ground.folded[max(0, visitors[0].start - 40) : visitors[0].start] if visitors else ""
    if not visitors or site.country(visitors[0]) not in site.parties or _ENVOY.search(around):
        return None
    towns = [m for m in site.inside(site.clause) if m.entity.type in ("city", "country", "region")]
    away = [m for m in towns if site.is_of_party(m.entity) and not _is_home(site, m, visitors[0])]
    away = [m for m in away if m.entity.type == "city" or not site.ground.is_adjective(m)]
    if away:
        return visitors[0].entities, (site.as_state(away[0].entity),)
    there = _place_told_before(site, site.country(visitors[0]))
    return (visitors[0].entities, (there,)) if there else None


def _place_told_before(site: Site, home: str | None) -> Entity | None:
    """The state whose town the sentence before names, where this one names no place."""
    if site.ground.reading.text[site.sentence[0] - 1 : site.sentence[0]] == "\n" or any(
        m.entity.type in PLACES for m in site.inside(site.sentence)
    ):
        return None
    before = site.ground.sentence_start(max(0, site.sentence[0] - 2))
    towns = [
        m
        for m in site.ground.mentions.within(max(before, site.ground.reading.title_end), site.sentence[0])
        if m.entity.type == "city" and not site.ground.is_adjective(m)
    ]
    is_there = towns and site.is_of_party(towns[-1].entity) and site.country(towns[-1]) != home
    return site.as_state(towns[-1].entity) if is_there else None


def _is_home(site: Site, mention: Mention, person: Mention) -> bool:
    return site.country(mention) == site.country(person)


_ENVOY = re.compile(r"ambassador|envoy|consul|посол|посла|консул|大使|领事|使馆")


def encounter(site: Site) -> Slots | None:
    """Those who met or spoke, one of each party nearest; with a third party it is not theirs."""
    if site.trigger.subtype == "discussed" and site.talked and site.talked.trigger.type == "call":
        return None  # what was spoken of on the phone
    if _is_with_a_third(site) or _is_of_a_third(site):
        return None
    if _AT_A_SUMMIT.search(site.ground.folded, site.clause[0], site.trigger.end):
        return None  # where somebody goes, or where something is told
    behind = site.after(site.clause)
    if (
        behind
        and site.is_third(behind[0])
        and _WITH.search(site.ground.folded, site.trigger.start, behind[0].start)
    ):
        return None  # "talks with Washington"
    regions = [
        site.ground.within_content(region, site.trigger.start) for region in (site.clause, site.sentence)
    ]
    for region in regions:
        after = [m for m in site.after(region) if m.is_person]
        if site.trigger.subtype == "discussed":
            after = []  # whom they spoke of
        after = [m for m in after if not _only_says(site, m)]
        before = [m for m in site.before(region) if m.is_person and not _only_says(site, m)]
        if region == regions[-1] and _OF_OTHERS.search(
            site.ground.folded, site.clause[0], site.trigger.start
        ):
            before = []  # 两人商定，两国副外长继续磋商
        if after and site.is_third(after[0]):
            return None
        if len(after) > 1 and _AND_WITH.search(site.ground.folded, after[0].end, after[1].start):
            after = after[:1]  # "talks with Lavrov and with Wang": each with somebody else
        pair = site.one_of_each([*after[:2], *reversed(before)]) or site.one_of_each(
            _without_again(after)[:2]
        )
        if pair:
            return None if _is_of_the_call(site, pair) else (pair, ())
    if site.trigger.subtype == "received":
        return None  # whoever else is received, or whatever else is taken
    is_then = _IN_ITS_COURSE.search(site.ground.folded, site.sentence[0], site.trigger.start) is not None
    if _OF_A_COUNCIL.match(site.ground.folded, site.trigger.start):
        return None
    if _BARE.fullmatch(site.ground.folded, site.trigger.start, site.trigger.end) and not site.says_pair(
        site.clause
    ):
        return None  # who discusses something need not do so with the other side
    people = [
        m
        for region in regions
        for m in site.inside(region)
        if m.is_person and (m.end <= site.trigger.start or site.is_governed(m, site.sentence) or is_then)
    ]
    if people:
        counterpart = _counterpart(site, people[0])
        return ((people[0].entity,), (counterpart,)) if counterpart else None
    bodies = site.one_of_each(m for m in site.inside(site.clause) if m.entity.type == "organization")
    if bodies:
        return _with_those_listed(site, bodies), ()
    if site.says_pair(site.clause):
        leaders = site.leaders_before()
        if leaders or site.trigger.type == "call":
            return (leaders, ()) if leaders else site.states()
    if site.trigger.subtype == "discussed":
        named = {site.country(m) for m in site.inside(site.clause) if m.entity.type == "country"}
        return site.states() if named >= set(site.parties) else None
    heads = _heads_of_a_commission(site)
    if heads:
        return heads, ()
    told = site.goes_on_from()
    if told and told.trigger.type in _ENCOUNTERS and _SESSION.match(site.ground.folded, site.trigger.start):
        return site.states()
    if _SETTING.search(site.ground.folded, site.clause[0], site.trigger.start):
        return None  # «доложил на итоговом заседании»
    subject = cast_of(site, site.clause).subject
    if subject and site.is_third(subject[0]):
        return None  # "Serbia holds talks with Moscow over a Chinese loan"
    if site.has_pair(site.clause) or _is_the_next(site) or _is_of_the_same_two(site):
        return site.states()
    return None


def _is_of_the_same_two(site: Site) -> bool:
    """Whether a read-out tells of another meeting of the two without naming them («15 декабря в Харбине пройдут консультации замминистров»)."""
    talked = site.talked
    if talked is None or {site.ground.country(e) for e in talked.participants} != set(site.parties):
        return False
    inside = site.inside(site.sentence)
    names_others = any(m.is_person or m.entity.type in ("country", "organization") for m in inside)
    return not names_others and _AT_A_TABLE.search(site.ground.folded, *site.clause) is not None


_AT_A_TABLE = re.compile(
    r"(?:консультаци|встреч|переговор|заседани|сесси)\w* (?:[\w-]+ ){0,2}?(?:заместител|замминистр|спецпредставител|экспертов|министров|рабоч|представител|делегаци|послов|секретар)\w*"
    r"|(?:consultations|talks|meeting|session|dialogue) (?:of|between|among) (?:the )?(?:[\w-]+ ){0,2}?(?:deput|special|expert|minister|working|representative|delegation)\w*"
    r"|(?:副外长|副部长|特使|特别代表|专家|工作组|部长)[^，。；]{0,6}(?:磋商|会晤|会谈|会议)"
)


def _without_again(mentions: Iterable[Mention]) -> list[Mention]:
    """Without words for somebody who was just named ("Wang Yi and his counterpart Lavrov")."""
    kept: list[Mention] = []
    for mention in mentions:
        if mention.named or not any(mention.entity is before.entity for before in kept):
            kept.append(mention)
    return kept


def _is_of_the_call(site: Site, pair: tuple[Entity, ...]) -> bool:
    """Whether talks are those of the call told before ("the talks by video link … Putin joined the talks from Moscow")."""
    call = site.talked if site.talked and site.talked.trigger.type == "call" else None
    return (
        call is not None
        and {entity.id for entity in pair} <= {entity.id for entity in call.participants}
        and _TALKS.match(site.ground.folded, site.trigger.start) is not None
    )


_IN_ITS_COURSE = re.compile(r"(?<!\w)(?:в ходе|во время|по итогам) (?:[а-яё-]+ ){0,2}$")
"""Before talks at which somebody named behind does something («в ходе беседы Лавров проинформировал коллегу»)."""
_OF_A_COUNCIL = re.compile(
    r"(?:заседани|встреч|саммит)\w* (?:[а-яё-]+ ){0,2}?(?:совета (?:глав|министров|безопасности)|генассамблеи|совбеза|шос|брикс|оон|атэс|g20)(?!\w)"
    r"|(?:meetings?|sessions?|summit) of (?:the )?(?:[\w-]+ ){0,3}?(?:sco|brics|un|apec|g20|security council|council of (?:heads|foreign))\b"
)
"""Where many meet."""
_BARE = re.compile(r"discussed|exchanged views|обсудили?|обменял(?:ись|ся) мнениями")
_TALKS = re.compile(r"talks|conversation|переговор|бесед|会谈|對話|对话")


def _is_with_a_third(site: Site) -> bool:
    """Whether the one beside whom a Chinese text puts the word for meeting is of a third party (普京正计划与特朗普会面)."""
    before = site.before(site.clause) or site.before(site.sentence)
    return (
        site.ground.language == "zh"
        and bool(before)
        and before[-1].is_person
        and site.is_third(before[-1])
        and any(m.entity is before[-1].entity and site.is_governed(m, site.sentence) for m in before)
    )


def _is_of_a_third(site: Site) -> bool:
    """Whether a third party's name stands right before the talks ("the Russia-Ukraine talks in Istanbul")."""
    before = site.before(site.clause)
    between = site.ground.folded[before[-1].end : site.trigger.start] if before else ""
    return (
        bool(before)
        and before[-1].entity.type == "country"
        and site.is_third(before[-1])
        and between in _NOTHING_BETWEEN
    )


_NOTHING_BETWEEN = (" ", " peace ")


def _only_says(site: Site, person: Mention) -> bool:
    """Whether somebody stands right behind a word of speech in a text of another's doings («…, пояснил он»)."""
    is_more = _AND_MORE.match(site.ground.folded, person.end) is not None  # "said he and Xi would meet"
    return (
        not is_more and _SAYS.search(site.ground.folded, max(0, person.start - 14), person.start) is not None
    )


_SAYS = re.compile(
    r"(?<!\w)(?:сказал|пояснил|заявил|отметил|сообщил|добавил|рассказал|уточнил)а? $|\b(?:said|says|added|noted) $"
)
_OF_OTHERS = re.compile(
    r"(?:两国|双方)(?:[^，。；]{0,6})(?:副外长|副部长|专家|代表|团队|部门|工作组|官员|外交部门)"
    r"|\b(?:their|the two (?:countries['’]|sides['’])) (?:[\w-]+ ){0,2}?(?:ministers|deputies|experts|officials|teams|delegations|envoys|aides|premiers)\b"
    r"|(?<!\w)(?:их|двух стран) (?:[\w-]+ )?(?:замминистр|заместител|эксперт|делегаци|представител|министры)\w*"
)
"""Others than those who are named."""
_AND_MORE = re.compile(r" and | (?:will|would|had|has|is|was|met|spoke|discussed|plans)\b")
_AND_WITH = re.compile(
    r"\band (?:then |later |separately )?(?:[\w-]+ ){0,3}?with\b|(?<!\w)и (?:затем |отдельно )?(?:с|со)(?!\w)|并(?:与|同)|[，、]再(?:与|同)"
)
_AT_A_SUMMIT = re.compile(
    r"(?<!\w)(?:посети\w+|участи\w+ (?:\w+ )?в|участво\w+ в|прибы\w+ на|приех\w+ на|поех\w+ на|полях) (?:[\w-]+ ){0,3}саммит\w*$"
    r"|(?:出席|参加|赴)[^，。；]{0,20}峰会$"
    r"|\b(?:accompany\w*|accompanie\w+|attend\w*|travel\w*|go|goes|went|fly|flies|flew|arriv\w+|sidelines of|margins of) (?:[^,;.]{0,40}? )?(?:to|at|for|in|of|the) (?:[\w'’-]+ ){0,5}summit$"
    r"|\bat (?:the|an?|its|their) (?:[\w'’-]+ ){0,4}?(?:club|forum|annual|general|g20|un|sco|brics|apec) (?:[\w'’-]+ ){0,2}?(?:meeting|session)$"
)


def _with_those_listed(site: Site, bodies: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The bodies that stand in one list with both ("Gazprom, CNPC and Mongolia's energy ministry")."""
    wanted = {body.id for body in bodies}
    for row in lists_in(site, site.clause):
        if wanted <= {m.entity.id for m in row.heads}:
            return distinct(m.entity for m in row.heads if m.entity.type == "organization")
    return bodies


def _heads_of_a_commission(site: Site) -> tuple[Entity, ...] | None:
    """Two persons named side by side where a commission meets ("under the chairmanship of … and …")."""
    if not site.says_pair(site.sentence) and not _COMMISSION.search(site.ground.folded, *site.sentence):
        return None
    rows = [row.heads for row in lists_in(site, site.sentence) if len(row.heads) == 2]
    people = [row for row in rows if all(m.is_person and not site.is_third(m) for m in row)]
    return tuple(m.entity for m in people[0]) if people else None


def _is_the_next(site: Site) -> bool:
    """Whether the next of the meetings told before is meant, with nobody else about."""
    thirds = any(
        site.is_third(m) and m.entity.type in ("country", "person") for m in site.inside(site.sentence)
    )
    return not thirds and _THE_NEXT.search(site.ground.folded, *site.clause) is not None


_COMMISSION = re.compile(r"commission|committee|council|комисси|комитет|совет|委员会")
_SETTING = re.compile(r"(?<!\w)на (?:[а-яё-]+ ){0,2}$")
_SESSION = re.compile(r"session|заседани|会议|首轮|谈判")
_THE_NEXT = re.compile(
    r"\bthe next (?:regular )?(?:meeting|session|round|talks)|(?:следующ|прошл|предыдущ|последн)\w+ (?:встреч|заседани|раунд|саммит)\w*|очередн\w+ (?:встреч|заседани|раунд)\w*|下(?:一)?(?:次|轮)[^，。]{0,6}(?:会|磋商|谈)"
)


def _visitors(site: Site) -> list[Mention]:
    text = site.ground.reading.text
    told_of = _whom_a_clause_tells_of(site)
    if told_of:
        return told_of
    if _VISIT_OF.match(site.ground.folded, site.trigger.start):
        whose = [
            row
            for row in lists_in(site, site.clause)
            if row.start >= site.trigger.end and row.heads[0].is_person
        ]
        if whose and whose[0].governor is None and whose[0].start - site.trigger.end < _VISITOR_BEHIND:
            return [whose[0].heads[0]]
    subject = [m for m in site.before(site.clause) if m.entity.type == "country"]
    is_third = bool(subject) and not site.is_of_party(subject[0].entity)
    for region in (site.clause,) if is_third else (site.clause, site.sentence):
        if subject and site.ground.language == "zh":
            region = site.ground.within_content(
                region, site.trigger.start
            )  # who tells of a navy's voyage stays at home
        people = [
            m
            for m in site.before(region)
            if m.is_person
            and text[m.end : m.end + 1] not in ("：", ":")
            and not _INVITED_BY.search(text[max(region[0], m.start - 60) : m.start])
            and not text.startswith(("邀请", "邀請", "的邀请", "的邀請"), m.end)
        ]
        free = [m for m in people if not site.is_governed(m, region)] or people
        if free:
            return [free[-1]]
    return _the_leader_of(site)


def _whom_a_clause_tells_of(site: Site) -> list[Mention]:
    """The person behind whose name the clause of the visit begins ("with Volodin, who is on a visit to China")."""
    folded, end = site.ground.folded, site.trigger.start
    for mention in reversed(site.before(site.sentence)):
        if mention.is_person and _WHO_IS.match(folded, mention.end, end):
            return [mention]
    return []


_WHO_IS = re.compile(r",? ?(?:who|котор(?:ый|ая))\b[^.;]{0,90}?$")


def _visitors_behind(site: Site) -> list[Mention]:
    if site.ground.language == "zh" or any(
        not m.is_person for m in cast_of(site, site.clause).subject if m.end <= site.trigger.start
    ):
        return []
    behind = [m for m in site.after(site.clause) if m.is_person and not _only_says(site, m)]
    return behind[:1] if behind and behind[0].start - site.trigger.end < _VISITOR_BEHIND else []


def _who_heads_the_line(site: Site) -> list[Mention]:
    """Who speaks of an unnamed visitor's visit at the head of a line: «Путин: визит в Китай состоится в сентябре»."""
    text = site.ground.reading.text
    if site.sentence[1] > site.ground.reading.title_end:
        return []
    named = [m for m in site.before(site.sentence) if m.is_person and text[m.end : m.end + 1] in (":", "：")]
    return named[-1:]


def _the_leader_of(site: Site) -> list[Mention]:
    """ "The Chinese leader", «лидер КНР»: the person of that country named last before."""
    if _LEADER_BEHIND.match(site.ground.folded, site.trigger.end, site.clause[1]):
        nominal = [m for m in site.after(site.clause) if m.entity.type == "country"][:1]
    elif site.says_leaders((site.clause[0], site.trigger.start)):
        nominal = [m for m in site.before(site.clause) if m.entity.type == "country"][:1]
    else:
        return []
    home = site.country(nominal[0]) if nominal else None
    earlier = [m for m in site.ground.mentions.within(0, site.sentence[0]) if m.is_person]
    return [m for m in earlier if home and site.country(m) == home][-1:]


_LEADER_BEHIND = re.compile(
    r" (?:of|by) (?:the )?(?:[\w-]+ ){1,2}(?:leader|president|premier|prime minister)\b| (?:[\w-]+ ){1,2}(?:лидера|президента|премьера|главы государства)(?!\w)"
)
"""Whose visit it is, behind it: «визит российского лидера в КНР»."""


def _host(site: Site, home: str | None) -> Entity | None:
    if site.ground.language == "zh":
        reach = _COMING if _of_whom_it_tells(site) else 1
        named = _chinese_host().search(
            site.ground.folded, max(0, site.trigger.start - reach), site.trigger.end + 2
        )
        state = site.ground.states.get(states_zh()[named[1]]) if named else None
        if state and site.ground.country(state) != home:
            return state
    goes_to = [
        m for m in site.after(site.clause) if m.entity.type in PLACES and not site.ground.is_adjective(m)
    ]
    if goes_to and site.is_third(goes_to[0]):
        return None
    goes_nowhere = not any(m.entity.type in PLACES for m in site.inside(site.sentence) if m.start != 0)
    if (
        goes_nowhere
        and home in site.parties
        and _WHOSE.search(site.ground.folded, site.sentence[0], site.trigger.end)
    ):
        return next((s for code, s in site.ground.states.items() if code != home), None)
    for region in (site.clause, site.sentence):
        for mention in (*site.after(region), *reversed(site.before(region))):
            is_place = mention.entity.type in PLACES and not site.ground.is_adjective(mention)
            if is_place and site.is_of_party(mention.entity) and site.country(mention) != home:
                return site.as_state(mention.entity)
    return _place_told_before(site, home) if site.trigger.subtype == "arrival" else None


_COMING = 6
"""Characters from 来华 to what somebody came for."""


@cache
def _chinese_host() -> re.Pattern[str]:
    return re.compile(f"(?:访|赴|来|抵|在|到)([{''.join(states_zh())}])")


_PEOPLE = re.compile(
    r"delegation|official|minister|president|premier|leader|envoy|warship|frigate|minesweep|ships\b|squadron|navy|lawmaker|businessm|"
    r"делегаци|министр|президент|премьер|лидер|посланник|корабл|отряд|фрегат|депутат|бизнесмен|глава|"
    r"代表团|特使|外长|部长|总统|总理|主席|舰|官员|议员"
)
"""Who visits where nobody is named; goods do not."""


def _delegation(site: Site) -> Slots | None:
    """A visitor without a name: "a Russian delegation will visit Harbin"."""
    hosts = [
        m for m in site.after(site.clause) if m.entity.type in PLACES and not site.ground.is_adjective(m)
    ]
    hosts = hosts or [
        m
        for row in lists_in(site, site.clause)
        if row.governor in TOWARDS
        for m in row.heads
        if m.entity.type == "city"
    ]
    if not hosts and site.trigger.subtype == "stay":
        hosts = [
            m
            for m in site.before(site.clause)
            if m.entity.type in PLACES and _IN.search(site.ground.folded, max(0, m.start - 4), m.start)
        ]
    host = hosts[0].entity if hosts else None
    if host is None or not site.is_of_party(host) or not _PEOPLE.search(site.ground.folded, *site.clause):
        return None
    guests = [m for m in site.before(site.clause) if not m.is_person and site.is_of_party(m.entity)]
    guests = [m for m in guests if site.country(m) != site.ground.country(host)]
    home = site.country(guests[-1]) if guests else None
    return ((site.ground.states[home],), (site.as_state(host),)) if home else None


_IN = re.compile(r"(?<!\w)во? $")


def _counterpart(site: Site, person: Mention) -> Entity | None:
    """The other side of a meeting of which one person is named."""
    home = site.country(person)
    if home not in site.parties:
        return None
    for mention in site.inside(site.clause):
        country = site.country(mention)
        if country in site.parties and country != home and not mention.is_person:
            is_body = mention.entity.type == "organization"
            return mention.entity if is_body else site.ground.states.get(country)
    speaker = site.ground.speaker(site.trigger.start)
    if speaker and _FIRST_PERSON.search(site.ground.folded, *site.clause):
        return speaker if site.is_of_party(speaker) and site.ground.country(speaker) != home else None
    told = site.talked.participants if site.talked else ()
    others = [e for e in (*told, speaker) if e and e.type == "person" and _is_opposite(site, e, home)]
    return others[0] if others else None


def _is_opposite(site: Site, entity: Entity, home: str) -> bool:
    country = site.ground.country(entity)
    return country in site.parties and country != home
