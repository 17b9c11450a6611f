"""English date expressions."""

from calendar import month_name
from functools import cache

from consumers.extract.dates import builders as b
from consumers.extract.dates.expression import Calendar, Expression
from consumers.extract.dates.grammar import Grammar, Rule, Words

_YEAR = "(?:,?Y|[oi]?(?:e?[Rp]y|ey|e?F?y?Y))?"
"""Which year: "2025", ", 2025", "of 2025", "last year", "of the year", "of that year"."""

_PART = "(?:[ib]?(?:e?Boe?|e?B-|G-?i?e?)|bB)"
"""Which part: "by the end of", "mid-", "late in"."""

_DAY = "(?:M[DO]|e?[DO]o?M)"

_NO_NOUN = "(?=[.]?$|[,()aibt;])"
"""What follows "the 8th" where it is a day: an end, a comma, a preposition, and no noun ("the 8th meeting")."""

_ALSO_WORDS = (3, 5)
"""March and May begin sentences as other words too."""


def _month_alone(words: Words) -> Calendar | None:
    named, token = words.first("M"), words.tokens[0]
    if named is None or named in _ALSO_WORDS or token.end - token.start != len(month_name[named]):
        return None  # an abbreviation alone may be a name: "Dong Jun"
    return b.month(words)


def _year_alone(words: Words) -> Calendar | None:
    """ "Its forecasting of 2026 earnings": no preposition tells, so it must be a year of our time."""
    year = words.first("Y")
    return Calendar("year", year=year) if year and 1990 <= year <= 2060 and year != 2000 else None


RULES: tuple[Rule[Expression], ...] = (
    Rule("full_date", "I", b.full_date),
    Rule("days_between", f"f(?:W,?)?M[DO](?:,?Y)?a(?:W,?)?M[DO]{_YEAR}", b.days),
    Rule("days_over_months", f"f?(?:W,?)?M[DO](?:,?Y)?[t-](?:W,?)?M[DO]{_YEAR}", b.days),
    Rule("days_over_months_uk", f"f?[DO]M(?:,?Y)?[t-][DO]M{_YEAR}", b.days),
    Rule("days_of_month", f"(?:f?M[DO][t-]|fM[DO]a)[DO]{_YEAR}", b.days),
    Rule("days_of_month_uk", f"(?:f?e?[DO][t-]|fe?[DO]a)e?[DO]o?M{_YEAR}", b.days),
    Rule("each_day", f"M[DO](?:,[DO])*,?a[DO]{_YEAR}(?!U)", b.each_day),
    Rule("each_day_uk", f"[DO](?:,[DO])*a[DO]M{_YEAR}", b.each_day),
    Rule("day", f"(?:i?W,?i?e?|[sb])?{_DAY}{_YEAR}", b.day),
    Rule("months_between", f"fM(?:,?Y)?aM{_YEAR}", b.months),
    Rule("months", f"[fi]?e?M(?:,?Y)?(?:-?t-?|-)M~?{_YEAR}", b.months),
    Rule("months_up_to", f"[ib]?e?[Dn]m[tb](?:e?Bo?)?M{_YEAR}", b.months_up_to),
    Rule("each_month", f"i?M(?:,M)*,?aM{_YEAR}", b.each_month),
    Rule("part_of_month", f"{_PART}M{_YEAR}", b.month),
    Rule("half_of_month", f"i?e?QHoM{_YEAR}", b.half_of_month),
    Rule("month_of_year", "M(?:,?Y|oF?Y|[oi]?e?[Rp]y)", b.month),
    Rule("near_month", "[ib]?RM", b.month),
    Rule("months_of_year", f"[ib]?e?Q[DNn][mk]{_YEAR}", b.first_months),
    Rule("quarter", f"[ib]?e?[QO]-?k(?!-){_YEAR}", b.quarter),
    Rule("last_quarter", "[ib]?e?Rk(?:oe?(?:F?Y|R?y))", b.quarter),
    Rule("quarter_code", "[ib]?(?:q,?o?F?Y|Yq|q)", b.quarter),
    Rule("half", f"[ib]?e?[QO]-?H{_YEAR}", b.half),
    Rule("half_code", "[ib]?(?:h,?o?F?Y|Yh)", b.half),
    Rule(
        "season",
        f"(?:{_PART}|[ib])?e?S(?:,?Y|[oi]?(?:e?[Rp]y|ey|e?F?y?Y))|[ib]?e?RS|{_PART}S|[ib]eS",
        b.season,
    ),
    Rule("part_of_year", f"{_PART}(?:F?Y|[Rp]?y)", b.year),
    Rule("year_end", "[ib]?e?y-B", b.year),
    Rule("part_of_near", f"{_PART}R?[mwkHc]", b.current),
    Rule("years", "[isf]?e?Y[t/-]Y|fYaY|[is]?e?F?y?Y[/-][DN](?:Fy?)?(?!U)", b.years),
    Rule("fiscal_year", "Fy?Y(?![U])", b.year),
    Rule("year_after", "z?[isbf]e?y?Y(?!U)", b.year),
    Rule("year", "(?:(?<=[otaej,(/R=])|^)Y(?!U)", b.year),
    Rule("year_alone", "(?<![@U-])Y(?![U@-])", _year_alone),
    Rule("decade", f"(?:{_PART}|i?e?)E", b.decade),
    Rule("same_period", "e?=[~mkyHw](?:[oi]?(?:e?[Rp]y|A?y[lg]|Y))?", b.same_period),
    Rule("stretch", "i?e?[Rr](?:[DNn][ymwdkc]|c)(?:ju)?|i?er[ymwdkHc]", b.stretch),
    Rule("near", "[ibs]?e?R[ymwkHx](?!ee?@)", b.near),
    Rule("year_ahead", "ey>", b.year_ahead),
    Rule("context_year", "i?e?py", b.year),
    Rule("around", "i?e?p[mwkd]", b.around),
    Rule("than_ago", "(?<=f)Ayg", b.earlier),
    Rule("ago", "[AnDN][ymwdkc]g", b.ago),
    Rule("earlier", "[AnDN]?[ymwdk]l|[AnDN][ymw]b(?=[,)]|[.]?$)", b.earlier),
    Rule("repeated", "\\*[DNn]?[ymwdkW]", b.repeated),
    Rule("regularly", "(?:ω|[DNn]τ)A[ymwd]|α", b.regularly),
    Rule("near_day", "T", b.near_day),
    Rule("weekday", "[ib]?e?R?W", b.weekday),
    Rule("weekend", "iex", b.weekend),
    Rule("bare_days", "[if]eO[at]e?O(?!M)", b.bare_days),
    Rule("bare_day_of_month", "[ib]eOoRm", b.bare_day_of_near),
    Rule("bare_day", f"[isb]eO{_NO_NOUN}", b.bare_day),
    Rule("month_after", "[isbf]M(?!,?Y|o|[DO]|[oi]?e?[Rp]y|[t-]M)", b.month),
    Rule("month", "(?<=[otea(])M", b.month),
    Rule("month_alone", "M", _month_alone),
    Rule("vague", "V", b.vague),
    Rule("length", "[DNn]-?[ymwd](?![-gl])", b.length),
)


@cache
def grammar() -> Grammar[Expression]:
    """The English grammar."""
    return Grammar(RULES, begins_with="IfWMDOeibBGQqhFYzsyERr=pAnN*TVSqhωα", core="MymwdkHcxTWVSωα")
