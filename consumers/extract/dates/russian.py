"""Russian date expressions."""

from functools import cache

from consumers.extract.dates import builders as b
from consumers.extract.dates.expression import Expression
from consumers.extract.dates.grammar import Grammar, Rule

_YEAR = "(?:,?[Yj]y?|R?y|py)?"
"""Which year: "2025", "2025 года", "прошлого года", "года"."""

_NUMBER = "[DNnO]"
_COUNT = "(?:nn|[DNnO])"

RULES: tuple[Rule[Expression], ...] = (
    Rule("full_date", "I", b.full_date),
    Rule("days_over_months", f"s?[DO]M(?:Yy?)?[t-][DO]M{_YEAR}|s[DO]M(?:Yy?)?b[DO]M{_YEAR}", b.days),
    Rule("days_of_month", f"(?:s?[DO][t-]|s[DO]b)[DO]M{_YEAR}", b.days),
    Rule("each_day", f"i?[DO](?:,[DO])*a[DO]M{_YEAR}", b.each_day),
    Rule("two_days", f"[DO]Ma[DO]M{_YEAR}", b.two_days),
    Rule("day", f"(?:iW,?|[sb])?(?<!U)[DO]M{_YEAR}", b.day),
    Rule("bare_days", "s[DO]t[DO]#|[DO](?:a|-)[DO]#", b.bare_days),
    Rule("bare_day", "[ibs]?[DO]#", b.bare_day),
    Rule("next_day", "iRd", b.next_day_of_text),
    Rule("months", f"[is%]?M(?:Yy?)?[t-]M{_YEAR}|sM(?:Yy?)?bM{_YEAR}", b.months),
    Rule("each_month", f"i?M(?:,M)*aM{_YEAR}", b.each_month),
    Rule("part_of_month", f"[ibs]?B-?M{_YEAR}", b.month),
    Rule("half_of_month", f"i?QhM{_YEAR}", b.half_of_month),
    Rule("month_of_year", "[ibs%]?M(?:[Yj]y?|[Rp]y)", b.month),
    Rule("month_of_near", "[ibs]?MR(?=[.]?$|[,()])", b.month_of_near),
    Rule("month_adjective", f"i?J{_YEAR}", b.month_adjective),
    Rule("year_adjective", "P", b.year),
    Rule("near_month", "[ib]?RM", b.month),
    Rule("results_of_year", "%y(?![Yj])", b.year_past),
    Rule("near_elided", "(?<=<)iR(?=[.]?$|[,()])", b.year_elided),
    Rule("months_of_year", f"[ib%]?Q{_NUMBER}[mk]{_YEAR}|[ib%]?{_NUMBER}[mk](?:Yy?|Ry|y)", b.first_months),
    Rule("months_so_far", f"[i%]{_NUMBER}m(?!g|l)", b.months_so_far),
    Rule("half_so_far", "[i%]H", b.half_so_far),
    Rule("quarter", f"[ibs%]?[QOD]-?k{_YEAR}", b.quarter),
    Rule("quarters", f"[ibs]?[QOD](?:a|-)[QOD]-?k{_YEAR}", b.quarters),
    Rule("last_quarter", "[ib]?rk(?:Yy?|Ry|y)", b.last_quarter),
    Rule("half", f"[ibs%]?(?:[QOD]-?H{_YEAR}|[QO]h(?:Yy?|Ry|y))", b.half),
    Rule("season", "[ibs]?B?R?[SZ](?:,?[Yj]y?|R?y|py)|[ibs]?R[SZ]|[ib]?BS|Z|[ibs]S", b.season),
    Rule("part_of_year", "[ibs]?B-?(?:[Yj]y?|[Rp]?y)", b.year),
    Rule("part_of_near", "[ibs]?B[R]?[mwkHc]", b.current),
    Rule("school_year", "[ibs]?(?:Y[/-][DNY]Fy|FY[/-][DNY])", b.years),
    Rule("years", "[sib]?(?:Y[t-]Yy?|Y[/-][DN]y)|sYbYy?", b.years),
    Rule("decade", "i?B?Ey?", b.decade),
    Rule("each_year", "[ibs]?Y(?:,Y)*aYy", b.each_year),
    Rule("year", "[ibs%]?(?:YF?y|jF?y?)", b.year),
    Rule("year_after", "[ibs]Y(?=[.,()]?$|[,()-])", b.year),
    Rule("same_period", "[ib]?=~(?:Yy?|[Rp]?y)?", b.same_period),
    Rule("stretch", f"i?[Rr]{_NUMBER}[ymwdkc]|i?[r][ymwdkc]|i?[Rr]c", b.stretch),
    Rule("near", "[ibs%]?RF?[ymwkHx]", b.near),
    Rule("context_year", "[ib]?py", b.year),
    Rule("around", "[ib]?p[mwkd]", b.around),
    Rule("ago", f"(?:{_COUNT}|(?<!v))[ymwdc]g", b.ago),
    Rule("earlier", f"(?:{_COUNT})?[ymwdk]l", b.earlier),
    Rule("repeated", f"\\*{_COUNT}?[ymwdkW]", b.repeated),
    Rule("regularly", "(?:ω|[DNn]?τ)i[ymwd]|α", b.regularly),
    Rule("near_day", "T", b.near_day),
    Rule("eve", "ε(?!G)", b.eve),
    Rule("month_subject", "^M(?=[,.])", b.month),
    Rule("weekday_bound", "[lo][bs]?W", b.weekday_to_come),
    Rule("weekday", "[ibs]R?W|RW", b.weekday),
    Rule("month_after", "[isb%]M", b.month),
    Rule("vague", "V", b.vague),
    Rule("length", f"{_COUNT}-?[ymwd](?![gl])", b.length),
)


@cache
def grammar() -> Grammar[Expression]:
    """The Russian grammar."""
    return Grammar(RULES, begins_with="IisbDOMRQNnBSYjE=rpymwdkc*TVZJPlo%εωτα", core="MymwdkHhcxTWVSZJPεωα")
