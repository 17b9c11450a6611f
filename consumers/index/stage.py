"""The stage that writes coverage to the index."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from consumers.index.document import document_of
from consumers.outputs import output, read
from consumers.ports import IndexDocument, IndexWriter, Output, Record, StateReader, Written
from consumers.stage import Dead, Emit, Outcome, Retry, Skip, StageSpec
from consumers.topology import INDEX
from schemas import topics
from schemas.coverage import Coverage
from schemas.errors import PoisonError, TransientError
from schemas.index_state import IndexState

log = structlog.get_logger()


class IndexStage:
    """Hands each batch to the index as one write; what it writes twice changes nothing there.

    The index's uuid is committed with the first batch that it took, for each partition the process holds: where another
    index is found, at the start or for a partition that another process held before, the stage asks for all coverage of
    its partitions from the beginning of what the log keeps.
    """

    spec: StageSpec = INDEX

    def __init__(self, index: IndexWriter) -> None:
        self._index = index
        self._uuid_to_commit: str | None = None
        self._keys: Sequence[str] = ()
        self._looked_back: str | None = None

    def open(self, state: StateReader, now: datetime) -> bool:
        """True where the index is not the one that the committed offsets of all partitions held belong to."""
        uuid = self._index.uuid()
        held = state.holding().partitions
        self._keys = (_UNDIVIDED,) if held is None else [str(partition) for partition in sorted(held)]
        is_known = all(_uuid_of(state, key) == uuid for key in self._keys)
        self._uuid_to_commit = None if is_known else uuid
        return not is_known

    def handle(self, records: Sequence[Record], state: StateReader, now: datetime) -> Sequence[Outcome]:
        """Emit for what the index took, Skip("retracted") for what it let go of, Dead for what it refused or what
        cannot be read, Retry for all of the batch on passing trouble. Raises ConfigurationError."""
        if self._uuid_to_commit not in (None, self._looked_back):
            self._looked_back = (
                self._uuid_to_commit
            )  # once for each index, however often its first batch comes
            _warn_where_coverage_is_gone(records)
        decoded = [_decoded(record) for record in records]
        documents = [document for document in decoded if isinstance(document, IndexDocument)]
        try:
            answers = iter(self._index.write(documents))
        except TransientError as error:
            return [Retry(str(error), error.retry_after_s)] * len(records)
        outcomes = [each if isinstance(each, Dead) else _outcome(each, next(answers)) for each in decoded]
        return self._with_state(outcomes)

    def due(self, now: datetime) -> Sequence[Output]:
        """Nothing: the clock changes no document."""
        return ()

    def _with_state(self, outcomes: list[Outcome]) -> list[Outcome]:
        """The outcomes, the first of the index's own carrying its uuid where it is not committed yet. Writing it again
        after a failed commit is harmless: the loop opens the stage anew then."""
        if self._uuid_to_commit is None:
            return outcomes
        for at, outcome in enumerate(outcomes):
            if isinstance(outcome, Emit | Skip):
                state = IndexState(uuid=self._uuid_to_commit)
                written = [output(topics.INDEX_STATE, key, state) for key in self._keys]
                outcomes[at] = replace(outcome, outputs=(*outcome.outputs, *written))
                self._uuid_to_commit = None
                break
        return outcomes


_UNDIVIDED = topics.INDEX_STATE.key
"""The key where one process reads all partitions, and of records from before there was one for each."""


def _uuid_of(state: StateReader, partition: str) -> str | None:
    """The index that a partition's committed offset belongs to."""
    for key in dict.fromkeys((partition, _UNDIVIDED)):
        known = state.lookup(topics.INDEX_STATE.name, key)
        if known is not None:
            return IndexState.model_validate_json(known).uuid
    return None


def _warn_where_coverage_is_gone(records: Sequence[Record]) -> None:
    """Say so where the first records that the log still keeps for a new index are not the first there were."""
    first = records[0]
    if first.offset > 0:
        log.warning(
            "The index is new, and the log no longer keeps all coverage (retention.derived_days): "
            "older items cannot be found in it.",
            kept_since=first.written_at.isoformat(timespec="seconds"),
            gone=first.offset,
        )


def _decoded(record: Record) -> IndexDocument | Dead:
    try:
        return document_of(read(Coverage, topics.COVERAGE, record))
    except PoisonError as error:
        return Dead(error.reason, str(error))


def _outcome(document: IndexDocument, answer: Written) -> Outcome:
    if answer.outcome == "ok":
        return Skip("retracted") if document.retired else Emit()
    return Dead("refused", answer.detail, item_id=document.item_id)
