"""What waits and what died, stage by stage, beside the coverage: for the dashboard."""

from collections.abc import Mapping
from datetime import datetime

from wirewatch.adapters.elastic_index.connection import Access, Connection
from wirewatch.adapters.elastic_index.names import IndexNames


class HealthBoard:
    """One document per stage and process, written over each time."""

    def __init__(self, access: Access, names: IndexNames) -> None:
        self._connection = Connection(access)
        self._alias = names.health

    def note(self, process: str, at: datetime, waiting: Mapping[str, int], dead: Mapping[str, int]) -> None:
        """Note how many records wait for each stage, and how many died in it since this process started. Raises
        TransientError or ConfigurationError."""
        stages = sorted({*waiting, *dead})
        if not stages:
            return
        lines: list[dict[str, object]] = []
        for stage in stages:
            lines.append(
                {"index": {"_index": self._alias, "_id": f"{stage}@{process}", "require_alias": True}}
            )
            lines.append(
                {
                    "stage": stage,
                    "process": process,
                    "at": at.isoformat(),
                    "waiting": waiting.get(stage, 0),
                    "dead": dead.get(stage, 0),
                }
            )
        with self._connection.client() as client:
            client.bulk(operations=lines)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()
