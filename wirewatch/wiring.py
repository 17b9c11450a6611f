"""Puts stages and adapters together. The one place that knows which adapter stands behind which port."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from pathlib import Path

from consumers.alert.decide import DecideStage
from consumers.alert.match import MatchStage
from consumers.alert.rule_files import load_rules
from consumers.alert.rules import Rule
from consumers.alert.send import SendStage
from consumers.classify.stage import ClassifyStage
from consumers.classify.watch import Watch, watches_in_force
from consumers.cluster.stage import ClusterStage
from consumers.extract.stage import ExtractStage
from consumers.gazetteer import load_gazetteer
from consumers.index.stage import IndexStage
from consumers.ports import Channel, IndexWriter, Log
from consumers.run import BATCH_SIZE, StageLoop
from consumers.stage import Stage, StageSpec
from consumers.topology import CLASSIFY, CLUSTER, DECIDE, EXTRACT, INDEX, MATCH, SEND
from producers.feed import Feed
from schemas.errors import ConfigurationError
from wirewatch.adapters.channels.jsonl import JsonLinesChannel
from wirewatch.adapters.channels.terminal import TerminalChannel
from wirewatch.adapters.http import HttpFetcher
from wirewatch.adapters.parse_process import ParseProcess
from wirewatch.catalogue.load import load_catalogue
from wirewatch.settings import Settings, config_file

CHANNELS = ("terminal", "jsonl")
RULES_FILE = "rules.toml"


def feeds_in_force(settings: Settings) -> tuple[Feed, ...]:
    """The catalogue named in the settings, else the one that ships."""
    return load_catalogue(settings.feeds)


def open_fetcher(settings: Settings) -> HttpFetcher:
    """The fetcher, to be entered as an async context."""
    return HttpFetcher(
        user_agent=settings.user_agent,
        deadline_s=settings.fetch_deadline_s,
        max_bytes=settings.max_body_bytes,
        at_once=settings.fetches_at_once,
        per_host=settings.fetches_per_host,
        allow_private=settings.allow_private,
    )


@asynccontextmanager
async def open_parser() -> AsyncIterator[ParseProcess]:
    """The parser; its process starts with the first document and ends with the block."""
    parser = ParseProcess()
    try:
        yield parser
    finally:
        await parser.close()


def rules_in_force(settings: Settings) -> tuple[Rule, ...]:
    """The rules named in the settings, else rules.toml beside the configuration file, else those that ship."""
    beside = config_file().parent / RULES_FILE
    if settings.rules or beside.is_file():
        return load_rules(settings.rules or beside, CHANNELS)
    with as_file(files("wirewatch").joinpath(RULES_FILE)) as shipped:
        return load_rules(shipped, CHANNELS)


@contextmanager
def open_channels(
    alerts_path: Path, show: Callable[[str], None], max_mb: float = 64
) -> Iterator[dict[str, Channel]]:
    """The channels that rules can name; the alerts' file is put aside when it has so many megabytes."""
    jsonl = JsonLinesChannel(alerts_path, max_bytes=int(max_mb * 1024 * 1024))
    try:
        yield {"terminal": TerminalChannel(show), "jsonl": jsonl}
    finally:
        jsonl.close()


@dataclass(frozen=True, slots=True)
class StageParts:
    """What the stages need."""

    watches: Sequence[Watch]
    rules: Sequence[Rule]
    index: IndexWriter
    channels: Mapping[str, Channel]
    alert_max_age: timedelta
    index_irrelevant: bool = False


def parts_of(settings: Settings, index: IndexWriter, channels: Mapping[str, Channel]) -> StageParts:
    """What the settings ask for. Raises ConfigurationError where watches or rules have mistakes."""
    return StageParts(
        watches_in_force(settings.watches),
        rules_in_force(settings),
        index,
        channels,
        timedelta(hours=settings.alert_max_age_h),
        settings.index_irrelevant,
    )


def make_stages(parts: StageParts) -> tuple[Stage, ...]:
    """Every stage that reads a topic, in the order of the flow."""
    return (*make_item_stages(parts), MatchStage(parts.rules), *make_shared_stages(parts))


def make_item_stages(parts: StageParts) -> tuple[Stage, ...]:
    """The stages from sightings to the index, which every generation has of its own."""
    return (
        ClassifyStage(parts.watches, load_gazetteer(), index_irrelevant=parts.index_irrelevant),
        ExtractStage(parts.watches, index_irrelevant=parts.index_irrelevant),
        ClusterStage(),
        IndexStage(parts.index),
    )


def make_shared_stages(parts: StageParts) -> tuple[Stage, ...]:
    """The stages after a match, which all generations share."""
    return (DecideStage(parts.alert_max_age), SendStage(parts.channels))


def make_stage(
    spec: StageSpec, settings: Settings, index: IndexWriter | None, channels: Mapping[str, Channel]
) -> Stage:
    """One stage that reads a topic, with no more than it needs. Raises ConfigurationError where its settings have
    mistakes."""
    marked = settings.index_irrelevant
    match spec.name:
        case CLASSIFY.name:
            return ClassifyStage(
                watches_in_force(settings.watches), load_gazetteer(), index_irrelevant=marked
            )
        case EXTRACT.name:
            return ExtractStage(watches_in_force(settings.watches), index_irrelevant=marked)
        case CLUSTER.name:
            return ClusterStage()
        case INDEX.name if index is not None:
            return IndexStage(index)
        case MATCH.name:
            return MatchStage(rules_in_force(settings))
        case DECIDE.name:
            return DecideStage(timedelta(hours=settings.alert_max_age_h))
        case SEND.name:
            return SendStage(channels)
    raise ConfigurationError(f"There is no stage {spec.name} that reads a topic.")


def batch_size_of(spec: StageSpec) -> int:
    """How many records a stage decides about together: send one by one, so that a kill lets a channel see one message
    again at most."""
    return 1 if spec == SEND else BATCH_SIZE


def make_loops(log: Log, stages: Sequence[Stage], clock: Callable[[], datetime]) -> tuple[StageLoop, ...]:
    """A loop for each stage, each with its own view of the log."""
    return tuple(
        StageLoop(
            stage,
            log.open_stage(stage.spec.group, stage.spec.reads),
            clock,
            batch_size=batch_size_of(stage.spec),
        )
        for stage in stages
    )
