"""A newsroom's folder that is filled once."""

import shutil
from pathlib import Path

import pytest

from tests.replay.newsroom import Newsroom, news

DAYS = 12


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with twelve days of news that live has read."""
    room = Newsroom(tmp_path_factory.mktemp("newsroom"))
    room.publish(news(DAYS, 6))
    return room.path


@pytest.fixture
def room(filled: Path, tmp_path: Path) -> Newsroom:
    """A newsroom of its own."""
    shutil.copytree(filled, tmp_path / "data")
    return Newsroom(tmp_path / "data")
