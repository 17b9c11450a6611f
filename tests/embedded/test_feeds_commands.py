"""`wirewatch feeds …` as a user runs it: a catalogue of one's own, health, discovery."""

import json
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from tests.embedded.conftest import Desk
from tests.embedded.test_stream import GAS, GAS_BODY
from tests.loopback import Answer, serving


def keys(desk: Desk) -> list[str]:
    done = desk.run("feeds", "export", "out.csv", "--feeds", "feeds.csv")
    assert done.returncode == 0, done.stderr
    return [line.partition(",")[0] for line in (desk.folder / "out.csv").read_text().splitlines()[1:]]


def test_feeds_are_added_taken_out_and_go_both_ways_as_opml(desk: Desk) -> None:
    words = (
        "feeds",
        "add",
        "https://reader:geheim@tass.example/rss",
        "--source",
        "TASS",
        "--language",
        "en",
        "--control",
        "state",
    )
    assert desk.run(*words, "--feeds", "feeds.csv").returncode == 0
    assert desk.run(*words, "--feeds", "feeds.csv").returncode == 2
    assert (
        desk.run(
            "feeds", "add", "https://a.example/rss", "--control", "none", "--feeds", "feeds.csv"
        ).returncode
        == 2
    )
    assert len(keys(desk)) == 2
    assert desk.run("feeds", "export", "all.opml", "--feeds", "feeds.csv").returncode == 0
    opml = (desk.folder / "all.opml").read_text()
    assert "geheim" not in opml + (desk.folder / "out.csv").read_text()
    outlines = Xml.fromstring(opml).iter("outline")  # noqa: S314 - what was written a line above
    assert [each.get("xmlUrl") for each in outlines if each.get("xmlUrl")] == keys(desk)
    (desk.folder / "mine.opml").write_text(
        "<opml version='2.0'><body><outline xmlUrl='https://new.example/rss'/></body></opml>"
    )
    assert "1 new" in desk.run("feeds", "import", "mine.opml", "--feeds", "feeds.csv").stdout
    assert "0 new" in desk.run("feeds", "import", "mine.opml", "--feeds", "feeds.csv").stdout
    assert desk.run("feeds", "remove", "tass", "--feeds", "feeds.csv").returncode == 0
    assert not any("tass" in key for key in keys(desk))
    assert desk.run("feeds", "remove", "nobody", "--feeds", "feeds.csv").returncode == 2


def test_without_a_catalogue_of_ones_own_the_one_that_ships_is_copied_first(desk: Desk) -> None:
    (desk.folder / "feeds.csv").unlink()
    assert desk.run("feeds", "add", "https://mine.example/rss", "--source", "Mine").returncode == 0
    own = (desk.folder / "feeds.csv").read_text()
    assert own.count("\n") > 80
    assert "mine.example" in own


def test_health_shows_each_feed_with_its_condition(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    shown = desk.run("feeds", "health", "--data", "wirewatch-data")
    assert "1 live" in shown.stdout
    desk.wire.status = 403
    desk.run("run", "--once", "--allow-private", "--feeds", "feeds.csv", "--json")
    (line,) = desk.run("feeds", "health", "--json").stdout.splitlines()
    assert json.loads(line)["condition"] == "blocked"
    assert "blocked here" in desk.run("feeds", "health").stdout


def test_a_sites_feeds_are_discovered(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)

    def respond(path: str, headers: Mapping[str, str]) -> Answer:
        if path == "/news.xml":
            return desk.wire.respond(path, headers)
        if path == "/":
            page = b"<html><head><link rel='alternate' type='application/rss+xml' href='/news.xml'></head></html>"
            return Answer(page, 200, {"Content-Type": "text/html"})
        return Answer(b"", 404)

    with serving(respond) as address:
        found = desk.run("feeds", "discover", f"{address}/", "--allow-private")
        assert (found.returncode, "/news.xml" in found.stdout) == (0, True)
        assert desk.run("feeds", "discover", f"{address}/nothing", "--allow-private").returncode == 1


def test_a_feed_that_is_added_is_polled_by_a_running_stream(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    catalogue = desk.folder / "feeds.csv"
    line = catalogue.read_text().splitlines()[1]
    catalogue.write_text(
        catalogue.read_text().splitlines()[0]
        + "\n"
        + line.replace("/wire.rss", "/other.rss").replace("wire,", "other,")
        + "\n"
    )
    said = desk.folder / "said.txt"
    words = desk.arguments("run", "--allow-private", "--feeds", "feeds.csv")
    with (
        said.open("w") as out,
        subprocess.Popen(words, cwd=desk.folder, env=desk.environment, stdout=out, stderr=out) as running,
    ):
        try:
            until(lambda: GAS[:40] in said.read_text(), said)
            added = desk.run(
                "feeds", "add", line.split(",")[0], "--source", "The Wire", "--feeds", "feeds.csv"
            )
            assert added.returncode == 0, added.stderr
            until(lambda: len(json.loads(desk.run("status", "--json").stdout)["feeds"]) == 2, said)
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(60)


def until(holds: object, said: Path, seconds: float = 30) -> None:
    give_up_at = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < give_up_at, said.read_text()
        time.sleep(0.1)


@pytest.mark.parametrize("words", [("feeds", "add", "nowhere"), ("feeds", "import", "missing.opml")])
def test_a_mistake_is_a_sentence(desk: Desk, words: tuple[str, ...]) -> None:
    done = desk.run(*words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
