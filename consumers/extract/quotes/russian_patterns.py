"""How Russian newswires set content and attribution: the patterns `russian.py` looks for.

They are matched against the masked text, in which a quotation is a run of `MASK`.
"""

import re

from consumers.extract.quotes.marks import MASK

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
THAT = re.compile(r"[^,;:\0]{0,140}?,\s*(?:что|будто|как)\s+")
QUOTE_NEXT = re.compile(rf"[^.;:\0]{{0,120}}?:\s*(?={MASK})|\s*(?={MASK})")
COLON = re.compile(r"[^.,;:\0]{0,60}?:\s+(?=\w)")
INFINITIVE = re.compile(
    r"(?:\s[^.;:\0]{0,120}?)??\s(?=(?:не\s+)?(?!\w*(?:ость|путь|часть|область|нефть|власть|сеть|очередь|помощь|печать|речь)\b)"
    r"\w+(?:ть|ться|ти|тись|чь)\b)"
)
QUOTED_OBJECT = re.compile(rf"[^.;:\0]{{0,60}}?\s(?={MASK})")
FOR_OR_AGAINST = re.compile(r"\s+(?=(?:за|против|в пользу)\s)")
BACKING = re.compile(
    r"\s+(?=(?:\w+(?:ую|ое|ие)\s+){0,2}(?:поддержку|готовность|приверженность|заинтересованность|намерение|важность)\b)"
)
TOWARDS = re.compile(r"\s+(?=к(?:о)?\s+\w)")
ATTITUDE = re.compile(
    r"\s+(?:\w+\s+)?(уверенность|надежду|мнение|готовность|заинтересованность|обеспокоенность|озабоченность|сожаление|"
    r"убеждение|убеждённость|убежденность|благодарность|поддержку|сомнение|намерение)\b(?P<that>[^,;:\0]{0,60}?,\s*что\s+)?"
)
QUOTED_AS = re.compile(r"\s+(?P<thing>[^.;:\0]{0,90}?)\s*(?=\0)")
NOUN_PHRASE = re.compile(r"\s+(?!в\b|во\b|на\b|и\b|о\b|об\b|по\b|с\b)(?=\w)")
TRAILS = re.compile(rf"(?:,|{MASK}|[—–-])\s*$|[,{MASK}—]\s*(?:как|—)\s*$")
AS_SAID = re.compile(r"(?:^|,\s*)[Кк]ак\s+(?:\w+\s+){0,3}$")
ABOUT_THIS = re.compile(r"(?:Об этом|О том)\b(?!, что)")
IN_THE_WORDS_OF = re.compile(
    r"\b[Пп]о\s+(?:его\s+|её\s+|их\s+)?(?:словам|мнению|оценк[еа]м?|утверждению|выражению|убеждению|признанию|ожиданиям|прогноз(?:у|ам)|расч[её]т(?:у|ам)|версии|наблюдениям)\b"
)
OWNED = re.compile(r"(?:его|её|их)\s+\w")
ELIDED = re.compile(r"(?:,\s*)?(?:\bи|\bа также|\bа|\bно|,)(?:\s+(?:также|при этом|ещё|затем))?$")
CUT = re.compile(
    r"(?:[\s,;]+(?:и|а|но|однако|при этом|в то время как|тогда как|после чего|а также)\s[^,;]{0,80}|[,;]\s[^,;]{0,80})$"
)
GOES_ON = re.compile(r"[^.\0]{0,60}?(?:[.,]\s*[—–-]|,)\s*(?=\0)")
RESUMES = re.compile(
    r",\s+(?=[А-ЯЁа-яё])(?!(?:и|а|но|что|котор\w+|отвечая|комментируя|говоря|уточнив|добавив)\b)"
)
WITHIN = re.compile(
    r"(?P<sign>[,!?…])\s*[—–-]\s+(?P<cue>[а-яё]+)\s(?P<who>[^«»]{2,120}?)(?P<stop>[.,])\s*[—–-]\s+"
)
