"""One item's analysis, for reading: verdict, marked text, facts."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from consumers.classify.explain import RULES_IN_WORDS, what_would_change
from consumers.classify.watch import load_watches
from schemas.amount import Amount
from schemas.entity import Entity
from schemas.event import Event
from schemas.extracted import Extracted
from schemas.facts import Facts
from schemas.item import Item
from schemas.verdict import Verdict
from wirewatch.logs import printable
from wirewatch.render.headline import headline
from wirewatch.render.marked import STYLES, marked
from wirewatch.when import local

_WHY_SPANS = 4
_WAYS_SHOWN = 3


def analysis(record: Extracted, *, why: bool = False) -> RenderableType:
    """The item with its verdicts, its text with the facts marked, and the facts as tables."""
    parts: list[RenderableType] = [_heading(record)]
    parts += [verdict_lines(verdict, why=why) for verdict in record.verdicts]
    parts.append(Panel(marked(record.item.text, record.facts), title=_legend(), title_align="left"))
    parts += list(_tables(record.facts))
    return Group(*parts)


def _heading(record: Extracted) -> Text:
    item = record.item
    published = local(item.published_at) if item.published_at else "undated"
    facts = (_who_published(item), published, record.language, item.completeness, item.link or "")
    return Text.assemble(
        (headline(item.title or item.item_id), "bold"),
        "\n",
        (printable(" · ".join(f for f in facts if f)), "dim"),
    )


def _who_published(item: Item) -> str:
    """Who published it, who carries it, whom it was issued for, and how much of it is kept."""
    carried = f" (found by {item.source.name})" if item.publisher else ""
    release = f", press release issued for {item.issuer or 'somebody it does not name'}" if item.paid else ""
    cut = f", the first {len(item.text):,} of {item.cut_from:,} characters" if item.cut_from else ""
    return f"{item.published_by}{carried}{release}{cut}"


def verdict_lines(verdict: Verdict, *, why: bool) -> Text:
    """A watch's verdict, with its topics, and its reasons where asked for."""
    said = "relevant" if verdict.relevant else "not relevant"
    topics = ", ".join(score.topic for score in verdict.topics)
    line = Text.assemble(
        (f"{verdict.watch}: {said}", "bold green" if verdict.relevant else "bold"),
        f"  {verdict.level}, score {verdict.score:.2f} (threshold {verdict.threshold:.2f})",
        f"\ntopics: {topics}" if topics else "",
    )
    if why:
        for reason in verdict.reasons:
            seen = "; ".join(printable(span.surface) for span in reason.evidence[:_WHY_SPANS])
            words = RULES_IN_WORDS.get(reason.rule, f"a matter of {reason.rule}")
            line.append(
                f"\n  {reason.weight:+.2f}  {words}{f': {seen}' if seen else ''}  [{reason.rule}]", "dim"
            )
        if change := _change(verdict):
            line.append(f"\n  {change}", "italic")
    return line


def _change(verdict: Verdict) -> str:
    """What would turn the verdict, in a sentence; nothing where nothing in the text could."""
    watch = next((each for each in load_watches() if each.id == verdict.watch), None)
    change = what_would_change(verdict, watch)
    named = " and ".join(reason.rule for reason in change.without)
    if verdict.relevant:
        return f"It would not be relevant without {named}." if named else ""
    if not change.lacking:
        return ""
    ways = [RULES_IN_WORDS[rule] for rule in change.with_one_of[:_WAYS_SHOWN]]
    enough = f", for example {'; or '.join(ways)}" if ways else ""
    instead = f" Or without {named}." if named else ""
    return f"It would be relevant with {change.lacking:.2f} more{enough}.{instead}"


def _legend() -> Text:
    legend = Text()
    for kind, style in STYLES.items():
        legend.append(f" {kind}", style)
    return legend


def _tables(facts: Facts) -> Iterator[Table]:
    names = {entity.id: entity.name for entity in facts.entities}
    dates = {date.id: date.value for date in facts.dates}
    if facts.entities:
        yield _table(
            "Entities", ("id", "name", "type", "country", "roles"), [_entity(e) for e in facts.entities]
        )
    if facts.dates:
        rows = [(d.id, d.value, d.mod or "", d.evidence[0].surface) for d in facts.dates]
        yield _table("Dates", ("id", "value", "", "in the text"), rows)
    if facts.amounts:
        amounts = [
            (a.id, f"{a.comparator if a.comparator != 'eq' else ''} {a.value} {a.unit}{_dollars(a)}".strip(), a.kind,
             a.direction or "", dates.get(a.period or "", ""), a.evidence[0].surface)
            for a in facts.amounts
        ]  # fmt: skip
        yield _table("Amounts", ("id", "value", "kind", "direction", "period", "in the text"), amounts)
    if facts.quotes:
        quotes = [
            (q.id, ", ".join(names[s] for s in q.speaker) or "unnamed", q.quote_type, " … ".join(c.surface for c in q.content))
            for q in facts.quotes
        ]  # fmt: skip
        yield _table("Quotes", ("id", "speaker", "type", "said"), quotes)
    if facts.events:
        events = [
            (e.id, _kind(e), e.status, _who(e, names),
             ", ".join(names[i] for i in e.place), dates.get(e.date or "", ""), (e.name or e.anchor).surface)
            for e in facts.events
        ]  # fmt: skip
        yield _table("Events", ("id", "type", "status", "who", "where", "when", "in the text"), events)


def _kind(event: Event) -> str:
    """The type, with a visit's form or an agreement's force."""
    more = event.form or event.force
    return f"{event.type} ({more.replace('_', ' ')})" if more else event.type


def _dollars(amount: Amount) -> str:
    """What it was worth, where a rate is known."""
    worth = amount.in_usd
    return "" if worth is None else f" (≈ {worth.value} USD at {worth.rate}, {worth.rate_date})"


def _who(event: Event, names: Mapping[str, str]) -> str:
    actors, recipients = (", ".join(names[i] for i in side) for side in (event.actor, event.recipient))
    return f"{actors} → {recipients}".strip() if recipients else actors


def _entity(entity: Entity) -> tuple[str, ...]:
    roles = "; ".join(
        role.title + (f" ({role.affiliation})" if role.affiliation else "") for role in entity.roles
    )
    known = f" {entity.wikidata_qid}" if entity.wikidata_qid else ""
    return (entity.id, entity.name + known, entity.type, entity.country or "", roles)


def _table(title: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, header_style="dim", overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    return table
