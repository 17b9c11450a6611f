"""Teasers whose pages hold the article, as a user runs the stream: with the site up, with it down, and killed in between."""

import html
import json
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.embedded.conftest import Desk
from tests.embedded.newswire import Newswire
from tests.loopback import Answer, serving

TITLE = "Fundamental guarantee for China-Russia ties"


class Site:
    """A wire whose feed has teasers of 120 characters, and its pages; `up` says whether pages are answered."""

    def __init__(self, article: str) -> None:
        self.article, self.up, self.asked = article, True, 0
        self.hold = threading.Event()
        self.hold.set()
        self.wire = Newswire()
        self.address = ""

    def publish(self, guid: str, title: str = TITLE) -> None:
        self.wire.publish(guid, title, self.article[:120])

    def respond(self, path: str, headers: Mapping[str, str]) -> Answer:
        if path == "/wire.rss":
            feed = self.wire.document().replace(b"https://wire.example/", f"{self.address}/pages/".encode())
            return Answer(feed, 200, {"Content-Type": "application/rss+xml"})
        if not path.startswith("/pages/"):
            return Answer(b"", 404)
        self.asked += 1
        self.hold.wait(30)
        if not self.up:
            return Answer(b"", 503)
        paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in self.article.split("\n\n"))
        page = f"<html><head><title>{TITLE}</title></head><body><nav>Home</nav><article>{paragraphs}</article></body></html>"
        return Answer(page.encode(), 200, {"Content-Type": "text/html; charset=utf-8"})


@pytest.fixture
def article(shared: Path) -> str:
    return (shared / "samples" / "prnewswire-2025-05-05.txt").read_text(encoding="utf-8").strip()


@pytest.fixture
def site(desk: Desk, article: str) -> Iterator[Site]:
    made = Site(article)
    with serving(made.respond) as made.address:
        (desk.folder / "feeds.csv").write_text(
            f"url,source_id,source,kind,language,country,control,owner\n{made.address}/wire.rss,wire,The Wire,agency,en,GBR,independent,\n"
        )
        (desk.folder / "rules.toml").write_text(
            "[[rule]]\nid = 'ties'\nname = 'Ties'\nquery = 'title:ties AND amount.usd:>=1e9'\nchannels = ['jsonl']\n"
            "[[rule]]\nid = 'plain'\nname = 'Plain'\nquery = 'title:ties'\nchannels = ['jsonl']\n"
        )
        desk.environment |= {"WIREWATCH_FULL_TEXT": "1", "WIREWATCH_POLL_INTERVAL_S": "1"}
        made.wire.publish("old", "Rain in Rome")
        desk.poll()
        yield made


def started(desk: Desk) -> subprocess.Popen[bytes]:
    """`wirewatch run`, until it is told to stop."""
    words = desk.arguments("run", "--allow-private", "--feeds", "feeds.csv")
    return subprocess.Popen(words, cwd=desk.folder, env=desk.environment, stdout=subprocess.DEVNULL)


def shown(desk: Desk) -> dict[str, Any]:
    (line,) = desk.run("search", "title:ties", "--json").stdout.splitlines()
    found: dict[str, Any] = json.loads(desk.run("show", json.loads(line)["item_id"], "--json").stdout)
    return found


def alerts(desk: Desk) -> list[dict[str, Any]]:
    lines = (desk.folder / "wirewatch-data" / "alerts.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def values(facts: dict[str, Any]) -> dict[str, set[str]]:
    """What the facts say, whatever their ids and places."""
    return {
        "entities": {fact["name"] for fact in facts["entities"]},
        "amounts": {f"{fact['value']} {fact['unit']}" for fact in facts["amounts"]},
        "dates": {fact["value"] for fact in facts["dates"]},
        "events": {f"{fact['type']} {fact['status']}" for fact in facts["events"]},
        "quotes": {fact["content"][0]["surface"] for fact in facts["quotes"]},
    }


def test_a_teaser_gives_the_facts_of_the_article_on_its_page_and_one_alert_each(
    desk: Desk, site: Site, article: str
) -> None:
    site.publish("sample")
    summary = json.loads(desk.poll().stdout)
    assert (summary["indexed"], summary["completed"]) == (1, 1)
    item = shown(desk)
    assert (item["item"]["completeness"], item["item"]["text_from"], item["revision"]) == ("full", "page", 1)
    (desk.folder / "whole.jsonl").write_text(
        json.dumps(
            {"id": "whole", "title": TITLE, "body": article, "published": item["item"]["published_at"]}
        )
    )
    whole = json.loads(desk.run("analyze", "whole.jsonl", "--format", "json").stdout)
    expected, found = values(whole["facts"]), values(item["facts"])
    for kind, wanted in expected.items():
        assert len(found[kind] & wanted) >= 0.9 * len(wanted), (
            kind,
            wanted - found[kind],
            found[kind] - wanted,
        )
    assert "244800000000 USD" in found["amounts"]
    assert json.loads(desk.run("status", "--json").stdout)["texts"] == [
        {"source_id": "wire", "completeness": "full", "text_from": "page", "count": 1}
    ]
    assert sorted(alert["rule_id"] for alert in alerts(desk)) == ["plain", "ties"]
    assert all(alert["match"]["excerpt"] for alert in alerts(desk))
    desk.poll()
    assert (len(alerts(desk)), site.asked) == (2, 1)


def test_with_the_site_down_alerts_go_out_from_headlines_and_nothing_is_lost(desk: Desk, site: Site) -> None:
    site.up = False
    site.publish("sample")
    summary = json.loads(desk.poll().stdout)
    assert (summary["indexed"], summary["completed"]) == (1, 0)
    assert [alert["rule_id"] for alert in alerts(desk)] == ["plain"]
    assert shown(desk)["item"]["completeness"] == "summary"
    status = json.loads(desk.run("status", "--json").stdout)
    assert status["pages"] == [
        {"source_id": "wire", "state": "awaited", "failure": "server_error", "count": 1}
    ]
    assert status["texts"] == [
        {"source_id": "wire", "completeness": "summary", "text_from": "feed", "count": 1}
    ]
    assert [feed["source_id"] for feed in status["feeds"]] == ["wire"]


def test_an_alert_waits_so_long_for_its_text_and_no_longer(desk: Desk, site: Site) -> None:
    desk.environment["WIREWATCH_WAIT_FOR_TEXT_S"] = "2"
    site.hold.clear()
    site.publish("sample")
    running = started(desk)
    try:
        until(lambda: (desk.folder / "wirewatch-data" / "alerts.jsonl").exists() and bool(alerts(desk)), 20)
        assert [alert["rule_id"] for alert in alerts(desk)] == ["plain"]
        site.hold.set()
        until(lambda: len(alerts(desk)) == 2, 20)
    finally:
        running.send_signal(signal.SIGTERM)
        assert running.wait(60) == 0
    assert sorted(alert["rule_id"] for alert in alerts(desk)) == ["plain", "ties"]


def test_killed_while_pages_are_under_way_the_next_run_completes_them(desk: Desk, site: Site) -> None:
    site.hold.clear()
    for number in range(3):
        site.publish(f"sample-{number}", f"{TITLE} {number}")
    running = started(desk)
    until(lambda: site.asked > 0)
    running.kill()
    running.wait()
    site.hold.set()
    desk.poll()
    found = [json.loads(line) for line in desk.run("search", "text_from:page", "--json").stdout.splitlines()]
    assert len(found) == 3
    assert len({alert["alert_id"] for alert in alerts(desk)}) == len(alerts(desk))


def test_a_replay_reads_page_text_from_the_log_and_asks_nobody(desk: Desk, site: Site) -> None:
    site.publish("sample")
    desk.poll()
    asked = site.asked
    done = desk.run("replay", "--yes")
    assert done.returncode == 0, done.stderr
    assert desk.run("index", "swap", "g2").returncode == 0
    assert shown(desk)["item"]["text_from"] == "page"
    assert site.asked == asked


def until(holds: Any, seconds: float = 30) -> None:
    give_up_at = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < give_up_at, "it did not come to be"
        time.sleep(0.05)
