"""What Wirewatch must be allowed on a cluster that asks: for a platform team that makes topics itself."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Right:
    """One ACL: operations on every resource whose name begins so."""

    resource: str
    pattern: str
    name: str
    operations: tuple[str, ...]
    why: str


def rights_needed(prefix: str, *, makes_topics: bool) -> Iterator[Right]:
    """Everything, for one user who runs all stages and commands; without `makes_topics` others make topics."""
    yield Right(
        "topic",
        "prefixed" if prefix else "literal",
        prefix or "*",
        ("Read", "Write", "Describe"),
        "the stream",
    )
    yield Right(
        "topic",
        "prefixed" if prefix else "literal",
        prefix or "*",
        ("Delete",),
        "retention, dropped generations",
    )
    if makes_topics:
        yield Right(
            "topic",
            "prefixed" if prefix else "literal",
            prefix or "*",
            ("Create", "DescribeConfigs"),
            "wirewatch setup",
        )
    else:
        yield Right(
            "topic",
            "prefixed",
            f"{prefix}g",
            ("Create", "DescribeConfigs"),
            "generations of wirewatch replay",
        )
    yield Right("group", "prefixed", f"{prefix}wirewatch.", ("Read", "Describe", "Delete"), "consumer groups")
    yield Right("transactional-id", "prefixed", f"{prefix}wirewatch.", ("Write", "Describe"), "transactions")
    yield Right("cluster", "literal", "kafka-cluster", ("Describe", "IdempotentWrite"), "sizes of topics")
