"""Pages over a real HTTP server on loopback: robots.txt, politeness, what servers answer, what pages hold."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from consumers.complete.ports import Answer, Missed, Page
from tests.loopback import Answer as Served
from tests.loopback import serving
from wirewatch.adapters.http import HttpFetcher
from wirewatch.adapters.pages.beside import PagesBeside
from wirewatch.adapters.pages.store import PageStore

ARTICLE = " ".join(
    f"Paragraph {n}: trade between China and Russia reached {n} billion dollars, the ministry said on Monday."
    for n in range(1, 12)
)
HTML = (
    "<html><head><title>Trade grows</title><meta name='author' content='Ann Reporter'>"
    "<link rel='canonical' href='https://wire.example/trade'><meta property='article:published_time' content='2026-11-20'></head>"
    f"<body><nav>Home News Sport</nav><article><h1>Trade grows</h1><p>{ARTICLE}</p></article><script>alert(1)</script></body></html>"
)
PAGE = {"Content-Type": "text/html; charset=utf-8"}


class Site:
    """A server whose answers a test sets; `asked` are the paths in the order they were asked for, with their times."""

    def __init__(self) -> None:
        self.robots: Served = Served(b"", 404)
        self.answers: dict[str, Callable[[], Served]] = {}
        self.asked: list[tuple[str, float]] = []

    def respond(self, path: str, headers: Mapping[str, str]) -> Served:
        self.asked.append((path, time.monotonic()))
        if path == "/robots.txt":
            return self.robots
        return self.answers.get(path, lambda: Served(HTML.encode(), 200, PAGE))()


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    with serving(site.respond) as made:
        yield made


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[PagesBeside]:
    yield from made(tmp_path)


def made(folder: Path, *, allow_private: bool = True, max_bytes: int = 1_000_000) -> Iterator[PagesBeside]:
    def fetcher() -> HttpFetcher:
        return HttpFetcher(
            user_agent="Wirewatch/0", deadline_s=3, max_bytes=max_bytes, allow_private=allow_private
        )

    store = PageStore(folder / "pages", max_bytes=1_000_000, max_age_s=1e9)
    beside = PagesBeside(fetcher, "Wirewatch", store, lambda: datetime.now(UTC))
    yield beside
    beside.close()


def fetched(pages: PagesBeside, *links: str, seconds: float = 20) -> list[Page | Missed]:
    """What becomes of these links, in their order."""
    for number, link in enumerate(links):
        pages.ask(str(number), 1, link)
    found: dict[str, Answer] = {}
    give_up_at = time.monotonic() + seconds
    while len(found) < len(links):
        assert time.monotonic() < give_up_at, found
        found |= {answer.item_id: answer for answer in pages.answers()}
        time.sleep(0.02)
    return [found[str(number)].found for number in range(len(links))]


def test_the_article_is_taken_out_with_what_the_page_says_of_itself_and_the_page_is_kept(
    pages: PagesBeside, address: str, tmp_path: Path
) -> None:
    (page,) = fetched(pages, f"{address}/a")
    assert isinstance(page, Page)
    assert ARTICLE[:60] in page.text
    assert "alert" not in page.text
    assert "Sport" not in page.text
    assert (page.title, page.author, page.published) == ("Trade grows", "Ann Reporter", "2026-11-20")
    assert page.canonical == "https://wire.example/trade"
    kept = PageStore(tmp_path / "pages", max_bytes=10**9, max_age_s=1e9).get(page.page_sha256)
    assert kept == HTML.encode()


@pytest.mark.parametrize("encoding", ["gb2312", "windows-1251", "utf-8"])
def test_text_arrives_right_where_only_the_markup_names_the_encoding(
    pages: PagesBeside, site: Site, address: str, encoding: str
) -> None:
    said = {
        "gb2312": "中国和俄罗斯签署协议，双方贸易额增长。",
        "windows-1251": "Россия и Китай подписали соглашение о торговле. ",
    }.get(encoding, "Café ")
    body = f"<html><head><meta charset='{encoding}'></head><body><article><p>{said * 20}</p></article></body></html>".encode(
        encoding
    )
    site.answers["/a"] = lambda: Served(body, 200, {"Content-Type": "text/html"})
    (page,) = fetched(pages, f"{address}/a")
    assert isinstance(page, Page)
    assert said.strip() in page.text


def test_robots_txt_is_obeyed_and_asked_for_once(pages: PagesBeside, site: Site, address: str) -> None:
    site.robots = Served(
        b"User-agent: *\nDisallow: /private\n\nUser-agent: Wirewatch\nDisallow: /ours\nCrawl-delay: 1\n"
    )
    found = fetched(pages, f"{address}/ours/1", f"{address}/free", f"{address}/ours/2")
    assert [found[0], found[2]] == [Missed("robots"), Missed("robots")]
    assert isinstance(found[1], Page)
    paths = [path for path, _ in site.asked]
    assert paths.count("/robots.txt") == 1
    assert not any("ours" in path for path in paths)


def test_where_the_server_of_robots_txt_has_trouble_nothing_is_fetched(
    pages: PagesBeside, site: Site, address: str
) -> None:
    site.robots = Served(b"", 503)
    assert fetched(pages, f"{address}/a") == [Missed("robots")]


def test_pages_of_a_host_come_one_by_one_with_its_delay_between(
    pages: PagesBeside, site: Site, address: str
) -> None:
    site.robots = Served(b"User-agent: *\nCrawl-delay: 1.5\n")
    fetched(pages, *(f"{address}/{n}" for n in range(3)))
    times = [at for path, at in site.asked if path != "/robots.txt"]
    assert all(later - earlier >= 1.4 for earlier, later in pairwise(times))


@pytest.mark.parametrize(
    ("served", "failure"),
    [
        (Served(b"", 404), "not_found"),
        (Served(b"", 410), "gone"),
        (Served(b"", 401), "paywall"),
        (Served(b"", 402), "paywall"),
        (Served(b"", 403), "refused"),
        (Served(b"", 403, {"cf-mitigated": "challenge"}), "challenge"),
        (Served(b"", 429), "rate_limited"),
        (Served(b"", 500), "server_error"),
        (Served(b"%PDF", 200, {"Content-Type": "application/pdf"}), "not_html"),
        (Served(b"x" * 2_000_000, 200, PAGE), "too_large"),
        (Served(b"<html><body></body></html>", 200, PAGE), "no_text"),
        (Served(b"", 302, {"Location": "ftp://a"}), "redirects"),
    ],
)
def test_each_thing_that_goes_wrong_has_its_word(
    pages: PagesBeside, site: Site, address: str, served: Served, failure: str
) -> None:
    site.answers["/a"] = lambda: served
    (found,) = fetched(pages, f"{address}/a")
    assert isinstance(found, Missed)
    assert found.failure == failure


def test_a_page_that_drips_ends_at_its_deadline_and_holds_no_other_host_up(
    pages: PagesBeside, site: Site, address: str
) -> None:
    hold = threading.Event()

    def drip() -> Served:
        hold.wait(10)
        return Served(b"", 200, PAGE)

    site.answers["/slow"] = drip
    other = Site()
    with serving(other.respond) as elsewhere:
        begun = time.monotonic()
        slow, quick = fetched(pages, f"{address}/slow", f"{elsewhere}/a")
        hold.set()
    assert slow == Missed("timeout")
    assert isinstance(quick, Page)
    assert other.asked[-1][1] - begun < 2.5


def test_private_addresses_are_not_fetched_unless_allowed_also_by_way_of_a_redirect(
    tmp_path: Path, site: Site, address: str
) -> None:
    for outside in made(tmp_path, allow_private=False):
        (found,) = fetched(outside, f"{address}/a")
        assert found == Missed("private_address")
    assert site.asked == []


def test_hostile_markup_costs_the_page_and_not_the_worker_of_the_next(
    pages: PagesBeside, site: Site, address: str
) -> None:
    site.answers["/deep"] = lambda: Served(b"<html><body>" + b"<div>" * 100_000, 200, PAGE)
    deep, good = fetched(pages, f"{address}/deep", f"{address}/good", seconds=60)
    assert isinstance(deep, Missed)
    assert isinstance(good, Page)


def test_the_store_keeps_to_its_size_and_age(tmp_path: Path) -> None:
    now = [time.time()]
    store = PageStore(tmp_path, max_bytes=10_000, max_age_s=100, clock=lambda: now[0])
    names = [store.keep(bytes(str(n), "ascii") + b"\n" + bytes(range(256)) * n) for n in range(1, 60)]
    assert sum(file.stat().st_size for file in tmp_path.rglob("*.zst")) <= 12_000 or store.prune() > 0
    assert sum(file.stat().st_size for file in tmp_path.rglob("*.zst")) <= 10_000
    assert store.get(names[-1]) is not None
    now[0] += 10_000
    store.prune()
    assert store.get(names[-1]) is None
