"""What Elasticsearch's answers mean. Pure: the whole decision of what is tried again, what is dead, what stops us."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from schemas.errors import ConfigurationError, TransientError

_PASSING = frozenset({408, 425, 429})
_DOCUMENT_AT_FAULT = frozenset(
    {
        "document_parsing_exception",
        "mapper_parsing_exception",
        "illegal_argument_exception",  # a term longer than Lucene takes, more nested facts than the index allows
        "parsing_exception",
        "x_content_parse_exception",
    }
)


@dataclass(frozen=True, slots=True)
class Taken:
    """It is there, or something as new is."""


@dataclass(frozen=True, slots=True)
class Refused:
    """This document can never pass."""

    why: str


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Passing trouble."""

    why: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A human must change something; `why` says what."""

    why: str


Decision = Taken | Refused | TryAgain | Stop


def decide_item(answer: Mapping[str, Any]) -> Decision:
    """What becomes of one document of a bulk request, from Elasticsearch's answer about it."""
    status, error = int(answer["status"]), answer.get("error") or {}
    if status < 300 or status == 409:  # 409: a newer version is there
        return Taken()
    return _decide(status, str(error.get("type", "")), _reason(error))


def decide_request(status: int, error_type: str, reason: str) -> Decision:
    """What a whole request that failed means."""
    decision = _decide(status, error_type, reason)
    return Stop(f"it refuses a request ({decision.why})") if isinstance(decision, Refused) else decision


def _decide(status: int, error_type: str, reason: str) -> Decision:
    if error_type == "strict_dynamic_mapping_exception":
        return Stop(f"its mapping is not this program's ({reason}); `wirewatch setup` says what differs")
    if error_type == "index_not_found_exception" or (
        status == 404 and error_type != "resource_not_found_exception"
    ):
        return Stop(f"an index is missing ({reason or status}); `wirewatch setup` makes it")
    if status == 401:
        return Stop(
            "it does not accept the user name, password or API key; see [elasticsearch] in docs/settings.md"
        )
    if error_type == "cluster_block_exception" and status == 403:
        return Stop(f"an index takes no writes ({reason})")
    if status == 403:
        return Stop(
            f"this user may not do what is needed ({reason}); `wirewatch setup --print` lists the privileges"
        )
    if status == 413:
        return Stop("what stands before it takes no requests of several MB (nginx: client_max_body_size)")
    if status in _PASSING or status >= 500:
        return TryAgain(reason or f"status {status}")
    if status == 400 and error_type in _DOCUMENT_AT_FAULT:
        return Refused(reason)
    return Stop(f"it refuses a request ({error_type or status}: {reason})")


def _reason(error: Mapping[str, Any]) -> str:
    """The reason with what caused it, in one line."""
    said = [str(error.get("reason", "")).strip()]
    cause = error.get("caused_by")
    while isinstance(cause, dict):
        said.append(str(cause.get("reason", "")).strip())
        cause = cause.get("caused_by")
    return ": ".join(dict.fromkeys(" ".join(part.split()) for part in said if part))[:500]


def raise_for(decision: Decision, address: str, retry_after_s: float | None = None) -> None:
    """Raise what a decision about the whole batch means; nothing for what concerns one document."""
    match decision:
        case TryAgain(why):
            raise TransientError(
                f"Elasticsearch at {address} cannot do it now: {why}.", retry_after_s=retry_after_s
            )
        case Stop(why):
            raise ConfigurationError(f"Elasticsearch at {address}: {why}.")
        case Taken() | Refused():
            return


def gravest(decisions: Iterable[Decision]) -> Decision:
    """What matters most about a batch: what stops us, else what must be tried again."""
    kept: Decision = Taken()
    for decision in decisions:
        if isinstance(decision, Stop):
            return decision
        if isinstance(decision, TryAgain):
            kept = decision
    return kept
