"""Which words of a text name a watch's parties, and which name other countries."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from consumers.classify.vocabulary import Found
from consumers.classify.watch import COMPOUND, NOT_THE_PARTY, Watch
from consumers.gazetteer.hit import Hit

BOTH = 2
"""The party number of a compound ("Sino-Russian")."""

# "BEIJING, May 5, 2025 /PRNewswire/ —", "MOSCOW, April 15 (Reuters) -", "新华社北京5月5日电": where and by whom,
# not what about.
_DATELINE = re.compile(
    r"""\s*(?:
        [^\n()/]{0,60}?[(/][\w .&'-]{2,30}[)/]\s*[-—–.:]* |
        [A-Z][A-Z .'-]+(?:,\s[A-Z][\w.]*)*(?:,?\s\w+\.?\s\d{1,2}(?:,\s\d{4})?)?\s*[-—–]+\s |
        [А-ЯЁ][А-ЯЁ -]+,\s\d{1,2}\s\w+[^\n]{0,40}?[-—–]\s |
        [（(]?(?:记者|记者)?[\w\s]{0,14}(?:社|网|報|报)[\w\s]{0,16}[0-9０-９]+日[电電讯訊][)）]?
    )""",
    re.VERBOSE,
)
# From here on a press release speaks of its issuer, a page of its other pages.
_TAIL = re.compile(
    r"\n\s*(?:About [A-Z][^\n.]{0,60}\n|Forward-Looking Statements|SOURCE [A-Z]|Related (?:articles|stories|news)|"
    r"Read (?:more|also)|О компании|Об? (?:авторе|издании)\n|Справка|Читайте также|Ранее сообщалось|"
    r"关于[^\n。]{1,20}\n|相关(?:阅读|新闻)|（?责任编辑|延伸阅读)"
)


class Mention(NamedTuple):
    """`text[start:end]` names party 0 or 1, both (2), or another country (None); `entry_id` is the gazetteer's,
    "" for a compound."""

    start: int
    end: int
    party: int | None
    country: str | None
    entry_id: str
    is_person: bool


def names_both(hits: Sequence[Hit], watch: Watch, own: Sequence[Found]) -> bool:
    """Whether a text may name both parties: the cheap question that most items end with."""
    if any(found.label == COMPOUND for found in own):
        return True
    named = 0
    for hit in hits:
        party = watch.party_of(hit.entry.id, hit.entry.country)
        if party is not None:
            named |= 1 << party
            if named == 3:
                return True
    return False


def tail_start(text: str, title_end: int) -> int:
    """Where the boilerplate at a text's end begins; its length where there is none."""
    tail = _TAIL.search(text, title_end)
    return tail.start() if tail and tail.start() > len(text) // 4 else len(text)


def dateline_end(text: str, title_end: int) -> int:
    """The end of a dateline that opens the body; the body's start where there is none."""
    dateline = _DATELINE.match(text, title_end)
    return dateline.end() if dateline else title_end


def find_mentions(
    text: str, title_end: int, hits: Sequence[Hit], own: Sequence[Found], watch: Watch
) -> list[Mention]:
    """The mentions of parties and other countries in text order, without those in a dateline, in boilerplate or in
    words that only look like a party ("china shop"). A compound stands for the mentions inside it."""
    last = tail_start(text, title_end)
    quiet = [(found.start, found.end) for found in own if found.label == NOT_THE_PARTY]
    compounds = [
        (found.start, found.end)
        for found in own
        if found.label == COMPOUND and found.start < last and not _inside(found.start, found.end, quiet)
    ]
    quiet.append((title_end, dateline_end(text, title_end)))
    mentions = [Mention(start, end, BOTH, None, "", False) for start, end in _outermost(compounds)]
    covered = quiet + compounds
    for hit in hits:
        if hit.start >= last or _inside(hit.start, hit.end, covered):
            continue
        entry = hit.entry
        party = watch.party_of(entry.id, entry.country)
        if party is None and (entry.country is None or entry.country in watch.countries):
            continue
        mentions.append(Mention(hit.start, hit.end, party, entry.country, entry.id, entry.type == "person"))
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    return mentions


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start >= first and end <= last for first, last in spans)


def _outermost(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
