"""People's names: given name, patronymic and surname decline; of East Asian names the last word, if at all."""

from consumers.gazetteer.declension.words import (
    Cases,
    decline_adjective,
    decline_noun,
)

SURNAME_FIRST = frozenset(("CHN", "TWN", "KOR", "PRK", "VNM", "MMR"))
"""Countries whose names are not taken apart: only the last word declines."""

_POSSESSIVE = ("ов", "ев", "ёв", "ин", "ын")
_ADJECTIVAL = ("ский", "цкий", "ской", "ный", "ой")
_INDECLINABLE = ("о", "е", "и", "у", "ю", "ы", "э", "ых", "их")


def decline_person(name: str, country: str, female: bool) -> tuple[str, ...]:
    """The other case forms of a full name, or of a surname alone, without repeats."""
    words = name.split(" ")
    if len(words) > 3 or any(word[0].islower() for word in words):
        return ()
    if country in SURNAME_FIRST and len(words) > 1:
        last = None if female or _does_not_decline(words[-1]) else decline_noun(words[-1], animate=True)
        cases = [_still(word) for word in words[:-1]] + [last or _still(words[-1])]
    else:
        surname = decline_surname(words[-1], female)
        cases = [_given(word, female) for word in words[:-1]] + [surname or _still(words[-1])]
    forms = (" ".join(group) for group in zip(*cases, strict=True))
    return tuple(dict.fromkeys(form for form in forms if form != name))


def decline_surname(word: str, female: bool) -> Cases | None:
    """A surname's cases; None where it does not decline."""
    before, hyphen, last = word.rpartition("-")
    if hyphen:
        cases = decline_surname(last, female)
        return cases and Cases(*(before + hyphen + case for case in cases))
    if _does_not_decline(word):
        return None
    if female:
        return _female_surname(word)
    if word.endswith(_POSSESSIVE):
        return Cases(word + "а", word + "у", word + "а", word + "ым", word + "е")
    if word.endswith(_ADJECTIVAL) and len(word) > 4:
        genitive, dative, _, instrumental, prepositional = decline_adjective(word)
        return Cases(genitive, dative, genitive, instrumental, prepositional)
    return decline_noun(word, animate=True)


def _female_surname(word: str) -> Cases | None:
    if word.endswith(tuple(ending + "а" for ending in _POSSESSIVE)):
        oblique = word[:-1] + "ой"
        return Cases(oblique, oblique, word[:-1] + "у", oblique, oblique)
    if word.endswith("ая"):
        return decline_adjective(word)
    return decline_noun(word) if word.endswith(("а", "я")) else None


def _given(word: str, female: bool) -> Cases:
    before, hyphen, last = word.rpartition("-")
    if hyphen:
        return Cases(*(before + hyphen + case for case in _given(last, female)))
    declines = (word.endswith("их") or not _does_not_decline(word)) and (
        not female or word.endswith(("а", "я", "вь"))
    )
    return (decline_noun(word, animate=not female) if declines else None) or _still(word)


def _does_not_decline(word: str) -> bool:
    return word.endswith(_INDECLINABLE) or word.endswith(".")


def _still(word: str) -> Cases:
    return Cases(word, word, word, word, word)
