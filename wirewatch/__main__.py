"""Starts the command line, and turns every error into one sentence and an exit code.

Exit codes: 0 done; 1 it could not be done (trouble outside, a stage stopped); 2 a mistake in what was asked
(arguments, settings, a query, a rules file); 130 interrupted (a second Ctrl-C while `run` drains).
"""

import io
import os
import sys

import click

from wirewatch.packages import why_not_our_own

if mixed_up := why_not_our_own():  # before anything of theirs is run
    sys.exit(f"wirewatch: {mixed_up}")

from schemas.errors import ConfigurationError, WirewatchError
from wirewatch.allocator import give_back_memory
from wirewatch.cli import wirewatch

FAILED = 1
MISTAKEN = 2
INTERRUPTED = 130


def main() -> None:
    """Run the command named on the command line; never returns."""
    give_back_memory()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a letter shows another in its place
            stream.reconfigure(errors="replace")
    sys.exit(_exit_code())


def _exit_code() -> int:
    try:
        code = wirewatch.main(standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as mistake:
        mistake.show()
        return mistake.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except ConfigurationError as error:
        click.echo(f"wirewatch: {error}", err=True)
        return MISTAKEN
    except WirewatchError as error:
        click.echo(f"wirewatch: {error}", err=True)
        return FAILED
    except BrokenPipeError:  # the reader (head, less) has seen enough
        _write_no_more()
        return 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"wirewatch: {where}{error.strerror or error}.", err=True)
        _write_no_more()
        return FAILED


def _write_no_more() -> None:
    """What standard output could not take is let go, so that Python does not stumble over it when it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
