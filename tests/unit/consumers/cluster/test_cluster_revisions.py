"""What a revision says otherwise than the one before."""

import pytest

from consumers.cluster.placing import place
from consumers.cluster.revisions import Told, changes_between, told_by
from consumers.cluster.stories import Stories
from schemas.change import Change
from tests.unit.consumers.cluster.read import read

TITLE = "Xi to visit Russia on May 8"
BODY = (
    "Chinese President Xi Jinping will visit Russia on May 8. Trade between China and Russia was $78.4 billion in "
    "January-April. “We wait for him,” Kremlin spokesman Dmitry Peskov said."
)


def changes(title: str, body: str) -> list[tuple[str, str | None, str | None]]:
    old, new = (told_by(read("a", *text).facts) for text in ((TITLE, BODY), (title, body)))
    return [
        (change.kind, change.before, change.after) for change in changes_between(Told.unpack(old.pack()), new)
    ]


def test_the_same_facts_in_other_words_are_no_change() -> None:
    reworded = BODY.replace("Trade between China and Russia was", "China and Russia had a trade of")
    assert changes(TITLE, reworded) == []


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        (TITLE, BODY.replace("78.4", "78.9"), ("amount", "78400000000 USD", "78900000000 USD")),
        (TITLE.replace("8", "9"), BODY.replace("May 8", "May 9"), ("date", "2026-05-08", "2026-05-09")),
        (
            "Xi visited Russia",
            BODY.replace("will visit Russia on", "visited Russia on"),
            ("status", "scheduled", "occurred"),
        ),
        (
            TITLE,
            BODY.replace("We wait for him", "Nothing has been decided yet"),
            ("quote", "We wait for him", "Nothing has been decided yet"),
        ),
        (
            TITLE.replace("Xi", "Wang Yi"),
            BODY.replace("Chinese President Xi Jinping", "Foreign Minister Wang Yi"),
            ("actor", "Xi Jinping", "Wang Yi"),
        ),
    ],
    ids=["amount", "date", "status", "quote", "actor"],
)
def test_a_material_change_is_listed(title: str, body: str, expected: tuple[str, str, str]) -> None:
    found = changes(title, body)
    assert expected in found
    assert len({kind for kind, _, _ in found}) <= 2


def test_revisions_list_their_changes_and_a_withdrawal_stands_alone() -> None:
    stories = Stories()
    out = []
    for revision in (
        read("a", TITLE, BODY),
        read("a", TITLE, BODY.replace("78.4", "78.9"), revision=2),
        read("a", TITLE, BODY, revision=3, retracted=True),
    ):
        placed = place(stories, revision)
        for item_id, member in placed.changes:
            stories.put(item_id, member)
        out.append(placed.coverage.changes)
    assert out[0] == ()
    assert [(change.kind, change.after) for change in out[1]] == [("amount", "78900000000 USD")]
    assert out[2] == (Change(kind="withdrawn"),)
