"""Parsing kept entries again, in the parser's own process as a poll does."""

import asyncio
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pydantic import ValidationError

from consumers.replay.rebuilding import ReadAgain
from producers.again import seen_again
from producers.envelope import open_envelope
from producers.ports import Parser
from producers.slices import cut
from schemas.sighting import Sighting
from schemas.wire import encode
from wirewatch.adapters.parse_process import ParseProcess


@contextmanager
def reading_again() -> Iterator[ReadAgain]:
    """Reads sightings again; the parser's process ends with the block."""
    with asyncio.Runner() as runner:
        parser = ParseProcess()

        def read_again(values: Sequence[bytes]) -> Sequence[bytes]:
            return runner.run(_all_again(values, parser))

        try:
            yield read_again
        finally:
            runner.run(parser.close())


async def _all_again(values: Sequence[bytes], parser: Parser) -> Sequence[bytes]:
    return [await again(value, parser) for value in values]


async def again(value: bytes, parser: Parser) -> bytes:
    """A sighting as its entry reads now; one that cannot be read is left as it is, for the stage to judge."""
    try:
        sighting = Sighting.model_validate_json(value)
        document = cut(open_envelope(sighting.entry_zlib)).whole()
    except (ValidationError, zlib.error):
        return value
    if sighting.withdrawn or sighting.item.abridged:
        return value
    return encode(seen_again(sighting, await parser.parse(document, sighting.item.feed)))
