"""A stream that knows the SHA-256 of what went through it."""

import hashlib
import io
from typing import BinaryIO


class Hashed(io.RawIOBase):
    """Writes on to another stream, which stays open, and hashes."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._hash, self._written = out, hashlib.sha256(), 0

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Write on all of it."""
        self._out.write(data)
        self._hash.update(data)
        self._written += len(data)
        return len(data)

    def tell(self) -> int:
        """How many bytes went through."""
        return self._written

    def hexdigest(self) -> str:
        """The hash of all that was written."""
        return self._hash.hexdigest()
