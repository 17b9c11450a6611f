"""The message of an alert. Pure: the same alert gives the same message."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import cache
from typing import TYPE_CHECKING, Any

from schemas.alert import Alert
from schemas.match import Match
from wirewatch.messages.report import Report, one_line, report_of

if TYPE_CHECKING:
    from jinja2 import Environment

SUBJECT_MOST = 160
SHOWN_MOST = 12
"""Stories that a digest shows with their lines; of further ones only the number is told."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message: a subject of one line, plain text, and HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class StoryLines:
    """The reports of one story in a digest: the newest, and how many more."""

    report: Report
    more: int


def message_of(alert: Alert, zone: tzinfo | None = None) -> Message:
    """The message, times on a zone's clock (None: this machine's). A rule's own template makes the plain text."""
    stories = _stories((alert.match, *alert.others), zone)
    parts: dict[str, Any] = {
        "alert": alert,
        "subject": subject_of(alert),
        "lead": _lead(alert, len(stories)),
        "stories": stories[:SHOWN_MOST],
        "left_out": max(len(stories) - SHOWN_MOST, 0) + alert.left_out,
        "rule": one_line(alert.match.rule_name),
        "foot": _foot(alert),
    }
    text = _own_text(alert, parts) if alert.template else "\n".join(_lines(parts)).rstrip() + "\n"
    return Message(parts["subject"], text, _templates().get_template("message.html").render(parts))


def subject_of(alert: Alert) -> str:
    """One line that says the fact, not the rule."""
    match = alert.match
    headline = one_line(match.title or match.summary, SUBJECT_MOST)
    urgent = "" if alert.priority in ("low", "normal") else f"[{alert.priority}] "
    count = 1 + len(alert.others) + alert.left_out
    match alert.kind:
        case "update":
            said = f"Changed: {alert.note}: {headline}"
        case "digest":
            said = f"{count} reports: {headline}" if count > 1 else headline
        case "count" | "spike":
            said = f"{alert.note}: {headline}"
        case "silence":
            said = f"Silent: {match.rule_name}, {alert.note.partition(';')[0]}"
        case "alarm":
            said = headline
        case _:
            said = _with_fact(headline, match)
    return one_line(urgent + said, SUBJECT_MOST)


def _with_fact(headline: str, match: Match) -> str:
    """The headline with the first fact before it, where there is room for both."""
    fact = one_line(match.facts[0]) if match.facts else ""
    both = f"{fact[:1].upper()}{fact[1:]} — {headline}"
    return both if fact and len(both) <= SUBJECT_MOST else headline


def _lead(alert: Alert, stories: int) -> str:
    """Why the message comes, where it is not simply news."""
    count = 1 + len(alert.others) + alert.left_out
    told = f"{count} reports of {stories} stories" if count > 1 else ""
    if alert.kind == "update":
        return one_line(f"What changed: {alert.note}")
    return one_line("; ".join(part for part in (told, alert.note) if part))


def _stories(matches: Iterable[Match], zone: tzinfo | None) -> list[StoryLines]:
    """The reports by story, in the order of their newest ones."""
    by_story: dict[str, list[Match]] = {}
    for match in matches:
        by_story.setdefault(match.story.merged_into or match.story.story_id, []).append(match)
    return [StoryLines(report_of(found[0], zone), len(found) - 1) for found in by_story.values()]


def _lines(parts: Mapping[str, Any]) -> Iterable[str]:
    if parts["lead"]:
        yield from (parts["lead"], "")
    for story in parts["stories"]:
        yield from _report_lines(story)
    if parts["left_out"]:
        yield from (f"… and {parts['left_out']} more.", "")
    yield parts["foot"]


def _report_lines(story: StoryLines) -> Iterable[str]:
    report = story.report
    yield report.headline
    yield f"{report.source} ({report.control}) · {report.when} · {report.language}"
    if report.link:
        yield report.link
    if report.excerpt:
        yield ""
        yield "  " + "".join(f"[{part}]" if is_marked else part for part, is_marked in report.excerpt)
    if report.facts:
        yield ""
        yield from (f"  · {fact}" for fact in report.facts)
    if report.because:
        yield ""
        yield f"  because {'; '.join(report.because)}"
    if report.copies:
        yield f"  {report.copies}"
    if story.more:
        yield f"  and {story.more} more of this story"
    yield ""


def _foot(alert: Alert) -> str:
    about = [
        f"Rule “{alert.match.rule_name}”",
        alert.team,
        alert.owner,
        ", ".join(alert.tags),
        f"alert {alert.alert_id}",
    ]
    again = f"sent again ({alert.again})" if alert.again else ""
    return one_line(" · ".join(part for part in (*about, again) if part))


def _own_text(alert: Alert, parts: Mapping[str, Any]) -> str:
    """The text a rule's template makes of the parts. One that fails when it is filled gives the ordinary text, and says so."""
    from jinja2 import TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    try:
        return ImmutableSandboxedEnvironment().from_string(alert.template).render(parts)
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        failed = one_line(f"(The rule's template failed: {error})")
        return "\n".join([*_lines(parts), failed]).rstrip() + "\n"


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("wirewatch.messages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
