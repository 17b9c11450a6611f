"""Which scripts a text is written in, counted without looking at its letters one by one."""

import re
from collections import Counter

_OTHER = "-"

# High byte of a UTF-16 code unit → script. Blocks that share a high byte (kana with CJK marks, Hebrew with
# Armenian) are told apart afterwards.
_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x04, 0x04, "C"),  # Cyrillic (with 0x05 00-2f, rare)
    (0x05, 0x05, "H"),  # Armenian, Hebrew
    (0x06, 0x07, "A"),  # Arabic
    (0x09, 0x09, "D"),  # Devanagari, Bengali
    (0x0E, 0x0E, "T"),  # Thai, Lao
    (0x10, 0x10, "G"),  # Georgian, Myanmar
    (0x03, 0x03, "E"),  # Greek
    (0x30, 0x30, "K"),  # kana, CJK marks
    (0x34, 0x9F, "Z"),  # Han
    (0xAC, 0xD7, "O"),  # Hangul
    (0xFB, 0xFE, "A"),  # Arabic presentation forms
)
_NAMES = {
    "C": "cyrillic", "H": "hebrew", "A": "arabic", "D": "devanagari", "T": "thai", "G": "georgian",
    "E": "greek", "K": "kana", "Z": "han", "O": "hangul",
}  # fmt: skip
_KANA = re.compile("[\u3041-\u30fa]")
_ARMENIAN = re.compile("[\u0531-\u0587]")
_NOT_LATIN = bytes(code for code in range(256) if not chr(code).isascii() or not chr(code).isalpha())

# A Han character or a Hangul syllable says as much as two or three letters.
_DENSE = {"han": 2, "hangul": 2, "kana": 2}


def _table() -> bytes:
    table = bytearray(_OTHER.encode() * 256)
    for first, last, code in _BLOCKS:
        for high in range(first, last + 1):
            table[high] = ord(code)
    return bytes(table)


_TABLE = _table()


def count_scripts(text: str) -> Counter[str]:
    """How many letters of each script a text has ("latin", "cyrillic", "han", "kana", …). Of Latin only a-z
    count: enough to weigh it against the others."""
    counts: Counter[str] = Counter()
    if not text.isascii():
        classes = text.encode("utf-16-le", "surrogatepass")[1::2].translate(_TABLE)
        for code, name in _NAMES.items():
            if number := classes.count(code.encode()):
                counts[name] = number
        if counts["kana"]:
            counts["kana"] = len(_KANA.findall(text))  # not the marks that share the block
            counts += Counter()  # drops a zero
        if counts["hebrew"] and (armenian := len(_ARMENIAN.findall(text))):
            counts["armenian"] = armenian
            counts["hebrew"] -= armenian
    if latin := len(text.encode("ascii", "ignore").translate(None, _NOT_LATIN)):
        counts["latin"] = latin
    return counts


def main_script(counts: Counter[str]) -> str | None:
    """The script that carries most of a text; Han and kana together count as "han". None: no letters."""
    if len(counts) == 1:
        return next(iter(counts))
    weights = {name: number * _DENSE.get(name, 1) for name, number in counts.items() if number}
    if "kana" in weights:
        weights["han"] = weights.get("han", 0) + weights.pop("kana")
    return max(weights, key=lambda name: (weights[name], name)) if weights else None
