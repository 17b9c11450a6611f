"""Every field of every entry tells where it is from: an address, or `unverified`."""

import csv
import re

import pytest

from consumers.gazetteer import load_gazetteer
from consumers.gazetteer.provenance import (
    PROVENANCE,
    Rule,
    fields_of,
    load_provenance,
    provenance_of,
    source_of,
)
from consumers.gazetteer.sources import NO_SOURCE
from consumers.gazetteer.tables import TABLES, Row, read_rows, read_text

ADDRESS = re.compile(r"(https://\S+|consumers/gazetteer/\w+|unverified)$")


def rows(table: str) -> dict[str, Row]:
    return {row.entry.name: row for row in read_rows(table, read_text(table))}


@pytest.mark.parametrize("table", TABLES)
def test_every_field_of_every_entry_has_its_provenance(table: str) -> None:
    columns = set(next(csv.reader(read_text(table).splitlines())))
    for line, row in zip(csv.DictReader(read_text(table).splitlines()), rows(table).values(), strict=True):
        told = provenance_of(row)
        held = {column for column in columns if line[column]}
        assert held <= set(told), (line["name"], held - set(told))
        for field, sources in told.items():
            assert sources, (line["name"], field)
            assert all(ADDRESS.match(source) for source in sources), (line["name"], field, sources)


@pytest.mark.parametrize("table", ["letters_zh", "compounds_zh", "shields", "forms_ru"])
def test_tables_that_hold_no_entries_have_theirs_too(table: str) -> None:
    for field in next(csv.reader(read_text(table).splitlines())):
        assert any(rule.fits(table, field, "") for rule in load_provenance()), field


def test_every_rule_speaks_of_entries_and_fields_there_are() -> None:
    for rule in load_provenance():
        if rule.table == "*":
            continue
        known = rows(rule.table)
        assert rule.names <= set(known), rule
        speaks_of = [known[name] for name in rule.names] or list(known.values())
        assert any(rule.field in fields_of(row) for row in speaks_of), rule
        assert all(rule.field in fields_of(known[name]) for name in rule.names), rule


def test_nothing_written_by_hand_is_called_verified() -> None:
    by_hand = {"name", "en", "ru", "zh", "gender"}
    rules = csv.DictReader(read_text(PROVENANCE).splitlines())
    assert [rule for rule in rules if rule["field"] in by_hand and rule["source"] != "unverified"] == []


def test_a_wikidata_id_is_cited_but_for_two() -> None:
    gazetteer = load_gazetteer()
    uncited = [
        entry.name
        for entry in gazetteer.entries()
        if entry.qid and source_of(gazetteer.row(entry.id), "qid") == NO_SOURCE
    ]
    assert uncited == ["CIA", "FBI"]


def test_the_last_rule_that_fits_holds() -> None:
    china = rows("countries")["China"]
    rules = [
        Rule("*", "*", frozenset(), NO_SOURCE),
        Rule("countries", "qid", frozenset(), ("https://example.org/all",)),
        Rule("countries", "qid", frozenset({"China"}), ("https://example.org/one",)),
        Rule("people", "*", frozenset(), ("https://example.org/people",)),
    ]
    assert source_of(china, "qid", rules) == ("https://example.org/one",)
    assert source_of(rows("countries")["Russia"], "qid", rules) == ("https://example.org/all",)
    assert source_of(china, "ru", rules) == NO_SOURCE


def test_an_empty_field_claims_nothing() -> None:
    assert source_of(rows("countries")["Denmark"], "qid") == NO_SOURCE
