"""What a poller learns of a feed: its rate, gaps, moves, hints, a server that is not to be believed, its health."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.health import condition_of, days_after
from producers.hints import Hints, hints_of
from producers.memory import InlineParser, MemoryFetcher
from producers.moves import Move, moved
from producers.poll import Poll
from producers.ports import Fetched, NotModified, Validators
from producers.rate import Rate, observed
from producers.trouble import Trouble
from schemas.feed_state import FeedState
from tests.unit.producers.feeds import FEED, NOW, fetched, item, rss

HOUR = timedelta(hours=1)


def test_a_rate_follows_the_feed_and_forgets() -> None:
    rate = Rate()
    for n in range(200):
        rate = observed(rate, 6, 0.5, NOW + timedelta(minutes=30 * n))
    assert rate.overall == pytest.approx(12, rel=0.01)
    for n in range(400):
        rate = observed(rate, 0, 1.0, NOW + timedelta(hours=n))
    assert rate.overall < 0.1


def test_the_hours_of_a_day_are_learnt() -> None:
    rate, at = Rate(), NOW.replace(hour=0, minute=0)
    for _ in range(24 * 20):
        rate = observed(rate, 20 if 8 <= at.hour < 16 else 1, 1.0, at)
        at += HOUR
    assert rate.at(NOW.replace(hour=12)) > 4 * rate.at(NOW.replace(hour=2))


@given(st.lists(st.tuples(st.integers(0, 5000), st.floats(0, 1e5)), max_size=30))
def test_no_observation_gives_a_rate_that_is_none(seen: list[tuple[int, float]]) -> None:
    rate = Rate()
    for new, hours in seen:
        rate = observed(rate, new, hours, NOW)
        assert 0 <= rate.overall < float("inf")
        assert all(0 <= share <= 5 for share in rate.by_hour)


def test_a_move_is_adopted_after_three_answers_over_two_days() -> None:
    move: Move | None = None
    for days in (0, 1, 1.5):
        move = moved(move, "https://new.example/rss", NOW + timedelta(days=days), is_feed=True)
        assert move is not None
        assert not move.adopted
    move = moved(move, "https://new.example/rss", NOW + timedelta(days=2), is_feed=True)
    assert move is not None
    assert move.adopted
    assert moved(move, None, NOW, is_feed=True) == move
    assert moved(move, "https://other.example/rss", NOW, is_feed=True) == Move(
        "https://other.example/rss", 1, NOW
    )
    assert moved(None, "https://new.example/rss", NOW, is_feed=False) is None


def test_an_answer_without_the_redirect_begins_anew() -> None:
    once = moved(None, "https://new.example/rss", NOW, is_feed=True)
    assert moved(once, None, NOW, is_feed=True) is None


@pytest.mark.parametrize(
    ("head", "hints"),
    [
        (b"<rss><channel><ttl>60</ttl>", Hints(3600.0)),
        (
            b"<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
            Hints(1800.0),
        ),
        (b"<skipHours><hour>0</hour><hour>24</hour><hour>3</hour></skipHours>", Hints(None, (0, 3))),
        (b"<skipDays><day>Sunday</day><day>Saturday</day></skipDays>", Hints(None, (), (5, 6))),
        (
            b"<skipDays>"
            + b"".join(
                b"<day>%s</day>" % d
                for d in (b"Monday", b"Tuesday", b"Wednesday", b"Thursday", b"Friday", b"Saturday", b"Sunday")
            )
            + b"</skipDays>",
            Hints(),
        ),
        (b"<ttl>" + b"9" * 50 + b"</ttl>", Hints()),
        (b"<skipHours>" * 100_000, Hints()),
        (b"", Hints()),
    ],
)
def test_hints_are_read_from_a_documents_head(head: bytes, hints: Hints) -> None:
    assert hints_of(head) == hints


class Feed:
    """A feed polled again and again, by a clock of its own."""

    def __init__(self) -> None:
        self.state, self.now = FeedState(feed=FEED.key), NOW
        self.asked: list[tuple[str, Validators]] = []

    async def poll(
        self, answer: Fetched | NotModified | Trouble, later: timedelta = timedelta(minutes=5)
    ) -> FeedState:
        self.now += later
        fetcher = MemoryFetcher({FEED.address: [answer], "https://new.example/rss": [answer]})
        polled = await Poll(_Noting(fetcher, self.asked), InlineParser(), lambda: self.now, 300.0).poll_feed(
            FEED, self.state
        )
        self.state, self.report = polled.state, polled.report
        return self.state


class _Noting:
    def __init__(self, fetcher: MemoryFetcher, asked: list[tuple[str, Validators]]) -> None:
        self._fetcher, self._asked = fetcher, asked

    async def fetch(self, address: str, validators: Validators) -> Fetched | NotModified | Trouble:
        self._asked.append((address, validators))
        return await self._fetcher.fetch(address, validators)


async def test_a_window_without_overlap_is_a_gap_with_its_time_span() -> None:
    feed = Feed()
    await feed.poll(fetched(rss(*(item(n) for n in range(10, 0, -1)))))
    before = feed.now
    state = await feed.poll(fetched(rss(*(item(n) for n in range(110, 100, -1)))), timedelta(hours=3))
    assert (state.gaps, state.last_gap is not None) == (1, True)
    assert state.last_gap is not None
    assert state.last_gap.since == before
    assert feed.report.gap_s is not None
    state = await feed.poll(fetched(rss(*(item(n) for n in range(115, 105, -1)))))
    assert state.gaps == 1
    assert feed.report.gap_s is None


async def test_new_entries_sent_alone_are_no_gap_and_no_window() -> None:
    feed = Feed()
    whole = await feed.poll(fetched(rss(*(item(n) for n in range(10)))))
    delta = replace(fetched(rss(*(item(n) for n in range(20, 26)))), is_delta=True)
    state = await feed.poll(delta)
    assert (state.gaps, state.window, state.items) == (0, whole.window, 16)


async def test_a_first_poll_and_a_short_window_are_no_gaps() -> None:
    feed = Feed()
    assert (await feed.poll(fetched(rss(*(item(n) for n in range(10)))))).gaps == 0
    assert (await feed.poll(fetched(rss(item(50), item(51))))).gaps == 0


async def test_now_and_then_the_document_is_asked_for_whatever_was_said_and_a_server_caught_is_distrusted() -> (
    None
):
    feed = Feed()
    await feed.poll(fetched(rss(item(1)), etag='"1"'))
    for _ in range(24):
        await feed.poll(NotModified(Validators('"1"')))
    assert feed.asked[-1][1].etag == '"1"'
    state = await feed.poll(fetched(rss(item(2), item(1)), etag='"1"'))
    assert feed.asked[-1][1] == Validators()
    assert state.distrusted
    await feed.poll(fetched(rss(item(3), item(2), item(1)), etag='"1"'))
    assert feed.asked[-1][1] == Validators()


async def test_a_server_that_is_right_is_believed_again() -> None:
    feed = Feed()
    await feed.poll(fetched(rss(item(1)), etag='"1"'))
    for _ in range(24):
        await feed.poll(NotModified(Validators('"1"')))
    state = await feed.poll(fetched(rss(item(1)), etag='"1"'))
    assert (state.distrusted, state.told_unchanged) == (False, 0)
    await feed.poll(NotModified(Validators('"1"')))
    assert feed.asked[-1][1].etag == '"1"'


async def test_a_feed_that_moved_is_polled_there_under_its_own_name_and_comes_back_where_that_fails() -> None:
    feed = Feed()
    for n in range(4):
        answer = fetched(rss(item(n + 1)))
        await feed.poll(
            Fetched(answer.body, answer.address, answer.content_type, moved_to="https://new.example/rss"),
            timedelta(days=1),
        )
    await feed.poll(fetched(rss(item(9))))
    assert feed.asked[-1][0] == "https://new.example/rss"
    assert feed.state.feed == FEED.key
    await feed.poll(Trouble("http_5xx", "down"))
    await feed.poll(fetched(rss(item(10))))
    assert feed.asked[-1][0] == FEED.address


def state(**fields: object) -> FeedState:
    return FeedState.model_validate({"feed": FEED.key, "polls": 3, "newest_at": NOW, **fields})


@pytest.mark.parametrize(
    ("known", "condition"),
    [
        (FeedState(feed=FEED.key), "new"),
        (state(days=(3,), days_to=NOW.date()), "live"),
        (state(days=(0,) * 20, days_to=NOW.date()), "quiet"),
        (state(newest_at=NOW - timedelta(days=15), days=(1,), days_to=NOW.date()), "stale"),
        (state(failures=1, health="failing", error="timeout"), "failing"),
        (state(failures=12, health="sleeping", error="timeout"), "asleep"),
        (state(failures=10, health="sleeping", error="gone"), "gone"),
        (state(failures=12, health="sleeping", error="http_4xx", error_text="a answers 404"), "gone"),
        (state(failures=2, health="failing", error="http_4xx", error_text="a answers 403"), "blocked"),
        (state(failures=2, health="failing", error="tls", error_text="no certificate"), "blocked"),
        (state(failures=2, health="failing", error="not_a_feed", error_text="a web page"), "blocked"),
        (state(days=(50,) * 10 + (0, 0), days_to=NOW.date()), "silent"),
        (state(days=(50,) * 10 + (60, 400), days_to=NOW.date()), "flooding"),
        (state(days=(50,) * 12, days_to=NOW.date() - timedelta(days=2)), "silent"),
    ],
)
def test_a_feeds_condition_is_one_of_a_closed_list(known: FeedState, condition: str) -> None:
    assert condition_of(known, NOW) == condition


def test_days_are_counted_also_over_days_without_a_poll() -> None:
    known = state(days=(5,), days_to=NOW.date())
    assert days_after(known, 2, NOW.date()) == (7,)
    assert days_after(known, 2, NOW.date() + timedelta(days=2)) == (5, 0, 2)
    assert len(days_after(known, 1, NOW.date() + timedelta(days=400))) == 30
