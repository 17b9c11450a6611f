"""How Elasticsearch reads text.

`news_text` serves people who search by Kibana's bar: one chain for all languages, because each step looks at its own
script alone: the Russian stemmer at Cyrillic, the English one at Latin letters, bigrams at Han. So a text of several
languages is read right, and a query needs not say which it is in. (A field per language was tried: the English
one cuts Chinese into single characters, which then match everywhere.) `our_tokens` takes what our own analyser made,
word by word; `first_characters` keeps of each such token its first character where that is Han, at the same position.
"""

import re
from typing import Any

from consumers.query.folding import han_variants
from consumers.query.stems import protected_names
from consumers.query.tokens import HAN

_HAN = re.sub("[\U00010000-\U0010ffff]", lambda found: f"\\x{{{ord(found[0]):x}}}", HAN)
"""Han and kana, as Java writes a class of characters."""

LONGEST_TOKEN = 8_000
"""Characters; Lucene's own limit is 32,766 bytes."""


def analysis() -> dict[str, Any]:
    """The analysis settings of every index."""
    return {
        "char_filter": {
            "simplified": {
                "type": "mapping",
                "mappings": [f"{chr(code)} => {simple}" for code, simple in han_variants().items()],
            }
        },
        "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": LONGEST_TOKEN}},
        "filter": {
            "possessive": {"type": "stemmer", "language": "possessive_english"},
            "names": {
                "type": "stemmer_override",
                "rules": [f"{form} => {name}" for form, name in protected_names().items()],
            },
            "russian": {"type": "stemmer", "language": "russian"},
            "english": {"type": "stemmer", "language": "english"},
            "first_han": {
                "type": "pattern_replace",
                "pattern": f"^(?:((?:#[^@]*@)?[{_HAN}])|.).*$",
                "replacement": "$1",
            },
            "not_empty": {"type": "length", "min": 1},
        },
        "analyzer": {
            "news_text": {
                "type": "custom",
                "char_filter": ["simplified"],
                "tokenizer": "standard",
                "filter": [
                    "cjk_width", "lowercase", "possessive", "names", "russian", "english", "cjk_bigram",
                ],
            },
            "our_tokens": {"type": "custom", "tokenizer": "spaces"},
            "first_characters": {
                "type": "custom",
                "tokenizer": "spaces",
                "filter": ["first_han", "not_empty"],
            },
        },
    }  # fmt: skip
