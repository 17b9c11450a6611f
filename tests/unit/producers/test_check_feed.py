"""A look at one feed before it is watched."""

from producers.check import FeedCheck, check_feed
from producers.memory import Answer, InlineParser, MemoryFetcher
from producers.ports import Fetched
from producers.trouble import Trouble
from tests.unit.producers.feeds import FEED, NOW, fetched, item, rss


async def check(answer: Answer) -> FeedCheck:
    return await check_feed(FEED.address, MemoryFetcher({FEED.address: answer}), InlineParser(), NOW)


async def test_a_good_feed_has_no_warnings() -> None:
    found = await check(fetched(rss(item(1), item(2), head="<language>ru</language>"), etag='"a"'))
    assert (found.error, found.entries, len(found.items), found.dates_read) == (None, 2, 2, 2)
    assert (found.encoding, found.languages, found.identities) == ("utf-8", ("ru",), (("guid", 2),))
    assert found.newest_at is not None
    assert found.warnings == ()


async def test_what_a_feed_says_of_itself_is_told_though_only_its_entries_are_cut_out() -> None:
    head = (
        "<title>The &amp; Wire</title><link>https://wire.example/</link><description>News of &lt;b&gt;trade&lt;/b&gt;"
        "</description><copyright>© The Wire</copyright>"
    )
    for body in (rss(item(1), item(2), head=head), rss(head=head)):
        found = await check(fetched(body))
        assert (found.about, found.rights) == ("News of trade", "© The Wire")
        assert (found.site, "The & Wire" in (found.title or "")) == ("https://wire.example/", True)


async def test_what_is_troublesome_is_said() -> None:
    body = rss(item(1, pubDate=""), item(2, pubDate="2026-03-02 10:00"), item(3, guid="", link=""))
    moved = Fetched(body, "https://new.example/rss", redirects=(FEED.key,))
    found = await check(moved)
    told = " ".join(found.warnings)
    for words in (
        "https://new.example/rss",
        "ETag",
        "known only by their text",
        "no publication time",
        "without its zone",
    ):
        assert words in told


async def test_why_a_feed_cannot_be_polled_is_said() -> None:
    found = await check(Trouble("dns", "The name is not found."))
    assert (found.error, found.error_text) == ("dns", "The name is not found.")
    assert (await check(fetched(b"<html></html>"))).error == "not_a_feed"
