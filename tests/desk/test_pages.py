"""The pages of the desk, as a browser gets them."""

import csv
import html
import io
import re

import pytest
from starlette.testclient import TestClient

from consumers.ports import Output
from consumers.replay.generations import commit_generations, log_of
from consumers.replay.scoped import own_topics
from schemas.control import Generation, Generations
from schemas.topics import CLUSTER_STATE, EVENTS_STATE, ITEMS_STATE
from tests.desk.conftest import ADDRESS
from wirewatch.alerting import standing
from wirewatch.dead_letters import dead_letters
from wirewatch.desk.app import make_app
from wirewatch.desk.desk import Desk
from wirewatch.desk.guard import LOOPBACK
from wirewatch.labels import labels_of
from wirewatch.settings import Settings

OWN = {"Origin": ADDRESS}
PAGES = ["/", "/overview", "/ahead", "/figures", "/alerts", "/feeds", "/stream", "/complete?q=topic:en"]


def item_of(client: TestClient, query: str) -> str:
    found = re.search(r'href="/item/([^"]+)"', client.get("/", params={"q": query}).text)
    assert found is not None
    return html.unescape(found[1])


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_small_strict_and_without_another_host(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(answer.content) < 100_000
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]
    assert not re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"']https?:", answer.text)
    assert not re.findall(r"<[^>]+ (?:style|on[a-z]+)=", answer.text)
    assert "<script>" not in answer.text


@pytest.mark.parametrize(
    ("query", "expected"), [("Новак", "Новак"), ("大豆", "大豆"), ('"river crossings"', "river crossings")]
)
def test_what_is_searched_in_any_script_is_found_and_marked(
    client: TestClient, query: str, expected: str
) -> None:
    page = client.get("/", params={"q": query}).text
    assert "<mark>" in page
    assert expected in re.sub(r"</?mark>", "", page) or query in re.sub(r"</?mark>", "", page)


def test_a_mistake_in_a_query_is_shown_with_a_caret_and_a_hint(client: TestClient) -> None:
    answer = client.get("/", params={"q": "topic:enrgy"})
    assert answer.status_code == 400
    assert "^^^^^" in answer.text
    assert "topic:energy" in answer.text
    assert client.get("/", params={"since": "yesterweek"}).status_code == 400


def test_facets_narrow_the_search_and_bars_its_time(client: TestClient) -> None:
    seen = client.get("/overview").text
    facets = [html.unescape(address) for address in re.findall(r'<li><a href="([^"]+)"', seen)]
    assert len(facets) > 10
    for address in facets:
        assert client.get(address).status_code == 200
        assert '<ol class="hits">' in client.get(address).text
    bars = [html.unescape(address) for address in re.findall(r'<a href="([^"]+)" aria-label', seen)]
    counts = [int(found) for found in re.findall(r"<title>[^:]+: (\d+)</title>", seen)]
    for address, count in zip(bars, counts, strict=True):
        assert client.get(address).text.count('<h2 lang="') == min(count, 30)


def test_an_item_shows_its_facts_where_they_stand_and_why_it_is_here(client: TestClient) -> None:
    page = client.get(f"/item/{item_of(client, 'title:Lavrov')}").text
    assert re.search(r'class="fact k-entity "[^>]*title="e\d+: entities/', page)
    text = re.sub(r"<[^>]+>", "", page[page.index('<div class="text"') : page.index("<h2>Key facts")])
    assert "agreed on Saturday to reopen two passenger crossings" in html.unescape(text)
    for part in ("Key facts", "Why relevant", "Who else", "Cite", "text SHA-256"):
        assert part in page


def test_pages_read_no_more_states_than_they_show(client: TestClient, settings: Settings) -> None:
    event = item_of(client, "title:Lavrov")
    with Desk(settings).writing_log() as log:
        stage = log.open_stage("wirewatch.cluster")
        unreadable = (ITEMS_STATE, CLUSTER_STATE, EVENTS_STATE)
        stage.commit([Output(spec.name, "of another", b"{}") for spec in unreadable], {})
        stage.close()
    for path in ("/feeds", "/stream", f"/event/{event}"):
        assert client.get(path).status_code == 200


def test_an_event_is_read_from_the_generation_that_is_live(client: TestClient, settings: Settings) -> None:
    event = item_of(client, "title:Lavrov")
    with Desk(settings).writing_log() as log:
        events = dict(log.compacted(EVENTS_STATE.name))
        log.make_topics(own_topics("g2"))
        stage = log_of(log, "g2").open_stage("wirewatch.cluster")
        stage.commit([Output(EVENTS_STATE.name, key, value) for key, value in events.items()], {})
        stage.close()
        both = tuple(Generation(name=name, state="standing") for name in ("g1", "g2"))
        commit_generations(log, Generations(live="g2", newest=2, generations=both))
        gone = log.open_stage("wirewatch.cluster")
        gone.commit([Output(EVENTS_STATE.name, key, None) for key in events], {})
        gone.close()
    assert client.get(f"/event/{event}").status_code == 200


def test_an_event_stands_side_by_side(client: TestClient) -> None:
    page = client.get(f"/event/{item_of(client, 'title:Lavrov')}").text
    for source in ("Lantern Newswire", "The Quayside Courier", "Steppe Monitor"):
        assert source in page
    assert "What all say" in page


def test_what_is_not_there_is_told_in_a_sentence(client: TestClient) -> None:
    for path in ("/item/nothing", "/event/nothing", "/alert/nothing", "/item/nothing@7"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert 'role="alert"' in answer.text
        assert "Traceback" not in answer.text
    assert client.get("/item/a%20b").status_code == 400


def test_what_is_found_is_taken_away_as_a_table(client: TestClient) -> None:
    answer = client.get("/export.csv", params={"q": "topic:energy"})
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert rows
    assert all("energy" in row["topics"] for row in rows)
    assert client.get("/export.csv", params={"q": "topic:enrgy"}).status_code == 400


def test_a_correction_is_kept_as_a_label(client: TestClient, settings: Settings) -> None:
    item = item_of(client, "title:Lavrov")
    assert client.post(f"/item/{item}/label", data={"relevant": "no"}, headers=OWN).status_code == 303
    with Desk(settings).log() as log:
        (label,) = labels_of(log)
    assert (label.item_id, label.gold.relevant) == (item, False)
    answer = client.post(f"/item/{item}/label", data={"gold": "{"}, headers=OWN)
    assert (answer.status_code, "mistake" in answer.text) == (400, True)


def test_alerts_are_shown_taken_on_and_sent_again_and_rules_muted(
    client: TestClient, settings: Settings
) -> None:
    page = client.get("/alerts").text
    alert = re.findall(r'href="/alert/([0-9a-f]+)"', page)[0]
    assert "<pre" in client.get(f"/alert/{alert}").text
    assert client.post("/do/ack", data={"name": alert, "note": "seen"}, headers=OWN).status_code == 303
    assert client.post("/do/resend", data={"name": alert}, headers=OWN).status_code == 303
    rule = re.findall(r'name="name" value="([^"]+)"', page)[0]
    assert client.post("/do/mute", data={"name": rule, "for": "8h"}, headers=OWN).status_code == 303
    assert "silent until" in client.get("/alerts").text
    with Desk(settings).log() as log:
        found = next(each for each in standing(log) if each.alert.alert_id == alert)
    assert found.taken_on is not None
    assert (found.taken_on.note, found.alert.again) == ("seen", 1)
    assert client.post("/do/mute", data={"name": "nobody", "for": "8h"}, headers=OWN).status_code == 400
    assert client.post("/do/nothing", data={"name": "x"}, headers=OWN).status_code == 404


def test_a_rule_is_tried_with_its_alerts_plotted(client: TestClient) -> None:
    page = client.get("/alerts", params={"q": "topic:sanctions"}).text
    assert re.search(r"<strong>[1-9]\d*</strong> alerts in the last 30 days", page)
    assert 'class="bar"' in page


def test_a_dead_letter_is_driven_again(client: TestClient, settings: Settings) -> None:
    with Desk(settings).log() as log:
        letters = dead_letters(log)
    assert letters == ()
    assert "None: every record passed." in client.get("/stream").text
    assert client.post("/do/redrive", data={"name": "nothing"}, headers=OWN).status_code == 404


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("topic:en", "topic:energy"),
        ("gas AND Лавр", "entity:&#34;Sergey Lavrov&#34;"),
        ("ev", "event.type:"),
        ("习近", "Xi Jinping"),
    ],
)
def test_the_box_offers_fields_values_and_names_in_any_script(
    client: TestClient, written: str, offered: str
) -> None:
    assert offered in client.get("/complete", params={"q": written}).text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "192.168.1.7:8600"])
def test_a_name_that_is_not_ours_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9999", ""])
def test_a_form_from_elsewhere_changes_nothing(client: TestClient, origin: str) -> None:
    headers = {"Origin": origin} if origin else {}
    assert client.post("/do/mute", data={"name": "x", "for": "8h"}, headers=headers).status_code == 403


def test_beyond_loopback_a_token_is_asked_for_once(settings: Settings) -> None:
    app = make_app(Desk(settings), LOOPBACK, "geheim")
    with TestClient(app, base_url=ADDRESS, follow_redirects=False) as client:
        assert client.get("/").status_code == 401
        assert client.get("/", params={"token": "falsch"}).status_code == 401
        assert client.get("/", params={"token": "geheim"}).status_code == 303
        assert client.get("/").status_code == 200


def test_what_is_sent_is_bounded_and_other_methods_are_refused(client: TestClient) -> None:
    assert client.post("/do/ack", data={"name": "x" * 300_000}, headers=OWN).status_code == 413
    assert client.put("/", headers=OWN).status_code == 405
