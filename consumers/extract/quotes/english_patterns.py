"""How English newswires set content and attribution: the patterns `english.py` looks for.

They are matched against the masked text, in which a quotation is a run of `MASK`.
"""

import re

from consumers.extract.lexicon import words
from consumers.extract.quotes.marks import MASK

WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DOCUMENT = (
    r"(?:statement|report|survey|interview|speech|article|letter|briefing|post|comment|message|note|release|bulletin|"
    r"research note|commentary|filing|press release|news release)"
)
WHEN = (
    rf"(?>(?:\s+(?:(?:late |early )?on {DAY}(?: (?:morning|afternoon|evening|night))?|{DAY}|yesterday|today|"
    rf"earlier(?: (?:on )?\w+day| this \w+| in the day)?|later|last \w+|this \w+|on \w+ \d{{1,2}}|on \d{{1,2}} \w+|"
    rf"in (?:a|an|its|his|her|their)(?: \w+){{0,3}}? {DOCUMENT}(?: (?:to|with|published|released|posted|issued|on|for)"
    rf"(?: \w+){{1,4}})?)\b)*)"
)
QUOTE_NEXT = re.compile(rf"{WHEN}\s*[:,]?\s*(?={MASK})")
THAT = re.compile(
    r"(?:\s+(?:on|in|at|during|after|to|before|via|by|through|earlier|later|last|this|today|yesterday|following|from|"
    r"also|again|with)\b[^,.;:\0]{0,90}?)?\s*,?\s+that,?\s+"
)
WHO_THAT = re.compile(r"\s+(?:[^,.;:\0]|(?<=[A-Z])\.){1,80}?\s*,?(?:\s+that\s+|\s*[:,]?\s*(?=\0))")
AUDIENCE = re.compile(
    r"\s+(?:us|me|reporters|journalists|lawmakers|parliament|investors|the media|the press|state (?:media|television|TV)|"
    rf"an? (?:\w+ )?(?:briefing|conference|forum|meeting)|the (?:\w+ )?(?:briefing|conference|forum|meeting)){WHEN}\s+(?=\w)"
)
AUDIENCE_THAT = re.compile(
    r"\s+(?:reporters|journalists|lawmakers|visitors|guests|deputies|the media|the press)\b[^.;:\0]{0,140}?,\s+that\s+"
)
COLON = re.compile(r"\s*:\s+(?=\w)")
INFINITIVE = re.compile(r"(?:\s+\w+ly)?\s+(?=to\s+\w)")
OBJECT_INFINITIVE = re.compile(r"\s+[^.;:\0]{1,90}?\s+(?=(?:not\s+)?to\s+(?!the\b|a\b|its\b|[A-Z\0]))")
NOUN_PHRASE = re.compile(r"(?:\s+(?:on|upon))?\s+(?!on\b|in\b|at\b|during\b|that\b|to\b|and\b|or\b)(?=\w)")
ATTITUDE = re.compile(
    r"\s+(?:(?:his|her|its|their|strong|full|great|deep|the|a)\s+){0,2}(confidence|hope|hopes|belief|conviction|concern|"
    r"concerns|readiness|willingness|regret|doubt|doubts|support|interest|opposition)\b(?P<that>\s+that\s+)?"
)
AS_QUOTED = re.compile(r"\s+(?P<thing>[^.;:\0]{0,90}?)(?:\s+as(?:\s+an?)?)?\s*(?=\0)")
BARE = re.compile(rf"{WHEN}\s+(?=[\w$€£¥])")
TRAILING_WORDS = words(
    "after at during in on while when following as ahead before by through to and or but of for upon with via citing "
    "quoting without"
)
TAIL = re.compile(rf"{WHEN}(?P<comma>\s*,\s*)?")
RESUMES = re.compile(r",\s+(?=[a-z])")
ACCORDING = re.compile(r"\b[Aa]ccording to\s+")
QUOTED_AS = re.compile(
    r"\b(?:was|were|is|has been) (?:quoted|cited)(?: by (?P<by>[^,.;]{2,40}?))? as (?:saying|telling)\b"
)
LEADING_ADVERBIAL = re.compile(
    r"(?:In|On|At|During|After|Before|Speaking|Addressing|Commenting|Earlier|Later|Last|Asked|While|When|For|Meanwhile|"
    r"However|But|And|Following|Answering|Responding|Also|As)\b"
)
CONNECTOR = re.compile(
    r"[\s,;]+(?:(?:and|but|while|after|as|before|though|although|whereas|when)\s[^,;]{0,60}|(?<=[,;]\s)[^,;]{0,60})$"
)
NESTED = re.compile(
    r"\b(?:that|if|whether|what|because|since|which|where|how)\s+(?:the\s+|[A-Z]\w+\s+){0,4}$"
)
SHORTEST_CLAUSE = 2
"""Words; "the Kremlin says nothing" quotes nobody."""

LONGEST_INVERSION = 9
"""Words from "said" to the end of its subject."""
