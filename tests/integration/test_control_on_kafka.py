"""One command changes the generations at a time, on whichever machine; match waits for the one before to let go."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from kafka.admin import MemberToRemove

from consumers.replay.generations import GROUP, generations_of
from consumers.replay.handover import asked_before
from consumers.topology import MATCH
from schemas.control import FIRST_GENERATION, Generation, Generations, Handover
from schemas.errors import ConfigurationError, TransientError
from tests.kafka_server import KafkaServer
from tests.kafka_topics import as_instance, fresh_topics
from wirewatch.adapters.kafka_log import Cluster, KafkaLog
from wirewatch.data_folder import DataFolder
from wirewatch.replay.control import Control, control_of


@pytest.fixture
def cluster(kafka: KafkaServer) -> Iterator[Cluster]:
    with fresh_topics(kafka) as made:
        yield made


def with_number(number: int) -> Generations:
    return Generations(newest=number)


def test_a_command_on_another_machine_is_refused_while_one_is_at_work(
    cluster: Cluster, tmp_path: Path
) -> None:
    here, there = DataFolder(tmp_path / "here"), DataFolder(tmp_path / "there")
    with (
        closing(KafkaLog(as_instance(cluster, "here"))) as one,
        closing(KafkaLog(as_instance(cluster, "there"))) as other,
    ):
        with control_of(here, one) as control:
            with pytest.raises(ConfigurationError, match="at work on this log"), control_of(there, other):
                pass
            control.commit(with_number(4))
        with control_of(there, other) as control:
            assert control.seen().newest == 4
            control.commit(with_number(5))
        assert generations_of(one).newest == 5


def test_a_command_that_was_taken_for_dead_changes_nothing(cluster: Cluster) -> None:
    with (
        closing(KafkaLog(as_instance(cluster, "here"))) as one,
        closing(KafkaLog(as_instance(cluster, "there"))) as other,
    ):
        away, heir = Control(one), Control(other)
        away.take()
        with cluster.asking() as admin:
            admin.remove_group_members(cluster.group(GROUP), [MemberToRemove(group_instance_id="here")])
        heir.take()
        heir.commit(with_number(7))
        with pytest.raises(TransientError):
            away.commit(with_number(9))
        assert generations_of(other).newest == 7
        heir.close()


def test_match_begins_only_when_the_one_before_has_let_go(cluster: Cluster) -> None:
    swapped = Generations(
        live="g2",
        newest=2,
        handover=Handover(before=FIRST_GENERATION, since=()),
        generations=tuple(Generation(name=name, state="standing") for name in (FIRST_GENERATION, "g2")),
    )
    with closing(KafkaLog(cluster.access)) as log:
        control = Control(log)
        control.take()
        control.commit(swapped)
        control.close()
        before = log.open_stage(MATCH.group, MATCH.reads)
        before.read(1)
        with pytest.raises(TransientError, match="has not let go of g1"):
            asked_before(log, "g2")
        before.close()
        assert asked_before(log, "g2") == frozenset()
