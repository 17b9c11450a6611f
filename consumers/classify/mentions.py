"""Which words of a text name a watch's parties, and which name other countries."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from consumers.classify.vocabulary import Found
from consumers.classify.watch import ALONE, BOTH, NOT_THE_PARTY, PARTY_WORD, Watch
from consumers.gazetteer.hit import Hit

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
# "SUZHOU, China, March 2, 2026 /PRNewswire/": a press release is its issuer's own word, and that is at home there.
_OF_AN_ISSUER = re.compile(r",\s\d{4}\s/[\w .&'-]{2,30}/")
# From here on a press release speaks of its issuer, a page of its other pages.
_TAIL = re.compile(
    r"\n\s*(?:About [A-Z][^\n.]{0,60}\n|Forward-Looking Statements|SOURCE [A-Z]|Related (?:articles|stories|news)|"
    r"Read (?:more|also)|О компании|Об? (?:авторе|издании)\n|Справка|Читайте также|Ранее сообщалось|"
    r"关于[^\n。]{1,20}\n|相关(?:阅读|新闻)|（?责任编辑|延伸阅读)"
)


_HYPHEN = re.compile("[-‐‑–—/]?")
IMPLIED = "implied"
_LOOK_BACK = 40  # characters before a name in which words imply the other party


class Mention(NamedTuple):
    """`text[start:end]` names party 0 or 1, both (2), or another country (None); `entry_id` is the gazetteer's,
    "" for a compound or a word of the watch's own."""

    start: int
    end: int
    party: int | None
    country: str | None
    entry_id: str


def parties_named(hits: Sequence[Hit], watch: Watch) -> int:
    """Which parties the gazetteer's names give: 1 the first, 2 the second, 3 both, 0 neither."""
    named = 0
    for hit in hits:
        party = watch.party_of(hit.entry.id, hit.entry.country)
        if party is not None:
            named |= 3 if party == BOTH else 1 << party
    return named


def may_name_both(named: int, own: Sequence[Found], language: str, watch: Watch) -> bool:
    """Whether a text may name both parties, from the names and the watch's own words in it."""
    for found in own:
        if found.label.startswith(PARTY_WORD):
            party = int(found.label[len(PARTY_WORD) :])
            named |= 3 if party == BOTH else 1 << party
    return named == 3 or watch.implied(2 - named, language) is not None


def tail_start(text: str, title_end: int) -> int:
    """Where the boilerplate at a text's end begins; its length where there is none."""
    tail = _TAIL.search(text, title_end)
    return tail.start() if tail and tail.start() > len(text) // 4 else len(text)


def dateline_end(text: str, title_end: int) -> int:
    """The end of a dateline that opens the body; the body's start where there is none."""
    dateline = _DATELINE.match(text, title_end)
    return dateline.end() if dateline else title_end


def find_mentions(
    text: str,
    folded: str,
    title_end: int,
    language: str,
    hits: Sequence[Hit],
    own: Sequence[Found],
    watch: Watch,
) -> list[Mention]:
    """The mentions of parties and other countries in text order, without those in a dateline, in boilerplate or in
    words that only look like a party ("china shop"). A compound is one mention of both parties."""
    last = tail_start(text, title_end)
    quiet = [(found.start, found.end) for found in own if found.label == NOT_THE_PARTY]
    dateline = (title_end, dateline_end(text, title_end))
    if not _OF_AN_ISSUER.search(text, *dateline):
        quiet.append(dateline)
    mentions = [
        mention
        for mention in (*_named(hits, watch), *_worded(own))
        if mention.start < last and not _inside(mention.start, mention.end, quiet)
    ]
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    parties = {mention.party for mention in mentions if mention.party is not None}
    if len(parties) == 1 and BOTH not in parties:
        mentions = _with_implied(mentions, folded, language, own, watch, missing=1 - min(parties))
    return _with_compounds(mentions, text)


def _named(hits: Sequence[Hit], watch: Watch) -> Iterator[Mention]:
    """The gazetteer's names of parties, countries and blocs."""
    for hit in hits:
        entry = hit.entry
        party = watch.party_of(entry.id, entry.country)
        country = entry.id if entry.id in watch.blocs else entry.country
        if party is not None or (country and country not in watch.countries):
            yield Mention(hit.start, hit.end, party, country, entry.id)


def _worded(own: Sequence[Found]) -> Iterator[Mention]:
    """The watch's own words for its parties."""
    for found in own:
        if found.label.startswith(PARTY_WORD):
            yield Mention(found.start, found.end, int(found.label[len(PARTY_WORD) :]), None, "")


def _with_implied(
    mentions: list[Mention], folded: str, language: str, own: Sequence[Found], watch: Watch, missing: int
) -> list[Mention]:
    """The mentions and the first words that imply the missing party, unless third countries are named."""
    pattern = watch.implied(missing, language)
    if pattern is None or any(
        mention.party is None and mention.country not in watch.companions for mention in mentions
    ):
        return mentions
    for place, mention in enumerate(mentions):
        if mention.party is not None and (
            found := pattern.search(folded, max(0, mention.start - _LOOK_BACK), mention.start)
        ):
            implied = Mention(found.start(), mention.start, missing, None, IMPLIED)
            return [*mentions[:place], implied, *mentions[place:]]
    alone = next((found for found in own if found.label == f"{ALONE}{missing}"), None)
    if alone:
        return sorted([*mentions, Mention(alone.start, alone.end, missing, None, IMPLIED)])
    return mentions


def _with_compounds(mentions: list[Mention], text: str) -> list[Mention]:
    """Neighbouring names of both parties joined to one: "China-Russia", "中俄"; what overlaps is dropped."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        if before is None or mention.start > before.end + 1:
            joined.append(mention)
        elif mention.start < before.end or _is_somebody_elses(before, mention):
            continue
        elif _is_compound(before, mention) and _HYPHEN.fullmatch(text, before.end, mention.start):
            joined[-1] = Mention(before.start, mention.end, BOTH, None, "")
        else:
            joined.append(mention)
    return joined


def _is_somebody_elses(before: Mention, mention: Mention) -> bool:
    """Whether a word of a party's belongs to the name right before it: 韩国外交部."""
    return not mention.entry_id and before.end == mention.start and before.party != mention.party


def _is_compound(before: Mention, mention: Mention) -> bool:
    return {before.party, mention.party} == {0, 1} and before.entry_id not in ("", IMPLIED)


def _inside(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start >= first and end <= last for first, last in spans)
