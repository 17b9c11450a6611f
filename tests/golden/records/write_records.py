"""Write golden records of the versions in force: `python -m tests.golden.records.write_records`.

A record of an older version is never rewritten; where one of the version in force changes, the diff is the review.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from schemas.acknowledgement import Acknowledgement
from schemas.alert import Alert
from schemas.amount import Amount, InUsd
from schemas.backfill import Backfilled
from schemas.change import Change
from schemas.cluster_state import ClusterMember
from schemas.control import Generation, Generations, Handover, Selected
from schemas.coverage import Coverage, Joined
from schemas.dead_letter import DeadLetter
from schemas.dropped import Dropped
from schemas.event import Event
from schemas.event_state import EventState, EventStep
from schemas.facts import Facts
from schemas.feed_state import FeedGap, FeedMove, FeedRate, FeedSeen, FeedState, SeenEntry
from schemas.forgotten import Forgotten
from schemas.happening import Happening
from schemas.index_state import IndexState
from schemas.item_state import ItemState
from schemas.label import (
    Label,
    LabelledAmount,
    LabelledDate,
    LabelledEntity,
    LabelledEvent,
    LabelledQuote,
    Labels,
)
from schemas.ledger import LedgerEntry
from schemas.match import Clause, Excerpt, Match
from schemas.model import Model
from schemas.mute import Mute
from schemas.page import PageState
from schemas.profile import Doing, Profile
from schemas.quote import Quote
from schemas.rule_state import Counted, RuleState, Waiting
from schemas.sighting import PageSeen
from schemas.span import Span
from schemas.timex import Timex
from schemas.topics import TOPICS
from schemas.wire import encode
from tests.builders import (
    BY,
    NOW,
    classified,
    coverage,
    entity,
    extracted,
    item,
    sha256,
    sighting,
    story,
    verdict,
)

FOLDER = Path(__file__).parent
TITLE = "Putin to visit China on Tuesday"
BODY = "“Trade reached $244.8 billion,” Vladimir Putin said in Moscow."


def samples() -> dict[str, Model]:
    """One record per topic, its values chosen to fill as many fields as make sense together."""
    seen = item(
        "wire:1",
        TITLE,
        BODY,
        language_declared="en",
        published_claim="Mon, 23 Nov 2026 12:00:00 GMT",
        abridged="snippet",
    )
    text = seen.text
    said = Span.of(text, text.index("Trade"), text.index(",”"))
    facts = Facts(
        entities=(
            entity("e1", text, "Putin", name="Vladimir Putin", gazetteer_id="person/vladimir-putin", wikidata_qid="Q7747",
                   link_method="gazetteer", country="RUS"),
            entity("e2", text, "China", type="country", country="CHN"),
        ),
        dates=(
            Timex(id="d1", confidence=0.9, extractor=BY, evidence=(_span(text, "on Tuesday"),), timex_type="DATE",
                  value="2026-11-24", grain="day", resolution="relative", anchor="2026-11-23"),
        ),
        amounts=(
            Amount(id="a1", confidence=0.9, extractor=BY, evidence=(_span(text, "$244.8 billion"),), kind="money",
                   value="244800000000", unit="USD", indicator="trade", direction="up"),
            Amount(id="a2", confidence=0.9, extractor=BY, evidence=(_span(text, "$244.8 billion"),), kind="money",
                   value="1743000000000", unit="CNY",
                   in_usd=InUsd(value="244804494000", rate="0.14045", rate_date=date(2026, 11, 20))),
        ),
        quotes=(
            Quote(id="q1", confidence=0.9, extractor=BY, evidence=(said,), quote_type="direct", speaker=("e1",),
                  source=_span(text, "Vladimir Putin"), cue=_span(text, "said"), cue_lemma="say", content=(said,),
                  stance="neutral", medium=_span(text, "Moscow"), identity="0f1e2d3c4b5a6978"),
        ),
        events=(
            Event(id="v1", confidence=0.9, extractor=BY, evidence=(_span(text, TITLE),), type="visit", status="scheduled",
                  status_cue=_span(text, "to visit"), actor=("e1",), recipient=("e2",), anchor=_span(text, "visit"),
                  date="d1", date_relation="on", plover_type="AGREE", cameo="036", form="working", force="in_force",
                  name=_span(text, "visit China")),
        ),
    )  # fmt: skip
    happening = Happening(
        event_id="other:7", stories=2, sources=("wire", "other"), origins=("organization/xinhua",), independent=1,
        first_seen_at=NOW, absorbed=("third:1",),
    )  # fmt: skip
    covered = coverage(
        seen,
        facts=facts,
        story=story(
            seen, copies=2, sources=("wire", "other"), origins=("organization/xinhua",), independent=1
        ),
        highest_slot=6,
        joined=Joined(how="translation", to="other:7", share=0.9, shared=("figure/USD/244800000000",)),
        changes=(
            Change(kind="amount", about="trade", before="240000000000 USD", after="244800000000 USD up"),
        ),
        happening=happening,
        gathered=Joined(how="facts", to="third:1", share=0.7, shared=("visit@2026-11-24",)),
    )
    return {"news.coverage": covered, "news.facts": extracted(seen, facts=facts)} | _others(
        covered, happening
    )


def _span(text: str, surface: str) -> Span:
    start = text.index(surface)
    return Span.of(text, start, start + len(surface))


def _others(covered: Coverage, happening: Happening) -> dict[str, Model]:
    seen = covered.item
    match = Match(
        rule_id="visits", rule_name="Visits", channels=("jsonl",), item_id=seen.item_id, revision=1, origin="live",
        source=seen.source, title=seen.title, summary="…", link=seen.link, language="en", topics=("leaders",),
        published_at=NOW, first_seen_at=NOW, story=covered.story,
        explanation=(Clause(clause="event.type:visit", spans=(_span(seen.text, "visit"),)),),
        event_id=happening.event_id, events_absorbed=("third:1",), changes=covered.changes, touched=("Vladimir Putin",),
        excerpt=Excerpt(text="Putin to visit China", marks=((9, 14),)), facts=("visit scheduled: Putin → China",), level="central",
        independent=2, awaits_text=True,
    )  # fmt: skip
    ledger: dict[str, Any] = {
        "alert_id": "0f",
        "rule_id": "visits",
        "subject": seen.item_id,
        "change": "first",
        "channel": "jsonl",
    }
    return {
        "news.items": sighting(
            seen, page=PageSeen(
                completes=1, address="https://wire.example/1", canonical="https://wire.example/one", fetched_at=NOW,
                page_sha256=sha256("page"), title="Putin", author="Ann", published="2026-11-23",
            ),
        ),
        "news.classified": classified(seen),
        "news.dropped": Dropped(
            item_id="wire:2", revision=1, stage="classify", source_id="wire", title="Rain", link=None, language="en",
            published_at=NOW, verdicts=(verdict(relevant=False),),
        ),
        "news.matches": match,
        "news.alerts": Alert(
            **ledger, decided_at=NOW, match=match, kind="digest", others=(match,), left_out=3, note="quiet hours",
            priority="high", tags=("visits",), owner="Desk", team="Asia", template="{{ subject }}", again=1,
        ),
        "news.dead": DeadLetter(
            dead_id="classify:news.items:0:7", item_id="wire:3", stage="classify", reason="undecodable", detail="…",
            topic="news.items", partition=0, offset=7, key="wire:3", headers={"schema": "Sighting"}, value=b"\xff", at=NOW,
        ),
        "feeds.state": FeedState(
            feed="https://wire.example/rss", etag='W/"1"', polls=3, items=1, health="ok", last_polled_at=NOW,
            rate=FeedRate(overall=2.5, watched_h=48, by_hour=(0.5,) * 24), window=50,
            fresh_s=300, every_s=3600, skip_hours=(2, 3), skip_days=(6,), gaps=1, told_unchanged=3, distrusted=True, newest_at=NOW,
            move=FeedMove(to="https://wire.example/new", times=3, since=NOW, adopted=True), days=(1, 2), days_to=NOW.date(), source_id="wire",
            last_gap=FeedGap(since=NOW, until=NOW, found_at=NOW),
        ),
        "feeds.seen": FeedSeen(feed="https://wire.example/rss", entries=(SeenEntry(digest="ab", item_id="wire:1", content="0f"),)),
        "items.state": ItemState(
            revision=1, content_sha256=sha256("x"), relevant=True, feed="https://wire.example/rss",
            completeness="summary", text_chars=96, origin="backfill", page_sha256=sha256("page"),
        ),
        "cluster.state": ClusterMember(
            story=covered.story, source_id="wire", language="en", shingles=(1, 2**64 - 1), title_hash=5, last_seen_at=NOW,
            cluster_seq=1, highest_slot=6, publisher="name/thwr", origins=("organization/xinhua",),
            cites=("organization/kremlin",), told=b"told", told_page=b"told",
            profile=Profile(
                marks=("person/vladimir-putin", "figure/USD/244800000000"), places=(-1, 120), lead=2, published=NOW.date(),
                doings=(Doing(type="visit", status="scheduled", first=date(2026, 11, 24), parties=("person/vladimir-putin",)),),
            ),
        ),
        "events.state": EventState(
            happening=happening, stories=("other:7", "wire:1"), last_seen_at=NOW, seq=2,
            steps=(EventStep(what="joined", other="wire:1", seq=2, why=("other:7", "visit@2026-11-24")),),
        ),
        "index.state": IndexState(uuid="0f"),
        "alerts.ledger": LedgerEntry(**ledger, state="sent", at=NOW, again=1, begun_at=NOW, repeated=1),
        "alerts.acks": Acknowledgement(alert_id="0f", by="Ann", at=NOW, note="on it"),
        "rules.state": RuleState(
            rule_id="visits", held=(match,), left_out=1, release_at=NOW, why_held="digest", newest=(match,),
            counted=(Counted(subject="wire:1", at=NOW),), past=((NOW, 3),), sent_at=(NOW,), last=match, last_at=NOW,
            told_silence=True, fired_at=NOW, waiting=(Waiting(match=match, until=NOW, headers={"trace_id": "t"}),),
        ),
        "pages.state": PageState(
            item_id="wire:1", revision=1, state="awaited", link="https://wire.example/1", since=NOW, tries=1, next_try_at=NOW,
            failure="timeout", sighting=sighting(seen), headers={"trace_id": "t"}, page_sha256=sha256("page"), source_id="wire",
        ),
        "forgotten": Forgotten(item_id="wire:1", at=NOW, reason="asked to"),
        "rules.mutes": Mute(rule_id="visits", until=NOW, by="Ann", at=NOW),
        "labels": Label(
            item_id=seen.item_id, revision=1, language="en", published_at=NOW, title=seen.title, body=seen.body,
            text_sha256=seen.text_sha256, given="correction", given_at=NOW,
            gold=Labels(
                relevant=True, topics=("leaders",), facts_labelled=True, entities_optional=("Kremlin",),
                entities=(LabelledEntity(text="Putin", name="Vladimir Putin", type="person", wikidata_qid="Q7747", country="RUS"),),
                dates=(LabelledDate(value="2026-11-24", text="on Tuesday"),),
                amounts=(LabelledAmount(kind="money", value="244800000000", unit="USD", direction="up"),),
                quotes=(LabelledQuote(speaker="Vladimir Putin", text="Trade is growing"),),
                events=(LabelledEvent(type="visit", participants=("Vladimir Putin", "China"), date="2026-11-24", status="scheduled"),),
            ),
        ),
        "backfills": Backfilled(
            name="2026-05.csv", batches=3, items=250, done=True, at=NOW, repeated_guids=("guid 7",),
            seen=(SeenEntry(digest="ab", item_id="wire:1"),),
        ),
        "control": Generations(
            live="g2", newest=2, swapped_from="g1", swapped_at=NOW, handover=Handover(before="g1", since=((0, 40), (1, 7))),
            generations=(
                Generation(name="g1", state="standing"),
                Generation(name="g2", state="building", made_from="g1", selected=Selected(since=NOW, offsets=("0:1-9",), feeds=("wire",), query="gas"), from_bytes=True, alerts=True,
                           ruleset="0f", created_at=NOW),
            ),
        ),
    }  # fmt: skip


if __name__ == "__main__":
    for topic, model in samples().items():
        file = FOLDER / TOPICS[topic].version / f"{topic}.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(
            json.dumps(json.loads(encode(model)), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
