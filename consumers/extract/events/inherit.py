"""The date of an event whose own sentence gives none: that of the meeting it came of, of what was told right before,
or of the lead."""

import re
from collections.abc import Sequence

from consumers.extract.events.draft import Draft
from consumers.extract.events.ground import Ground
from consumers.extract.events.site import Site
from consumers.extract.events.when import is_day, is_period
from schemas.timex import Timex

_GOING_ON = ("meeting", "agreement", "call", "visit", "opening", "exercise", "vote", "legal")
"""Types told in a row of one occasion ("met …, signed …, then visited …")."""

_SAME_DAY = {
    "en": re.compile(
        r"\b(?:the same day|that day|later (?:in the day|that day)|later|afterwards?|then|in the (?:morning|afternoon|evening)|"
        r"after the (?:talks|meeting|ceremony)|following the (?:talks|meeting))\b"
    ),
    "ru": re.compile(
        r"(?<!\w)(?:в тот же день|того же дня|в этот же день|дн[её]м|вечером|утром|позже|позднее|затем|после (?:переговоров|встречи|церемонии)|"
        r"по итогам (?:переговоров|встречи)|по окончании|на полях)(?!\w)"
    ),
    "zh": re.compile(
        r"同日|当天|當天|当日|當日|当晚|當晚|随后|隨後|会后|會後|会谈后|會談後|会见后|之后|当地时间(?:上午|下午)|同时"
    ),
}
_LOOK_BACK = 600
"""Characters back to the day that "the same day" means."""

_LAST_DAYS = 4
"""Days before publication within which a lead's date can be that of a headline's event."""


def inherited_date(site: Site, dates: Sequence[Timex], last: Draft | None, met: Draft | None) -> Timex | None:
    """The date an event without one of its own goes on with; None where nothing says so."""
    if site.trigger.type not in _GOING_ON:
        return None
    if site.trigger.type == "agreement" and met:
        return met.when
    if (
        last
        and last.trigger.type != "trade_figure"
        and last.when
        and _goes_on(site, last)
        and (site.says_pair(site.clause) or _shares_takers(site, last))
    ):
        return last.when
    first = site.sentence[0] if site.ground.language == "zh" else site.clause[0]
    if _SAME_DAY[site.ground.language].search(site.ground.folded, first, site.clause[1]):
        return _day_before(site.ground, dates, site.sentence[0])
    return None


def _goes_on(site: Site, last: Draft) -> bool:
    """Whether the event told last stands in this sentence or the one right before."""
    between = site.ground.reading.text[last.sentence[1] : site.sentence[0]]
    return not between.strip() and (
        "\n" not in between or (site.says_pair(site.clause) and not last.from_title)
    )


def _shares_takers(site: Site, last: Draft) -> bool:
    here = {entity.id for m in site.inside(site.clause) for entity in m.entities}
    return any(entity.id in here for entity in last.participants if entity.type != "country")


def _day_before(ground: Ground, dates: Sequence[Timex], start: int) -> Timex | None:
    """The last day named before a sentence of the body."""
    first = max(ground.reading.title_end, start - _LOOK_BACK)
    return next(
        (when for when in reversed(dates) if first <= when.evidence[0].start < start and is_day(when)), None
    )


def date_of_the_lead(ground: Ground, dates: Sequence[Timex], draft: Draft) -> Timex | None:
    """The day that the body's first sentence names, for an event that only the headline tells; it must fit the
    event's status."""
    published = ground.reading.published
    if not draft.from_title or draft.trigger.type == "trade_figure" or published is None:
        return None
    lead = next((s for s in ground.reading.sentences if s.start >= ground.reading.title_end), None)
    days = [
        when
        for when in dates
        if lead and lead.start <= when.evidence[0].start < lead.end and not is_period(when)
    ]
    is_past = draft.status.value in ("occurred", "ongoing", "cancelled")
    fitting = [
        when
        for when in days
        if when.latest
        and (0 <= (published - when.latest).days <= _LAST_DAYS if is_past else when.latest > published)
    ]
    return fitting[0] if len({when.value for when in fitting}) == 1 else None
