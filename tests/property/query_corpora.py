"""Small corpora in three languages and queries over them, for the properties of search."""

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

from hypothesis import strategies as st

from consumers.gazetteer.entry import Entry
from schemas.amount import Amount
from schemas.coverage import Coverage, Story
from schemas.entity import Entity
from schemas.event import Event, EventStatus, EventType
from schemas.facts import Facts
from schemas.quote import Quote
from schemas.span import Span
from schemas.timex import Timex
from tests.builders import BY, SOURCE, classified, item, verdict

START = datetime(2026, 1, 1, tzinfo=UTC)

ENGLISH = ("Russia", "China’s", "pipelines", "visiting", "visit", "policy", "1,000", "the")
RUSSIAN = ("Китай", "Китаем", "Газпрома", "Россия", "российский", "ещё", "кит")
CHINESE = ("中国", "中國", "俄罗斯", "中", "国家", "能源，", "5G网络", "斯")
WORDS = ENGLISH + RUSSIAN + CHINESE

KNOWN = {"Gazprom": "company/gazprom", "Xi Jinping": "person/xi-jinping"}
UNKNOWN = ("Ivan Petrov", "Иван Петров", "王小明", "Petrov")


def names_for(name: str) -> tuple[Entry, ...]:
    """A gazetteer of two names."""
    return (Entry(KNOWN[name], name, "person", "CHN", None),) if name in KNOWN else ()


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).flatmap(
    lambda words: st.lists(st.sampled_from((" ", " ", "")), min_size=len(words), max_size=len(words)).map(
        lambda gaps: "".join(word + gap for word, gap in zip(words, gaps, strict=True)).strip()
    )
)


ONE_ID = st.just("a")


@st.composite
def coverages(draw: st.DrawFn, item_ids: st.SearchStrategy[str] = ONE_ID) -> Coverage:
    """A revision with text, facts, verdict and times."""
    body = draw(texts)
    of = item(
        draw(item_ids),
        draw(st.one_of(st.none(), texts)),
        body,
        published_at=START + timedelta(hours=draw(st.integers(0, 24 * 90))),
        published_flags=draw(st.sampled_from(((), (), ("no_zone",), ("future",), ("impossible",)))),
        first_seen_at=START + timedelta(days=100),
        source=SOURCE.model_copy(update={"id": draw(st.sampled_from(("tass-ru", "xinhua"))), "name": draw(st.sampled_from(("TASS Agency", "新华社")))}),
    )  # fmt: skip
    text = of.text
    score = draw(st.sampled_from((0.5, 0.75, 1.0)))
    return Coverage(
        **dict(classified(of, revision=draw(st.integers(1, 4)))) | {
            "language": draw(st.sampled_from(("en", "ru", "zh-Hans", "zh-Hant"))),
            "verdicts": (verdict(score=score, level=draw(st.sampled_from(("central", "passing")))),),
            "facts": draw(facts(text)),
            "story": Story(story_id=draw(st.sampled_from(("s1", "s2"))), copies=draw(st.integers(1, 30)), sources=(), first_seen_at=START),
            "cluster_seq": 1,
            "highest_slot": 9,
            "retracted": False,
        }
    )  # fmt: skip


@st.composite
def facts(draw: st.DrawFn, text: str) -> Facts:
    """Facts anywhere in a text."""

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return Span.of(text, start, draw(st.integers(start + 1, len(text))))

    def fact(fact_id: str, **rest: Any) -> dict[str, Any]:
        return {"id": fact_id, "confidence": 0.9, "extractor": BY, "evidence": (span(),), **rest}

    names = draw(st.lists(st.sampled_from((*KNOWN, *UNKNOWN)), min_size=1, max_size=3))
    entities = tuple(
        Entity(**fact(f"e{n}", name=name, type="person", gazetteer_id=KNOWN.get(name), country=draw(st.sampled_from(("CHN", None)))))
        for n, name in enumerate(names)
    )  # fmt: skip
    whom = st.sampled_from([entity.id for entity in entities])
    amounts = tuple(
        Amount(**fact(f"a{n}", kind="money", value=value, unit=draw(st.sampled_from(("USD", "CNY")))))
        for n, value in enumerate(draw(st.lists(st.sampled_from(("0.5", "5000000", "1000000000", "7100000000")), max_size=2)))
    )  # fmt: skip
    dates = tuple(
        Timex(**fact("d1", timex_type="DATE", value=day.isoformat(), resolution="absolute", earliest=day, latest=day + timedelta(days=draw(st.sampled_from((0, 40, 2000))))))
        for day in draw(st.lists(st.dates(START.date(), START.date() + timedelta(days=90)), max_size=1))
    )  # fmt: skip
    quotes = tuple(
        Quote(**fact(f"q{n}", quote_type="direct", speaker=(draw(whom),), content=(span(),)))
        for n in range(draw(st.integers(0, 2)))
    )
    events = tuple(
        Event(**fact(f"v{n}", type=draw(st.sampled_from(get_args(EventType)[:3])), status=draw(st.sampled_from(get_args(EventStatus)[:3])), actor=(draw(whom),), recipient=(draw(whom),), anchor=span(), date=dates[0].id if dates else None))
        for n in range(draw(st.integers(0, 2)))
    )  # fmt: skip
    return Facts(entities=entities, dates=dates, amounts=amounts, quotes=quotes, events=events)


CLAUSES = (
    "*", "中", "斯", "topic:leaders", "topic:energy", "topic:*", "lang:zh", "lang:zh-Hant", "source:xinhua", 'source:"TASS agency"',
    "source:新华", "entity:Gazprom", "entity:petrov", "entity:小明", "speaker:petrov", 'speaker:"Xi Jinping"', "entity:*", "speaker:*",
    "quote:中国", "quote:Китай", "quote:visit*", 'quote:"俄罗斯 中国"', "country:CHN", "level:central", "story_id:s1", "item_id:a", "title:*",
    "event.type:visit", "event.type:visit AND event.status:scheduled", "event:(type:visit AND status:scheduled)",
    "event:(type:visit AND NOT status:scheduled)", 'event:(actor:"Xi Jinping" AND type:meeting)', "event:(NOT type:visit)",
    "event:(type:(visit OR meeting) AND participant:Gazprom AND status:occurred)", "event.participant:petrov",
    "event:(type:call OR date:2026-02)", "event.date:>=2026-03", "event.date:[2026-01 TO 2026-02]", "event.date:*",
    "amount.usd:>=1bn", "amount.usd:{1bn TO 8bn]", "amount.usd:<1", "amount.cny:*", "score:<0.75", "score:[0.75 TO 0.8]",
    "copies:>9", "published_at:2026-02", "published_at:{2026-01-10 TO 2026-02-20}", "first_seen_at:>=2026", "first_seen_at:<2026-04-11",
    "vis*", "poli?y", "pip*ne?", "росс*", "китa*", "хин*",
)  # fmt: skip

words = st.sampled_from(tuple(word.strip("，") for word in WORDS))
fields = st.sampled_from(("", "", "", "title:", "body:"))
phrases = st.lists(words, min_size=1, max_size=3).map(lambda chosen: f'"{" ".join(chosen)}"')
clauses = st.one_of(
    st.builds(lambda field, word: field + word, fields, words),
    st.builds(lambda field, phrase: field + phrase, fields, phrases),
    st.builds(lambda field, phrase, gaps: f"{field}{phrase}~{gaps}", fields, phrases, st.integers(0, 4)),
    st.sampled_from(CLAUSES),
)
queries = st.recursive(
    clauses,
    lambda parts: st.one_of(
        st.builds("({} AND {})".format, parts, parts),
        st.builds("({} OR {})".format, parts, parts),
        st.builds("({} {})".format, parts, parts),
        st.builds("NOT {}".format, parts),
    ),
    max_leaves=5,
)
