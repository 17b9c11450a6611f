"""Which language a text is written in.

In the order that is cheapest and surest: the script; within Han, simplified or traditional characters; within
Cyrillic and Arabic, telling letters; within Latin, a vote of function words; and only then langdetect. What the
feed declares is a prior, for headlines of three words.
"""

from functools import lru_cache

from consumers.classify.han import simplified_or_traditional
from consumers.classify.last_resort import guess_language
from consumers.classify.scripts import count_scripts, main_script
from consumers.classify.votes import (
    count_letters,
    count_words,
    cyrillic_words,
    is_plainly_russian,
    latin_words,
)
from consumers.recent import RECENT_TEXTS

UNDETERMINED = "und"

_SAMPLE = 300  # characters: more tells nothing new
_ONE_LANGUAGE = {
    "hangul": "ko", "hebrew": "he", "armenian": "hy", "greek": "el", "thai": "th", "devanagari": "hi",
    "georgian": "ka",
}  # fmt: skip
_KANA_SHARE = 8  # one kana to eight Han is Japanese; Chinese has none but in names
_TRADITIONAL_REGIONS = ("hant", "tw", "hk", "mo")
_CYRILLIC = (
    "ru",
    "uk",
    "bg",
    "sr",
    "be",
    "mk",
    "kk",
    "ky",
    "mn",
    "tg",
    "tt",
    "uz",
)  # commonest in news first
_ARABIC = ("ar", "fa", "ur", "ug")
_NOT_LATIN = frozenset({"zh-Hans", "zh-Hant", "ja", *_ARABIC, *_ONE_LANGUAGE.values()}) | {
    language for language in _CYRILLIC if language not in ("sr", "uz")
}
_PRIOR = 2.0  # votes for the language the feed declares
_NO_PRIOR = 1.0  # votes for English, the newswires' commonest language, where nothing is declared
_SURE_LEAD = 1.0  # votes by which the first must lead
_ENOUGH = 1.5  # votes without which the words tell nothing
_VOTERS = 60  # words: enough for a clear majority
_MARKS = "\"'.,:;!?()[]«»“”‘’-–—…"


def normal_tag(declared: str | None) -> str | None:
    """A declared language ("en-us", "zh_TW", "RU") as one of our tags; None where it says nothing."""
    parts = (declared or "").strip().lower().replace("_", "-").split("-")
    language = parts[0]
    if not (language.isascii() and language.isalpha() and 2 <= len(language) <= 3) or language == "und":
        return None
    if language in ("zh", "cmn", "yue"):
        return "zh-Hant" if any(part in _TRADITIONAL_REGIONS for part in parts[1:]) else "zh-Hans"
    return "no" if language in ("nb", "nn") else language


@lru_cache(maxsize=RECENT_TEXTS)
def detect_language(text: str, title_end: int, declared: str | None) -> tuple[str, float]:
    """The BCP 47 tag of a text's language ("zh-Hans", "zh-Hant", "en", …; "und" without letters) and how sure
    that is, in [0, 1]. `text[:title_end]` is the title, which counts twice: bodies may be links and markup."""
    sample = text[:_SAMPLE]
    counts = count_scripts(sample)
    if title_end and len(counts) > 1:
        counts += count_scripts(text[:title_end])
    script = main_script(counts)
    prior = normal_tag(declared)
    if script is None:
        return UNDETERMINED, 0.0
    if script == "latin":
        return _latin(sample, prior)
    if script == "cyrillic":
        return _cyrillic(sample, prior)
    if script == "han":
        if counts["kana"] * _KANA_SHARE >= counts["han"]:
            return "ja", 0.99
        return simplified_or_traditional(sample, prior)
    if script == "arabic":
        return _lead(count_letters(sample, "arabic"), prior, _ARABIC)
    return _ONE_LANGUAGE[script], 0.99


def _words(lowered: str) -> list[str]:
    return [word.strip(_MARKS) for word in lowered.replace("’", "'").split(None, _VOTERS)[:_VOTERS]]


def _cyrillic(sample: str, prior: str | None) -> tuple[str, float]:
    lowered = sample.lower()
    if is_plainly_russian(lowered):
        return "ru", 0.99
    votes = count_letters(lowered, "cyrillic")
    for language, number in count_words(_words(lowered), cyrillic_words()).items():
        votes[language] = votes.get(language, 0.0) + number
    return _lead(votes, prior, _CYRILLIC)


def _lead(votes: dict[str, float], prior: str | None, languages: tuple[str, ...]) -> tuple[str, float]:
    """The language with most votes, the commoner one in a draw; the prior counts as some votes."""
    if prior in languages:
        votes[prior] = votes.get(prior, 0.0) + _PRIOR
    ranked = sorted(languages, key=lambda language: -votes.get(language, 0.0))
    return ranked[0], _confidence(votes.get(ranked[0], 0.0), votes.get(ranked[1], 0.0))


def _confidence(first: float, second: float) -> float:
    return round(1 - 0.5 ** (1 + max(0.0, first - max(0.0, second))), 2) if first > 0 else 0.5


def _latin(sample: str, prior: str | None) -> tuple[str, float]:
    lowered = sample.lower()
    votes = count_words(_words(lowered), latin_words())
    if not lowered.isascii():
        for language, number in count_letters(lowered, "latin").items():
            if number > 0:  # a foreign name with an accent does not speak against English
                votes[language] = votes.get(language, 0.0) + number
    if prior is None or prior in _NOT_LATIN:
        votes["en"] = votes.get("en", 0.0) + _NO_PRIOR
    else:
        votes[prior] = votes.get(prior, 0.0) + _PRIOR
    best = max(sorted(votes), key=votes.__getitem__)
    second = max((votes[language] for language in votes if language != best), default=0.0)
    if votes[best] >= _ENOUGH and votes[best] - second >= _SURE_LEAD:
        return best, _confidence(votes[best], second)
    return guess_language(sample, prior) or (prior or UNDETERMINED, 0.3)
