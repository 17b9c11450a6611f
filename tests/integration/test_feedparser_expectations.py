"""What feedparser's own cases expect of a parser holds for ours, as far as it is of what we keep, but for those that are named here."""

from collections import Counter
from pathlib import Path

from producers.parse import parse_document
from producers.slices import cut
from tests.integration.feedparser_cases import ADDRESS, LeftOut, Seen, checks_of, expectation_of

LEAST_MAPPED = 1518

_OF_THE_FEED = ("feed_copyright", "feed_info", "feed_subtitle", "feed_tagline", "feed_title")
_UNSAFE = ("entry_content", "entry_summary", "item_content_encoded", "item_description", "item_fullitem")
KNOWN_MISSES = {
    "feedparser 6.0.14 itself takes the link of a later enclosure where links stand as text": {
        f"{kind}/{name}"
        for kind in ("atom", "atom10")
        for name in ("entry_link_no_href_link_priority", "entry_link_rel_enclosure_no_href")
    },
    "the longest of an entry's texts is its body, whichever element it stands in": {
        "atom10/entry_content_and_summary", "rss/item_description_and_summary", "rss/item_summary_and_description",
    },
    "content in base64 is not read": {
        "atom10/entry_content_base64", "atom10/entry_content_base64_2",
        "atom10/entry_source_title_base64", "atom10/entry_source_title_base64_2",
    },
    "the title of a source is a line of plain text; the case has markup": {
        "atom10/entry_source_title_escaped_markup", "atom10/entry_source_title_inline_markup",
        "atom10/entry_source_title_inline_markup_2",
    },
    "an id is kept as it is written": {
        "base/http_entry_id_base_content_location", "base/http_entry_id_base_docuri",
    },
    "Content-Location and Content-Language are not read": {
        "base/http_item_link_base_content_location", "lang/http_content_language",
        "base/http_channel_link_base_content_location", "http/headers_content_location-relative",
    },
    "an object or frame that never closes takes what follows with it": {
        *(f"sanitize/{where}_{what}" for where in _UNSAFE for what in ("object", "iframe")),
        "sanitize/feed_info_iframe", "sanitize/feed_subtitle_iframe",
        *(f"sanitize/{where}_object" for where in ("entry_title", *_OF_THE_FEED)),
    },
    "a page's head, comments and script, of which feedparser keeps words, are no text": {
        f"sanitize/{where}_crazy" for where in (*_UNSAFE, "entry_title", *_OF_THE_FEED)
    },
    "a comment or declaration that never closes takes what follows with it; of a marked section the end is left": {
        "rss/item_description_not_a_doctype", "sanitize/item_content_encoded_script_nested_cdata",
        "sanitize/xml_declaration_unexpected_character", "sanitize/xml_malicious_comment",
    },
}  # fmt: skip


def test_what_the_cases_expect_holds_but_for_what_is_known(shared: Path) -> None:
    reasons: Counter[str] = Counter()
    held: Counter[bool] = Counter()
    broken: set[str] = set()
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
            broken.add(f"{case.parent.name}/{case.stem}")
    print(f"\n{held.total()} cases of what we keep, {held[True]} hold; left out: {dict(reasons)}")
    assert broken == set().union(*KNOWN_MISSES.values())
    assert held.total() >= LEAST_MAPPED


def test_what_is_said_to_be_well_formed_has_no_fault(shared: Path) -> None:
    faults = {}
    for case in sorted((shared / "corpora" / "feedparser").rglob("*.xml")):
        body = case.read_bytes()
        expression, content_type = expectation_of(body)
        if (expression or "").startswith("not bozo"):
            fault = parse_document(cut(body, content_type).whole(), ADDRESS).fault
            if fault:
                faults[case.stem] = fault
    assert faults == {}
