"""Chinese in simplified or in traditional characters, told by the character sets of the standard codecs."""

from functools import cache

_FIRST, _LAST = 0x4E00, 0x9FA5


def _encodable(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _telling_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Characters only simplified text uses (in GB 2312, not in Big5) and only traditional text uses."""
    simplified, traditional = set(), set()
    for character in map(chr, range(_FIRST, _LAST + 1)):
        in_gb, in_big5 = _encodable(character, "gb2312"), _encodable(character, "big5")
        if in_gb and not in_big5:
            simplified.add(character)
        elif in_big5 and not in_gb:
            traditional.add(character)
    return frozenset(simplified), frozenset(traditional)


def simplified_or_traditional(text: str, declared: str | None) -> tuple[str, float]:
    """The tag "zh-Hans" or "zh-Hant" with a confidence; where no character tells, what was declared."""
    simplified, traditional = _telling_characters()
    characters = set(text)
    hans, hant = len(characters & simplified), len(characters & traditional)
    if hans != hant:
        best = max(hans, hant)
        tag = "zh-Hans" if hans > hant else "zh-Hant"
        return tag, round(min(0.99, 0.5 + 0.5 * (best - min(hans, hant)) / (best + min(hans, hant))), 2)
    return ("zh-Hant", 0.7) if declared == "zh-Hant" else ("zh-Hans", 0.7)
