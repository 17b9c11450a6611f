"""What a page is asked: the query with its time, as an address holds it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from consumers.query.fault import QuerySyntaxError, caret
from consumers.query.parse import parse_query
from consumers.query.search import SearchRequest
from wirewatch.clock import now
from wirewatch.when import moment

QUERY_MOST = 2_000
LIMIT_MOST = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was asked: `mistake` says in lines, with a caret, why it cannot be answered."""

    query: str = ""
    since: str = ""
    until: str = ""
    ranked: bool = False
    limit: int = 30
    mistake: str = ""
    request: SearchRequest | None = None

    def address(self, path: str = "/", **changes: str) -> str:
        """The address of a page with this search, changed."""
        told = {
            "q": self.query, "since": self.since, "until": self.until, "order": "ranked" if self.ranked else "",
        } | changes  # fmt: skip
        kept = {name: value for name, value in told.items() if value}
        return f"{path}?{urlencode(kept)}" if kept else path

    def narrowed(self, clause: str, path: str = "/") -> str:
        """The address of the search narrowed by one more clause."""
        query = self.query.strip()
        return self.address(path, q=f"({query}) AND {clause}" if query and query != "*" else clause)


def asked_of(parameters: QueryParams, within_s: float) -> Asked:
    """What an address asks for."""
    query = parameters.get("q", "")[:QUERY_MOST]
    since, until = parameters.get("since", "")[:40], parameters.get("until", "")[:40]
    ranked = parameters.get("order") == "ranked"
    limit = _number(parameters.get("limit", ""), 30)
    try:
        parsed = parse_query(query.strip() or "*", now=now())
        span = [moment(text, now()) if text else None for text in (since, until)]
    except QuerySyntaxError as error:
        return Asked(query, since, until, ranked, limit, caret(error, query))
    except ValueError as error:
        return Asked(query, since, until, ranked, limit, str(error))
    request = SearchRequest(
        parsed, span[0], span[1], limit, "relevance" if ranked else "newest", within_s=within_s
    )
    return Asked(query, since, until, ranked, limit, "", request)


def _number(text: str, usual: int) -> int:
    return (
        min(max(int(text), 1), LIMIT_MOST) if text.isascii() and text.isdigit() and len(text) < 6 else usual
    )
