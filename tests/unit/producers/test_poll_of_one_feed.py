"""The poll of one feed: what is published, what is remembered."""

from collections.abc import Sequence
from datetime import timedelta

from producers.entry import ParsedFeed
from producers.memory import Answer, InlineParser, MemoryFetcher
from producers.poll import Poll, Polled
from producers.ports import NotModified, Parser, Validators
from producers.trouble import Trouble
from schemas.feed_state import FeedState
from schemas.item import TEXT_CHARS
from tests.unit.producers.feeds import FEED, NOW, fetched, item, rss


async def polls(*answers: Answer, parser: Parser | None = None) -> list[Polled]:
    """Successive polls, each with the state the one before left."""
    poll = Poll(MemoryFetcher({FEED.address: answers}), parser or InlineParser(), lambda: NOW, 300.0)
    state, done = FeedState(feed=FEED.key), []
    for _ in answers:
        done.append(await poll.poll_feed(FEED, state))
        state = done[-1].state
    return done


def titles(polled: Polled) -> list[str | None]:
    return [sighting.item.title for sighting in polled.sightings]


async def test_a_first_poll_publishes_every_entry_oldest_first() -> None:
    (polled,) = await polls(fetched(rss(item(2), item(1))))
    assert titles(polled) == ["Ministers sign agreement 1", "Ministers sign agreement 2"]
    assert {sighting.item.origin for sighting in polled.sightings} == {"first_poll"}
    assert (polled.report.outcome, polled.report.entries, polled.report.new) == ("polled", 2, 2)


async def test_a_sighting_says_what_the_feed_said() -> None:
    (polled,) = await polls(fetched(rss(item(1))))
    seen = polled.sightings[0].item
    assert seen.text == "Ministers sign agreement 1\n\nSummary of report 1."
    assert seen.body == "Summary of report 1."
    assert (seen.guid, seen.feed) == ("tag:agency.example,2026:1", FEED.key)
    assert seen.link == "https://agency.example/news/1"
    assert seen.published_at == NOW - timedelta(hours=1)
    assert (seen.identity, seen.completeness, seen.first_seen_at) == ("guid", "summary", NOW)


async def test_a_search_feed_names_the_publisher_and_a_feed_of_ones_own_needs_none() -> None:
    (polled,) = await polls(fetched(rss(item(2, source="The Paper"), item(1, source=FEED.source.name))))
    own, found = (sighting.item for sighting in polled.sightings)
    assert (own.publisher, own.published_by) == (None, "Agency")
    assert (found.publisher, found.published_by, found.source.name) == ("The Paper", "The Paper", "Agency")


async def test_a_press_release_says_that_it_is_paid_for_and_by_whom() -> None:
    text = "HARBIN, Nov. 21, 2026 /PRNewswire/ -- The bridge is open.&lt;br/&gt;SOURCE Lotus Bridge Group"
    (polled,) = await polls(fetched(rss(item(2, description=text), item(1))))
    news, release = (sighting.item for sighting in polled.sightings)
    assert (news.paid, news.issuer) == (False, None)
    assert (release.paid, release.issuer) == (True, "Lotus Bridge Group")


async def test_a_text_beyond_measure_is_cut_and_says_so() -> None:
    (polled,) = await polls(fetched(rss(item(1, description="a b " * 100_000))))
    seen = polled.sightings[0].item
    assert (len(seen.text), seen.cut_from) == (TEXT_CHARS, len(seen.title or "") + 2 + 399_999)


async def test_later_entries_are_live_and_only_they_are_parsed() -> None:
    parser = InlineParser()
    _, second = await polls(
        fetched(rss(item(2), item(1))), fetched(rss(item(3), item(2), item(1))), parser=parser
    )
    assert titles(second) == ["Ministers sign agreement 3"]
    assert second.sightings[0].item.origin == "live"
    assert parser.parsed[1].count(b"<item>") == 1


async def test_the_same_bytes_are_not_even_cut() -> None:
    parser = InlineParser()
    _, second = await polls(fetched(rss(item(1))), fetched(rss(item(1))), parser=parser)
    assert second.report.outcome == "unchanged"
    assert len(parser.parsed) == 1


async def test_a_server_that_says_nothing_changed_is_believed() -> None:
    first, second = await polls(fetched(rss(item(1)), etag='"a"'), NotModified(Validators('"a"')))
    assert second.report.outcome == "unchanged"
    assert second.state.seen == first.state.seen
    assert second.state.etag == '"a"'


async def test_validators_are_dropped_when_a_later_answer_lacks_them() -> None:
    _, second = await polls(fetched(rss(item(1)), etag='"a"'), fetched(rss(item(2))))
    assert second.state.etag is None


async def test_an_edited_entry_is_published_again_under_its_id() -> None:
    first, second = await polls(fetched(rss(item(1))), fetched(rss(item(1, "Ministers sign pact"))))
    assert titles(second) == ["Ministers sign pact"]
    assert second.sightings[0].item.item_id == first.sightings[0].item.item_id
    assert second.sightings[0].content_sha256 != first.sightings[0].content_sha256


async def test_an_edit_that_is_undone_is_an_edit() -> None:
    before, after = rss(item(2), item(1)), rss(item(2), item(1, "Ministers sign pact"))
    first, second, third, fourth = await polls(*(fetched(body) for body in (before, after, before, after)))
    assert len(first.sightings) == 2
    assert [titles(polled) for polled in (second, third, fourth)] == [
        ["Ministers sign pact"], ["Ministers sign agreement 1"], ["Ministers sign pact"],
    ]  # fmt: skip
    assert len({polled.sightings[0].item.item_id for polled in (first, second, third, fourth)}) == 1


async def test_bytes_that_change_without_the_text_are_no_news() -> None:
    _, second = await polls(fetched(rss(item(1))), fetched(rss(item(1, comments="https://agency.example/c"))))
    assert second.sightings == ()


async def test_an_entry_that_left_and_came_back_is_no_news() -> None:
    bodies = (rss(item(2), item(1)), rss(item(2)), rss(item(1), item(2)))
    *_, third = await polls(*(fetched(body) for body in bodies))
    assert third.sightings == ()


async def test_a_failing_poll_keeps_what_was_known() -> None:
    first, second = await polls(
        fetched(rss(item(1)), etag='"a"'), Trouble("http_5xx", "It has trouble.", 7200.0)
    )
    assert second.report.error == "http_5xx"
    assert second.state.seen == first.state.seen
    assert (second.state.failures, second.state.health, second.state.error) == (1, "failing", "http_5xx")
    assert second.state.next_due_at is not None
    assert second.state.next_due_at >= NOW + timedelta(seconds=7200)


async def test_a_success_ends_the_failures() -> None:
    _, second = await polls(Trouble("dns", "No such name."), fetched(rss(item(1))))
    assert (second.state.failures, second.state.error, second.state.health) == (0, None, "ok")
    assert second.sightings[0].item.origin == "first_poll"


async def test_a_page_instead_of_a_feed_is_told_and_not_remembered() -> None:
    page = fetched(b"\n<!DOCTYPE html><html><body>Checking your browser</body></html>", etag='"challenge"')
    (polled,) = await polls(page)
    assert polled.report.error == "not_a_feed"
    assert polled.state.etag is None


async def test_an_empty_document_is_told() -> None:
    (polled,) = await polls(fetched(b" \n"))
    assert polled.report.error == "empty"


async def test_broken_xml_without_entries_is_told() -> None:
    (polled,) = await polls(fetched(b"<unknown><nothing"))
    assert polled.report.error in ("malformed", "not_a_feed")


async def test_a_feed_without_entries_is_a_feed() -> None:
    (polled,) = await polls(fetched(rss()))
    assert (polled.report.outcome, polled.report.entries) == ("polled", 0)


async def test_junk_after_the_end_costs_no_entry() -> None:
    (polled,) = await polls(fetched(rss(item(1)) + b"<script>tracking()</script>"))
    assert polled.report.new == 1


async def test_entries_without_text_are_published_as_they_are() -> None:
    (polled,) = await polls(fetched(rss("<item><guid>only-a-guid</guid></item>")))
    assert [sighting.item.text for sighting in polled.sightings] == [""]


async def test_relative_links_are_resolved_against_the_feeds_own() -> None:
    head = "<title>t</title><link>https://www.agency.example/en/</link>"
    (polled,) = await polls(fetched(rss(item(1, link="news/7"), head=head)))
    assert polled.sightings[0].item.link == "https://www.agency.example/en/news/7"


async def test_a_link_that_is_no_web_address_is_left_out() -> None:
    (polled,) = await polls(fetched(rss(item(1, link="javascript:alert(1)"))))
    assert polled.sightings[0].item.link is None


class ParserThatFails:
    """Fails on every document that holds a certain word."""

    def __init__(self, word: bytes) -> None:
        self._word = word
        self._sound = InlineParser()

    async def parse(
        self, document: bytes, address: str, *, keep_markup: bool = False
    ) -> ParsedFeed | Trouble:
        if self._word in document:
            return Trouble("parse_timeout", "Too slow.")
        return await self._sound.parse(document, address, keep_markup=keep_markup)


async def test_an_entry_that_stops_the_parser_dies_alone() -> None:
    body = rss(item(1), item(2, "poison"), item(3))
    first, second = await polls(fetched(body), fetched(body + b" "), parser=ParserThatFails(b"poison"))
    assert titles(first) == ["Ministers sign agreement 3", "Ministers sign agreement 1"]
    assert [letter.reason for letter in first.dead] == ["parse_timeout"]
    assert b"poison" in first.dead[0].value
    assert second.dead == ()


async def test_a_document_full_of_such_entries_is_given_up() -> None:
    body = rss(*(item(n, "poison") for n in range(9)))
    (polled,) = await polls(fetched(body), parser=ParserThatFails(b"poison"))
    assert polled.report.error == "parse_timeout"
    assert polled.sightings == ()


async def test_an_entry_too_large_for_a_record_becomes_a_dead_letter() -> None:
    (polled,) = await polls(fetched(rss(item(1), item(2, description="x" * 1_100_000))))
    assert titles(polled) == ["Ministers sign agreement 1"]
    assert [letter.reason for letter in polled.dead] == ["entry_too_large"]


async def test_polling_again_from_the_same_state_gives_the_same() -> None:
    answers: Sequence[Answer] = (fetched(rss(item(1), item(2))),)
    assert await polls(*answers) == await polls(*answers)


async def test_credentials_of_the_address_reach_neither_state_nor_items() -> None:
    (polled,) = await polls(fetched(rss(item(1))))
    assert "@" not in polled.state.model_dump_json()
