"""What is worded as an event and is none: nobody says that it happened or is to happen."""

import re

from consumers.extract.events.triggers import Trigger

_YEARS_SINCE = re.compile(
    r"\b(?:anniversary|years) (?:of|since) (?:the )?(?:[\w-]+ ){0,2}$|(?:лети\w|годовщин\w+) (?:со дня )?(?:[\w-]+ ){0,2}$"
)
_YEARS_ON = re.compile(r"[^，。；]{0,4}?[\d一二三四五六七八九十百]+周年")
"""What is remembered, not told: "the 25th anniversary of the signing", 签署25周年."""

_SUSPENDED = re.compile(
    r"\b(?:suspend|halt|pause|fr[eo]+ze|stall|shelv)\w* (?:[\w-]+ ){0,2}$|(?<!\w)(?:приостанов|заморо|прекра)\w+ (?:[а-яё-]+ ){0,2}$|(?:暂停|中止|搁置)[^，。；]{0,10}$"
)
"""Talks that are broken off are no meeting."""
_ATTENDED = re.compile(r"(?:出席|参加|赴)[^，。；]{0,24}$")
_OPPOSED = re.compile(
    r"(?:反对|谴责|拒绝承认)[^，。；]{0,24}$|\b(?:opposes?|opposed|condemn\w*|against) (?:[\w-]+ ){0,3}$|(?<!\w)(?:осужда\w+|осудил\w*|против) (?:[а-яё-]+ ){0,2}$"
)
"""Words before sanctions that somebody speaks against."""

_SETTLED = re.compile(
    r" (?:is|are|was|were) (?:now |already |almost |mostly )?(?:settled|paid|conducted|invoiced)\b|[^.;,]{0,40}? (?:ведутся|осуществля\w+|провод\w+) в (?:рубл|юан|нацвалют)|[^，。；]{0,8}(?:以|用|采用|使用)(?:本币|人民币|卢布)(?:结算|计价)"
)
"""Trade of which only the currency is told."""
_NOT_YET = re.compile(
    r"\b(?:ha(?:s|ve) yet to|not yet)\b|(?<!\w)(?:пока|ещё|еще) не(?!\w)|尚未|仍未|还未|至今未"
)
_THREATENED = re.compile(
    r"\b(?:could|may|might|faces? up to|risks?)\b|(?<!\w)(?:грозит|может быть|могут быть)(?!\w)|最高可|可被|可处|或被|将面临"
)
_PLEDGED = re.compile(
    r"\b(?:pledge[sd]?|vow(?:s|ed)?|promise[sd]?|urge[sd]?|call(?:s|ed)? on|call(?:s|ed)? for|appeal(?:s|ed)? to|ask(?:s|ed)?|hope[sd]? to|ready to|willing to|not affect)\b"
    r"|(?<!\w)(?:пообеща\w+|обеща\w+|призва\w+|призыва\w+|попроси\w+|потребова\w+|не затрон\w+|не косн\w+|готов\w* (?:к|возобнов|постав|нарас|увелич|расшир)\w*)|承诺|呼吁|敦促|欢迎|愿(?:同|与|意)"
)
_MAY_BE_ALLEGED = ("supply", "trade_figure", "agreement", "exercise")
_ALLEGED = re.compile(
    r"\b(?:accused? of|accuses|alleged(?:ly)?|suspected of|suspicion|comment on|reports? of)\b|(?<!\w)(?:комментир\w+|обвин\w+|утвержда\w+|якобы|подозрева\w+|по версии|предположительно)|涉嫌|指控|指责|疑似|被指|疑运"
)


def is_no_event(folded: str, clause: tuple[int, int], trigger: Trigger) -> bool:
    """Whether what is told is only pledged, demanded, threatened, alleged, opposed, remembered or not done so far."""
    before = (clause[0], trigger.start)
    if _YEARS_SINCE.search(folded, *before) or _YEARS_ON.match(folded, trigger.end, clause[1]):
        return True
    if _NOT_YET.search(folded, *before):
        return True
    if trigger.type == "trade_figure" and _SETTLED.match(folded, trigger.end, clause[1]):
        return True
    if trigger.type == "meeting" and _SUSPENDED.search(folded, *before):
        return True
    if trigger.type == "opening" and _ATTENDED.search(folded, *before):
        return True
    if trigger.type == "sanction" and _OPPOSED.search(folded, *before):
        return True
    if trigger.type == "legal":
        return _THREATENED.search(folded, *before) is not None
    if trigger.type in ("opening", "supply", "policy", "trade_figure") and _PLEDGED.search(folded, *before):
        return True
    return trigger.type in _MAY_BE_ALLEGED and _ALLEGED.search(folded, *before) is not None
