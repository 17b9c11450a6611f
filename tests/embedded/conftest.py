"""A newswire on loopback, and the commands as a user starts them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.embedded.newswire import Newswire
from tests.loopback import serving


@dataclass
class Desk:
    """A user's folder with a catalogue of one feed, and the feed itself."""

    folder: Path
    wire: Newswire
    address: str
    environment: dict[str, str] = field(default_factory=dict)

    def arguments(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "wirewatch", *words]

    def run(self, *words: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """A command run in the folder."""
        return subprocess.run(
            self.arguments(*words), cwd=self.folder, env=self.environment, input=stdin, capture_output=True,
            text=True, timeout=100,
        )  # fmt: skip

    def poll(self) -> subprocess.CompletedProcess[str]:
        """`run --once --json`, which must go well."""
        done = self.run("run", "--once", "--allow-private", "--feeds", "feeds.csv", "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        return done


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose rules alert on Power of Siberia and on visits."""
    wire = Newswire()
    with serving(wire.respond) as address:
        (tmp_path / "feeds.csv").write_text(
            "url,source_id,source,kind,language,country,control,owner\n"
            f"{address}/wire.rss,wire,The Wire,agency,en,GBR,independent,\n"
        )
        (tmp_path / "rules.toml").write_text(
            '[[rule]]\nname = "Pipelines"\nquery = \'"Power of Siberia"\'\nchannels = ["terminal", "jsonl"]\n'
        )
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WIREWATCH_")}
        yield Desk(
            tmp_path,
            wire,
            address,
            kept | {"NO_COLOR": "1", "COLUMNS": "160", "WIREWATCH_FULL_TEXT": "0", "WIREWATCH_DESK": ""},
        )
