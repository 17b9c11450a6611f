"""Markup taken out by regular expressions leaves the words that a tree leaves."""

from hypothesis import assume, given
from hypothesis import strategies as st

from producers.markup import BREAK, through_a_tree, without_plain_markup

NAMES = (
    "p", "div", "br", "li", "h1", "h3", "dt", "dd", "blockquote", "figcaption", "article", "hr", "header", "aside", "a", "b", "i", "em",
    "font", "img", "small", "span", "strong", "sub", "u", "ul", "ol", "dl", "figure", "nav", "wbr", "table", "td", "script", "select",
)  # fmt: skip
tags = st.tuples(
    st.sampled_from(["<", "<", "</", "< "]),
    st.sampled_from(NAMES) | st.sampled_from(NAMES).map(str.upper),
    st.sampled_from(["", "", "", ' href="x"', " class='y'", " hidden", ' title="a > b"', ' alt="<p>"', " x=y", '\n a = "b"', ' q="&lt;"']),
    st.sampled_from([">", ">", ">", "/>", " >", ""]),
).map("".join)  # fmt: skip
references = st.sampled_from(
    ["&amp;", "&lt;", "&nbsp;", "&#8217;", "&#39;", "&#x27;", "&copy", "&unheard;", "&", "& ", "&#0;", "&#150;", "&#127;", "&#49999;", "&#65535;", "&notit;", "&hellip;"]
)  # fmt: skip
words = st.sampled_from(
    ["word", " ", "\n", "Россия", "中国", "é", ">", "growth < 5%", '"', "'", "a<3", "<!-- x -->"]
)


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split(BREAK)]


@given(st.lists(tags | tags | references | words, max_size=20).map("".join))
def test_without_a_tree_the_words_are_the_same(value: str) -> None:
    plainly = without_plain_markup(value)
    assume(plainly is not None)
    assert plainly is not None
    assert lines(plainly) == lines(through_a_tree(value))
