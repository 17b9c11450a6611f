"""Many citations in one file."""

from collections.abc import Callable
from typing import BinaryIO

from schemas.citation import Citation
from schemas.model import Model
from wirewatch.export.formats.bibliography import as_bibtex, as_csl, as_ris


class ReferencesWriter:
    """Records one after the other: RIS, BibTeX."""

    def __init__(self, out: BinaryIO, laid_out: Callable[[Citation], str]) -> None:
        self._out, self._laid_out = out, laid_out

    def begin(self) -> None:
        """Nothing comes before."""

    def write(self, row: Model) -> None:
        """One record."""
        if isinstance(row, Citation):
            self._out.write(self._laid_out(row).encode())

    def end(self) -> None:
        """Nothing follows."""


class CslWriter:
    """One JSON list of CSL items."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._between = b"[\n"

    def begin(self) -> None:
        """The list opens with its first item."""

    def write(self, row: Model) -> None:
        """One item."""
        if isinstance(row, Citation):
            self._out.write(self._between + as_csl(row).encode())
            self._between = b",\n"

    def end(self) -> None:
        """The list closes."""
        self._out.write(b"[]\n" if self._between == b"[\n" else b"\n]\n")


def ris_writer(out: BinaryIO) -> ReferencesWriter:
    """RIS."""
    return ReferencesWriter(out, as_ris)


def bibtex_writer(out: BinaryIO) -> ReferencesWriter:
    """BibTeX."""
    return ReferencesWriter(out, as_bibtex)
