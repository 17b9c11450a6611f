"""Trying rules out, as an analyst does it."""

import json

from tests.embedded.conftest import Desk

GAS = (
    "Gazprom and CNPC agree Power of Siberia 2 price",
    "China and Russia agreed on a price for gas, Gazprom said.",
)


def test_a_rule_can_be_tried_on_what_was_collected_before_it_is_switched_on(desk: Desk) -> None:
    desk.wire.publish("gas", *GAS)
    desk.poll()
    done = desk.run("rules", "backtest", "Pipelines")
    assert done.returncode == 0, done.stderr
    assert "1 alert in 1 day" in done.stdout
    assert GAS[0] in done.stdout
    assert 'because "Power of Siberia" (Power of Siberia)' in done.stdout
    (match,) = (
        json.loads(line) for line in desk.run("rules", "backtest", "pipelines", "--json").stdout.splitlines()
    )
    assert match["title"] == GAS[0]
    (desk.folder / "new.toml").write_text(
        '[[rule]]\nname = "Pipelines"\nquery = "coal"\nchannels = ["jsonl"]\n'
    )
    compared = desk.run("rules", "backtest", "Pipelines", "--against", "new.toml").stdout
    assert "0 in both, 1 no longer sent, 0 new" in compared


def test_why_a_rule_did_not_alert_is_told_by_clause(desk: Desk) -> None:
    desk.wire.publish("gas", *GAS)
    desk.poll()
    (hit,) = (json.loads(line) for line in desk.run("search", "*", "--json").stdout.splitlines())
    rules = '[[rule]]\nname = "Coal"\nquery = "coal OR (gas NOT Gazprom)"\nchannels = ["jsonl"]\n'
    (desk.folder / "coal.toml").write_text(rules)
    done = desk.run("rules", "why-not", "Coal", hit["item_id"], "--rules", "coal.toml")
    assert done.returncode == 0, done.stderr
    assert "coal  is not there" in done.stdout
    assert "NOT Gazprom  must not be there, and is: Gazprom" in done.stdout
    assert "no live news (first_poll)" in desk.run("rules", "why-not", "Pipelines", hit["item_id"]).stdout
    for words, said in (
        (("Oil", hit["item_id"]), "There is no rule 'Oil'"),
        (("Pipelines", "nowhere"), "There is no item"),
    ):
        done = desk.run("rules", "why-not", *words)
        assert (done.returncode > 0, said in done.stderr) == (True, True)
