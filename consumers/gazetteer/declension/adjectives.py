"""A country's adjectives and demonyms in all cases, genders and numbers."""

from consumers.gazetteer.declension.words import VELARS, decline_noun


def decline_adjective_or_demonym(word: str) -> tuple[str, ...]:
    """The other forms of "китайский", "китаец", "китаянка", "россиянин"; empty for the first part of a compound
    ("китайско")."""
    if word.endswith(("ий", "ый")):
        return _all_forms(word[:-2], "и" if word[-3] in VELARS else "ы")
    if word.endswith("ин"):
        return _in_anin(word)
    if word.endswith("ец"):
        return _in_ets(word)
    if word.endswith("нка"):
        stem = word[:-2]
        return tuple(stem + ending for ending in ("ки", "ке", "ку", "кой", "кам", "ками", "ках", "ок"))
    singular = decline_noun(word, animate=True) if word[-1] not in "о" else None
    return tuple(dict.fromkeys(singular)) if singular else ()


def _all_forms(stem: str, y: str) -> tuple[str, ...]:
    endings = ("ого", "ому", y + "м", "ом", "ая", "ой", "ую", "ое", y + "е", y + "х", y + "ми")
    return tuple(stem + ending for ending in endings)


def _in_anin(word: str) -> tuple[str, ...]:
    stem = word[:-2]
    plural = ("е", "", "ам", "ами", "ах")
    return tuple(word + ending for ending in ("а", "у", "ом", "е")) + tuple(
        stem + ending for ending in plural
    )


def _in_ets(word: str) -> tuple[str, ...]:
    stem = word[:-2] + ("йц" if word[-3] in "аеиоу" else "ц")
    return tuple(stem + ending for ending in ("а", "у", "ем", "е", "ы", "ев", "ам", "ами", "ах"))
