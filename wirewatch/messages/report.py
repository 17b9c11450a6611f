"""One report of an alert, made ready to be shown: every text is one harmless line. Pure."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from schemas.match import Match
from wirewatch.logs import printable

HEADLINE_MOST = 240
LINE_MOST = 500


@dataclass(frozen=True, slots=True)
class Report:
    """What a message says of one report. `excerpt` is the matched piece of text in parts, each marked or not."""

    headline: str
    source: str
    control: str
    when: str
    language: str
    link: str | None
    excerpt: tuple[tuple[str, bool], ...]
    facts: tuple[str, ...]
    because: tuple[str, ...]
    copies: str


def report_of(match: Match, zone: tzinfo | None) -> Report:
    """The report, its times on a zone's clock (None: this machine's)."""
    source = match.source
    release = f"press release for {match.issuer}" if match.issuer else "press release"
    parts = (
        release if match.paid else "",
        source.control.replace("_", " "),
        source.kind.replace("_", " "),
        source.country or "",
    )
    known = [part for part in parts if part not in ("", "unknown", "other")]
    return Report(
        headline=one_line(match.title or match.summary, HEADLINE_MOST),
        source=one_line(match.publisher or source.name),
        control=one_line(", ".join(known)) or "control unknown",
        when=at(match.published_at or match.first_seen_at, zone),
        language=match.language,
        link=safe_link(match.link),
        excerpt=_excerpt(match),
        facts=tuple(one_line(fact) for fact in match.facts),
        because=tuple(_because(match)),
        copies=_copies(match, zone),
    )


def at(moment: datetime, zone: tzinfo | None) -> str:
    """A moment on the reader's clock, with its offset."""
    return moment.astimezone(zone).isoformat(" ", "minutes")


def one_line(text: str, most: int = LINE_MOST) -> str:
    """One printable line of at most so many characters."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= most else line[: most - 1] + "…"


def safe_link(link: str | None) -> str | None:
    """A link a reader may click: http or https, without anything that ends it early."""
    if link is None or not link.lower().startswith(("http://", "https://")):
        return None
    return "".join(
        letter for letter in printable(link) if letter.isprintable() and letter not in " <>\"'`\\^{|}"
    )[:2_000]


def _excerpt(match: Match) -> tuple[tuple[str, bool], ...]:
    if match.excerpt is None:
        return ()
    text, parts, at_now = match.excerpt.text, [], 0
    for start, end in match.excerpt.marks:
        parts += [(text[at_now:start], False), (text[start:end], True)]
        at_now = end
    parts.append((text[at_now:], False))
    return tuple((printable(part.replace("\n", " ")), is_marked) for part, is_marked in parts if part)


def _because(match: Match) -> list[str]:
    said = []
    for clause in match.explanation:
        words = ", ".join(dict.fromkeys(span.surface for span in clause.spans))
        said.append(
            one_line(f"{clause.clause} ({words})" if words and words != clause.clause else clause.clause)
        )
    return said


def _copies(match: Match, zone: tzinfo | None) -> str:
    """How widely it is told, and who was first; empty where nobody else has it yet."""
    more = match.story.copies - 1
    if more < 1 and match.independent < 2:
        return ""
    copies = f"+{more} {'copy' if more == 1 else 'copies'}" if more > 0 else ""
    independent = f"{match.independent} independent sources" if match.independent > 1 else ""
    first = (
        f"first: {one_line(match.story.sources[0])} {at(match.story.first_seen_at, zone)[11:]}"
        if match.story.sources
        else ""
    )
    return ", ".join(part for part in (copies, independent, first) if part)
