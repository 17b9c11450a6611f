"""The one way texts and aliases are made comparable."""

FIRST_IDEOGRAPH = "⺀"
"""From here on characters are CJK, and words need no boundary."""


def fold(text: str) -> str:
    """The text in lower case with ё as е, straight apostrophes and plain spaces, of exactly the same length."""
    lower = text.lower()
    if len(lower) != len(text):  # only İ grows
        lower = "".join(letter.lower()[0] for letter in text)
    return lower.replace("ё", "е").replace("’", "'").replace("\xa0", " ").replace("\n", " ").replace("–", "-")
