"""wirewatch evaluate: how well the program reads labelled items."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError
from rich.progress import track

from schemas.errors import ConfigurationError
from wirewatch.analysis import analyse
from wirewatch.cli.output import console, data_option
from wirewatch.data_folder import DataFolder
from wirewatch.evaluation.judged import PARTS, Part
from wirewatch.evaluation.labelled import LabelledItem, of_label, read_labelled
from wirewatch.evaluation.report import Report, difference, reports
from wirewatch.evaluation.scoring import ItemScore, score_all
from wirewatch.labels import labels_of
from wirewatch.predictions import Prediction, prediction
from wirewatch.render.evaluation import calibration, compared, figures, worst
from wirewatch.settings import load_settings
from wirewatch.stores import open_log

SAMPLES = 400


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--labels",
    is_flag=True,
    help="Also the items you labelled yourself (`wirewatch label`, `wirewatch audit`).",
)
@click.option(
    "--predictions", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Score these prediction lines in place of what this program says.",
)  # fmt: skip
@click.option(
    "--against", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Prediction lines of another ruleset: what got better, what worse.",
)  # fmt: skip
@click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the prediction lines, to compare with later.",
)
@click.option("--mistakes", "part", type=click.Choice(PARTS), help="Only this part's mistakes.")
@click.option("--most", default=10, show_default=True, help="How many mistakes are shown.")
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@data_option
def evaluate(
    files: tuple[Path, ...], labels: bool, predictions: Path | None, against: Path | None, save: Path | None,
    part: Part | None, most: int, as_json: bool, data: Path | None,
) -> None:  # fmt: skip
    """Measure the program against labelled items: precision, recall and F1 of each part and language, with 95%
    intervals; whether confidences mean what they say; the worst mistakes with their text.

    FILES are JSON Lines {"id", "title", "body", "published", "language", "gold"} (docs/accuracy.md).

    \b
    Examples:
      wirewatch evaluate my-items.jsonl
      wirewatch evaluate my-items.jsonl --mistakes events --most 30
      wirewatch evaluate my-items.jsonl --save before.jsonl         then change a rule, and:
      wirewatch evaluate my-items.jsonl --against before.jsonl
      wirewatch evaluate --labels                                   your own corrections
    """
    items = [*read_labelled(files), *(_own_labels(data) if labels else ())]
    if not items:
        raise click.UsageError("Name files of labelled items, or give --labels once you have labelled some.")
    _refuse_repeats(items)
    told = _read(predictions) if predictions else _predict(items, quiet=as_json)
    if save:
        save.write_text("".join(one.model_dump_json() + "\n" for one in told), encoding="utf-8")
    scores = score_all(items, told)
    found = reports(scores, SAMPLES)
    if as_json:
        click.echo(json.dumps([_as_object(report) for report in found], ensure_ascii=False))
        return
    shown = console()
    for report in found:
        shown.print(figures(report))
        shown.print()
    shown.print(calibration(found[0].curves))
    if against:
        _show_gains(items, _read(against), scores)
    shown.print()
    texts = {item.id: f"{item.title or ''} {item.body}" for item in items}
    mistakes = [m for score in scores for m in score.mistakes if part is None or m.part == part]
    for line in worst(mistakes, texts, most):
        shown.print(line)


def _predict(items: Sequence[LabelledItem], *, quiet: bool) -> list[Prediction]:
    watches = load_settings().watches
    progress = track(items, "Reading", transient=True, disable=quiet, console=console())
    return [prediction(analyse(item.text(), watches)) for item in progress]


def _read(file: Path) -> list[Prediction]:
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").split("\n"), 1):
        if line.strip():
            try:
                found.append(Prediction.model_validate_json(line))
            except ValidationError as error:
                raise ConfigurationError(
                    f"{file}, line {number}: {error.errors()[0]['msg']}. "
                    "Expected lines as `wirewatch analyze --format predictions` writes them."
                ) from error
    return found


def _own_labels(data: Path | None) -> list[LabelledItem]:
    folder = DataFolder.of(load_settings(data=data))
    folder.require()
    log = open_log(folder, read_only=True)
    try:
        return [of_label(label) for label in labels_of(log)]
    finally:
        log.close()


def _refuse_repeats(items: Sequence[LabelledItem]) -> None:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise ConfigurationError(f"Two labelled items have the id {item.id}; give each its own.")
        seen.add(item.id)


def _show_gains(items: Sequence[LabelledItem], earlier: list[Prediction], after: list[ItemScore]) -> None:
    before = score_all(items, earlier)
    for old, new in zip(reports(before), reports(after), strict=True):
        chosen = [n for n, score in enumerate(after) if new.group in ("all", score.language)]
        olds, news = [before[n] for n in chosen], [after[n] for n in chosen]
        gains = {part: difference(olds, news, part, SAMPLES) for part in PARTS}
        console().print()
        console().print(compared(old, new, gains, {part: _changed(olds, news, part) for part in PARTS}))


def _changed(
    before: Sequence[ItemScore], after: Sequence[ItemScore], part: Part
) -> tuple[list[str], list[str]]:
    better: list[str] = []
    worse: list[str] = []
    for old, new in zip(before, after, strict=True):
        was, now = (
            score.counts[part].fp + score.counts[part].fn if part in score.counts else 0
            for score in (old, new)
        )
        if now != was:
            (better if now < was else worse).append(new.item_id)
    return better, worse


def _as_object(report: Report) -> dict[str, Any]:
    row = asdict(report)
    for part, figure in report.rows.items():
        counts = figure.counts
        row["rows"][part] |= {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}
    for kind, curve in report.curves.items():
        row["curves"][kind]["error"] = curve.error
    return row
