"""Decompressing a body as it arrives, never beyond a limit."""

import zlib
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from producers.trouble import ErrorCode

_GZIP = 16 + zlib.MAX_WBITS
_WINDOWS = {"gzip": _GZIP, "x-gzip": _GZIP, "deflate": zlib.MAX_WBITS}
_GZIP_MAGIC = b"\x1f\x8b\x08"


class InflateFault(Exception):
    """A body that is not taken: the code, and what was sent as the object of a sentence."""

    def __init__(self, code: ErrorCode, what: str) -> None:
        super().__init__(what)
        self.code = code


class _Stream(Protocol):
    """A compression that is no zlib: its pieces as they come, each of a bounded size."""

    def pieces(self, chunk: bytes) -> Iterator[bytes]: ...

    def is_whole(self) -> bool: ...


class _Brotli:
    """Brotli (RFC 7932), a bounded piece at a time."""

    def __init__(self) -> None:
        import brotli

        self._inflater: Any = brotli.Decompressor()

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        import brotli

        try:
            yield self._inflater.process(chunk, output_buffer_limit=_PIECE)
            while not self._inflater.can_accept_more_data():
                yield self._inflater.process(b"", output_buffer_limit=_PIECE)
        except brotli.error as error:
            raise InflateFault("bad_encoding", "a document whose compression is damaged") from error

    def is_whole(self) -> bool:
        return bool(self._inflater.is_finished())


class _Zstandard:
    """Zstandard (RFC 8878). Input goes in by few bytes, so that what comes out of them at once is bounded: a block of three bytes can
    stand for 128 kB."""

    def __init__(self) -> None:
        import zstandard

        self._inflater: Any = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        import zstandard

        try:
            for start in range(0, len(chunk), _SIP):
                if self._inflater.eof:
                    return
                yield self._inflater.decompress(chunk[start : start + _SIP])
        except zstandard.ZstdError as error:
            raise InflateFault("bad_encoding", "a document whose compression is damaged") from error

    def is_whole(self) -> bool:
        return bool(self._inflater.eof)


_PIECE = 256 * 1024
_SIP = 96
_WINDOW = 8 * 1024 * 1024  # as RFC 9659 asks of what is sent over HTTP
_STREAMS: dict[str, type[_Brotli] | type[_Zstandard]] = {"br": _Brotli, "zstd": _Zstandard}


class Inflated:
    """The decompressed bytes of a body, at most `limit` of them.

    `encodings` are the values of Content-Encoding. More than one encoding is refused: nested compression is how
    a small body becomes a giant. A gzip file served as such, without the header, is decompressed too, once.
    """

    def __init__(self, encodings: Sequence[str], limit: int) -> None:
        names = [name.strip().lower() for value in encodings for name in value.split(",")]
        names = [name for name in names if name not in ("", "identity")]
        if len(names) > 1 or any(name not in _WINDOWS and name not in _STREAMS for name in names):
            raise InflateFault("bad_encoding", "a compression that was not asked for")
        self._stream: _Stream | None = _STREAMS[names[0]]() if names and names[0] in _STREAMS else None
        self._window = _WINDOWS.get(names[0]) if names else None
        self._declared = bool(names)
        self._limit = limit
        self._inflater = None if self._window is None else zlib.decompressobj(self._window)
        self._chunks: list[bytes] = []
        self._size = 0
        self._started = False

    def feed(self, chunk: bytes) -> None:
        """The next bytes from the network. Raises InflateFault."""
        if not self._started and chunk:
            self._begin(chunk)
        if self._stream is not None:
            for piece in self._stream.pieces(chunk):
                self._keep(piece)
        elif self._inflater is None:
            self._keep(chunk)
        else:
            try:
                self._inflate(chunk)
            except zlib.error as error:
                raise InflateFault("bad_encoding", "a document whose compression is damaged") from error

    def whole(self) -> bytes:
        """All of it. Raises InflateFault where the end is missing."""
        is_cut = self._inflater is not None and not self._inflater.eof
        if self._started and (is_cut or (self._stream is not None and not self._stream.is_whole())):
            raise InflateFault("truncated", "only the beginning of a compressed document")
        body = b"".join(self._chunks)
        if self._declared and body.startswith(_GZIP_MAGIC):
            raise InflateFault("bad_encoding", "a document compressed twice")
        return body

    def _begin(self, chunk: bytes) -> None:
        self._started = True
        if not self._declared and chunk.startswith(_GZIP_MAGIC):
            self._window, self._declared = _GZIP, True
            self._inflater = zlib.decompressobj(_GZIP)
        elif self._window == zlib.MAX_WBITS and chunk[0] & 0x0F != 8:
            self._window = -zlib.MAX_WBITS  # "deflate" without its header, as some servers mean it
            self._inflater = zlib.decompressobj(self._window)

    def _inflate(self, chunk: bytes) -> None:
        while chunk and self._inflater is not None:
            if self._inflater.eof:
                if not chunk.startswith(_GZIP_MAGIC):
                    return  # padding after the end
                self._inflater = zlib.decompressobj(_GZIP)
            self._keep(self._inflater.decompress(chunk, self._limit - self._size + 1))
            chunk = self._inflater.unconsumed_tail or self._inflater.unused_data

    def _keep(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._size > self._limit:
            raise InflateFault("too_large", f"a document of more than {self._limit} bytes")
        if chunk:
            self._chunks.append(chunk)
