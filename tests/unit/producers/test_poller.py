"""Polling a catalogue: whose turn it is, how many at once, one commit each."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from producers.feed import Feed
from producers.memory import InlineParser, MemoryFetcher
from producers.poll import Poll
from producers.poller import COMMIT_AGAIN_S, QUIET_TOGETHER, Poller
from producers.ports import Fetched, Fetcher, NotModified, PollReport, Validators
from producers.trouble import Trouble
from schemas import topics
from schemas.errors import ConfigurationError, TransientError
from schemas.feed_state import FeedSeen, FeedState
from schemas.holding import Holding
from schemas.output import Output
from schemas.sighting import Sighting
from schemas.source import Source
from schemas.wire import ORIGIN, TRACE, decode, encode
from tests.unit.producers.feeds import FEED, NOW, fetched, item, rss
from wirewatch.adapters.memory_log import MemoryLog, MemoryStageLog


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Bench:
    """A poller over memory, with what it told and wrote."""

    def __init__(self, feeds: Sequence[Feed], fetcher: Fetcher, log: Any = None, **limits: Any) -> None:
        self.clock = Clock()
        self.log = MemoryLog()
        self.reports: list[PollReport] = []
        self.poller = Poller(
            feeds,
            log or self.log.open_stage("wirewatch.poll"),
            Poll(fetcher, InlineParser(), self.clock, 300.0),
            self.reports.append,
            **limits,
        )

    def sightings(self) -> list[Sighting]:
        return [
            decode(Sighting, topics.ITEMS, record.value, record.headers)
            for record in self.log.records(topics.ITEMS.name)
        ]

    def state(self, feed: Feed) -> FeedState:
        stored = self.log.open_stage("look").lookup(topics.FEEDS_STATE.name, feed.key)
        assert stored
        return decode(FeedState, topics.FEEDS_STATE, stored, {})


def feed(number: int, host: str | None = None) -> Feed:
    address = f"https://{host or f'host{number}.example'}/rss{number}"
    return Feed(address, Source(id=f"source{number}", name=f"Source {number}"))


async def test_sightings_and_state_are_committed_together() -> None:
    bench = Bench([FEED], MemoryFetcher({FEED.address: fetched(rss(item(1)), etag='"a"')}))
    await bench.poller.poll_all_once()
    (record,) = bench.log.records(topics.ITEMS.name)
    assert record.key == bench.sightings()[0].item.item_id
    assert record.headers[ORIGIN] == "first_poll"
    assert len(record.headers[TRACE]) == 32
    assert bench.state(FEED).etag == '"a"'


async def test_a_new_poller_goes_on_where_the_last_one_was() -> None:
    bench = Bench([FEED], MemoryFetcher({FEED.address: fetched(rss(item(1)), etag='"a"')}))
    await bench.poller.poll_all_once()
    fetcher = MemoryFetcher({FEED.address: fetched(rss(item(2), item(1)))})
    again = Bench([FEED], fetcher, bench.log.open_stage("wirewatch.poll"))
    assert await again.poller.poll_due(NOW) == ()
    (report,) = await again.poller.poll_due(NOW + timedelta(hours=1))
    assert report.new == 1
    assert fetcher.asked == [(FEED.address, Validators('"a"'))]


async def test_one_failing_feed_does_not_stop_the_others() -> None:
    feeds = [feed(1), feed(2)]
    bench = Bench(feeds, MemoryFetcher({feeds[1].address: fetched(rss(item(1)))}))
    reports = await bench.poller.poll_all_once()
    assert [(report.outcome, report.error) for report in reports] == [("failing", "dns"), ("polled", None)]


async def test_a_feed_listed_twice_is_polled_once() -> None:
    twin = Feed(FEED.address.replace("https://", "https://me:pw@"), FEED.source)
    bench = Bench([FEED, twin], MemoryFetcher({FEED.address: fetched(rss())}))
    assert len(await bench.poller.poll_all_once()) == 1


async def test_an_address_with_credentials_leaves_none_of_them_behind() -> None:
    secret = Feed("https://reader:s3cret@agency.example/rss?token=t0ken", FEED.source)
    bench = Bench([secret], MemoryFetcher({secret.address: fetched(rss(item(1)))}))
    await bench.poller.poll_all_once()
    written = [record.value for record in bench.log.records(topics.ITEMS.name)]
    written += [value for _, value in bench.log.open_stage("look").scan(topics.FEEDS_STATE.name)]
    told = " ".join([repr(bench.reports), repr(secret), *(value.decode() for value in written)])
    for word in ("s3cret", "t0ken", "reader"):
        assert word not in told


class SlowFetcher:
    """Counts how many fetches are under way, in all and at each host."""

    def __init__(self) -> None:
        self.under_way: list[str] = []
        self.most = 0
        self.most_at_a_host = 0

    async def fetch(self, address: str, validators: Validators) -> Fetched | Trouble:
        host = address.split("/")[2]
        self.under_way.append(host)
        self.most = max(self.most, len(self.under_way))
        self.most_at_a_host = max(self.most_at_a_host, self.under_way.count(host))
        for _ in range(5):
            await asyncio.sleep(0)
        self.under_way.remove(host)
        return fetched(rss())


async def test_fetches_at_once_are_limited_in_all_and_at_each_host() -> None:
    fetcher = SlowFetcher()
    feeds = [feed(n, host=f"host{n % 4}.example") for n in range(16)]
    await Bench(feeds, fetcher, at_once=3, per_host=1).poller.poll_all_once()
    assert (fetcher.most, fetcher.most_at_a_host) == (3, 1)


async def test_a_host_rests_between_two_polls_and_others_do_not_wait_for_it() -> None:
    feeds = [feed(1, "wire.example"), feed(2, "wire.example"), feed(3)]
    fetcher = FetcherWithAWatch()
    bench = Bench(feeds, fetcher, host_delay_s=0.2)
    await bench.poller.poll_all_once()
    first, second = fetcher.at["https://wire.example/rss1"], fetcher.at["https://wire.example/rss2"]
    assert second - first >= 0.2
    assert fetcher.at["https://host3.example/rss3"] - first < 0.2


class FetcherWithAWatch:
    """Notes when each address was asked."""

    def __init__(self) -> None:
        self.at: dict[str, float] = {}

    async def fetch(self, address: str, validators: Validators) -> Trouble:
        self.at[address] = asyncio.get_running_loop().time()
        return Trouble("timeout", "never mind")


class LogThatFails(MemoryStageLog):
    """Refuses every commit."""

    def __init__(self, error: Exception, over: MemoryLog | None = None) -> None:
        inner = (over or MemoryLog()).open_stage("wirewatch.poll")
        self.__dict__.update(inner.__dict__)
        self._error = error

    def commit(self, outputs: Sequence[Output], offsets: Mapping[Any, int]) -> None:
        raise self._error


async def test_a_busy_log_leaves_the_feed_due() -> None:
    log = LogThatFails(TransientError("busy"))
    bench = Bench([FEED], MemoryFetcher({FEED.address: fetched(rss(item(1)))}), log)
    (report,) = await bench.poller.poll_all_once()
    assert report.error == "not_committed"
    assert len(await bench.poller.poll_due(NOW + timedelta(seconds=COMMIT_AGAIN_S))) == 1


async def test_a_bug_that_one_feed_brings_out_does_not_stop_the_others() -> None:
    class FetcherWithABug:
        async def fetch(self, address: str, validators: Validators) -> Fetched:
            if address == feed(1).address:
                raise KeyError(address)
            return fetched(rss(item(1)))

    bench = Bench([feed(1), feed(2)], FetcherWithABug())
    reports = await bench.poller.poll_all_once()
    assert [report.error or report.outcome for report in reports] == ["internal_error", "polled"]
    assert bench.state(feed(1)).failures == 1


async def test_entries_known_to_an_older_program_stay_known_over_a_poll_that_brings_nothing() -> None:
    """Until 1.2 of feeds.state they stood in it."""
    answers = MemoryFetcher({FEED.address: fetched(rss(item(1)), etag='"a"')})
    bench = Bench([FEED], answers)
    await bench.poller.poll_all_once()
    kept = bench.log.open_stage("look").lookup(topics.FEEDS_SEEN.name, FEED.key)
    assert kept is not None
    older = bench.state(FEED).model_copy(
        update={"seen": decode(FeedSeen, topics.FEEDS_SEEN, kept, {}).entries}
    )
    log = MemoryLog()
    log.open_stage("older").commit([Output(topics.FEEDS_STATE.name, FEED.key, encode(older))], {})
    unchanged = MemoryFetcher({FEED.address: NotModified(Validators('"a"'))})
    await Bench([FEED], unchanged, log.open_stage("wirewatch.poll")).poller.poll_all_once()
    more = MemoryFetcher({FEED.address: fetched(rss(item(2), item(1)))})
    (report,) = await Bench([FEED], more, log.open_stage("wirewatch.poll")).poller.poll_all_once()
    assert (report.entries, report.new) == (2, 1)


async def test_a_poll_that_brings_nothing_writes_no_entries() -> None:
    bench = Bench([FEED], MemoryFetcher({FEED.address: fetched(rss(item(1)), etag='"a"')}))
    await bench.poller.poll_all_once()
    before = bench.log.open_stage("look").lookup(topics.FEEDS_SEEN.name, FEED.key)
    assert bench.state(FEED).seen == ()
    written = bench.log.count(topics.FEEDS_SEEN.name)
    await bench.poller.poll_all_once()
    assert bench.log.open_stage("look").lookup(topics.FEEDS_SEEN.name, FEED.key) == before
    assert bench.log.count(topics.FEEDS_SEEN.name) == written == 1


async def test_after_a_commit_of_unknown_end_the_log_is_asked_what_it_has() -> None:
    """The log took the poll, and could not say so: the next one goes on from there."""
    log = LogThatTakesAndFails(MemoryLog()._content, "wirewatch.poll", [])
    fetcher = MemoryFetcher({FEED.address: fetched(rss(item(1)), etag='"a"')})
    bench = Bench([FEED], fetcher, log)
    (report,) = await bench.poller.poll_all_once()
    assert report.error == "not_committed"
    await bench.poller.poll_all_once()
    assert [asked for _, asked in fetcher.asked] == [Validators(), Validators('"a"')]


class LogThatIsAway(MemoryStageLog):
    """Cannot be looked into while a poll is under way."""

    def lookup(self, topic: str, key: str) -> bytes | None:
        if topic == topics.FEEDS_SEEN.name:
            raise TransientError("The log is away.")
        return super().lookup(topic, key)


async def test_a_log_that_is_away_is_no_trouble_of_the_feed() -> None:
    log = LogThatIsAway(MemoryLog()._content, "wirewatch.poll", [])
    bench = Bench([FEED], MemoryFetcher({FEED.address: fetched(rss(item(1)))}), log)
    (report,) = await bench.poller.poll_all_once()
    assert report.error == "not_committed"
    assert list(log.scan(topics.FEEDS_STATE.name)) == []


async def test_all_polls_of_a_commit_that_failed_are_made_again() -> None:
    feeds = [feed(number) for number in range(QUIET_TOGETHER)]
    log = LogThatTakesAndFails(MemoryLog()._content, "wirewatch.poll", [])
    quiet = MemoryFetcher({each.address: NotModified(Validators('"a"')) for each in feeds})
    bench = Bench(feeds, quiet, log)
    await bench.poller.poll_all_once()
    assert not bench.poller._states


class LogThatTakesAndFails(MemoryStageLog):
    """Commits once, and says that it did not."""

    failed = False

    def commit(self, outputs: Sequence[Output], offsets: Mapping[Any, int]) -> None:
        super().commit(outputs, offsets)
        if not self.failed:
            self.failed = True
            raise TransientError("The answer was lost.")


async def test_a_damaged_state_is_forgotten() -> None:
    bench = Bench([FEED], MemoryFetcher({FEED.address: fetched(rss(item(1)))}))
    damaged = Output(topics.FEEDS_STATE.name, FEED.key, b"{not json")
    bench.log.open_stage("damage").commit([damaged], {})
    await bench.poller.poll_all_once()
    assert bench.state(FEED).items == 1


async def test_a_full_disk_stops_the_poller() -> None:
    log = LogThatFails(ConfigurationError("The disk is full."))
    bench = Bench([FEED], MemoryFetcher({FEED.address: fetched(rss(item(1)))}), log)
    with pytest.raises(ConfigurationError, match="disk is full"):
        await bench.poller.poll_all_once()


async def test_running_polls_what_is_due_until_it_is_stopped() -> None:
    bench = Bench([feed(1), feed(2)], MemoryFetcher({}))
    stop = asyncio.Event()
    running = asyncio.create_task(bench.poller.run(stop))
    while len(bench.reports) < 2:
        await asyncio.sleep(0)
    stop.set()
    await running
    assert {report.feed for report in bench.reports} == {feed(1).key, feed(2).key}


async def test_stopping_gives_up_what_is_under_way() -> None:
    class FetcherThatHangs:
        async def fetch(self, address: str, validators: Validators) -> Trouble:
            await asyncio.Event().wait()
            raise AssertionError

    bench = Bench([FEED], FetcherThatHangs())
    stop = asyncio.Event()
    running = asyncio.create_task(bench.poller.run(stop))
    await asyncio.sleep(0)
    stop.set()
    await asyncio.wait_for(running, 5)
    assert list(states(bench)) == []


def states(bench: Bench) -> Iterator[tuple[str, bytes]]:
    return bench.log.open_stage("look").scan(topics.FEEDS_STATE.name)


async def test_a_guid_repeated_in_one_feed_is_not_trusted_in_another_of_its_source() -> None:
    first = Feed("https://a.example/1", FEED.source)
    second = Feed("https://a.example/2", FEED.source)
    shared = [item(1, guid="same"), item(2, guid="same")]
    fetcher = MemoryFetcher({first.address: fetched(rss(*shared)), second.address: fetched(rss(shared[0]))})
    bench = Bench([first, second], fetcher)
    await bench.poller.poll_all_once()
    ids = [seen.item.item_id for seen in bench.sightings() if seen.item.guid == "same"]
    assert len(ids) == 3
    assert len(set(ids)) == 2


class LogWithAShare(MemoryStageLog):
    """Gives this poller some hosts, as they are set."""

    hosts: frozenset[str] = frozenset()
    number = 0
    away = False

    def give(self, *hosts: str) -> None:
        self.hosts, self.number = frozenset(hosts), self.number + 1

    def holding(self) -> Holding:
        if self.away:
            raise TransientError("The log is away.")
        return Holding(self.number, lambda host: host in self.hosts)


def sharing(feeds: Sequence[Feed], fetcher: Fetcher) -> tuple[Bench, LogWithAShare]:
    log = LogWithAShare(MemoryLog()._content, "wirewatch.poll", [])
    return Bench(feeds, fetcher, log), log


async def test_only_the_hosts_of_its_share_are_polled() -> None:
    feeds = [feed(1), feed(2)]
    fetcher = MemoryFetcher({each.address: fetched(rss(item(1))) for each in feeds})
    bench, log = sharing(feeds, fetcher)
    log.give("host2.example")
    await bench.poller.poll_all_once()
    assert [address for address, _ in fetcher.asked] == [feeds[1].address]


async def test_a_host_that_comes_is_polled_from_where_the_poller_before_left_it() -> None:
    fetcher = MemoryFetcher({FEED.address: fetched(rss(item(1)))})
    bench, log = sharing([FEED], fetcher)
    log.give(FEED.host)
    await bench.poller.poll_due(NOW)
    log.give()
    assert await bench.poller.poll_due(NOW + timedelta(hours=1)) == ()
    kept = bench.poller._state_of(FEED)
    other = kept.model_copy(update={"etag": '"theirs"', "next_due_at": NOW + timedelta(hours=2)})
    log.commit([Output(topics.FEEDS_STATE.name, FEED.key, encode(other))], {})
    log.give(FEED.host)
    assert await bench.poller.poll_due(NOW + timedelta(hours=1)) == ()
    await bench.poller.poll_due(NOW + timedelta(hours=2))
    assert fetcher.asked[-1] == (FEED.address, Validators('"theirs"'))


class FetcherThatNeverAnswers(MemoryFetcher):
    """Answers nothing until the test ends."""

    async def fetch(self, address: str, validators: Validators) -> Any:
        self.asked.append((address, validators))
        await asyncio.Event().wait()


async def test_polls_under_way_are_given_up_when_the_share_changes() -> None:
    bench, log = sharing([FEED], FetcherThatNeverAnswers({}))
    log.give(FEED.host)
    stop = asyncio.Event()
    running = asyncio.create_task(bench.poller.run(stop))
    await asyncio.sleep(0.05)
    log.give()
    await asyncio.sleep(1.2)
    stop.set()
    await running
    assert bench.reports == []


async def test_a_poller_polls_nothing_while_the_log_cannot_tell_its_share_and_goes_on_afterwards() -> None:
    fetcher = MemoryFetcher({FEED.address: fetched(rss(item(1)))})
    bench, log = sharing([FEED], fetcher)
    log.give(FEED.host)
    log.away = True
    stop = asyncio.Event()
    running = asyncio.create_task(bench.poller.run(stop))
    await asyncio.sleep(0.05)
    assert fetcher.asked == []
    log.away = False
    await asyncio.sleep(1.2)
    stop.set()
    await running
    assert [report.new for report in bench.reports] == [1]


class LogThatCounts(MemoryStageLog):
    """Counts its commits."""

    def __init__(self, over: MemoryLog) -> None:
        self.__dict__.update(over.open_stage("wirewatch.poll").__dict__)
        self.commits = 0

    def commit(self, outputs: Sequence[Output], offsets: Mapping[Any, int]) -> None:
        self.commits += 1
        super().commit(outputs, offsets)


async def test_polls_that_bring_nothing_are_committed_some_together_and_news_at_once() -> None:
    feeds = [feed(number) for number in range(QUIET_TOGETHER + 8)]
    answers = {each.address: fetched(rss(item(1)), etag='"a"') for each in feeds}
    memory = MemoryLog()
    log = LogThatCounts(memory)
    bench = Bench(feeds, MemoryFetcher(answers), log)
    bench.log = memory
    await bench.poller.poll_all_once()
    assert log.commits == len(feeds)
    await bench.poller.poll_all_once()
    assert log.commits == len(feeds) + 2
    assert {bench.state(each).polls for each in feeds} == {2}


async def test_what_a_crash_forgets_of_quiet_polls_is_polled_once_more() -> None:
    fetcher = MemoryFetcher({FEED.address: fetched(rss(item(1)))})
    bench = Bench([FEED], fetcher)
    await bench.poller.poll_all_once()
    polling = asyncio.create_task(bench.poller._poll_one(FEED))
    await polling  # committed with the next ones; then the process is gone
    assert bench.state(FEED).polls == 1
    after = Bench([FEED], fetcher, bench.log.open_stage("wirewatch.poll"))
    after.log = bench.log
    await after.poller.poll_all_once()
    assert (after.state(FEED).polls, len(after.sightings())) == (2, 1)


async def test_quiet_polls_that_the_log_cannot_take_are_due_again_soon() -> None:
    bench = Bench([FEED], MemoryFetcher({FEED.address: fetched(rss(item(1)))}))
    await bench.poller.poll_all_once()
    log = LogThatFails(TransientError("busy"), bench.log)
    again = Bench([FEED], MemoryFetcher({FEED.address: fetched(rss(item(1)))}), log)
    await again.poller.poll_all_once()
    assert await again.poller.poll_due(NOW + timedelta(seconds=COMMIT_AGAIN_S - 1)) == ()
    assert len(await again.poller.poll_due(NOW + timedelta(seconds=COMMIT_AGAIN_S))) == 1


async def test_quiet_polls_of_feeds_that_went_to_another_poller_are_not_written_over_what_it_wrote() -> None:
    bench, log = sharing([FEED], MemoryFetcher({FEED.address: fetched(rss(item(1)))}))
    log.give(FEED.host)
    await bench.poller.poll_all_once()
    await bench.poller._poll_one(FEED)  # to be committed with the next ones
    log.give()
    await bench.poller.poll_all_once()
    assert bench.poller._state_of(FEED).polls == 1
