"""`export`, `cite` and `show ITEM@REVISION`, as a user runs them."""

import csv
import hashlib
import io
import json

import pyarrow.parquet
import pytest
import rispy

from tests.embedded.conftest import Desk
from tests.embedded.test_stream import GAS, GAS_BODY

VISIT = "Путин прибыл в Пекин"
VISIT_BODY = "Президент России Владимир Путин прибыл в Пекин на переговоры с Си Цзиньпином. «Мы друзья», — сказал Путин."
RAIN = "=HYPERLINK(1) China and Russia sign accord in Harbin"


@pytest.fixture
def three(desk: Desk) -> Desk:
    """A desk with three relevant items, one with a headline that a spreadsheet would run."""
    desk.wire.publish("gas", GAS, GAS_BODY)
    desk.wire.publish("visit", VISIT, VISIT_BODY)
    desk.wire.publish("accord", RAIN, "China and Russia signed an agreement worth $2 billion in Harbin.")
    desk.poll()
    return desk


def test_all_that_a_query_finds_is_taken_away_with_what_it_is_beside_it(three: Desk) -> None:
    done = three.run("export", "*", "--bom", "-o", "all.csv")
    assert done.returncode == 0, done.stderr
    taken = (three.folder / "all.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(taken.decode("utf-8-sig"), newline="")))
    assert len(rows) == 3
    titles = {row["title"] for row in rows}
    assert {GAS, VISIT, f"'{RAIN}"} == titles
    about = json.loads((three.folder / "all.csv.about.json").read_text())
    assert (about["rows"], about["items"], about["query"], about["what"]) == (3, 3, "*", "items")
    assert about["sha256"] == hashlib.sha256(taken).hexdigest()
    assert about["columns"] == list(rows[0])
    assert "3 items" in done.stderr


def test_facts_go_to_standard_output_as_lines_alone(three: Desk) -> None:
    done = three.run("export", "title:Путин", "--what", "facts", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"Vladimir Putin", "Xi Jinping"} <= {row["value"] for row in rows}
    (quote,) = (row for row in rows if row["kind"] == "quote")
    assert (quote["value"], quote["who"]) == ("Мы друзья", ["Vladimir Putin"])


def test_parquet_and_ris_are_read_by_their_own_readers(three: Desk) -> None:
    assert (
        three.run("export", "--what", "facts", "--format", "parquet", "-o", "facts.parquet").returncode == 0
    )
    table = pyarrow.parquet.read_table(three.folder / "facts.parquet")
    about = json.loads((three.folder / "facts.parquet.about.json").read_text())
    assert table.num_rows == about["rows"] > 10
    assert str(table.schema.field("first_seen_at").type) == "timestamp[us, tz=UTC]"
    for what in ("items", "events", "stories", "alerts"):
        done = three.run("export", "--what", what, "--format", "parquet", "-o", f"{what}.parquet")
        assert done.returncode == 0, done.stderr
    items = pyarrow.parquet.read_table(three.folder / "items.parquet")
    assert (items.num_rows, str(items.schema.field("paid").type)) == (3, "bool")
    references = rispy.loads(three.run("export", "--format", "ris").stdout)
    assert {reference["title"] for reference in references} == {GAS, VISIT, RAIN}


def test_references_of_what_is_no_item_and_a_mistaken_query_are_refused(three: Desk) -> None:
    for words in (("--what", "facts", "--format", "ris"), ("topic:enrgy",)):
        done = three.run("export", *words)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr


def test_a_citation_still_shows_what_was_read_after_the_item_was_edited(three: Desk) -> None:
    (line,) = three.run("search", "title:Путин", "--json").stdout.splitlines()
    item = json.loads(line)["item_id"]
    facts = [
        json.loads(row)
        for row in three.run(
            "export", "title:Путин", "--what", "facts", "--format", "jsonl"
        ).stdout.splitlines()
    ]
    quote = next(row["fact_id"] for row in facts if row["kind"] == "quote")
    cited = three.run("cite", f"{item}#{quote}").stdout
    assert f"{item}@1#{quote}" in cited
    assert "Vladimir Putin: “Мы друзья”" in cited
    three.wire.publish("visit", VISIT, VISIT_BODY.replace("друзья", "соседи"))
    three.poll()
    assert "соседи" in three.run("show", item).stdout
    before = three.run("show", f"{item}@1", "--json")
    assert "Мы друзья" in json.loads(before.stdout)["item"]["text"]
    assert three.run("cite", f"{item}@1#{quote}").stdout == cited
    nowhere = three.run("cite", f"{item}@9")
    assert (nowhere.returncode, "@9" in nowhere.stderr) == (1, True)
    assert three.run("cite", f"{item}#q77").returncode == 2
