"""Whether the packages beside this one are Wirewatch's own: their names are plain, and others could have them."""

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

NAMES = ("schemas", "producers", "consumers")


def foreign_packages() -> Iterator[tuple[str, str]]:
    """Packages that would be imported from elsewhere, each with its folder ("nowhere" where there is none)."""
    ours = Path(__file__).resolve().parents[1]
    for name in NAMES:
        loaded = sys.modules.get(name)
        file = loaded.__file__ if loaded else getattr(find_spec(name), "origin", None)
        folder = Path(file).resolve().parent if file else None
        if folder != ours / name:
            yield name, str(folder) if folder else "nowhere"


def why_not_our_own() -> str | None:
    """What to do where a package is not our own, in a sentence; None where all are."""
    foreign = [f"{name} from {folder}" for name, folder in foreign_packages()]
    if not foreign:
        return None
    return (
        f"Other packages stand in the place of Wirewatch's own: {', '.join(foreign)}. Start it from another folder, or install it "
        "apart from them (`pipx install wirewatch` or `uv tool install wirewatch`)."
    )
