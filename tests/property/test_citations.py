"""Citations survive the round trip through other people's readers, whatever the headline holds."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from schemas.citation import Citation
from tests.builders import coverage, item
from wirewatch.export.formats.bibliography import as_bibtex, as_csl, as_ris, as_text, bibtex_key
from wirewatch.export.formats.cells import cells_of, columns_of
from wirewatch.export.formats.table import CsvWriter
from wirewatch.export.pointing import Pointer, pointer_of
from wirewatch.export.rows import item_row

SHA = "a" * 64
HEADLINES = [
    "Xi meets Putin: 50% of trade & $5_bn #1 {braces} ~ \\em back\\slash",
    "Путин и Си Цзиньпин договорились о «Силе Сибири — 2»",
    "习近平会见普京：中俄贸易额增长5%",
    "@article{evil, title={x}}",
]
WORDS = st.text(
    alphabet=st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp")), min_size=1
)
HEADLINE = st.one_of(st.sampled_from(HEADLINES), WORDS).map(lambda text: " ".join(text.split())).filter(bool)


def cited(title: str, **changes: object) -> Citation:
    given: dict[str, object] = {
        "points_at": "8a07@2#q1", "title": title, "source_name": "Пресс & Co.", "source_kind": "agency",
        "source_control": "state", "language": "ru", "link": "https://a.example/{x}?a=1&b=%20_", "published_at": datetime(2025, 5, 8, 9, tzinfo=UTC),
        "seen_at": datetime(2025, 5, 8, 10, tzinfo=UTC), "text_sha256": SHA, "topics": ("energy", "trade"), "words": title,
    }  # fmt: skip
    return Citation.model_validate(given | changes)


@given(HEADLINE)
def test_a_ris_reader_gets_headline_source_date_link_and_what_was_read(title: str) -> None:
    (read,) = rispy.loads(as_ris(cited(title)))
    assert (read["type_of_reference"], read["id"], read["title"]) == ("NEWS", "8a07@2#q1", title.strip())
    assert (read["secondary_title"], read["year"], read["date"]) == ("Пресс & Co.", "2025", "2025/05/08")
    assert read["urls"] == ["https://a.example/%7Bx%7D?a=1&b=%20_"]
    assert read["keywords"] == ["energy", "trade"]
    assert f"text SHA-256 {SHA}" in read["notes"][0]


@pytest.mark.parametrize("title", HEADLINES)
def test_a_bibtex_reader_gets_the_headline_as_it_was(title: str) -> None:
    library = parse_string(as_bibtex(cited(title)), append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    (entry,) = library.entries
    assert (entry.key, entry.entry_type) == ("wirewatch-8a07-2-q1", "online")
    assert entry["title"] == title
    assert (entry["year"], entry["date"], entry["langid"]) == ("2025", "2025-05-08", "ru")


@given(HEADLINE)
def test_no_headline_breaks_out_of_its_bibtex_entry(title: str) -> None:
    library = parse_string(as_bibtex(cited(title)) + as_bibtex(cited("next", points_at="b@1")))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == ["wirewatch-8a07-2-q1", "wirewatch-b-1"]


@given(HEADLINE)
def test_csl_json_is_one_object_with_dates_in_parts(title: str) -> None:
    read = json.loads(as_csl(cited(title)))
    assert (read["title"], read["type"]) == (title, "article-newspaper")
    assert read["issued"] == {"date-parts": [[2025, 5, 8]]}


@given(st.text())
def test_a_citation_in_words_is_one_line_that_steers_no_terminal(title: str) -> None:
    text = as_text(cited(title or "x"))
    assert "\n" not in text
    assert "\x1b" not in text


@given(st.text(min_size=1))
def test_a_table_reader_gets_back_every_cell_and_no_formula(title: str) -> None:
    row = item_row(coverage(item("wire:1", title, "Body.")))
    out = io.BytesIO()
    writer = CsvWriter(out, type(row))
    writer.begin()
    writer.write(row)
    head, cells = csv.reader(io.StringIO(out.getvalue().decode(), newline=""))
    assert tuple(head) == columns_of(type(row))
    assert cells == cells_of(row)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


@given(
    st.from_regex(r"[a-z0-9:._-]{1,30}", fullmatch=True),
    st.none() | st.integers(1, 10**8),
    st.none() | st.from_regex(r"[edaqv][1-9][0-9]{0,3}", fullmatch=True),
)
def test_a_pointer_is_read_as_it_is_written(item_id: str, revision: int | None, fact_id: str | None) -> None:
    pointer = Pointer(item_id, revision, fact_id)
    assert pointer_of(str(pointer)) == pointer
    assert bibtex_key(cited("x", points_at=str(pointer))).isascii()


def test_a_caret_is_written_as_latex_prints_it() -> None:
    assert r"CO\textasciicircum{}2" in as_bibtex(cited("CO^2"))
