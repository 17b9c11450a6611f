"""The client for questions, with one that the library's own cannot ask: where a group stands once its commits are through.

Kafka says that a transaction is committed before its offsets are told to whoever asks: for some milliseconds a group seems
to stand where it stood before. The request has a word against it, which the library's client for questions never says.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from kafka import KafkaAdminClient


class QuestionClient(KafkaAdminClient):  # type: ignore[misc]  # the library tells no types
    """Used by one thread at a time."""

    _settled = False

    def settled_group_offsets(self, group: str) -> Mapping[Any, Any]:
        """The offsets of a group. Raises UnstableOffsetCommitError while a transaction with some of them is open."""
        self._settled = True
        try:
            found: Mapping[Any, Any] = self.list_group_offsets({group: None})[group]
        finally:
            self._settled = False
        return found

    def _list_group_offsets_requests(self, group_specs: Any) -> Iterator[Any]:
        for group, request in super()._list_group_offsets_requests(group_specs):
            request.require_stable = self._settled
            yield group, request
