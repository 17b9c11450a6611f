"""docs/query-language.md says what is true."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from consumers.query import fields
from consumers.query.fault import QuerySyntaxError, caret
from consumers.query.parse import parse_query

PAPER = (Path(__file__).resolve().parents[4] / "docs/query-language.md").read_text(encoding="utf-8")
IN_SHORT = PAPER.split("## In short")[1].split("## Words")[0]
EXAMPLES = [
    code
    for row in re.findall(r"^\| (`.+?) \|", IN_SHORT, re.MULTILINE)
    for code in re.findall(r"`([^`]+)`", row)
]
NOW = datetime(2026, 5, 8, tzinfo=UTC)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_a_query(example: str) -> None:
    assert parse_query(example, names_for=lambda name: (), now=NOW).source == example


@pytest.mark.parametrize("name", [*fields.FIELDS, *fields.ALIASES])
def test_every_field_is_in_the_paper(name: str) -> None:
    assert f"`{name}`" in PAPER or name == "event"


@pytest.mark.parametrize("name", fields.CLOSED_FIELDS)
def test_every_value_of_a_list_is_in_the_paper(name: str) -> None:
    if name != "topic":
        assert [value for value in fields.CLOSED_FIELDS[name] if f"`{value}`" not in PAPER] == []


def test_the_fault_shown_is_the_one_that_is_drawn() -> None:
    block = PAPER.split("```text\n")[1].split("```")[0].strip()
    source = block.splitlines()[0]
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query(source)
    assert caret(caught.value, source) == block
