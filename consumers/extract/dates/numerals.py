"""Numbers written in Chinese characters."""

_DIGITS = {
    c: n
    for n, row in enumerate(("〇零○", "一", "二两兩", "三", "四", "五", "六", "七", "八", "九"))
    for c in row
}
CHINESE_DIGITS = frozenset("〇零○一二两兩三四五六七八九十百千")
_TENS = {"十": 10, "百": 100, "千": 1000}


def chinese_number(numeral: str) -> int | None:
    """三百二十 → 320, 二〇二五 → 2025, 十 → 10; None for what is no number (十百)."""
    if not any(c in _TENS for c in numeral):
        if len(numeral) in (2, 3) and not any(c in "〇零○" for c in numeral):
            return None  # 两三年 is two or three years
        return int("".join(str(_DIGITS[c]) for c in numeral)) if numeral else None
    total, digit, last_unit = 0, None, 10_000
    for c in numeral:
        if c in _TENS:
            unit = _TENS[c]
            if unit >= last_unit:
                return None
            total += (1 if digit is None else digit) * unit
            digit, last_unit = None, unit
        elif digit is None or digit == 0:
            digit = _DIGITS[c]
        else:
            return None
    return total + (digit or 0)
