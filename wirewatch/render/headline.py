"""Headlines for people: one line, and no longer than one reads."""

from wirewatch.logs import printable

HEADLINE_MOST = 200
"""Characters: longer than any newswire's headline; what stands in a title beyond that is no headline."""


def headline(text: str, most: int = HEADLINE_MOST) -> str:
    """One printable line of at most so many characters, ended by … where it was cut."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
