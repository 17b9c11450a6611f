"""JSON Lines: one object a row, every field written out."""

from typing import BinaryIO

from schemas.model import Model


class JsonLinesWriter:
    """A line a row, UTF-8."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def begin(self) -> None:
        """Nothing comes before."""

    def write(self, row: Model) -> None:
        """One line."""
        self._out.write(f"{row.model_dump_json()}\n".encode())

    def end(self) -> None:
        """Nothing follows."""
