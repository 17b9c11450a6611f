"""One `run --once` that kills itself with SIGKILL when a step is taken for the n-th time.

    python -m tests.faults.killed_run DATA CATALOGUE RULES STEP N [--without-transaction]

Steps: fetch and parse (after them), write (inside a log transaction, before COMMIT), commit (right after it), index
(written, not committed), ledger (inside decide's transaction), send (handed over, not recorded), record (inside send's
transaction). STEP none: no kill.
`--without-transaction` commits state and offsets first and records afterwards, with the step `between`: what the
design forbids.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from consumers.ports import ALL, Channel, IndexDocument, IndexWriter, Output, Position, Share, Written
from producers.entry import ParsedFeed
from producers.ports import Fetched, Fetcher, NotModified, Parser, Validators
from producers.trouble import Trouble
from schemas.alert import Alert
from schemas.topics import TOPICS
from wirewatch.adapters.sqlite_log import SqliteLog
from wirewatch.adapters.sqlite_log.stage_log import SqliteStageLog
from wirewatch.data_folder import DataFolder
from wirewatch.observed import Observed
from wirewatch.open_session import make_session, opened_adapters
from wirewatch.settings import load_settings
from wirewatch.tally import Tally

STEPS = ("fetch", "parse", "write", "commit", "index", "ledger", "send")
STEPS_OF_ALERTS = ("ledger", "send", "record")


class Plan:
    """When to die."""

    def __init__(self, step: str, after: int) -> None:
        self._step = step
        self._left = after

    def reached(self, step: str) -> None:
        """Die here if it is time."""
        if step == self._step:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class DyingFetcher:
    def __init__(self, inner: Fetcher, plan: Plan) -> None:
        self._inner, self._plan = inner, plan

    async def fetch(self, address: str, validators: Validators) -> Fetched | NotModified | Trouble:
        answer = await self._inner.fetch(address, validators)
        self._plan.reached("fetch")
        return answer


class DyingParser:
    def __init__(self, inner: Parser, plan: Plan) -> None:
        self._inner, self._plan = inner, plan

    async def parse(
        self, document: bytes, address: str, *, keep_markup: bool = False
    ) -> ParsedFeed | Trouble:
        answer = await self._inner.parse(document, address, keep_markup=keep_markup)
        self._plan.reached("parse")
        return answer


class DyingIndex:
    def __init__(self, inner: IndexWriter, plan: Plan) -> None:
        self._inner, self._plan = inner, plan

    def uuid(self) -> str:
        return self._inner.uuid()

    def write(self, documents: Sequence[IndexDocument]) -> Sequence[Written]:
        answers = self._inner.write(documents)
        self._plan.reached("index")
        return answers


class DyingChannel:
    def __init__(self, inner: Channel, plan: Plan) -> None:
        self._inner, self._plan = inner, plan

    @property
    def name(self) -> str:
        return self._inner.name

    def send(self, alert: Alert) -> None:
        self._inner.send(alert)
        self._plan.reached("send")


class DyingStageLog(SqliteStageLog):
    """A stage's log that dies inside its transactions, or splits them."""

    plan: Plan
    whole = True

    def watch(self, plan: Plan, *, whole: bool) -> "DyingStageLog":
        self.plan, self.whole = plan, whole
        self._connection.set_trace_callback(self._before_statement)
        return self

    def _before_statement(self, statement: str) -> None:
        if statement == "COMMIT":
            self.plan.reached("write")
            if self._group == "wirewatch.decide":
                self.plan.reached("ledger")
            if self._group == "wirewatch.send":
                self.plan.reached("record")

    def commit(self, outputs: Sequence[Output], offsets: Mapping[Position, int]) -> None:
        if self.whole:
            super().commit(outputs, offsets)
        else:
            super().commit([output for output in outputs if TOPICS[output.topic].compacted], offsets)
            self.plan.reached("between")
            super().commit([output for output in outputs if not TOPICS[output.topic].compacted], {})
        self.plan.reached("commit")


class DyingLog(SqliteLog):
    plan: Plan
    whole = True

    def open_stage(
        self, group: str, reads: Sequence[str] = (), share: Share = ALL, holds: str | None = None
    ) -> SqliteStageLog:
        stage = DyingStageLog(self.path, group, reads, self._topics, self._lanes, self._changed, share)
        return stage.watch(self.plan, whole=self.whole)


async def _run(folder: DataFolder, settings: Any, plan: Plan, *, whole: bool) -> bool:
    async with opened_adapters(settings, folder, lambda text: None) as adapters:
        log = DyingLog(folder.log)
        log.plan, log.whole = plan, whole
        dying = replace(
            adapters,
            log=log,
            index=DyingIndex(adapters.index, plan),
            channels={name: DyingChannel(channel, plan) for name, channel in adapters.channels.items()},
            fetcher=DyingFetcher(adapters.fetcher, plan),
            parser=DyingParser(adapters.parser, plan),
        )
        session = make_session(settings, dying, Tally(), lambda news: None, Observed())
        drained = await session.run_once()
        session.close()
        log.close()
        return drained


def main(arguments: list[str]) -> int:
    data, feeds, rules, step, after = arguments[:5]
    whole = "--without-transaction" not in arguments
    settings = load_settings(
        data=Path(data), feeds=Path(feeds), rules=Path(rules), allow_private=True, alert_max_age_h=1e6, fetches_per_host=4,
        full_text=False,  # there are no pages behind the wire's links, and names that nobody knows are looked up slowly
    )  # fmt: skip
    folder = DataFolder(settings.data)
    with folder.locked():
        return 0 if asyncio.run(_run(folder, settings, Plan(step, int(after)), whole=whole)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
