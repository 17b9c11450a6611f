"""wirewatch setup, and being turned away, on a real Kafka."""

import os
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from consumers.ports import Output, Position
from schemas.errors import ConfigurationError, TransientError
from schemas.topics import CLASSIFIED, ITEMS, ITEMS_STATE
from tests.kafka_server import PLAIN_USERS, KafkaServer
from tests.kafka_topics import fresh_topics
from tests.servers import free_ports
from wirewatch.adapters.kafka_log import Cluster, KafkaAccess, KafkaLog
from wirewatch.adapters.kafka_log.acls import rights_needed

GROUP = "wirewatch.classify"
WRONG = "not-the-password"


class Newsroom:
    """The command line with the settings of a cluster."""

    def __init__(self, folder: Path, server: KafkaServer) -> None:
        self.folder = folder
        self.prefix = f"s{uuid.uuid4().hex[:8]}."
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WIREWATCH_")}
        self.environment = kept | {
            "WIREWATCH_LOG": f"kafka://{server.address}",
            "WIREWATCH_PREFIX": self.prefix,
            "WIREWATCH_KAFKA__PARTITIONS": "2",
        }

    def run(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "wirewatch", *words], cwd=self.folder, env=self.environment | variables,
            capture_output=True, text=True, timeout=100, check=False,
        )  # fmt: skip


@pytest.fixture
def newsroom(tmp_path: Path, kafka: KafkaServer) -> Newsroom:
    return Newsroom(tmp_path, kafka)


def test_setup_makes_topics_as_the_settings_say_and_changes_nothing_when_run_again(
    newsroom: Newsroom,
) -> None:
    first = newsroom.run("setup")
    assert first.returncode == 0, first.stderr
    assert f"made     {newsroom.prefix}news.items" in first.stdout
    again = newsroom.run("setup")
    assert again.returncode == 0
    assert re.findall(r"^(\w+) ", again.stdout, re.M) == ["there"] * first.stdout.count("made")
    other = newsroom.run("setup", WIREWATCH_KAFKA__PARTITIONS="3", WIREWATCH_RETENTION__DERIVED_DAYS="1")
    assert other.returncode == 1
    said = next(line for line in other.stdout.splitlines() if "news.classified" in line)
    assert "differs" in said
    assert "2 partitions instead of 3" in said
    assert "retention.ms=604800000 instead of 86400000" in said
    compacted = next(line for line in other.stdout.splitlines() if "feeds.state" in line)
    assert compacted.startswith("there")


def test_setup_prints_what_a_platform_team_needs_and_connects_to_nothing(newsroom: Newsroom) -> None:
    (port,) = free_ports(1)
    printed = newsroom.run("setup", "--print", WIREWATCH_LOG=f"kafka://127.0.0.1:{port}")
    assert printed.returncode == 0
    assert f"--topic {newsroom.prefix}feeds.state --partitions 64" in printed.stdout
    assert f"--transactional-id '{newsroom.prefix}wirewatch.'" in printed.stdout


def test_a_stage_without_its_topics_stops_with_a_sentence(newsroom: Newsroom) -> None:
    done = newsroom.run("stage", "classify")
    assert done.returncode == 2
    assert (
        f"The topic {newsroom.prefix}control is missing: run `wirewatch setup`." in done.stderr
    )  # asked for first
    assert "Traceback" not in done.stderr


@pytest.fixture
def cluster(kafka: KafkaServer) -> Iterator[Cluster]:
    with fresh_topics(kafka) as made:
        yield made


def access_of(
    server: KafkaServer, cluster: Cluster, user: str, password: str, **options: object
) -> KafkaAccess:
    """The topics through the listener with passwords."""
    security = {
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "PLAIN",
        "sasl_plain_username": user,
        "sasl_plain_password": password,
        **options,
    }
    address = server.with_tls if security["security_protocol"] == "SASL_SSL" else server.with_passwords
    return replace(cluster.access, servers=(address,), security=security)


def allow(cluster: Cluster, user: str) -> None:
    """Give a user just the rights that `setup --print` lists."""
    types = {
        "topic": ResourceType.TOPIC,
        "group": ResourceType.GROUP,
        "transactional-id": ResourceType.TRANSACTIONAL_ID,
        "cluster": ResourceType.CLUSTER,
    }
    acls = [
        ACL(
            f"User:{user}",
            "*",
            ACLOperation[re.sub(r"(?<!^)(?=[A-Z])", "_", operation).upper()],
            ACLPermissionType.ALLOW,
            ResourcePattern(types[right.resource], right.name, ACLResourcePatternType[right.pattern.upper()]),
        )
        for right in rights_needed(cluster.access.prefix, makes_topics=False)
        for operation in right.operations
    ]
    with cluster.asking() as admin:
        admin.create_acls(acls)
        give_up_at = time.monotonic() + 20
        while len(_rights_of(admin, user)) < len(acls) and time.monotonic() < give_up_at:
            time.sleep(0.05)  # brokers hear of rights a moment later


def _rights_of(admin: Any, user: str) -> Any:
    wanted = ACLFilter(
        f"User:{user}",
        None,
        ACLOperation.ANY,
        ACLPermissionType.ANY,
        ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY),
    )
    return admin.describe_acls(wanted)[0]


def one_turn(access: KafkaAccess) -> None:
    """Read, commit, look up: what a stage does."""
    with closing(KafkaLog(access)) as log:
        log.open_stage("wirewatch.poll").commit([Output(ITEMS.name, "a", b"{}")], {})
        stage = log.open_stage(GROUP, [ITEMS.name])
        (record,) = stage.read(10)
        stage.commit(
            [Output(CLASSIFIED.name, "a", b"{}"), Output(ITEMS_STATE.name, "a", b"1")],
            {Position(ITEMS.name, record.partition): record.offset + 1},
        )
        assert stage.lookup(ITEMS_STATE.name, "a") == b"1"
        assert log.usage(CLASSIFIED.name).records == 1


def test_the_printed_rights_are_enough_for_a_stage(kafka: KafkaServer, cluster: Cluster) -> None:
    allow(cluster, "stage")
    one_turn(access_of(kafka, cluster, "stage", PLAIN_USERS["stage"]))


@pytest.mark.parametrize(
    ("user", "password", "options", "said"),
    [
        ("stage", "wrong", {}, "refuses the user stage or the password"),
        ("stage", "wrong", {"sasl_mechanism": "SCRAM-SHA-512"}, "refuses the user stage or the password"),
        ("stranger", PLAIN_USERS["stranger"], {}, "does not allow this"),
        (
            "stage",
            PLAIN_USERS["stage"],
            {"security_protocol": "SASL_SSL"},
            "certificate of .* is not trusted",
        ),
    ],
)
def test_who_is_turned_away_is_told_why_in_a_sentence(
    user: str, password: str, options: dict[str, str], said: str, kafka: KafkaServer, cluster: Cluster
) -> None:
    with (
        closing(KafkaLog(access_of(kafka, cluster, user, password, **options))) as log,
        pytest.raises(ConfigurationError, match=said) as error,
    ):
        log.open_stage(GROUP, [ITEMS.name]).read(1)
    assert "\n" not in str(error.value)
    assert password not in str(error.value)


def test_a_listener_spoken_to_in_the_wrong_way_is_told_apart_from_one_that_is_away(
    kafka: KafkaServer, cluster: Cluster
) -> None:
    wrong = replace(cluster.access, servers=(kafka.with_tls,))
    with closing(KafkaLog(wrong)) as log, pytest.raises(ConfigurationError, match=r"kafka\.security"):
        log.open_stage(GROUP, [ITEMS.name])
    away = replace(cluster.access, servers=(f"127.0.0.1:{free_ports(1)[0]}",))
    with closing(KafkaLog(away)) as log, pytest.raises(TransientError, match="cannot be reached"):
        log.open_stage(GROUP, [ITEMS.name])


def test_scram_over_tls_works(kafka: KafkaServer, cluster: Cluster) -> None:
    with cluster.asking() as admin:
        admin.alter_user_scram_credentials(
            [UserScramCredentialUpsertion("analyst", ScramMechanism.SCRAM_SHA_512, "s3cret-scram")]
        )
    allow(cluster, "analyst")
    tls = {
        "security_protocol": "SASL_SSL",
        "sasl_mechanism": "SCRAM-SHA-512",
        "ssl_cafile": str(kafka.ca),
    }
    one_turn(access_of(kafka, cluster, "analyst", "s3cret-scram", **tls))


def test_a_stage_with_a_wrong_password_ends_with_a_sentence_and_commits_nothing(
    newsroom: Newsroom, kafka: KafkaServer
) -> None:
    done = newsroom.run(
        "stage", "classify",
        WIREWATCH_LOG=f"kafka://{kafka.with_passwords}", WIREWATCH_KAFKA__SECURITY="sasl_plaintext",
        WIREWATCH_KAFKA__MECHANISM="PLAIN", WIREWATCH_KAFKA__USERNAME="stage", WIREWATCH_KAFKA__PASSWORD=WRONG,
    )  # fmt: skip
    assert done.returncode == 2
    assert "refuses the user stage or the password" in done.stderr
    assert WRONG not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
