"""How newswires name whom they have the news from, in English, Russian and Chinese."""

import re

_FLAGS = re.IGNORECASE | re.VERBOSE

PASSED_ON = re.compile(
    r"""(?:\b(?:citing|cites|cited|quoting|quotes|(?:quoted|cited)\sby|with\sreference\sto|referring\sto|courtesy\sof
          |со\s+ссылкой\s+на|ссыла\w+\s+на|сославшись\s+на|цитиру\w+)\b
        |援引|引述|引用|转引|轉引|转载自|轉載自)[^.!?。！？\n]{0,40}$""",
    _FLAGS,
)
"""What stands before the one from whom the news was passed on."""

FROM = re.compile(
    r"""(?:\b(?:according\sto|(?:as\s)?reported\sby|reports?\sby|reports?\s(?:from|in)|report\sof|data\sfrom|figures\sfrom|(?:note|report|study|survey|announcement|analysis)\s(?:by|of|from)
          |interview\s(?:with|to|for)|tells|told|spoke\sto|speaking\sto|source:|(?:statement|release|transcript|article|comments?|remarks?)\s(?:by|from|of|on|in|to|for)
          |по\s+(?:данным|сообщени\w+|информации|материалам)|как\s+(?:сообщ\w+|пиш\w+|переда\w+|уточн\w+|отмеч\w+)
          |сообща\w+|сообщил\w*|переда\w+|пиш\w+|написал\w*|рассказал\w*|заявил\w*|сказал\w*|пояснил\w*|подтвердил\w*
          |уточнил\w*|признал\w*|подсчитал\w*|выяснил\w*|по\s+(?:под|рас)сч[её]там|по\s+оценк\w+|отмеча\w+|согласно|говорится\s+в|в\s+эфире|на\s+страницах|в\s+(?:статье|публикации|материале)\w*|по\s+версии
          |свидетельствуют\s+данные|данные|в\s+интервью|в\s+разговоре\s+с|в\s+беседе\s+с|на\s+сайте|источник:|источник\s[–—-])[^.!?。！？\n]{0,36}$
        |(?:据|據|根据|根據|接受|告诉|告訴|综合|綜合|转自|轉自|向|来源[：:]|來源[：:])[^.!?。！？\n]{0,24}$)""",
    _FLAGS,
)
"""What stands before a source."""

SAYS = re.compile(
    r"""^[^.!?。！？\n]{0,20}?(?:\b(?:both\s)?(?:reports?|reported|said|says|writes|wrote|has\slearned|quot(?:es|ed)|cit(?:es|ed))\b
        |\b(?:сообща\w+|сообщил\w*|переда\w+|пиш\w+|пишет|написал\w*|выяснил\w*|узнал\w*)\b
        |报道|報道|報導|消息|测算|測算|统计|統計|估算|专访|專訪|采访|採訪|披露|刊文|获悉|獲悉|网站|網站|[，,]?\s?称|[，,]?\s?稱|引述|援引)""",
    _FLAGS,
)
"""What stands after one."""

TITLE_CREDIT = re.compile(r"^\s?[:：]")
"""After a medium that opens a title: "WSJ: …". At a title's end a dash stands before it: "… — Xinhua"."""

EARLIER = re.compile(
    r"""(?:\bfirst\sreported\sby|\b(?:earlier|previously)[^.!?]{0,40}|\bранее[^.!?]{0,40}|此前[^。]{0,20}|早些时候[^。]{0,20})\s?$
        |^\s(?:had\s)?(?:earlier|previously|first)\b|^\sранее\b|^此前""",
    _FLAGS,
)
"""What another medium told before this report adds to it."""

_EN_NAME = r"[A-Z][\w.&'’-]*\w(?:\s(?:of\s|the\s)?[A-Z][\w.&'’-]*\w){0,4}"

ANNOUNCES = re.compile(
    rf"(?:/|WIRE\)|Wire\))\s*[-–—]{{1,2}}\s*(?P<issuer>{_EN_NAME})(?:,[^,.]{{0,60}},)?\s(?:today|has|announce|said|will|and|is)"
)
"""Who announces what a carrier carries: "(GLOBE NEWSWIRE) -- Volga Lidar today announced"."""

OUTLET = re.compile(
    rf"""\b(?:newspaper|agency|outlet|daily|broadcaster|channel|website|magazine|portal|news\ssite)\s(?P<latin>{_EN_NAME})
      | \b(?:газет\w|агентств\w|издани\w{{1,2}}|(?:[Tt]elegram-|теле)?канал\w?|портал\w?|журнал\w?|сайт\w?)\s[«"“]?
        (?P<name>(?<=[«"“])[^»"”\n]{{2,40}}(?=[»"”])|[A-ZА-ЯЁ][\w.-]+)
      | (?:据|據|援引|引述|报纸|媒体|網站|网站)[^，。]{{0,8}}《(?P<han>[^》]{{2,16}})》
    """,
    re.VERBOSE,
)
"""A name that is called one of a medium."""

NAMED = re.compile(
    rf"""\b(?:[Aa]ccording\sto|citing|quoting|[Rr]eported\sby|told|quoted\sby)\s(?:the\s|an?\s)?({_EN_NAME})
      | \b({_EN_NAME})(?:['’]s\s(?:reporter|correspondent)|(?:,)?\s(?:said|says|reported|reports|writes|wrote|cited|quoted)\b)
      | \b(?:note|report|study|survey|announcement|analysis)\s(?:by|of|from)\s(?:the\s)?({_EN_NAME})
      | \b(?:сообща\w+|сообщил\w*|пиш\w+|переда\w+|рассказал\w*|узнал\w*|подсчитал\w*|по\sданным|по\sоценк\w+|по\s(?:под|рас)сч[её]там|ссылкой\sна|ссылаясь\sна|пресс-релиз\w*)\s(?:\w+\s){{0,2}}?
        (?:[«"“]([^»"”\n]{{2,40}})[»"”]|([A-Z][\w.’'&-]+(?:\s(?:[a-z]{{1,3}}\s)?[A-Z][\w.’'&-]+){{0,3}}))
      | [«"“]([^»"”\n]{{2,40}})[»"”]\s(?:сообща\w+|сообщил\w*|пишет|передаёт|передает|выяснил\w*|узнал\w*)
      | (?:据|據|援引|引述)《?([^，。《》\d]{{2,12}}?)》?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?:报道|報道|報導|消息|报|网站|的?数据|，|援引)
    """,
    re.VERBOSE,
)
"""A name in the place of a source."""

OWN = re.compile(
    r"""\b(?:an?\s(?:person|source|official|diplomat)\s(?:familiar|close|with\sknowledge|briefed|said|told)|people\s(?:familiar|close|briefed)
          |sources\s(?:said|told|familiar)|persons?\sfamiliar|person\sfamiliar
          |источник\w*\s+(?!со\sссылкой)[«"“]?[\w«»"“”-]{0,20}\s?(?:в\s\w+\s)?(?:сообщил\w*|подтвердил\w*|рассказал\w*|сказал\w*|заявил\w*)
          |источник\w*\s[^.!?]{0,60}?(?:утвержда\w+|сообщил\w*|подтвердил\w*|рассказал\w*)|собеседник\w*)\b
        |知情人士(?:说|称|稱|告诉|透露)|消息人士(?:说|称|稱|告诉|透露)|本报记者|本報記者""",
    _FLAGS,
)
"""Sources of the publisher's own."""
