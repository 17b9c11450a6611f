"""What waits and what died, stage by stage, beside the coverage: for the dashboard.

Every process notes, also those that have no other business with Elasticsearch: its client would cost each of them 38 MB, so that this one
request is made without it.
"""

import base64
import json
import ssl
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import HTTPSHandler, OpenerDirector, ProxyHandler, Request, build_opener

from schemas.errors import ConfigurationError, TransientError
from wirewatch.adapters.elastic_index.connection import Access
from wirewatch.adapters.elastic_index.names import IndexNames

_TURNED_AWAY = (401, 403)
_PASSING = frozenset((429, 502, 503, 504))


class HealthBoard:
    """One document per stage and process, written over each time."""

    def __init__(self, access: Access, names: IndexNames) -> None:
        self._access = access
        self._alias = names.health
        self._hosts = access.hosts()

    def note(self, process: str, at: datetime, waiting: Mapping[str, int], dead: Mapping[str, int]) -> None:
        """Note how many records wait for each stage, and how many died in it since this process started. Raises
        TransientError or ConfigurationError."""
        lines: list[dict[str, object]] = []
        for stage in sorted({*waiting, *dead}):
            counts = {"waiting": waiting.get(stage, 0), "dead": dead.get(stage, 0)}
            lines.append(
                {"index": {"_index": self._alias, "_id": f"{stage}@{process}", "require_alias": True}}
            )
            lines.append({"stage": stage, "process": process, "at": at.isoformat(), **counts})
        if lines:
            self._send("".join(json.dumps(line) + "\n" for line in lines))

    def _send(self, lines: str) -> None:
        """To the first address that answers."""
        for host in self._hosts[:-1]:
            with suppress(TransientError):
                return self._send_to(host, lines)
        return self._send_to(self._hosts[-1], lines)

    def _send_to(self, host: str, lines: str) -> None:
        headers = {"Content-Type": "application/x-ndjson", **self._credentials()}
        request = Request(f"{host}/_bulk", lines.encode(), headers, method="POST")  # noqa: S310 - the settings name it
        try:
            with self._opener(host).open(request, timeout=self._access.timeout_s) as answer:
                told = json.loads(answer.read())
        except HTTPError as error:
            if error.code in _TURNED_AWAY:
                raise ConfigurationError(f"Elasticsearch at {host} turns us away ({error.code}).") from error
            raise TransientError(f"Elasticsearch at {host} answers {error.code}.") from error
        except (OSError, HTTPException, ValueError) as error:
            raise TransientError(f"Elasticsearch at {host} cannot be reached.") from error
        if not isinstance(told, dict):
            raise TransientError(f"What answers at {host} is no Elasticsearch.")
        if told.get("errors"):
            statuses = {each.get("index", {}).get("status") for each in told.get("items", ())}
            if statuses & _PASSING:
                raise TransientError(f"Elasticsearch at {host} is too busy for notes.")
            raise ConfigurationError(f"{self._alias} takes no notes: run `wirewatch setup`.")

    def _opener(self, host: str) -> OpenerDirector:
        if not host.startswith("https:"):
            return build_opener(ProxyHandler({}))
        trusted = ssl.create_default_context(cafile=self._access.ca_file)
        return build_opener(ProxyHandler({}), HTTPSHandler(context=trusted))

    def _credentials(self) -> dict[str, str]:
        if self._access.api_key:
            return {"Authorization": f"ApiKey {self._access.api_key}"}
        user = self._access.user()
        if user is None:
            return {}
        return {"Authorization": f"Basic {base64.b64encode(':'.join(user).encode()).decode()}"}
