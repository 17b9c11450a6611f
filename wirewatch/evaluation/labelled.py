"""Labelled items: one JSON object a line, `{"id", "title", "body", "published", "language", "gold"}`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from schemas.errors import ConfigurationError
from schemas.label import Label, Labels
from schemas.model import Model
from wirewatch.analysis import TextToAnalyse


class LabelledItem(Model):
    """An item with what is true of it."""

    id: str
    language: str
    title: str | None = None
    body: str = ""
    published: str | None = None
    gold: Labels

    def text(self) -> TextToAnalyse:
        """What the program is given: everything but the labels."""
        return TextToAnalyse(
            id=self.id, title=self.title, body=self.body, published=self.published, language=self.language
        )


def read_labelled(files: Iterable[Path]) -> Iterator[LabelledItem]:
    """The items of some files. Raises ConfigurationError naming file and line of the first that is none."""
    for file in files:
        try:
            lines = file.read_text(encoding="utf-8-sig").split("\n")
        except UnicodeDecodeError as error:
            raise ConfigurationError(
                f"{file} is not UTF-8 (byte {error.start}); convert it first."
            ) from error
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield LabelledItem.model_validate_json(line)
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(str(part) for part in first["loc"]) or "line"
                raise ConfigurationError(
                    f'{file}, line {number}: {where}: {first["msg"]}. Expected {{"id", "title", "body", "published", '
                    '"language", "gold"}; docs/accuracy.md describes it.'
                ) from error


def of_label(label: Label) -> LabelledItem:
    """A stored label as a labelled item."""
    return LabelledItem(
        id=label.item_id,
        language=label.language.partition("-")[0],
        title=label.title,
        body=label.body,
        published=label.published_at.date().isoformat() if label.published_at else None,
        gold=label.gold,
    )
