"""The commands over coverage in a real Elasticsearch."""

import json
import uuid

import pytest

from tests.elasticsearch_server import USER, ElasticServer
from tests.embedded.conftest import Desk
from tests.embedded.test_stream import GAS, GAS_BODY

pytestmark = pytest.mark.timeout(600)  # a handful of commands and a server, on a machine that may be busy


def at_elasticsearch(desk: Desk, server: ElasticServer, prefix: str, password: str = USER[1]) -> None:
    desk.environment |= {
        "WIREWATCH_INDEX": server.address,
        "WIREWATCH_PREFIX": prefix,
        "WIREWATCH_ELASTIC__USERNAME": USER[0],
        "WIREWATCH_ELASTIC__PASSWORD": password,
    }


def test_what_a_run_collects_is_searched_shown_and_counted_there(
    desk: Desk, elasticsearch: ElasticServer
) -> None:
    at_elasticsearch(desk, elasticsearch, f"run{uuid.uuid4().hex[:8]}-")
    desk.wire.publish("1", GAS, GAS_BODY)
    desk.wire.publish("2", "Xi Jinping to visit Moscow for talks with Putin in May")
    desk.poll()
    assert not list(desk.folder.rglob("index*.db"))
    found = desk.run("search", "--json")
    assert found.returncode == 0, found.stderr
    documents = [json.loads(line) for line in found.stdout.splitlines()]
    assert len(documents) == 2
    item_id = documents[0]["item_id"]
    assert json.loads(desk.run("show", item_id, "--json").stdout)["item"]["item_id"] == item_id
    assert json.loads(desk.run("status", "--json").stdout)["indexed"] == len(documents)


def test_a_wrong_password_stops_a_run_with_one_sentence_and_commits_nothing(
    desk: Desk, elasticsearch: ElasticServer
) -> None:
    at_elasticsearch(desk, elasticsearch, "stranger-", "guessed-secret")
    stopped = desk.run("run", "--once", "--allow-private", "--feeds", "feeds.csv")
    assert stopped.returncode == 2, stopped.stdout + stopped.stderr
    assert "does not accept the user name, password or API key" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert "guessed-secret" not in stopped.stdout + stopped.stderr
    shown = desk.run("doctor")
    assert "guessed-secret" not in shown.stdout + shown.stderr


def test_setup_makes_what_is_missing_twice_changes_nothing_and_says_what_differs(
    desk: Desk, elasticsearch: ElasticServer
) -> None:
    prefix = f"setup{uuid.uuid4().hex[:8]}-"
    at_elasticsearch(desk, elasticsearch, prefix)
    made = desk.run("setup")
    assert made.returncode == 0, made.stdout + made.stderr
    assert {f"{prefix}news", f"{prefix}news-facts-v1"} <= set(made.stdout.replace(":", " ").split())
    again = desk.run("setup")
    assert (again.returncode, again.stdout.split()[0]) == (0, "there")
    with elasticsearch.client() as client:
        client.indices.put_mapping(
            index=f"{prefix}news-v1", dynamic="true", properties={"smell": {"type": "keyword"}}
        )
    differs = desk.run("setup")
    assert differs.returncode == 1
    assert "dynamic is true instead of strict; properties.smell is" in differs.stdout


def test_setup_prints_requests_that_elasticsearch_takes(desk: Desk, elasticsearch: ElasticServer) -> None:
    prefix = f"print{uuid.uuid4().hex[:8]}-"
    at_elasticsearch(desk, elasticsearch, prefix)
    printed = desk.run("setup", "--print").stdout.strip().split("\n\n")
    with elasticsearch.client() as client:
        for each in printed:
            first, _, body = each.partition("\n")
            method, path = first.split()
            client.perform_request(
                method, f"/{path}", headers={"Content-Type": "application/json", "Accept": "application/json"},
                body=json.loads(body),
            )  # fmt: skip
    assert desk.run("setup").stdout.split()[0] == "there"
