"""What feedparser's own cases expect of a parser holds for ours, as far as it is of what we keep."""

from collections import Counter
from pathlib import Path

from producers.parse import parse_document
from producers.slices import cut
from tests.integration.feedparser_cases import ADDRESS, LeftOut, Seen, checks_of, expectation_of

LEAST_MAPPED = 1280
LEAST_HELD = 1243


def test_what_the_cases_expect_holds(shared: Path) -> None:
    reasons: Counter[str] = Counter()
    held: Counter[bool] = Counter()
    broken: list[str] = []
    for case in sorted((shared / "corpora" / "feedparser").rglob("*.xml")):
        body = case.read_bytes()
        expression, content_type = expectation_of(body)
        checks = list(checks_of(expression or ""))
        left_out = next((check for check in checks if isinstance(check, LeftOut)), None)
        if left_out or not checks:
            reasons[left_out.reason if left_out else "that it is well-formed, or not"] += 1
            continue
        seen = Seen(body, content_type, parse_document(cut(body, content_type).whole(), ADDRESS))
        is_so = all(check(seen) for check in checks if not isinstance(check, LeftOut))
        held[is_so] += 1
        if not is_so:
            broken.append(f"{case.parent.name}/{case.name}: {expression}")
    print(f"\n{held.total()} cases of what we keep, {held[True]} hold; left out: {dict(reasons)}")
    print("\n".join(broken))
    assert held.total() >= LEAST_MAPPED
    assert held[True] >= LEAST_HELD
