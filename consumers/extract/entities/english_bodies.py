"""Unknown bodies, regions, facilities and events in English text, by the telling word in their name."""

import re
from collections.abc import Iterator

from consumers.extract.entities import words_en as en
from consumers.extract.entities.capitals import CONNECTORS, Token, is_titled, plain, runs, without_opening
from consumers.extract.entities.draft import Finding, Sheet
from consumers.extract.entities.words_headline_en import VERBS, is_common
from consumers.extract.lexicon import words
from schemas.entity import EntityType

_STATES = words(
    "Chinese Russian American Ukrainian Japanese Indian European Western Soviet Sino-Russian Russo-Chinese Joint"
)
_AUTHORITIES = words("Ministry Department Committee Commission Council Agency Administration Academy")
_GOING_ON = ("of", "for", "on", "&")


def find_bodies(sheet: Sheet) -> Iterator[Finding]:
    """Bodies, regions, facilities and events with a telling word in their name."""
    text = sheet.text
    for tokens in runs(text):
        for group in _groups(text, tokens):
            titled = bool(group) and is_titled(sheet, group[0].start)
            finding = _body(text, _subject(group) if titled else group)
            if finding is not None and not (titled and _is_common(finding)):
                yield finding


def _is_of_state(own: list[str]) -> bool:
    """Whether common words are the whole name, as authorities' are ("Foreign Ministry", "Russian Export Center")."""
    return any(word in _AUTHORITIES or (len(own) > 2 and word in en.HEADS_OF) for word in own)


def _subject(group: list[Token]) -> list[Token]:
    """A run of a headline in capitals up to its verb: "Export Center | Opens Office"."""
    for place in range(1, len(group)):
        after_head = plain(group[place - 1].word) in en.BODY_HEADS - en.NOT_BODIES
        if after_head and group[place].word in VERBS:
            return group[:place]
    return group


def _is_common(finding: Finding) -> bool:
    """Whether capitals alone make a name of common words ("China-Russia Farm Trade")."""
    own = finding.name.split()
    if finding.type != "organization" or _is_of_state(own):
        return False
    soft = plain(own[-1]) in en.NOT_BODIES
    proper = [word for word in own[:-1] if word[0].isupper() and not is_common(plain(word))]
    return not proper or (soft and len(own) - len(proper) > 2)


def _groups(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """The parts of a run that can be one body's name: "and" joins only inside "Ministry of Industry and Trade"."""
    group: list[Token] = []
    for place, token in enumerate(tokens):
        word = token.word
        if _ends_here(word, group, tokens[place + 1 :]):
            yield group
            group = []
            continue
        if word == "and" and (_opens_anew(tokens[place + 1 :]) or _is_between(text, group)):
            yield group
            group = []
            continue
        group.append(token)
        if word.endswith(("'s", "’s")) and word not in en.PEOPLES:
            yield group
            group = []
    yield group


def _ends_here(word: str, group: list[Token], rest: list[Token]) -> bool:
    """Whether a connecting word cannot go on with the name before it."""
    if word in ("and", "for", "on") and not _has_head_of(group):
        return True
    if word == "and" and rest and plain(rest[0].word) == "St":
        return True  # "… Institute of Technology and St. Petersburg State University"
    if word == "and" and not any(token.word in _GOING_ON for token in group):
        return True
    if word in ("of", "for", "on") and group and plain(group[-1].word) in en.BODY_HEADS - en.HEADS_OF:
        return True
    if word in ("of", "for") and len(without_opening(group)) > 2 and plain(group[-1].word) == "Bank":
        return True
    return word in CONNECTORS and bool(rest) and rest[0].word in en.DAYS


def _has_head_of(group: list[Token]) -> bool:
    return any(plain(token.word) in en.BODY_HEADS for token in group)


def _is_between(text: str, group: list[Token]) -> bool:
    """Whether "and" parts two that something is between ("a deal between Harbin Institute of Technology and Sinopec")."""
    start = group[0].start if group else 0
    return text.startswith("between ", start - len("between "))


def _opens_anew(rest: list[Token]) -> bool:
    """Whether after "and" another body begins ("the Ministry of Energy and Gazprom Export Company")."""
    return any(plain(token.word) in en.BODY_HEADS for token in rest[1:]) or (
        len(rest) > 1 and rest[1].word == "of" and plain(rest[0].word) in en.BODY_HEADS
    )


def _body(text: str, group: list[Token]) -> Finding | None:
    group = without_opening(group)
    while group and group[-1].word in CONNECTORS:
        group = group[:-1]
    place = _last_head(group)
    if place is None:
        return None
    group, place = _from_its_own_words(group, place)
    head = plain(group[place].word)
    goes_on = place + 1 < len(group) and group[place + 1].word in _GOING_ON
    end = group[-1].end if goes_on else group[place].end
    kind = _kind(head)
    if kind is None or len(group) < 2 or (place == 0 and not goes_on):
        return None
    if kind != "organization" and place + 1 < len(group) and not goes_on:
        return None  # "Jiangnan Ocean Modules" is no ocean
    if (head in en.NOT_BODIES and len(group) < 3) or (
        place == len(group) - 1 and _only_states([token.word for token in group[:place]])
    ):
        return None
    form = _LEGAL_FORM.match(text, end) if head in ("Co", "Corp", "Inc", "Ltd") else None
    end = form.end() if form else end
    name = text[group[0].start : end].removesuffix("'s").removesuffix("’s")
    return Finding(group[0].start, group[0].start + len(name), name, kind, "en.head", head=head.lower())


_LEGAL_FORM = re.compile(r"\.?,? (?:Ltd|Inc|LLC|Limited)\b\.?|\.(?=[,;)]| [a-z(])")
"""What a company's name may go on with: "Heilong Agro Co., Ltd."."""


def _from_its_own_words(group: list[Token], place: int) -> tuple[list[Token], int]:
    """A group from after an "of" that no head stands before: "Arkady Plisetsky of the Budker Institute"."""
    for number in range(place - 1, 0, -1):
        if group[number].word == "of" and not _kind(plain(group[number - 1].word)):
            kept = group[number + 1 :]
            opened = without_opening(kept)
            return opened, place - number - 1 - (len(kept) - len(opened))
    return group, place


def _only_states(own: list[str]) -> bool:
    """Whether a head has nothing but a state before it ("the Russian Party")."""
    return all(word in _STATES for word in own)


def _last_head(group: list[Token]) -> int | None:
    """The place of the head: the first before "of", else the last telling word."""
    for place, token in enumerate(group[:-1]):
        if group[place + 1].word in ("of", "for", "on") and _kind(plain(token.word)):
            return place
    for place in range(len(group) - 1, 0, -1):
        if _kind(plain(group[place].word)):
            return place
    return None


def _kind(head: str) -> EntityType | None:
    if head in en.REGION_HEADS:
        return "region"
    if head in en.BODY_HEADS:
        return "organization"
    if head in en.FACILITY_HEADS:
        return "facility"
    if head in en.PLACE_HEADS:
        return "place"
    return "named_event" if head in en.EVENT_HEADS else None
