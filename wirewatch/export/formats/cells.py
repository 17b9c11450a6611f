"""A row's values as cells of a table. Pure."""

from collections.abc import Mapping, Sequence

from schemas.model import Model
from wirewatch.compare.grid import harmless, printable_lines

_BETWEEN = "; "


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """The names of the columns, in order."""
    return tuple(model.model_fields)


def cells_of(row: Model) -> list[str]:
    """One cell a column: times in ISO 8601 with offset, lists joined by "; ", nothing for what is not known, no control
    characters, and no cell that a spreadsheet would run as a formula."""
    return [harmless(printable_lines(_cell(value))) for value in _plain(row).values()]


def _plain(row: Model) -> Mapping[str, object]:
    return row.model_dump(mode="json")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _BETWEEN.join(map(str, value))
    return str(value)
