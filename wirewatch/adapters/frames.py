"""What goes through the parser's pipes: a frame is its length (4 bytes, big-endian) and JSON in UTF-8."""

import json
import struct
from typing import Any, BinaryIO

EXIT_EXPAT = 3
"""The worker's exit code where expat cannot be trusted."""


def pack_frame(frame: dict[str, Any]) -> bytes:
    """A frame's bytes."""
    value = json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return struct.pack(">I", len(value)) + value


def read_frame(stream: BinaryIO) -> dict[str, Any] | None:
    """The next frame; None at the end of the stream."""
    length = stream.read(4)
    if len(length) < 4:
        return None
    frame: dict[str, Any] = json.loads(stream.read(struct.unpack(">I", length)[0]))
    return frame
