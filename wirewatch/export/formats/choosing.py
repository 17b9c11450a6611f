"""The writer of a format, by its name."""

from typing import BinaryIO, Literal, get_args

from schemas.errors import ConfigurationError
from schemas.rows import ROWS, What
from wirewatch.export.formats.lines import JsonLinesWriter
from wirewatch.export.formats.parquet import ParquetWriter
from wirewatch.export.formats.references import CslWriter, bibtex_writer, ris_writer
from wirewatch.export.formats.table import CsvWriter, MarkdownWriter
from wirewatch.export.formats.writer import Writer

Format = Literal["csv", "jsonl", "parquet", "markdown", "ris", "bibtex", "csl-json"]
FORMATS: tuple[Format, ...] = get_args(Format)
REFERENCES: tuple[Format, ...] = ("ris", "bibtex", "csl-json")
"""Formats of citations, not of tables."""


def writer_of(out: BinaryIO, what: What, written: Format, *, bom: bool = False) -> Writer:
    """The writer of a format. Raises ConfigurationError where it cannot hold what is asked for."""
    if written in REFERENCES and what != "items":
        raise ConfigurationError(
            f"--format {written} cites items: take --what items; `wirewatch cite ITEM#FACT` cites one fact."
        )
    match written:
        case "csv":
            return CsvWriter(out, ROWS[what], bom=bom)
        case "markdown":
            return MarkdownWriter(out, ROWS[what])
        case "jsonl":
            return JsonLinesWriter(out)
        case "parquet":
            return ParquetWriter(out, ROWS[what])
        case "ris":
            return ris_writer(out)
        case "bibtex":
            return bibtex_writer(out)
        case "csl-json":
            return CslWriter(out)
