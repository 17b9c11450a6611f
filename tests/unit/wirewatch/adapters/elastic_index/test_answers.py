"""What Elasticsearch's answers mean; the answers are a real 9.4's."""

from typing import Any

import pytest

from schemas.errors import ConfigurationError, TransientError
from wirewatch.adapters.elastic_index.answers import (
    Decision,
    Refused,
    Stop,
    Taken,
    TryAgain,
    decide_item,
    decide_request,
    gravest,
    raise_for,
)


def failed(status: int, kind: str, reason: str, **more: Any) -> dict[str, Any]:
    return {"_index": "news", "_id": "1", "status": status, "error": {"type": kind, "reason": reason, **more}}


CONFLICT = failed(
    409, "version_conflict_engine_exception",
    "[1]: version conflict, current version [10] is higher than the one provided [5]",
)  # fmt: skip
UNPARSED = failed(
    400, "document_parsing_exception", "[1:7] failed to parse field [n] of type [long] in document with id '1'.",
    caused_by={"type": "illegal_argument_exception", "reason": 'For input string: "abc"'},
)  # fmt: skip
STRICT = failed(
    400, "strict_dynamic_mapping_exception",
    "[1:9] mapping set to strict, dynamic introduction of [zzz] within [_doc] is not allowed",
)  # fmt: skip
MISSING = failed(
    404, "index_not_found_exception",
    "no such index [news] and [require_alias] request flag is [true] and [news] is not an alias",
)  # fmt: skip
FLOODED = failed(
    429, "cluster_block_exception",
    "index [news-v1] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, …];",
)  # fmt: skip
BLOCKED = failed(
    403, "cluster_block_exception", "index [news-v1] blocked by: [FORBIDDEN/8/index write (api)];"
)
BUSY = failed(429, "es_rejected_execution_exception", "rejected execution of coordinating operation")
AWAY = failed(503, "unavailable_shards_exception", "[news-v1][0] primary shard is not active")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"status": 201}, Taken),
        ({"status": 200}, Taken),
        (CONFLICT, Taken),
        (UNPARSED, Refused),
        (STRICT, Stop),
        (MISSING, Stop),
        (BLOCKED, Stop),
        (FLOODED, TryAgain),
        (BUSY, TryAgain),
        (AWAY, TryAgain),
        (failed(403, "security_exception", "action [indices:data/write/bulk] is unauthorized"), Stop),
        (failed(500, "io_exception", "No space left on device"), TryAgain),
        (failed(400, "a_kind_nobody_knows", "?"), Stop),
    ],
)
def test_each_answer_about_a_document_has_its_meaning(answer: dict[str, Any], kind: type[Decision]) -> None:
    assert type(decide_item(answer)) is kind


def test_a_refusal_says_the_reason_and_what_caused_it() -> None:
    decision = decide_item(UNPARSED)
    assert isinstance(decision, Refused)
    assert decision.why.endswith("""in document with id '1'.: For input string: "abc\"""")


@pytest.mark.parametrize(
    ("status", "kind", "decision"),
    [
        (401, "security_exception", Stop),
        (403, "security_exception", Stop),
        (404, "index_not_found_exception", Stop),
        (400, "parsing_exception", Stop),
        (413, "", Stop),
        (429, "circuit_breaking_exception", TryAgain),
        (502, "", TryAgain),
    ],
)
def test_a_request_that_failed_never_condemns_documents(
    status: int, kind: str, decision: type[Decision]
) -> None:
    assert type(decide_request(status, kind, "why")) is decision


def test_what_stops_us_weighs_more_than_what_passes() -> None:
    stop, again, refused = Stop("s"), TryAgain("a"), Refused("r")
    assert gravest([Taken(), again, stop, refused]) == stop
    assert gravest([refused, again, Taken()]) == again
    assert gravest([refused, Taken()]) == Taken()


def test_a_decision_about_all_is_raised_and_one_about_a_document_is_not() -> None:
    with pytest.raises(TransientError, match="cannot do it now: full") as caught:
        raise_for(TryAgain("full"), "https://es:9200", 7.0)
    assert caught.value.retry_after_s == 7.0
    with pytest.raises(ConfigurationError, match="https://es:9200"):
        raise_for(Stop("an index is missing"), "https://es:9200")
    raise_for(Refused("poison"), "https://es:9200")
