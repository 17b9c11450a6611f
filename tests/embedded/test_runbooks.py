"""The runbooks: each one's commands, run as written where its condition has been brought about.

A command is a line of a ```console block that begins with "$ "; it must end with exit code 0.
"""

import json
import re
import subprocess
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path

import pytest

from consumers.ports import Output
from schemas.topics import ITEMS
from schemas.wire import headers_of
from tests.elasticsearch_server import USER, ElasticServer
from tests.embedded.conftest import Desk
from tests.embedded.test_stream import GAS, GAS_BODY
from tests.kafka_server import KafkaServer
from wirewatch.adapters.sqlite_log import SqliteLog

RUNBOOKS = Path(__file__).resolve().parents[2] / "deploy/runbooks"
pytestmark = pytest.mark.timeout(900)  # a handful of commands each, on a machine that may be busy

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FOLLOWED = (
    "add-partitions", "dead-letters", "elasticsearch-full", "lag-grows", "replay-goes-wrong", "upgrade-the-ruleset",
)  # fmt: skip


def commands_of(name: str) -> list[str]:
    text = (RUNBOOKS / f"{name}.md").read_text(encoding="utf-8")
    lines = [line for block in _BLOCK.findall(text) for line in block.splitlines()]
    assert all(line.startswith("$ ") for line in lines)
    return [line.removeprefix("$ ") for line in lines]


def follow(desk: Desk, commands: Sequence[str]) -> list[str]:
    """Run commands in the user's folder, as a shell does; what each printed."""
    (desk.folder / "bin").mkdir(exist_ok=True)
    program = desk.folder / "bin/wirewatch"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m wirewatch "$@"\n')
    program.chmod(0o755)
    desk.environment |= {
        "PATH": f"{program.parent}:{desk.environment['PATH']}",
        "WIREWATCH_FEEDS": "feeds.csv", "WIREWATCH_ALLOW_PRIVATE": "true",
    }  # fmt: skip
    printed = []
    for command in commands:
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command], cwd=desk.folder, env=desk.environment, capture_output=True,
            text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        printed.append(done.stdout)
    return printed


def indexed(desk: Desk) -> int:
    return int(json.loads(desk.run("status", "--json").stdout)["indexed"])


def test_every_runbook_is_followed_by_a_test_and_has_commands() -> None:
    assert sorted(file.stem for file in RUNBOOKS.glob("*.md")) == sorted(FOLLOWED)
    assert all(commands_of(name) for name in FOLLOWED)


def test_dead_letters_appear(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    log = SqliteLog(desk.folder / "wirewatch-data/log.db")
    stage = log.open_stage("somebody.else")
    stage.commit([Output(ITEMS.name, "odd", b"no JSON", headers_of(ITEMS))], {})
    stage.close()
    log.close()
    desk.poll()
    listed, shown, redriven, *_ = follow(desk, commands_of("dead-letters"))
    assert "undecodable" in listed
    assert "no JSON" in shown
    assert redriven.startswith("1 ")


def test_lag_grows(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    (desk.folder / "old.jsonl").write_text(
        json.dumps({"title": "China and Russia sign a rail deal", "text": "They signed it in Moscow.", "published": "2026-01-05"})
    )  # fmt: skip
    assert (
        desk.run("backfill", "old.jsonl", "--source", "wire", "--feeds", "feeds.csv", "--no-wait").returncode
        == 0
    )
    before, _, after = follow(desk, commands_of("lag-grows"))
    assert "classify 1" in before
    assert "classify 0" in after
    assert indexed(desk) == 2


def test_elasticsearch_is_full(desk: Desk, elasticsearch: ElasticServer) -> None:
    prefix = f"full{uuid.uuid4().hex[:8]}-"
    host = elasticsearch.address.removeprefix("http://")
    desk.environment |= {
        "WIREWATCH_INDEX": elasticsearch.address, "WIREWATCH_PREFIX": prefix,
        "WIREWATCH_ELASTIC__USERNAME": USER[0], "WIREWATCH_ELASTIC__PASSWORD": USER[1],
        "ES": f"http://{USER[0]}:{USER[1]}@{host}",
    }  # fmt: skip
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    with elasticsearch.client() as client:
        client.indices.put_settings(
            index=f"{prefix}*", settings={"index.blocks.read_only_allow_delete": True}
        )
    desk.wire.publish("rail", "China and Russia sign a rail deal", "They signed it in Moscow.")
    stopped = desk.run("run", "--once", "--allow-private", "--feeds", "feeds.csv")
    assert stopped.returncode != 0
    assert "Traceback" not in stopped.stderr
    _, blocked, *_ = follow(desk, commands_of("elasticsearch-full"))
    assert prefix in blocked
    assert indexed(desk) == 2


def test_a_replay_goes_wrong(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    started = subprocess.Popen(
        desk.arguments("replay", "--from", "30d", "--yes"), cwd=desk.folder, env=desk.environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        started.wait(1.5)  # killed wherever it is by then
    except subprocess.TimeoutExpired:
        started.kill()
        started.wait()
    if "g2" not in desk.run("index", "list").stdout:  # it had not begun
        assert desk.run("replay", "--from", "30d", "--yes").returncode == 0
    printed = follow(desk, commands_of("replay-goes-wrong"))
    assert "g2" in printed[0]
    assert "g2" not in printed[-1]
    assert indexed(desk) == 1


def test_upgrade_the_ruleset(desk: Desk) -> None:
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.poll()
    gold = {"relevant": True, "topics": ["energy"]}
    item = {
        "id": "a",
        "language": "en",
        "title": GAS,
        "body": GAS_BODY,
        "published": "2026-11-23",
        "gold": gold,
    }
    (desk.folder / "labelled.jsonl").write_text(json.dumps(item))
    printed = follow(desk, commands_of("upgrade-the-ruleset"))
    assert "relevance" in printed[2]
    assert GAS in printed[-2]
    assert indexed(desk) == 1


def test_add_partitions(desk: Desk, kafka: KafkaServer) -> None:
    desk.environment |= {
        "WIREWATCH_LOG": f"kafka://{kafka.address}", "WIREWATCH_PREFIX": f"few{uuid.uuid4().hex[:8]}-",
        "WIREWATCH_KAFKA__PARTITIONS": "2",
    }  # fmt: skip
    assert desk.run("setup").returncode == 0
    _, differs, made = follow(desk, commands_of("add-partitions"))
    assert "differs" in differs
    assert "nothing was changed" in differs
    assert "differs" not in made
