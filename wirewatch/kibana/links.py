"""A query of ours as Kibana's bar reads it, and the link that opens it there.

Values of fields are written as Kibana's index has them; words stay as they are. What the bar cannot say as we mean it
(docs/query-language.md lists it) is told beside the link, never left out in silence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from consumers.query.nodes import (
    And,
    Between,
    Bound,
    Everything,
    Marked,
    Named,
    Near,
    Node,
    Not,
    OneEvent,
    Or,
    Phrase,
    Query,
    Wild,
)
from wirewatch.kibana.board import ITEMS

_SPECIAL = re.compile(r'([+\-=&|><!(){}\[\]^"~*?:\\/])')
_FIELDS = {
    "source": "source.id",
    "entity": "entity.id",
    "lang": "lang",
}
_BY_NAME = {
    "entity": "entity.name",
    "speaker": "speaker",
    "source": "source.name",
    "event.actor": "event.actor",
    "event.recipient": "event.recipient",
    "event.participant": "event.participant",
    "event.place": "event.place",
}
_HAS = {"title": "title", "quote": "quote", "entity": "entity.name", "speaker": "speaker"}
_NUMBERS = {"score": "relevance.score", "copies": "copies"}
_MEASURED = ("amount.usd", "amount.cny", "amount.rub", "amount.eur", "amount.percent")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class InKibana:
    """A query for Kibana's bar (Lucene syntax), and where it means something else than ours."""

    query: str
    otherwise: tuple[str, ...] = ()


def in_kibana(query: Query) -> InKibana:
    """The query as Kibana's bar reads it."""
    notes: list[str] = []
    text = _written(query.root, notes)
    return InKibana(text, tuple(dict.fromkeys(notes)))


def link(kibana: str, query: str, since: datetime | None = None, until: datetime | None = None) -> str:
    """The address that opens a query over the coverage in Discover."""
    start = f"'{_iso(since)}'" if since else "now-10y"
    end = f"'{_iso(until)}'" if until else "now"
    where = f"(time:(from:{start},to:{end}))"
    what = f"(index:{ITEMS},query:(language:lucene,query:'{_in_rison(query)}'),sort:!(!(published_at,desc)))"
    return f"{kibana.rstrip('/')}/app/discover#/?_g={quote(where, safe='')}&_a={quote(what, safe='')}"


def _in_rison(text: str) -> str:
    return text.replace("!", "!!").replace("'", "!'")


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _written(node: Node, notes: list[str]) -> str:
    match node:
        case And(parts):
            return "(" + " AND ".join(_written(part, notes) for part in parts) + ")"
        case Or(parts):
            return "(" + " OR ".join(_written(part, notes) for part in parts) + ")"
        case Not(_, part):
            return f"(*:* AND NOT {_written(part, notes)})"
        case OneEvent(_, part):
            return _one_event(part, notes)
        case Everything():
            return "*"
        case Phrase(clause, field, _):
            return _in(field, _value_of(clause))
        case Near(clause, field, parts, gaps):
            notes.append("words near each other are counted as edits, not as the words between")
            words = _value_of(clause).rpartition("~")[0]
            return _in(field, f"{words}~{gaps + len(parts)}")
        case Wild(clause, field, _, _):
            notes.append("wildcards look at stems")
            return _in(field, _value_of(clause))
        case Marked(_, marks, begins):
            return _either(_marked(mark, begins, notes) for mark in marks)
        case Named(clause, field, marks, run):
            return _named(clause, field, marks, has_words=run is not None)
        case Between():
            return _between(node, notes)


def _one_event(part: Node, notes: list[str]) -> str:
    values = {
        name: mark.partition("=")[2]
        for each in (part.parts if isinstance(part, And) else (part,))
        if isinstance(each, Marked) and len(each.marks) == 1
        for mark in each.marks
        for name in ("event.type", "event.status")
        if mark.startswith(f"{name}=")
    }
    rest = len(part.parts) if isinstance(part, And) else 1
    if len(values) == 2:
        pair = f'event.pair:"{values["event.type"]}/{values["event.status"]}"'
        if rest == 2:
            return pair
        notes.append("the parts of event:( ) may hold of several events")
        return f"({pair} AND {_written(part, notes)})"
    if rest > 1 or not values:
        notes.append("the parts of event:( ) may hold of several events")
    return _written(part, notes)


def _in(field: str, value: str) -> str:
    return value if field == "text" else f"{field}:{value}"


def _value_of(clause: str) -> str:
    """A clause without the field before it."""
    found = re.match(r"(?:[\w.]+:)?\s*(.+)", clause, re.DOTALL)
    return found[1].strip() if found else clause


def _marked(mark: str, begins: bool, notes: list[str]) -> str:
    field, _, value = mark.partition("=")
    if field == "has":
        return f"_exists_:{_HAS.get(value, value)}"
    if begins:
        return f"_exists_:{_FIELDS.get(field, field)}"
    if field in ("country", "source.country"):
        value = value.upper()
    if field == "lang" and "-" in value:
        language, _, script = value.partition("-")
        value = f"{language}-{script.title()}"
    return f'{_FIELDS.get(field, field)}:"{_escaped(value)}"'


def _named(clause: str, field: str, marks: tuple[str, ...], *, has_words: bool) -> str:
    value = _value_of(clause).strip('"')
    known = [mark.partition("=")[2] for mark in marks[1:]]
    ways = [f'{_BY_NAME[field]}:"{_escaped(value)}"']
    if field == "entity":
        ways += [f'entity.id:"{_escaped(each)}"' for each in known]
    if field == "source":
        ways.append(f'source.id:"{_escaped(value)}"')
    return _either(ways)


def _between(node: Between, notes: list[str]) -> str:
    field = node.field
    if field.startswith("amount.") and field not in _MEASURED:
        notes.append(f"{field} is not a field of its own there")
        return '_exists_:"amount"'
    name = "event.days" if field == "event.date" else _NUMBERS.get(field, field)
    if node.low is None and node.high is None:
        return f"_exists_:{name}"
    low, high = (_bound(field, each) for each in (node.low, node.high))
    return f"{name}:{'{' if node.above else '['}{low} TO {high}{'}' if node.below else ']'}"


def _bound(field: str, value: Bound | None) -> str:
    if value is None:
        return "*"
    if field.endswith("_at"):
        return f'"{_iso(_EPOCH + timedelta(microseconds=int(value)))}"'
    if field == "event.date":
        return datetime.fromordinal(int(value)).date().isoformat()
    return f"{value:f}" if not isinstance(value, int) else str(value)


def _either(ways: "Iterator[str] | list[str]") -> str:
    each = list(dict.fromkeys(ways))
    return each[0] if len(each) == 1 else "(" + " OR ".join(each) + ")"


def _escaped(value: str) -> str:
    """A value between quotation marks."""
    return value.replace("\\", "\\\\").replace('"', '\\"')
