"""Which revisions rules are asked about."""

from schemas.coverage import Coverage


def why_not_asked(coverage: Coverage) -> str | None:
    """Why no rule is asked about a revision: it can never alert, and news.matches stays small without it.

    Irrelevant items come this far only where they are indexed too (`index_irrelevant`)."""
    if coverage.retracted:
        return "retracted"
    if not coverage.relevant:
        return "irrelevant"
    return None if coverage.item.origin == "live" else "not_live"
