"""Writing in transactions, under a watch.

The client waits without end for the answer to a transaction, and can lose track of one whose batch was retried for too long.
So each transaction runs beside the caller, who waits for it only so long; then client and transaction are given up. The next
client of the same name makes the broker end what was left open, before anything is read again: whether it was committed is
then known.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from kafka import KafkaProducer, TopicPartition
from kafka.structs import OffsetAndMetadata

from schemas.errors import ConfigurationError, TransientError
from wirewatch.adapters.kafka_log.cluster import Cluster
from wirewatch.adapters.kafka_log.errors import kafka_errors

ABORT_S = 2.0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A record as the client takes it."""

    to: TopicPartition
    key: bytes
    value: bytes | None
    headers: list[tuple[str, bytes]]


class Writer:
    """Writes records and offsets, all or nothing. A failure of any kind ends the client; the next use makes a new one."""

    def __init__(self, cluster: Cluster, transactional_id: str) -> None:
        self._cluster = cluster
        self._id = transactional_id
        self._client: KafkaProducer | None = None

    def settle(self) -> KafkaProducer:
        """A client that is ready; what an earlier one of the same name left open is over then."""
        if self._client is None:
            client = self._cluster.writer(self._id)
            try:
                with kafka_errors():
                    self._in_time(client.init_transactions)
            except Exception:
                _give_up(client)
                raise
            self._client = client
        return self._client

    def commit(
        self, records: Sequence[Outgoing], offsets: Mapping[TopicPartition, int], proof: Any = None
    ) -> None:
        """Write in one transaction. Raises TransientError: then nothing is known to be written, nor not to be, until
        `settle`; or ConfigurationError: then nothing is written."""
        client = self.settle()
        try:
            with kafka_errors():
                self._in_time(lambda: _transact(client, records, offsets, proof))
        except (TransientError, ConfigurationError):
            self._client = None
            with suppress(Exception):  # what cannot be aborted now is when the next client begins
                self._in_time(client.abort_transaction, ABORT_S)
            _give_up(client)
            raise

    def close(self) -> None:
        """Let go of the connection."""
        if self._client is not None:
            self._client.close(timeout=3)
        self._client = None

    def _in_time(self, act: Callable[[], object], seconds: float | None = None) -> None:
        """Do something that may wait without end; raises TransientError where it takes too long."""
        raised: list[Exception] = []

        def run() -> None:
            try:
                act()
            except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
                raised.append(error)

        at_work = threading.Thread(target=run, name="kafka-transaction", daemon=True)
        at_work.start()
        at_work.join(seconds or self._cluster.access.overdue_s)
        if at_work.is_alive():
            raise TransientError("Kafka does not end a transaction: it is given up and done again.")
        if raised:
            raise raised[0]


def _transact(
    client: KafkaProducer, records: Sequence[Outgoing], offsets: Mapping[TopicPartition, int], proof: Any
) -> None:
    client.begin_transaction()
    sent = [
        client.send(
            each.to.topic, key=each.key, value=each.value, headers=each.headers, partition=each.to.partition
        )
        for each in records
    ]
    if offsets:
        client.send_offsets_to_transaction(
            {at: OffsetAndMetadata(offset, "", -1) for at, offset in offsets.items()}, proof
        )
    client.commit_transaction()
    for future in sent:
        future.get(timeout=0)  # a record that was refused must not pass for written


def _give_up(client: KafkaProducer) -> None:
    """Close a client that may be stuck, without waiting for it."""
    threading.Thread(target=_close_by_force, args=(client,), name="kafka-closing", daemon=True).start()


def _close_by_force(client: KafkaProducer) -> None:
    """Its own close ends nothing where records are still under way: it raises before it comes to its thread."""
    try:
        client.close(timeout=0)
    except Exception:  # noqa: BLE001 - whatever it says, it is to go
        client._sender.force_close()
