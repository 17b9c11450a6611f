"""The desk over what the demo left, as an app and as a server."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from wirewatch.data_folder import DataFolder
from wirewatch.demo.session import settings_left
from wirewatch.desk.app import make_app
from wirewatch.desk.desk import Desk
from wirewatch.desk.guard import LOOPBACK
from wirewatch.settings import Settings

ADDRESS = "http://127.0.0.1:8600"


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a demo left."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WIREWATCH_")}
    words = [sys.executable, "-m", "wirewatch", "demo", "--data", str(folder)]
    subprocess.run(words, env=kept, check=True, capture_output=True, timeout=200)
    return folder


@pytest.fixture
def settings(demo: Path, tmp_path: Path) -> Settings:
    """Settings over a copy of it, for tests that change something."""
    folder = tmp_path / "data"
    shutil.copytree(demo, folder)
    return settings_left(DataFolder(folder))


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """A browser without a screen."""
    with TestClient(make_app(Desk(settings), LOOPBACK), base_url=ADDRESS, follow_redirects=False) as made:
        yield made
