"""Tables: CSV (RFC 4180) and Markdown."""

import csv
import io
from typing import BinaryIO

from schemas.model import Model
from wirewatch.compare.grid import markdown_line
from wirewatch.export.formats.cells import cells_of, columns_of

_BOM = "\ufeff"


class CsvWriter:
    """A header and a line a row, UTF-8; `bom` for Excel, which takes a file without it for another encoding."""

    def __init__(self, out: BinaryIO, model: type[Model], *, bom: bool = False) -> None:
        self._out, self._model, self._bom = out, model, bom

    def begin(self) -> None:
        """The columns."""
        if self._bom:
            self._out.write(_BOM.encode())
        self._line(columns_of(self._model))

    def write(self, row: Model) -> None:
        """One line."""
        self._line(cells_of(row))

    def end(self) -> None:
        """Nothing follows."""

    def _line(self, cells: list[str] | tuple[str, ...]) -> None:
        line = io.StringIO(newline="")
        csv.writer(line).writerow(cells)
        self._out.write(line.getvalue().encode())


class MarkdownWriter:
    """A table of GitHub's Markdown."""

    def __init__(self, out: BinaryIO, model: type[Model]) -> None:
        self._out, self._model = out, model

    def begin(self) -> None:
        """The columns."""
        columns = columns_of(self._model)
        self._line(columns)
        self._line(["---"] * len(columns))

    def write(self, row: Model) -> None:
        """One line."""
        self._line(cells_of(row))

    def end(self) -> None:
        """Nothing follows."""

    def _line(self, cells: list[str] | tuple[str, ...]) -> None:
        self._out.write(f"{markdown_line(cells)}\n".encode())
