"""Apache Parquet, for pandas, DuckDB and their like. Needs pyarrow, which is not installed with wirewatch."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO, get_args

from schemas.errors import ConfigurationError
from schemas.model import Model

if TYPE_CHECKING:
    import pyarrow

ROWS_A_BATCH = 100
"""Held as rows; then they are columns, a fifth as large."""

BATCHES_A_GROUP = 20
"""Held as columns; each group of a file costs its reader and our memory some kilobytes a column."""

_DICTIONARY_BYTES = 64 * 1024
"""A column with more different values than that is written plainly: most are names, links or hashes."""

_POOL = "system"
"""Chosen when pyarrow is loaded, and only so: its own pool holds a dozen megabytes more from then on."""


_CLOUD_STORES = ("pyarrow._azurefs", "pyarrow._gcsfs", "pyarrow._hdfs", "pyarrow._s3fs")
"""Optional parts of pyarrow that it loads where it finds them, ten megabytes; a file needs none."""


@contextmanager
def _without(modules: Sequence[str]) -> Iterator[None]:
    """These modules cannot be imported while the block runs, but for those that were before."""
    hidden = [name for name in modules if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)


class ParquetWriter:
    """Columns typed as the row's fields: times in UTC with microseconds, lists of strings as lists. Raises
    ConfigurationError where pyarrow is not installed."""

    def __init__(self, out: BinaryIO, model: type[Model]) -> None:
        os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", _POOL)
        try:
            with _without(_CLOUD_STORES):
                import pyarrow
                import pyarrow.parquet
        except ImportError as error:
            raise ConfigurationError(
                "Parquet needs pyarrow: install it with `pip install 'wirewatch[parquet]'`, or take another --format."
            ) from error
        self._schema = _schema(pyarrow, model)
        self._table = pyarrow.Table
        self._writer = pyarrow.parquet.ParquetWriter(
            out, self._schema, compression="zstd", dictionary_pagesize_limit=_DICTIONARY_BYTES
        )
        self._batch = pyarrow.RecordBatch
        self._rows: list[dict[str, Any]] = []
        self._batches: list[Any] = []

    def begin(self) -> None:
        """The writer has begun when it was made."""

    def write(self, row: Model) -> None:
        """One row; a group is written when it is full."""
        self._rows.append(row.model_dump())
        if len(self._rows) >= ROWS_A_BATCH:
            self._turn()
        if len(self._batches) >= BATCHES_A_GROUP:
            self._flush()

    def end(self) -> None:
        """The last group and the file's footer."""
        self._turn()
        self._flush()
        self._writer.close()

    def _turn(self) -> None:
        """Rows into columns."""
        if self._rows:
            self._batches.append(self._batch.from_pylist(self._rows, schema=self._schema))
            self._rows = []

    def _flush(self) -> None:
        if self._batches:
            self._writer.write_table(self._table.from_batches(self._batches, schema=self._schema))
            self._batches = []


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
