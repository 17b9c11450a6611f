"""The feed parser's process. It imports little and is started by `parse_process.py`, never by hand."""

import sys
from typing import Any

from producers.parse import check_expat, parse_document
from wirewatch.adapters.frames import EXIT_EXPAT
from wirewatch.adapters.worker import serve

TIRED_BYTES = 80 * 1024 * 1024


def main() -> int:
    """Answer requests until stdin ends."""
    try:
        check_expat()
    except RuntimeError:
        return EXIT_EXPAT
    serve(_answer, TIRED_BYTES)
    return 0


def _answer(document: bytes, request: dict[str, Any]) -> dict[str, Any]:
    return {
        "feed": parse_document(document, request["address"], keep_markup=request["keep_markup"]).as_json()
    }


if __name__ == "__main__":
    sys.exit(main())
