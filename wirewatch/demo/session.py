"""The demo's settings and folder."""

from importlib.resources import as_file, files

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from schemas.errors import ConfigurationError
from wirewatch.data_folder import DataFolder
from wirewatch.demo.server import catalogue_text
from wirewatch.settings import Settings

ALERT_MAX_AGE_H = 14 * 24.0  # the feeds are dated within the last week, or a few days before it
MARKER = ".wirewatch-demo"
"""A file the demo leaves in its folder, to know it again: no other folder is ever cleared."""
LEFT_BEHIND = ("log.db*", "index*", "alerts.jsonl", "alerts.atom", "feeds.csv", "rules.toml")


class _OwnSettings(Settings):
    """Settings that neither a file nor a variable changes."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What the demo says, and the defaults."""
        return (init_settings,)


def claim(folder: DataFolder) -> None:
    """Make the folder the demo's; a folder that holds anything must be one already.

    Raises ConfigurationError where something is in the folder that no demo left there.
    """
    marker = folder.path / MARKER
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
        if not marker.exists() and any(folder.path.iterdir()):
            raise ConfigurationError(
                f"{folder.path} holds something that is not from a demo; name an empty or new folder with --data."
            )
        marker.touch()
    except OSError as error:
        raise ConfigurationError(f"The folder {folder.path} cannot be used: {error.strerror}.") from error


def clear(folder: DataFolder) -> None:
    """Remove what an earlier demo left in a folder that `claim` knows."""
    for pattern in LEFT_BEHIND:
        for file in folder.path.glob(pattern):
            file.unlink()


def settings_left(folder: DataFolder) -> Settings:
    """Settings for looking at what a demo left: the user's own have no say."""
    return _OwnSettings(data=folder.path, rules=folder.path / "rules.toml")


def demo_settings(folder: DataFolder, address: str) -> Settings:
    """Settings for a run on the demo's feeds, served at an address on loopback: the user's own have no say."""
    catalogue, rules = folder.path / "feeds.csv", folder.path / "rules.toml"
    catalogue.write_text(catalogue_text(address), encoding="utf-8")
    with as_file(files("wirewatch.demo").joinpath("rules.toml")) as shipped:
        rules.write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    return _OwnSettings(
        data=folder.path,
        feeds=catalogue,
        rules=rules,
        alerts_file=folder.path / "alerts.jsonl",
        allow_private=True,
        full_text=False,  # its agencies are invented: there are no pages behind its links
        alert_max_age_h=ALERT_MAX_AGE_H,
        fetches_per_host=4,
    )
