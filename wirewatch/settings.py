"""All settings, read once: `wirewatch.toml`, then `WIREWATCH_*` over it.

A nested setting's variable joins the names with two underscores: `WIREWATCH_RETENTION__DROPPED_DAYS=14`.
"""

import json
import os
import re
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from schemas.errors import ConfigurationError
from schemas.topics import TOPICS
from wirewatch.channel_settings import ChannelSettings
from wirewatch.elastic_settings import ElasticSettings
from wirewatch.kafka_settings import KafkaSettings, servers_of
from wirewatch.request_settings import Proxy, RequestSettings
from wirewatch.text_policy import TextPolicy

CONFIG_VARIABLE = "WIREWATCH_CONFIG"
CONFIG_FILE = "wirewatch.toml"
PREFIX = "WIREWATCH_"
NO_SETTINGS = frozenset({CONFIG_VARIABLE, "WIREWATCH_SHARED", "WIREWATCH_SERVERS"})
"""Variables that begin like settings and are none: where the file is, where the tests find shared texts, and where the
launchers of deploy/servers/ keep the servers' jars."""

SQLITE = "sqlite"
LOCAL_CHANNELS = ("terminal", "jsonl", "atom")
"""Channels that are always there: the screen, and two files in the data folder."""
Days = Annotated[float, Field(ge=0)]


class Retention(BaseModel):
    """How many days records are kept; nothing that a stage has not read yet is ever removed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    items_days: Days | None = None
    """Sightings with the original entries: none means for ever, because every replay starts from them."""
    derived_days: Days = 7
    """What stages pass on (classified, facts, coverage, matches): long enough to survive a week's absence."""
    dropped_days: Days = 30
    """Verdicts on irrelevant items: how long "why was this dropped?" has an answer."""
    dead_days: Days = 180
    """Dead letters: how long they can be looked at and re-driven."""
    alerts_days: Days = 180
    """Alerts that were sent."""
    archive_days: Days | None = None
    """Closed days of sightings in the archive: none means for ever."""
    index_days: Days | None = None
    """Items in the index, by their date: none means for ever."""
    topics: dict[str, Days | None] = Field(default_factory=dict)
    """Days of single topics by name ("news.matches" = 2), over the ones above."""

    @field_validator("topics")
    @classmethod
    def _are_topics_that_expire(cls, topics: dict[str, float | None]) -> dict[str, float | None]:
        for name in topics:
            if name not in TOPICS or TOPICS[name].compacted:
                expiring = ", ".join(name for name, spec in TOPICS.items() if not spec.compacted)
                raise ValueError(f"{name!r} is no topic that retention lets go of; those are {expiring}")
        return topics


class Settings(BaseSettings):
    """Wirewatch's settings; every one has a default."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    data: Path = Path("wirewatch-data")
    """The folder of log, index and alerts; one `run` at a time uses it."""
    log: str = SQLITE
    """Where the stream is kept: a SQLite file in `data`, or a Kafka cluster (kafka://host:port,host:port)."""
    index: Annotated[str, Field(pattern=r"^(sqlite|https?://.+)$")] = SQLITE
    """Where coverage is searched: a SQLite file in `data`, or Elasticsearch 9 (https://host:9200, several with commas)."""
    feeds: Path | None = None
    """The catalogue of feeds (CSV, OPML, or one address a line); none: the one that ships."""
    rules: Path | None = None
    """Alert rules (a TOML file or a folder of them); none: `rules.toml` beside the configuration, else those that ship."""
    watches: tuple[Path, ...] = ()
    """Further watches (TOML files), beside china-russia, which ships."""
    rates: Path | None = None
    """What money was worth in US dollars (CSV: date,currency,usd); none: nothing is converted."""
    alerts_file: Path | None = None
    """Where the channel `jsonl` writes; none: alerts.jsonl in `data`."""
    channels: dict[str, ChannelSettings] = Field(default_factory=dict)
    """Channels outside that rules can name, each a table: [channels.desk] with `url` and more (docs/alerts.md)."""

    poll_interval_s: Annotated[float, Field(ge=1)] = 300
    """Seconds between polls of one feed: newswires publish every few minutes, hosts dislike more."""
    fetch_deadline_s: Annotated[float, Field(gt=0)] = 30
    """Wall-clock seconds for one fetch with its redirects: a slow host must not hold a place for ever."""
    max_body_bytes: Annotated[int, Field(ge=1024)] = 8 * 1024 * 1024
    """Bytes of one feed document after decompression: the largest real feed seen has 1.3 MB."""
    fetches_at_once: Annotated[int, Field(ge=1, le=64)] = 8
    """Fetches under way at once, over all hosts."""
    fetches_per_host: Annotated[int, Field(ge=1, le=8)] = 1
    """Fetches under way at once from one host: politeness."""
    host_delay_s: Annotated[float, Field(ge=0, le=3600)] = 1.0
    """Seconds between two fetches from one host, over all its feeds: politeness."""
    proxy: Proxy | None = None
    """The proxy that feeds and pages are fetched through (http://host:port, with user:password@ where it wants one); none: directly."""
    requests: dict[str, RequestSettings] = Field(default_factory=dict)
    """What requests to a feed, or to all feeds of a host, carry: a table each, [requests."https://wire.example/feed.xml"] (docs/polling.md)."""
    allow_private: bool = False
    """Whether feeds on loopback and private addresses may be fetched: off, so that a feed cannot reach inside."""
    user_agent: str = "Wirewatch/0.1 (open-source media monitor; feed reader)"
    """How the poller introduces itself."""

    full_text: bool = True
    """Whether the pages of relevant items whose feed gives little text are fetched (docs/full-text.md)."""
    wait_for_text_s: Annotated[float, Field(ge=0)] = 60
    """Seconds an alert waits for that text; then it goes out with what is known."""
    pages_max_mb: Annotated[float, Field(ge=0)] = 500
    """Megabytes of fetched pages that are kept, compressed, in `pages` in `data`; the oldest go first."""
    pages_days: Days = 30
    """Days that they are kept; their text is in the log in any case."""
    index_irrelevant: bool = False
    """Whether irrelevant items are indexed too, marked."""
    alert_max_age_h: Annotated[float, Field(gt=0)] = 24
    """Hours: older items never alert, so that a late feed or a long stop is no storm."""
    archive: str | None = None
    """Where closed days of sightings go before the log lets them go: a folder or an address (s3://…); none: `archive` in `data`."""
    retention: Retention = Retention()
    text_policy: TextPolicy = TextPolicy()
    search_deadline_s: Annotated[float, Field(gt=0)] = 10
    """Seconds a search may take; then it answers with what it has found, and says so."""
    alerts_file_max_mb: Annotated[float, Field(gt=0)] = 64
    """Megabytes of the file the channel `jsonl` writes to; a full one is put aside as .1, in place of the last."""
    journal_max_mb: Annotated[float, Field(gt=0)] = 16
    """Megabytes of wirewatch.log, likewise."""
    prefix: Annotated[str, Field(pattern=r"^([A-Za-z0-9_-]{1,80}[._-])?$")] = ""
    """Put before the names of all topics, groups and indexes on a cluster that others use too, as in "newsroom."."""
    kafka: KafkaSettings = KafkaSettings()
    elastic: ElasticSettings = ElasticSettings()
    kibana: Annotated[str, Field(pattern=r"^https?://.+$")] | None = None
    """The address of Kibana: for links, and for `wirewatch kibana install`."""

    desk: str = "127.0.0.1:8600"
    """host:port of the desk, the web page that `run` serves; empty: none. Where the port is taken `run` takes another."""
    desk_hosts: tuple[str, ...] = ()
    """Further names a browser may know the desk by, as behind a proxy."""
    desk_token: SecretStr | None = None
    """What the desk asks for once, where it is to listen beyond loopback."""
    monitor: str | None = None
    """host:port that answers /metrics (Prometheus), /live and /ready; none: nowhere. Keep it on loopback or in a private
    network: it asks nobody who they are."""
    heartbeat_url: SecretStr | None = None
    """An address outside that is fetched while the program is alive, and raises an alarm when it no longer is."""
    heartbeat_every_s: Annotated[float, Field(ge=1)] = 60
    """Seconds between signs of life."""

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"
    """INFO: progress; WARNING: recovered, nothing lost; ERROR: needs a human."""
    log_format: Literal["text", "json"] = "text"
    """How log lines on stderr are written: for people, or one JSON object a line for a collector."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line over environment over file."""
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_file()))

    @field_validator("log")
    @classmethod
    def _a_known_log(cls, log: str) -> str:
        if log != SQLITE:
            servers_of(log)
        return log

    @field_validator("channels")
    @classmethod
    def _have_names_of_their_own(cls, channels: dict[str, ChannelSettings]) -> dict[str, ChannelSettings]:
        for name in channels:
            if name in LOCAL_CHANNELS or not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", name):
                raise ValueError(
                    f"{name!r} cannot name a channel: small letters, digits, _ and -, and none of {', '.join(LOCAL_CHANNELS)}"
                )
        return channels

    @field_validator("text_policy")
    @classmethod
    def _nothing_outlives_the_texts(cls, policy: TextPolicy, info: ValidationInfo) -> TextPolicy:
        derived_days = info.data["retention"].derived_days if "retention" in info.data else 0
        if policy.abridges and policy.after_days < derived_days:
            raise ValueError(
                f"after_days ({policy.after_days:g}) must be at least retention.derived_days ({derived_days:g}): what "
                "stages pass on holds whole texts, too"
            )
        return policy

    @property
    def channel_names(self) -> tuple[str, ...]:
        """Every channel that rules can name."""
        return (*LOCAL_CHANNELS, *self.channels)

    @property
    def atom_path(self) -> Path:
        """Where the channel `atom` writes."""
        return self.alerts_path.with_suffix(".atom")

    @property
    def alerts_path(self) -> Path:
        """Where the channel `jsonl` writes."""
        return self.alerts_file or self.data / "alerts.jsonl"


def config_file() -> Path:
    """The configuration file: `$WIREWATCH_CONFIG`, else wirewatch.toml in the working folder (it may be absent)."""
    return Path(os.environ.get(CONFIG_VARIABLE, CONFIG_FILE))


def load_settings(**overrides: object) -> Settings:
    """The settings in force; `overrides` are the command line's. Raises ConfigurationError naming each mistake."""
    named = config_file()
    if CONFIG_VARIABLE in os.environ and not named.is_file():
        raise ConfigurationError(f"{CONFIG_VARIABLE} names {named}, which is not there.")
    _refuse_unknown_variables()
    try:
        return Settings(**{key: value for key, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        mistakes = "; ".join(_mistake(part["loc"], part["msg"]) for part in error.errors())
        raise ConfigurationError(f"The settings have a mistake: {mistakes}. See docs/settings.md.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{named} is not valid TOML: {error}.") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            f"{named} is not UTF-8 (byte {error.start}), as TOML must be; convert it first."
        ) from error
    except SettingsError as error:
        raise ConfigurationError(f"The settings have a mistake: {_unreadable_variables()}.") from error
    except OSError as error:
        raise ConfigurationError(f"{named} cannot be read: {error.strerror}.") from error


def _refuse_unknown_variables() -> None:
    known = {name.upper() for name in Settings.model_fields}
    for variable in sorted(os.environ):
        if not variable.upper().startswith(PREFIX) or variable.upper() in NO_SETTINGS:
            continue
        name = variable.upper().removeprefix(PREFIX)
        if name.split("__")[0] not in known:
            near = get_close_matches(name, sorted(known | {"CONFIG"}), n=1)
            hint = f"did you mean {PREFIX}{near[0]}?" if near else "docs/settings.md lists them all."
            raise ConfigurationError(f"There is no setting {variable}; {hint}")


def _unreadable_variables() -> str:
    """The variables of lists and groups that are no JSON."""
    mistakes = []
    for name, example in (
        ("WATCHES", '["space.toml"]'),
        ("RETENTION", '{"dead_days": 30}'),
        ("KAFKA", '{"replication": 3}'),
    ):
        given = next((value for key, value in os.environ.items() if key.upper() == PREFIX + name), None)
        if given is not None and not _is_json(given):
            mistakes.append(f"{PREFIX}{name} must be JSON, as in {PREFIX}{name}='{example}'")
    return "; ".join(mistakes) or "a variable cannot be read"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _mistake(where: tuple[str | int, ...], message: str) -> str:
    name = ".".join(str(part) for part in where)
    variable = PREFIX + "__".join(str(part).upper() for part in where)
    said = "there is no such setting" if message.startswith("Extra inputs") else message
    return f"{name} ({variable} or {config_file()}): {said}"


def masked(text: str) -> str:
    """A text with the user names and passwords of addresses hidden."""
    return re.sub(r"(\w+://)[^/@\s]+@", r"\1***@", text)
