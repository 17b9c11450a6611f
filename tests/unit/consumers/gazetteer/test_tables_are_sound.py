"""The data files: readable, consistent, and their Russian forms up to date."""

import re
from collections import Counter

import pytest

from consumers.gazetteer import load_gazetteer
from consumers.gazetteer.russian_forms import render
from consumers.gazetteer.tables import FORMS, TABLES, read_rows, read_text


@pytest.mark.parametrize("table", TABLES)
def test_every_line_has_the_headers_columns_and_plain_aliases(table: str) -> None:
    rows = list(read_rows(table, read_text(table)))
    assert rows
    for row in rows:
        for alias in (*row.en, *row.ru, *row.zh, *row.en_adjectives, *row.ru_adjectives):
            assert alias == alias.strip(), (table, alias)
            assert "  " not in alias, (table, alias)


def test_a_line_with_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match=r"people\.csv, line 2: 2 cells, the header has 7"):
        list(read_rows("people", "name,country,qid,en,ru,zh,gender\nNobody,CHN\n"))


def test_ids_are_unique() -> None:
    ids = Counter(row.entry.id for table in TABLES for row in read_rows(table, read_text(table)))
    assert [entry_id for entry_id, times in ids.items() if times > 1] == []


def test_wikidata_ids_are_well_formed_and_belong_to_one_entry() -> None:
    qids = Counter(entry.qid for entry in load_gazetteer().entries() if entry.qid)
    assert all(re.fullmatch(r"Q[1-9]\d{0,11}", qid) for qid in qids)
    assert [qid for qid, times in qids.items() if times > 1] == []


def test_countries_are_alpha_3_codes_of_the_countries_table() -> None:
    entries = list(load_gazetteer().entries())
    states = {entry.country for entry in entries if entry.type == "country"}
    territories = {"TWN", "HKG", "MAC"}
    assert {entry.country for entry in entries if entry.country} <= states | territories


def test_case_forms_on_file_are_those_the_templates_make() -> None:
    assert read_text(FORMS) == render(), (
        "run python -m consumers.gazetteer.russian_forms and read the difference"
    )


def test_the_version_is_a_hash_of_the_data() -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", load_gazetteer().gazetteer_version)
