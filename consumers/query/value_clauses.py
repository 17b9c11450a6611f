"""Clauses of fields that are not text, with one value."""

import re
from collections.abc import Sequence
from datetime import datetime

from consumers.query import fields as f
from consumers.query.fault import nearest
from consumers.query.names import NamesFor
from consumers.query.nodes import Between, Marked, Named, Node
from consumers.query.ranges import range_clause
from consumers.query.scope import mark_of
from consumers.query.text_clauses import has_wildcard, run_of
from consumers.query.written import Bounds, Written

_CODE = re.compile(r"[A-Za-z]{3}")


def value_clause(field: str, written: Written, names_for: NamesFor, now: datetime | None) -> Node:
    """A field that is not text, with one value."""
    if has_wildcard(written) and not written.is_any and field not in f.CLOSED_FIELDS:
        raise written.fault(
            "Wildcards belong to words of the text.", f"Write the whole value, or {field}:* for any."
        )
    if field in f.CLOSED_FIELDS or field == "lang":
        return _closed(field, written)
    if field in f.NAME_FIELDS:
        return _name(field, written, names_for)
    if field in f.OPEN_FIELDS:
        return _open(field, written, names_for)
    if written.is_any:
        return Between(written.clause, field, None, None)
    return range_clause(field, Bounds(written.clause, written.at, written, written), now)


def _closed(field: str, written: Written) -> Node:
    known: Sequence[str] = f.CLOSED_FIELDS.get(field, f.LANGUAGES)
    if written.is_any:
        return _any(written, f"{field}=")
    value = written.plain.strip().lower().replace(" ", "_")
    pattern = re.escape(value).replace(r"\*", ".*").replace(r"\?", ".")
    fitting = [name for name in known if re.fullmatch(pattern, name.lower())]
    if not fitting:
        close = nearest(value, known)
        hint = f"Did you mean {field}:{close}?" if close else f"Values: {', '.join(known)}."
        raise written.fault(f'{field} is never "{written.plain}".', hint)
    return Marked(written.clause, tuple(mark_of(field, name) for name in fitting))


def _name(field: str, written: Written, names_for: NamesFor) -> Node:
    if written.is_any:
        return _any(written, f"{field}=" if field in _OF_THE_ITEM else f"has={field}")
    as_written = mark_of(field, written.plain.strip())
    if field in _OF_THE_ITEM:
        return Named(written.clause, field, (as_written,), run_of(written))
    known = [mark_of(field, entry.id) for entry in names_for(written.plain.strip())]
    return Named(written.clause, field, (as_written, *known), None if known else run_of(written))


_OF_THE_ITEM = ("source", "publisher", "issuer")
"""Names as an item has them: of no entity, so that no other name of theirs is known."""


def _open(field: str, written: Written, names_for: NamesFor) -> Node:
    value = written.plain.strip()
    if written.is_any:
        return _any(written, f"{field}=")
    if field not in ("country", "source.country") or _CODE.fullmatch(value):
        return Marked(written.clause, (mark_of(field, value),))
    codes = {e.country for e in names_for(value) if e.type == "country" and e.country is not None}
    if not codes:
        raise written.fault(
            f'No country is known as "{value}".', "Write its code of three letters: CHN, RUS, …"
        )
    return Marked(written.clause, tuple(mark_of(field, code) for code in sorted(codes)))


def _any(written: Written, beginning: str) -> Marked:
    return Marked(written.clause, (beginning,), begins=beginning.endswith("="))
