"""The topics of coverage, as in the taxonomy (IPTC and PLOVER codes: docs/taxonomy.md)."""

from typing import Literal, get_args

Topic = Literal[
    "leaders", "diplomacy", "trade", "energy", "finance", "military", "sanctions", "ukraine", "technology",
    "frontier", "agriculture", "transport", "people", "multilateral", "regional", "narratives", "law",
]  # fmt: skip

TOPICS: tuple[Topic, ...] = get_args(Topic)
