"""The demo's settings and folder."""

from importlib.resources import as_file, files

from wirewatch.data_folder import DataFolder
from wirewatch.demo.server import catalogue_text
from wirewatch.settings import Settings, load_settings

ALERT_MAX_AGE_H = 14 * 24.0  # the feeds are dated within the last week, or a few days before it
LEFT_BEHIND = ("log.db*", "index.db*", "alerts.jsonl", "feeds.csv", "rules.toml")


def start_afresh(folder: DataFolder) -> None:
    """Remove what an earlier demo left in the folder, and nothing else."""
    for pattern in LEFT_BEHIND:
        for file in folder.path.glob(pattern):
            file.unlink()


def demo_settings(folder: DataFolder, address: str) -> Settings:
    """Settings for a run on the demo's feeds, served at an address on loopback."""
    catalogue, rules = folder.path / "feeds.csv", folder.path / "rules.toml"
    catalogue.write_text(catalogue_text(address), encoding="utf-8")
    with as_file(files("wirewatch.demo").joinpath("rules.toml")) as shipped:
        rules.write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    return load_settings(
        data=folder.path,
        feeds=catalogue,
        rules=rules,
        allow_private=True,
        alert_max_age_h=ALERT_MAX_AGE_H,
        fetches_per_host=4,
    )
