"""Coverage as rows."""

from consumers.classify.watch import watches_in_force
from schemas.coverage import Coverage
from schemas.rows import ROWS, EventRow, FactRow
from tests.builders import coverage, item, sighting, story
from wirewatch.analysis import TextToAnalyse, analyse
from wirewatch.export.making import made_of
from wirewatch.export.revisions import revisions_of
from wirewatch.export.rows import event_rows, fact_rows, item_row, story_row

TEXT = (
    "MOSCOW, May 8, 2025 (Wire) - Chinese Foreign Minister Wang Yi met Russian Foreign Minister Sergey Lavrov in Moscow on "
    'Thursday. "We agreed to trade worth $5 billion," Lavrov said.'
)


def analysed(body: str = TEXT) -> Coverage:
    found = analyse(
        TextToAnalyse(id="wire:1", title="Wang Yi meets Lavrov", body=body, published="2025-05-08")
    )
    return coverage(found.item, **{name: getattr(found, name) for name in ("language", "verdicts", "facts")})


def test_every_fact_has_a_row_whose_offsets_give_its_words_in_the_hashed_text() -> None:
    found = analysed()
    rows = list(fact_rows(found))
    assert [row.fact_id for row in rows] == [fact.id for fact in found.facts.all()]
    assert {row.kind for row in rows} == {"entity", "date", "amount", "quote", "event"}
    for row in rows:
        assert found.item.text[row.evidence_start : row.evidence_end] == row.evidence
        assert row.text_sha256 == found.item.text_sha256


def test_an_amount_is_exact_and_a_quote_names_its_speaker() -> None:
    rows = list(fact_rows(analysed()))
    (amount,) = (row for row in rows if row.kind == "amount")
    assert (amount.value, amount.unit, amount.type) == ("5000000000", "USD", "money")
    (quote,) = (row for row in rows if row.kind == "quote")
    assert quote.who == ("Sergey Lavrov",)
    assert "$5 billion" in quote.value


def test_an_event_has_a_row_with_names_and_days() -> None:
    meeting = next(row for row in event_rows(analysed()) if row.type == "meeting")
    assert {"Wang Yi", "Sergey Lavrov"} <= {*meeting.actors, *meeting.recipients}
    assert meeting.first_day == meeting.last_day == "2025-05-08"


def test_the_text_is_given_only_where_asked_for() -> None:
    found = analysed()
    assert item_row(found).text is None
    assert item_row(found, with_text=True).text == found.item.text


def test_a_story_has_one_row_with_the_counts_of_its_fullest_member() -> None:
    first, second = item("wire:1"), item("wire:2")
    members = [
        coverage(second, story=story(first, copies=2, sources=("wire", "other"), independent=2)),
        coverage(first, story=story(first, copies=1)),
        coverage(item("wire:3")),
    ]
    rows = list(made_of(members, "stories", "csv", log=None))  # type: ignore[arg-type]
    assert rows[0] == story_row(members[0]).model_copy(update={"item_ids": ("wire:2", "wire:1")})
    assert len(rows) == 2


def test_every_column_says_what_it_holds() -> None:
    assert all(field.description for model in ROWS.values() for field in model.model_fields.values())
    assert set(FactRow.model_fields) & set(EventRow.model_fields) >= {"item_id", "revision", "text_sha256"}


def test_an_older_revision_is_made_again_from_the_items_entries() -> None:
    sightings = [
        sighting(item("wire:1", "Xi meets Putin", body), content_sha256=mark * 64)
        for mark, body in (
            ("a", "They met in Moscow."),
            ("a", "They met in Moscow."),
            ("b", "They met in Beijing."),
        )
    ]
    found = list(revisions_of(sightings, watches_in_force()))
    assert [(each.revision, each.item.body) for each in found] == [
        (1, "They met in Moscow."),
        (2, "They met in Beijing."),
    ]
