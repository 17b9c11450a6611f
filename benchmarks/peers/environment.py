"""Environments of other people's programs, made once under `build/peers`."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_FOLDER = Path(__file__).parents[2] / "build" / "peers"
_UV = Path(sys.executable).with_name("uv")


class PeerMissing(Exception):
    """It cannot be installed here; the message says why."""


def python_of(name: str, packages: Sequence[str]) -> Path:
    """The Python of an environment with these packages, made where there is none. Raises PeerMissing."""
    python = _FOLDER / name / "bin" / "python"
    if not python.exists():
        for words in (
            ("venv", "-q", str(_FOLDER / name)),
            ("pip", "install", "-q", "--python", str(python), *packages),
        ):
            done = subprocess.run([str(_UV), *words], capture_output=True, text=True, check=False)
            if done.returncode != 0:
                shutil.rmtree(
                    _FOLDER / name, ignore_errors=True
                )  # half of one would pass for whole next time
                raise PeerMissing(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else words[0])
    return python
