"""Starts the command line, and turns every error into one sentence and an exit code.

Exit codes: 0 done; 1 it could not be done (trouble outside, a stage stopped); 2 a mistake in what was asked
(arguments, settings, a query, a rules file).
"""

import os
import sys

import click

from schemas.errors import ConfigurationError, WirewatchError
from wirewatch.cli import wirewatch

FAILED = 1
MISTAKEN = 2


def main() -> None:
    """Run the command named on the command line; never returns."""
    try:
        code = wirewatch.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as mistake:
        mistake.show()
        sys.exit(mistake.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except ConfigurationError as error:
        click.echo(f"wirewatch: {error}", err=True)
        sys.exit(MISTAKEN)
    except WirewatchError as error:
        click.echo(f"wirewatch: {error}", err=True)
        sys.exit(FAILED)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
