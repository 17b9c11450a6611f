"""What carriers add to a report, and what no copy may be recognised by: credits, notices, company profiles.

The tables hold the openings of such lines, in lower case. A wrong cut does little harm: the same is cut from
every copy.
"""

import re

PROFILE_HEADINGS = (
    "about", "forward-looking statement", "forward looking statement", "safe harbor", "cautionary note",
    "cautionary statement", "media contact", "press contact", "investor contact", "investor relations",
    "contact", "for more information", "notes to editors", "related links", "view original content",
    "disclaimer", "related stories", "related articles", "read next", "more from",
    "о компании", "о группе", "справка", "справочно", "контакты", "контактная информация", "читайте также",
    "по теме", "материалы по теме", "другие новости",
    "关于", "媒体联系", "联系方式", "联系人", "前瞻性陈述", "免责声明", "相关阅读", "相关新闻", "延伸阅读", "编者按",
)  # fmt: skip
"""Short lines after which nothing of the report follows."""

CREDITS = (
    "reporting by", "(reporting by", "additional reporting by", "writing by", "editing by", "compiled by",
    "translated by", "our standards:", "all rights reserved", "copyright", "©", "(c)", "source:", "source ",
    "photo:", "file photo", "image:", "read more", "read also", "continue reading", "click here", "subscribe",
    "sign up", "follow us", "this article was originally", "this article first appeared", "with inputs from",
    "подписывайтесь", "читать далее", "читайте ", "подробнее", "источник:", "фото:", "при полном или частичном",
    "все права защищены", "материал подготовлен", "автор:",
    "责任编辑", "编辑：", "编辑:", "来源：", "来源:", "消息来源", "原标题", "版权", "记者：", "图片来源", "更多新闻", "（完）", "(完)",
)  # fmt: skip
"""Lines that are no part of the report themselves; what follows them is."""

_INLINE = re.compile(
    r"""\(\s*(?:additional\s+)?(?:reporting|writing|editing|compiled|translated)\s+by\b[^)]{0,400}\)
      | ^\s*(?:reporting|writing|editing)\s+by\b.{0,400}\Z
      | (?<=[.!?]\s)(?:additional\s+)?(?:reporting|writing)\s+by\s[^.]{0,200}(?:;|\.\s*)editing\s+by\b.{0,100}\Z
      | \bthe\s+post\b.{0,300}\b(?:appeared\s+first\s+on|first\s+appeared\s+on)\b.{0,100}\Z
      | [（(【\[]\s*(?:责任编辑|责编|编辑|记者|来源|完)[^）)】\]]{0,60}[）)】\]]
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_INLINE_CUES = ("ing by", "ed by", "first", "责", "编辑", "记者", "来源", "完")
_HEADING_WORDS = 10
_HEADING_CHARACTERS = 60
_REPORT_AT_LEAST = 1 / 4
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", "…", ",", "，", ";", "；")


def without_boilerplate(body: str) -> str:
    """The body without credit lines, and up to the first profile heading after its first quarter."""
    if any(cue in body.lower() for cue in _INLINE_CUES):
        body = _INLINE.sub(" ", body)
    if "\n" not in body:
        return body
    kept: list[str] = []
    length = 0
    for line in body.split("\n"):
        opening = line.strip().lower()
        if length >= _REPORT_AT_LEAST * len(body) and _is_profile_heading(opening):
            break
        if length and opening.startswith(CREDITS):
            continue
        kept.append(line)
        length += len(line) + 1
    return "\n".join(kept)


def _is_profile_heading(line: str) -> bool:
    return (
        line.startswith(PROFILE_HEADINGS)
        and len(line) <= _HEADING_CHARACTERS
        and len(line.split()) <= _HEADING_WORDS
        and not line.endswith(_SENTENCE_ENDS)
    )
