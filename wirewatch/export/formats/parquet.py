"""Apache Parquet, for pandas, DuckDB and their like. Needs pyarrow, which is not installed with wirewatch."""

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO, get_args

from schemas.errors import ConfigurationError
from schemas.model import Model

if TYPE_CHECKING:
    import pyarrow

ROWS_A_GROUP = 1_000
"""Held in memory at a time."""

_POOL = "system"
"""Chosen when pyarrow is loaded, and only so: its own pool holds a dozen megabytes more from then on."""


class ParquetWriter:
    """Columns typed as the row's fields: times in UTC with microseconds, lists of strings as lists. Raises
    ConfigurationError where pyarrow is not installed."""

    def __init__(self, out: BinaryIO, model: type[Model]) -> None:
        os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", _POOL)
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError as error:
            raise ConfigurationError(
                "Parquet needs pyarrow: install it with `pip install 'wirewatch[parquet]'`, or take another --format."
            ) from error
        self._schema = _schema(pyarrow, model)
        self._table = pyarrow.Table
        self._writer = pyarrow.parquet.ParquetWriter(out, self._schema, compression="zstd")
        self._held: list[dict[str, Any]] = []

    def begin(self) -> None:
        """The writer has begun when it was made."""

    def write(self, row: Model) -> None:
        """One row; a group is written when it is full."""
        self._held.append(row.model_dump())
        if len(self._held) >= ROWS_A_GROUP:
            self._flush()

    def end(self) -> None:
        """The last group and the file's footer."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._held:
            self._writer.write_table(self._table.from_pylist(self._held, schema=self._schema))
            self._held = []


def _schema(arrow: Any, model: type[Model]) -> "pyarrow.Schema":
    return arrow.schema(
        [(name, _type(arrow, field.annotation)) for name, field in model.model_fields.items()]
    )


def _type(arrow: Any, annotation: object) -> Any:
    parts = get_args(annotation)
    if parts and parts[-1] is Ellipsis:
        return arrow.list_(arrow.string())
    known = {
        datetime: arrow.timestamp("us", tz="UTC"), bool: arrow.bool_(), int: arrow.int64(), float: arrow.float64(),
    }  # fmt: skip
    inner = [deeper for part in parts for deeper in get_args(part)]
    for each in (annotation, *parts, *inner):
        if isinstance(each, type) and each in known:
            return known[each]
    return arrow.string()
