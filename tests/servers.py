"""Real servers for tests: one of each a run, started by its launcher under deploy/servers/ for the first test that asks.

`shared_server` starts it under a lock, so that pytest-xdist's workers share one; the process that began the run ends
it (tests/conftest.py), and the launcher's LIVES_WITH does so where that process was killed. Tests keep apart by fresh
names. A test that harms its server starts one of its own with `Launcher`. Where a server cannot be run here the test is
skipped, saying why; with CI=true it fails.
"""

import fcntl
import json
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

LAUNCHERS = Path(__file__).resolve().parents[1] / "deploy" / "servers"
CANNOT_RUN = 69
_RUN_FOLDER = "TEST_SERVERS_FOLDER"
"""The variable that hands the run's folder to its workers."""


class CannotRun(Exception):
    """A server that this machine cannot run, and why."""


@dataclass(frozen=True)
class Launcher:
    """A server under a launcher's control; `variables` tell the launcher its ports and its folder."""

    script: str
    variables: Mapping[str, str]

    def start(self, *options: str) -> None:
        """Start it and wait until it answers. Raises CannotRun, or fails the test with what the launcher said."""
        self._told("start", *options)

    def stop(self) -> None:
        """End it in good order."""
        self._told("stop")

    def kill(self) -> None:
        """End it with SIGKILL."""
        self._told("kill")

    def pid(self) -> int:
        """Its process."""
        return int(self._told("pid"))

    def _told(self, *words: str) -> str:
        with tempfile.TemporaryFile("w+") as said:  # no pipe: the server would inherit it and hold it open
            done = subprocess.run(
                ["bash", str(LAUNCHERS / self.script), *words], stdout=said, stderr=subprocess.STDOUT,
                env=os.environ | {"LIVES_WITH": str(_run_pid())} | dict(self.variables), timeout=900, check=False,
            )  # fmt: skip
            said.seek(0)
            words_said = said.read().strip()
        if done.returncode == CANNOT_RUN:
            raise CannotRun(f"{self.script}: {words_said}")
        assert done.returncode == 0, f"{self.script} {' '.join(words)}: {words_said}"
        return words_said


def shared_server(name: str, start: Callable[[Path], Launcher]) -> Launcher:
    """The run's server of this name; `start` starts it in a folder the first time, in whichever worker that is."""
    folder = run_folder()
    noted = folder / f"{name}.json"
    with _locked(folder / f"{name}.lock"):
        note: dict[str, Any] = (
            json.loads(noted.read_text()) if noted.exists() else _first_start(start, folder / name)
        )
        noted.write_text(json.dumps(note))
    if "cannot_run" in note:
        refuse_to_run(note["cannot_run"])
    return Launcher(**note)


def _first_start(start: Callable[[Path], Launcher], folder: Path) -> dict[str, object]:
    folder.mkdir(mode=0o755)
    try:
        return asdict(start(folder))
    except CannotRun as error:
        return {"cannot_run": str(error)}


def refuse_to_run(reason: str) -> NoReturn:
    """Skip the test, or fail it in CI."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def free_ports(count: int) -> list[int]:
    """Ports that nothing listens on."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def begin_run() -> None:
    """Make the folder of this run's servers; its workers find it in their environment."""
    folder = Path(tempfile.mkdtemp(prefix="wirewatch-servers-"))
    folder.chmod(0o755)  # Elasticsearch does not run as root: its own user must reach its folder
    (folder / "run.pid").write_text(str(os.getpid()))
    os.environ[_RUN_FOLDER] = str(folder)


def end_run() -> None:
    """Stop the run's servers and forget their data."""
    folder = run_folder()
    for noted in folder.glob("*.json"):
        note = json.loads(noted.read_text())
        if "cannot_run" not in note:
            Launcher(**note).stop()
    shutil.rmtree(folder, ignore_errors=True)
    del os.environ[_RUN_FOLDER]


def run_folder() -> Path:
    """The folder of this run's servers."""
    return Path(os.environ[_RUN_FOLDER])


def _run_pid() -> int:
    return int((run_folder() / "run.pid").read_text())


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
