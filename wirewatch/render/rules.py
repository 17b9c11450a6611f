"""Rules tried out: what they would have sent, and why they did not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from rich.text import Text

from consumers.alert.backtest import Backtest, Comparison
from consumers.alert.rules import Rule
from consumers.query.why_not import Failed
from schemas.coverage import Coverage
from schemas.match import Match
from wirewatch.logs import printable
from wirewatch.render.headline import headline
from wirewatch.when import local

_WIDTH = 40  # of the longest bar
_MOST_ROWS = 31
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def backtest_lines(tried: Backtest, examples: int) -> Iterator[Text]:
    """How many alerts, when, and the newest of them."""
    copies = tried.later.total()
    days = max(round((tried.until - tried.since) / timedelta(days=1)), 1)
    yield Text(
        f"{_count(len(tried.alerts), 'alert')} in {_count(days, 'day')}: {tried.a_day:.1f} a day, {tried.busiest} on the busiest"
        + (f"; {copies} further copies would have joined them." if copies else "."),
        "bold",
    )
    yield from _plot(tried.by_day())
    for match in tried.alerts[::-1][:examples]:
        yield from match_lines(match)


def comparison_lines(found: Comparison, examples: int) -> Iterator[Text]:
    """What another version of a rule would change."""
    yield Text(
        f"Against it: {found.both} in both, {len(found.only_before)} no longer sent, {len(found.only_after)} new.",
        "bold",
    )
    for sign, style, matches in (("−", "red", found.only_before), ("+", "green", found.only_after)):
        for match in matches[:examples]:
            yield Text.assemble((f"{sign} ", style), next(match_lines(match)))


def match_lines(match: Match) -> Iterator[Text]:
    """A match in two lines: when, source and headline; why."""
    said = headline(match.title or match.summary)
    yield Text.assemble(
        (local(match.first_seen_at), "dim"), "  ", (printable(match.source.name), "cyan"), "  ", said
    )
    words = "; ".join(
        f"{clause.clause} ({', '.join(dict.fromkeys(span.surface for span in clause.spans))})"
        if clause.spans
        else clause.clause
        for clause in match.explanation
    )
    yield Text("    because " + printable(words), "dim")


def why_not_lines(failed: Iterable[Failed], indent: int = 0) -> Iterator[Text]:
    """The clauses that fail, each with how."""
    for each in failed:
        lead = "  " * indent + "✗ "
        match each.how:
            case "present":
                words = ", ".join(
                    dict.fromkeys(span.surface for clause in each.seen for span in clause.spans)
                )
                said = f"must not be there, and is{f': {words}' if words else ''}"
            case "none of these":
                said = "none of these is there"
            case "no single event":
                said = "is told of different events, of no single one"
            case _:
                said = "is not there"
        yield Text.assemble((lead, "red"), (printable(each.clause), "bold"), f"  {printable(said)}")
        yield from why_not_lines(each.inside, indent + 1)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _plot(by_day: Mapping[date, int]) -> Iterator[Text]:
    """A bar a day, or a week where there are many days."""
    rows = list(by_day.items())
    if len(rows) > _MOST_ROWS:
        rows = _by_week(rows)
    most = max((count for _, count in rows), default=0)
    for day, count in rows:
        yield Text.assemble(
            (f"{day.isoformat()} ", "dim"), (_bar(count, most), "cyan"), f" {count}" if count else ""
        )


def _by_week(rows: Sequence[tuple[date, int]]) -> list[tuple[date, int]]:
    weeks: dict[date, int] = {}
    for day, count in rows:
        monday = day - timedelta(days=day.weekday())
        weeks[monday] = weeks.get(monday, 0) + count
    return list(weeks.items())


def _bar(count: int, most: int) -> str:
    if not most:
        return ""
    eighths = round(count / most * _WIDTH * 8)
    return _EIGHTHS[-1] * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")


def checked_lines(
    rule: Rule,
    lately: Sequence[Coverage] | None,
    since: datetime,
    muted_until: datetime | None,
    *,
    is_costly: bool,
) -> Iterator[Text]:
    """A rule that has no mistake: what it asks, what it would have matched, and what to beware of."""
    asks = f"the program's own trouble: {rule.alarm}" if rule.alarm else rule.query
    yield Text.assemble((rule.name, "bold"), f"  {asks} → {', '.join(rule.channels)}")
    if muted_until is not None:
        yield Text(f"  silent until {local(muted_until)}", "yellow")
    if is_costly and not rule.alarm:
        yield Text(
            "  costly: it has no word or value to be looked up by, so it is asked about every item", "yellow"
        )
    if lately is None:
        return
    stories = {coverage.story.merged_into or coverage.story.story_id for coverage in lately}
    days = f"since {since.date().isoformat()}"
    if not lately:
        yield Text(f"  empty: nothing {days}", "yellow")
        return
    newest = lately[0].item
    yield Text(
        f"  {days}: {_count(len(lately), 'report')} of {len(stories)} stories, the newest: {headline(newest.title or newest.text)}",
        "dim",
    )
