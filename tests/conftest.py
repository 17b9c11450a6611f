"""Fixtures every suite shares."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples every time, so that a red build is about the change; `make fuzz` looks for new ones. No deadline:
# a busy machine is no bug.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("fuzz", max_examples=5_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ROOT = Path(__file__).resolve().parents[1]


def shared_folder() -> Path:
    """The folder of publishers' texts and labelled items that lies beside the repository."""
    return Path(os.environ.get("WIREWATCH_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder; without it the test is skipped, in CI it fails."""
    folder = shared_folder()
    if not folder.is_dir():
        reason = f"{folder} is not there: it holds texts that may not be copied into the project"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
