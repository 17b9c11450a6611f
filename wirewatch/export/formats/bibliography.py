"""Citations as plain text, RIS, BibTeX, CSL-JSON and Markdown. Pure: a citation in, text out."""

import json
import re
from collections.abc import Iterator
from datetime import datetime

from schemas.citation import Citation
from wirewatch.logs import printable

_NEWSPAPERLIKE = ("agency", "newspaper", "broadcaster", "wire")
_LATEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
_UNSAFE_IN_LINKS = str.maketrans(
    {"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", '"': "%22", "<": "%3C", ">": "%3E"}
)


def as_text(citation: Citation) -> str:
    """One paragraph, as a footnote has it."""
    published = _day(citation.published_at) or "undated"
    control = (
        "" if citation.source_control == "unknown" else f" ({citation.source_control.replace('_', ' ')})"
    )
    parts = [f"{citation.source_name}{control}: “{_one_line(citation.title)}”, {published}."]
    if citation.words is not None:
        who = f"{', '.join(citation.said_by)}: " if citation.said_by else ""
        parts.append(f"{who}“{_one_line(citation.words)}” (characters {citation.start}–{citation.end}).")
    if citation.link:
        parts.append(f"{_link(citation.link)}, seen {citation.seen_at.isoformat(timespec='seconds')}.")
    parts.append(f"[{_read(citation)}]")
    return printable(" ".join(parts))


def as_markdown(citation: Citation) -> str:
    """The same with the headline as a link."""
    text = re.sub(r"([\\`*_\[\]<>])", r"\\\1", as_text(citation))
    return text if not citation.link else f"{text} [→](<{_link(citation.link)}>)"


def as_ris(citation: Citation) -> str:
    """A RIS record (the tags of the 2011 specification); lines end as it asks."""
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in _ris(citation)) + "ER  - \r\n\r\n"


def as_bibtex(citation: Citation) -> str:
    """A BibTeX entry, UTF-8, what LaTeX would run escaped; its key is made of what it points at."""
    fields = [
        ("title", f"{{{_latex(citation.title)}}}"),
        ("organization", _latex(citation.source_name)),
        ("date", _day(citation.published_at)),
        ("year", str(citation.published_at.year) if citation.published_at else None),
        ("url", _link(citation.link) if citation.link else None),
        ("urldate", _day(citation.seen_at)),
        ("langid", citation.language),
        ("keywords", _latex(", ".join(citation.topics)) or None),
        ("abstract", _latex(citation.words or citation.abstract) or None),
        ("note", _latex(_read(citation))),
    ]
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
    return f"@online{{{bibtex_key(citation)},\n{lines}}}\n\n"


def as_csl(citation: Citation) -> str:
    """A CSL-JSON item (one object; a list of them is a file)."""
    is_press = citation.source_kind in _NEWSPAPERLIKE
    told = {
        "id": citation.points_at,
        "type": "article-newspaper" if is_press else "webpage",
        "title": _one_line(citation.title),
        "container-title" if is_press else "publisher": citation.source_name,
        "issued": _date_parts(citation.published_at),
        "accessed": _date_parts(citation.seen_at),
        "URL": _link(citation.link) if citation.link else None,
        "language": citation.language,
        "keyword": ", ".join(citation.topics) or None,
        "abstract": _one_line(citation.words or citation.abstract) or None,
        "note": _read(citation),
    }
    return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)


def bibtex_key(citation: Citation) -> str:
    """A key that LaTeX takes, one for each pointer."""
    return "wirewatch-" + re.sub(r"[^A-Za-z0-9]+", "-", citation.points_at).strip("-")


def _ris(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS" if citation.source_kind in _NEWSPAPERLIKE else "ELEC"
    yield "ID", citation.points_at
    yield "TI", citation.title
    yield "T2", citation.source_name
    yield "LA", citation.language
    if citation.published_at:
        yield "PY", f"{citation.published_at:%Y}"
        yield "DA", f"{citation.published_at:%Y/%m/%d}"
    yield "Y2", f"{citation.seen_at:%Y/%m/%d}"
    if citation.link:
        yield "UR", _link(citation.link)
    for topic in citation.topics:
        yield "KW", topic
    if said := citation.words or citation.abstract:
        yield "AB", said
    yield "N1", _read(citation)


def _read(citation: Citation) -> str:
    """Which text was read: enough to find it again, and to see whether it is the same."""
    control = citation.source_control.replace("_", " ")
    return f"Wirewatch {citation.points_at}; text SHA-256 {citation.text_sha256}; source control: {control}"


def _latex(text: str) -> str:
    return _one_line(text).translate(_LATEX)


def _one_line(text: str) -> str:
    return " ".join(printable(text.replace("\r", " ").replace("\n", " ")).split())


def _link(link: str) -> str:
    return printable(link).translate(_UNSAFE_IN_LINKS)


def _day(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%d}" if moment else None


def _date_parts(moment: datetime | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[moment.year, moment.month, moment.day]]} if moment else None
