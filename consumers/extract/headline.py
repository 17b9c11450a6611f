"""Where the headline of a text without a title ends."""

import re

_LONGEST = 200
"""Characters: a longer first line is a paragraph."""

_FIRST_LINE = re.compile(rf"\s*([^\n]{{1,{_LONGEST}}})(?=\n|$)")
_SENTENCE_END = re.compile(r"[.!?…。！？;；:：,，][\"'”’»)\]」』）》]*$|[.!?]\s|[。！？]")


def headline_end(text: str) -> int:
    """The end of a first line written as headlines are, without a full stop; 0 where a text opens with a sentence."""
    line = _FIRST_LINE.match(text)
    if line is None:
        return 0
    said = line[1].rstrip()
    return 0 if not said or _SENTENCE_END.search(said) else line.start(1) + len(said)
