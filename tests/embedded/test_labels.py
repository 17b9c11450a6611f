"""Correcting and auditing, as an analyst does it."""

import json
from typing import Any

from tests.embedded.conftest import Desk

GAS = (
    "Gazprom and CNPC agree Power of Siberia 2 price",
    "China and Russia agreed on a price for gas, Gazprom said.",
)
RAIN = ("Rain floods forty homes near Lisbon", "Schools stayed closed for a second day.")


def collected(desk: Desk) -> tuple[str, str]:
    """The ids of an item that is kept and of one that is turned away."""
    desk.wire.publish("gas", *GAS)
    desk.wire.publish("rain", *RAIN)
    desk.poll()
    (kept,) = (json.loads(line)["item_id"] for line in desk.run("search", "*", "--json").stdout.splitlines())
    exported = desk.run("audit", stdin="nn").stdout
    assert "2 of 2" in exported
    (turned_away,) = {line["id"] for line in labelled(desk)} - {kept}
    return kept, turned_away


def labelled(desk: Desk) -> list[dict[str, Any]]:
    done = desk.run("label", "--export")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_an_audit_shows_items_without_their_verdict_and_ends_with_precision_and_recall(desk: Desk) -> None:
    desk.wire.publish("gas", *GAS)
    desk.wire.publish("rain", *RAIN)
    desk.poll()
    done = desk.run("audit", "--sample", "50", stdin="yxy")  # x is no answer
    assert done.returncode == 0, done.stderr
    assert RAIN[0] in done.stdout
    assert "kept: 1 of 1 judged are relevant (1 in all)" in done.stdout
    assert "turned away: 1 of 1 judged are relevant (1 in all)" in done.stdout
    assert "precision 1.00" in done.stdout
    assert "recall    0.50" in done.stdout
    assert {line["gold"]["relevant"] for line in labelled(desk)} == {True}


def test_an_audit_can_be_stopped_and_says_when_it_is_too_little(desk: Desk) -> None:
    desk.wire.publish("gas", *GAS)
    desk.wire.publish("rain", *RAIN)
    desk.poll()
    done = desk.run("audit", stdin="sq")
    assert (done.returncode, "Too little was judged" in done.stdout) == (0, True)
    assert labelled(desk) == []


def test_a_verdict_is_corrected_the_last_word_counts_and_evaluate_measures_against_it(desk: Desk) -> None:
    kept, turned_away = collected(desk)
    assert desk.run("label", kept, "--relevant", "--topic", "energy").returncode == 0
    assert desk.run("label", turned_away, "--relevant").returncode == 0
    gold = {line["id"]: line["gold"] for line in labelled(desk)}
    assert (gold[kept]["relevant"], gold[kept]["topics"]) == (True, ["energy"])
    (report,) = json.loads(desk.run("evaluate", "--labels", "--json").stdout)
    counts = report["rows"]["relevance"]["counts"]
    assert (counts["tp"], counts["fp"], counts["fn"]) == (1, 0, 1)


def test_all_facts_are_corrected_from_a_file_or_in_an_editor(desk: Desk) -> None:
    kept, _ = collected(desk)
    gold = {"relevant": True, "facts_labelled": True, "dates": [{"value": "2026-11"}]}
    done = desk.run("label", kept, "--from", "-", stdin=json.dumps(gold))
    assert done.returncode == 0, done.stderr
    assert [line["gold"]["dates"] for line in labelled(desk) if line["id"] == kept] == [
        [{"value": "2026-11"}]
    ]
    done = desk.run("label", kept, stdin="")
    assert (done.returncode, "no terminal to edit in" in done.stderr) == (2, True)


def test_mistakes_are_told_in_a_sentence(desk: Desk) -> None:
    kept, _ = collected(desk)
    for words, stdin, said in (
        (("label", kept, "--from", "-"), '{"relevant": 3}', "relevant: "),
        (("label", kept, "--relevant", "--topic", "gossip"), None, "topics.0"),
        (("label", "no-such-item", "--relevant"), None, "There is no item no-such-item"),
        (("label",), None, "Name an item"),
    ):
        done = desk.run(*words, stdin=stdin)
        assert done.returncode in (1, 2), words
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_what_was_turned_away_can_be_searched_and_says_what_would_change_it(desk: Desk) -> None:
    desk.wire.publish("gas", *GAS)
    desk.wire.publish("rain", *RAIN)
    desk.wire.publish(
        "list", "Leaders of France, Russia, China, India and Brazil sent condolences", "The flood killed ten."
    )
    desk.poll()
    done = desk.run("search", "lisbon", "--dropped")
    assert done.returncode == 0, done.stderr
    assert RAIN[0] in done.stdout
    assert "both parties must be named" in done.stdout
    assert "It would be relevant with" in desk.run("search", "condolences", "--dropped").stdout
    (dropped,) = (
        json.loads(line) for line in desk.run("search", "lisbon", "--dropped", "--json").stdout.splitlines()
    )
    assert dropped["stage"] == "classify"
    assert "Nothing that was turned away matches" in desk.run("search", "gazprom", "--dropped").stdout
