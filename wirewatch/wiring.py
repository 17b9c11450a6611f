"""Puts stages and adapters together. The one place that knows which adapter stands behind which port."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from consumers.alert.decide import DecideStage
from consumers.alert.match import MatchStage
from consumers.alert.rules import RuleBook
from consumers.alert.send import SendStage
from consumers.classify.stage import ClassifyStage
from consumers.classify.watch import Watch, watches_in_force
from consumers.cluster.stage import ClusterStage
from consumers.complete.ports import Pages
from consumers.complete.stage import CompleteStage
from consumers.extract.amounts.rates import NO_RATES, Rates, rates_in_force
from consumers.extract.stage import ExtractStage
from consumers.gazetteer import load_gazetteer
from consumers.index.stage import IndexStage
from consumers.ports import Channel, IndexWriter, Log
from consumers.replay.handover import Asked, none_asked
from consumers.run import BATCH_SIZE, StageLoop, Turn
from consumers.stage import Stage, StageSpec
from consumers.topology import CLASSIFY, CLUSTER, COMPLETE, DECIDE, EXTRACT, INDEX, MATCH, SEND
from producers.feed import Feed
from schemas.errors import ConfigurationError
from wirewatch.adapters.channels.atom import AtomChannel
from wirewatch.adapters.channels.jsonl import JsonLinesChannel
from wirewatch.adapters.channels.terminal import TerminalChannel
from wirewatch.adapters.http import HttpFetcher
from wirewatch.adapters.parse_process import ParseProcess
from wirewatch.catalogue.load import catalogue_path, load_catalogue
from wirewatch.clock import now
from wirewatch.patience import within_of
from wirewatch.request_settings import carried_for
from wirewatch.rule_book import WatchedRules
from wirewatch.senders import Senders
from wirewatch.settings import Settings


def feeds_in_force(settings: Settings) -> tuple[Feed, ...]:
    """The catalogue named in the settings, else feeds.csv beside the configuration, else the one that ships."""
    return load_catalogue(catalogue_path(settings))


def open_fetcher(settings: Settings) -> HttpFetcher:
    """The fetcher, to be entered as an async context."""
    return HttpFetcher(
        user_agent=settings.user_agent,
        deadline_s=settings.fetch_deadline_s,
        max_bytes=settings.max_body_bytes,
        at_once=settings.fetches_at_once,
        per_host=settings.fetches_per_host,
        allow_private=settings.allow_private,
        carried=carried_for(settings.requests, settings.proxy),
    )


@asynccontextmanager
async def open_parser() -> AsyncIterator[ParseProcess]:
    """The parser; its process starts with the first document and ends with the block."""
    parser = ParseProcess()
    try:
        yield parser
    finally:
        await parser.close()


PAGE_DEADLINE_S = 20.0
"""Wall-clock seconds for one page with its redirects."""
PAGE_BYTES = 4 * 1024 * 1024


@contextmanager
def open_channels(settings: Settings, show: Callable[[str], None]) -> Iterator[dict[str, Channel]]:
    """The channels that are always there; the alerts' file is put aside when it has `alerts_file_max_mb`."""
    jsonl = JsonLinesChannel(settings.alerts_path, max_bytes=int(settings.alerts_file_max_mb * 1024 * 1024))
    try:
        yield {"terminal": TerminalChannel(show), "jsonl": jsonl, "atom": AtomChannel(settings.atom_path)}
    finally:
        jsonl.close()


@contextmanager
def sending(settings: Settings, log: Log, told: Callable[[Turn], None]) -> Iterator[Senders]:
    """The threads that send to channels outside, while the block runs. Raises ConfigurationError where a channel's address is
    none."""
    outside: dict[str, Channel] = {}
    if settings.channels:
        from wirewatch.adapters.channels.outside import (
            OutsideChannel,
        )  # its library takes a third of a second to load

        outside = {name: OutsideChannel(name, each) for name, each in settings.channels.items()}
    patience = {name: timedelta(hours=each.give_up_h) for name, each in settings.channels.items()}
    senders = Senders(log, outside, patience, settings.channel_names, told)
    senders.start()
    try:
        yield senders
    finally:
        senders.stop()


@dataclass(frozen=True, slots=True)
class StageParts:
    """What the stages need."""

    watches: Sequence[Watch]
    rules: Callable[[], RuleBook]
    index: IndexWriter
    channels: Mapping[str, Channel]
    alert_max_age: timedelta
    index_irrelevant: bool = False
    outside: tuple[str, ...] = ()
    pages: Pages | None = None
    wait_for_text: timedelta | None = None
    rates: Rates = NO_RATES


def wait_for_text(settings: Settings) -> timedelta | None:
    """How long an alert waits for the whole text; None where no pages are fetched."""
    return timedelta(seconds=settings.wait_for_text_s) if settings.full_text else None


@contextmanager
def open_pages(settings: Settings) -> Iterator[Pages | None]:
    """What fetches pages, where the settings want them, while the block runs; nothing starts before the first one is asked for."""
    if not settings.full_text:
        yield None
        return
    from wirewatch.adapters.pages.beside import (
        AT_ONCE,
        PagesBeside,
    )  # its libraries take a tenth of a second to load
    from wirewatch.adapters.pages.store import PageStore

    def fetcher() -> HttpFetcher:
        return HttpFetcher(
            user_agent=settings.user_agent, deadline_s=PAGE_DEADLINE_S, max_bytes=PAGE_BYTES, at_once=AT_ONCE,
            per_host=1, allow_private=settings.allow_private, carried=carried_for({}, settings.proxy), accept="text/html, application/xhtml+xml;q=0.9, */*;q=0.1",
        )  # fmt: skip

    store = PageStore(
        settings.data / "pages",
        max_bytes=int(settings.pages_max_mb * 1024 * 1024),
        max_age_s=settings.pages_days * 86_400,
    )
    pages = PagesBeside(fetcher, settings.user_agent.partition("/")[0], store, now)
    try:
        yield pages
    finally:
        pages.close()


def parts_of(
    settings: Settings, index: IndexWriter, channels: Mapping[str, Channel], pages: Pages | None = None
) -> StageParts:
    """What the settings ask for. Raises ConfigurationError where watches, rules or rates have mistakes."""
    return StageParts(
        watches_in_force(settings.watches),
        WatchedRules(settings, settings.channel_names),
        index,
        channels,
        timedelta(hours=settings.alert_max_age_h),
        settings.index_irrelevant,
        tuple(settings.channels),
        pages,
        wait_for_text(settings),
        rates_in_force(settings.rates),
    )


def make_stages(parts: StageParts) -> tuple[Stage, ...]:
    """Every stage that reads a topic, in the order of the flow."""
    return (*make_item_stages(parts), *make_live_stages(parts), *make_shared_stages(parts))


def make_live_stages(parts: StageParts, asked: Asked = none_asked) -> tuple[Stage, ...]:
    """The stages that a generation has while it is live; `asked` gives what match need not ask about."""
    return (CompleteStage(parts.pages), MatchStage(parts.rules, asked))


def make_item_stages(parts: StageParts) -> tuple[Stage, ...]:
    """The stages from sightings to the index, which every generation has of its own."""
    return (
        ClassifyStage(parts.watches, load_gazetteer(), index_irrelevant=parts.index_irrelevant),
        ExtractStage(parts.watches, index_irrelevant=parts.index_irrelevant, rates=parts.rates),
        ClusterStage(),
        IndexStage(parts.index),
    )


def make_shared_stages(parts: StageParts) -> tuple[Stage, ...]:
    """The stages after a match, which all generations share."""
    return (
        DecideStage(parts.alert_max_age, parts.rules, parts.wait_for_text),
        SendStage(parts.channels, parts.outside),
    )


def make_stage(
    spec: StageSpec,
    settings: Settings,
    index: IndexWriter | None,
    channels: Mapping[str, Channel],
    pages: Pages | None = None,
    asked: Asked = none_asked,
) -> Stage:
    """One stage that reads a topic, with no more than it needs; `asked` gives what match need not ask about. Raises ConfigurationError where its settings have
    mistakes."""
    marked = settings.index_irrelevant
    match spec.name:
        case CLASSIFY.name:
            return ClassifyStage(
                watches_in_force(settings.watches), load_gazetteer(), index_irrelevant=marked
            )
        case COMPLETE.name:
            return CompleteStage(pages)
        case EXTRACT.name:
            rates = rates_in_force(settings.rates)
            return ExtractStage(watches_in_force(settings.watches), index_irrelevant=marked, rates=rates)
        case CLUSTER.name:
            return ClusterStage()
        case INDEX.name if index is not None:
            return IndexStage(index)
        case MATCH.name:
            return MatchStage(WatchedRules(settings, settings.channel_names), asked)
        case DECIDE.name:
            age = timedelta(hours=settings.alert_max_age_h)
            return DecideStage(age, WatchedRules(settings, settings.channel_names), wait_for_text(settings))
        case SEND.name:
            return SendStage(channels, tuple(settings.channels))
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
            within=within_of(stage.spec),
        )
        for stage in stages
    )
