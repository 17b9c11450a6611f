"""Lines of a run whose reader has gone."""

import io

import pytest

from wirewatch.cli.output import Output
from wirewatch.tally import RelevantItem
from wirewatch.watching import Show


class ClosedPipe(io.StringIO):
    """Standard output after `| head` has left."""

    def flush(self) -> None:
        raise BrokenPipeError


def test_an_alert_is_no_dead_letter_for_want_of_a_reader_and_the_next_line_ends_the_run() -> None:
    show = Show(Output(file=ClosedPipe()))
    show.told("ALERT Pipelines: gas")
    with pytest.raises(BrokenPipeError):
        show.told(RelevantItem("Gas", "The Wire", "en", ("energy",)))
