"""Chinese punctuation as the rules expect it: many sites write Chinese with the marks of ASCII."""

import re

_ASCII = re.compile(r"(?<!\d)[,;:?!]|[,;:?!](?!\d)")
_WIDE = str.maketrans(",;:?!", "，；：？！")


def with_wide_marks(text: str) -> str:
    """The text with the marks of Chinese in place of ASCII's, but for those within figures; as long as it was."""
    return _ASCII.sub(lambda mark: mark[0].translate(_WIDE), text)
