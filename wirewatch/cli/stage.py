"""wirewatch stage"""

import asyncio
from pathlib import Path

import click
from rich.text import Text

from wirewatch.cli.output import console, data_option
from wirewatch.garbage import collect_seldom
from wirewatch.logs import start_logging
from wirewatch.settings import load_settings
from wirewatch.stage_process import STAGES, run_stage


@click.command()
@click.argument("name", type=click.Choice(STAGES))
@click.option(
    "--feeds", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With poll: the catalogue (CSV, OPML, or one address a line).",
)  # fmt: skip
@data_option
@click.option(
    "--allow-private", is_flag=True, help="With poll: fetch from loopback and private addresses too."
)
def stage(name: str, feeds: Path | None, data: Path | None, allow_private: bool) -> int:
    """Run one stage over a Kafka cluster, until stopped.

    As many processes as there are partitions may run the same stage: each gets a part of the work, and when one ends
    or is killed the others take its part over. SIGTERM lets the batch in hand be committed and leaves with exit code 0.

    \b
    Examples:
      WIREWATCH_LOG=kafka://localhost:9092 wirewatch stage classify
      wirewatch stage poll --feeds my-feeds.opml

    Exit code 2 where a setting is wrong or Kafka turns the stage away: nothing of its batch is committed then.
    """
    settings = load_settings(feeds=feeds, data=data, allow_private=allow_private or None)
    start_logging(settings.log_level, as_json=settings.log_format == "json")
    shown = console()
    collect_seldom()
    asyncio.run(run_stage(settings, name, lambda text: shown.print(Text(text, "bold"))))
    return 0
