"""The table of the desk's addresses, and what each answers."""

import csv
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import timedelta
from functools import wraps
from itertools import islice
from typing import Any

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from consumers.alert.backtest import backtest
from consumers.alert.rules import Rule
from consumers.query.search import SearchRequest
from schemas.errors import ConfigurationError, WirewatchError
from schemas.label import Labels
from wirewatch.alerting import find_alerts, mute, mutes_of, send_again, standing, take_on
from wirewatch.clock import now
from wirewatch.compare.compare import compare_sources
from wirewatch.compare.reports import find_happening, reports_of
from wirewatch.dead_letters import chosen, dead_letters
from wirewatch.dead_letters import send_again as redrive
from wirewatch.desk.asked import asked_of
from wirewatch.desk.charts import BARS_HEIGHT, BARS_WIDTH, HEIGHT, WIDTH, bars
from wirewatch.desk.desk import Desk
from wirewatch.desk.guard import Guard
from wirewatch.desk.pages import ahead, completion, coverage, figures, item
from wirewatch.desk.pages.calendar import months
from wirewatch.export.citation import citation_of
from wirewatch.export.formats.bibliography import as_bibtex, as_ris
from wirewatch.export.formats.cells import cells_of, columns_of
from wirewatch.export.pointing import pointer_of
from wirewatch.export.revisions import find_revision
from wirewatch.export.rows import item_row
from wirewatch.labels import draft_of, keep_label, label_of
from wirewatch.logs import printable
from wirewatch.messages.message import message_of
from wirewatch.messages.report import safe_link
from wirewatch.rule_book import rules_in_force
from wirewatch.status import feed_statuses, pages_statuses, read_flow
from wirewatch.when import local

ALERTS_SHOWN = 60
EXPORT_MOST = 100_000
DESK_USER = "the desk"
BACKTEST_DAYS = 30
BACKTEST_MOST = 2_000

Page = Callable[[Request], Response]


class Pages:
    """What the addresses answer; each opens what it needs, and closes it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._templates = Jinja2Templates(env=_environment())

    def coverage(self, request: Request) -> Response:
        """The search page; for htmx alone the results."""
        asked = asked_of(request.query_params, self._desk.settings.search_deadline_s)
        hits: tuple[coverage.Hit, ...] = ()
        answer = None
        if asked.request is not None:
            with self._desk.index() as index:
                answer = index.search(asked.request)
                hits = coverage.hits_of(answer.hits)
        status = 200 if asked.request is not None else 400
        return self._show(request, "coverage.html", {"asked": asked, "hits": hits, "answer": answer}, status)

    def overview(self, request: Request) -> Response:
        """Facets and timeline of a search: a part of its page that comes after it."""
        asked = asked_of(request.query_params, self._desk.settings.search_deadline_s)
        with self._desk.index() as index:
            seen = coverage.overview(asked, index)
        return self._show(request, "overview.html", {"asked": asked, "seen": seen})

    def complete(self, request: Request) -> Response:
        """What the search box offers."""
        offered = completion.offers(request.query_params.get("q", "")[:200])
        return self._show(request, "offers.html", {"offered": offered})

    def export(self, request: Request) -> Response:
        """What a search finds, as CSV."""
        asked = asked_of(request.query_params, self._desk.settings.search_deadline_s)
        if asked.request is None:
            return PlainTextResponse(asked.mistake, 400)
        found = SearchRequest(asked.request.query, asked.request.since, asked.request.until)
        headers = {"Content-Disposition": 'attachment; filename="coverage.csv"'}
        return StreamingResponse(self._lines(found), headers=headers, media_type="text/csv; charset=utf-8")

    def item(self, request: Request) -> Response:
        """One item, or one of its revisions."""
        found = find_revision(self._desk.folder, self._desk.settings, pointer_of(request.path_params["item"]))
        return self._show(
            request,
            "item.html",
            {"view": item.view(found), "draft": draft_of(found).model_dump_json(indent=1)},
        )

    def cite(self, request: Request) -> Response:
        """A citation, for a reference manager."""
        found = find_revision(self._desk.folder, self._desk.settings, pointer_of(request.path_params["item"]))
        laid_out = as_bibtex if request.query_params.get("format") == "bibtex" else as_ris
        return PlainTextResponse(laid_out(citation_of(found)))

    async def label(self, request: Request) -> Response:
        """What a person says of an item: its verdict, or all its facts."""
        form = await request.form()
        return self._labelled(request.path_params["item"], form)

    def event(self, request: Request) -> Response:
        """What each source says of one happening."""
        with self._desk.live_log() as log, self._desk.index() as index:
            root, stories = find_happening(log, index, request.path_params["event"])
            compared = compare_sources(root.happening, reports_of(index, stories))
        return self._show(request, "event.html", {"compared": compared})

    def ahead(self, request: Request) -> Response:
        """What is announced."""
        with self._desk.index() as index:
            asked = asked_of(request.query_params, self._desk.settings.search_deadline_s)
            found = index.found(_request(ahead.AHEAD_QUERY))
            told = ahead.appointments(islice(found, ahead.REPORTS_MOST), now().date())
        shown = {"appointments": told, "months": months(told, now().date()), "asked": asked}
        return self._show(request, "ahead.html", shown)

    def figures(self, request: Request) -> Response:
        """What is measured again and again."""
        with self._desk.index() as index:
            told = figures.figures(islice(index.found(_request(figures.FIGURES_QUERY)), figures.REPORTS_MOST))
        return self._show(request, "figures.html", {"series": told})

    def alerts(self, request: Request) -> Response:
        """What was sent, and the rules; a query on trial."""
        asked = asked_of(request.query_params, self._desk.settings.search_deadline_s)
        with self._desk.log() as log:
            sent = list(standing(log))[-ALERTS_SHOWN:][::-1]
            muted = {name: each.until for name, each in mutes_of(log).items() if each.until > now()}
        rules = rules_in_force(self._desk.settings)
        tried = self._tried(asked.request) if asked.query and asked.request is not None else None
        shown = {"sent": sent, "rules": rules, "muted": muted, "asked": asked, "tried": tried}
        return self._show(request, "alerts.html", shown, 400 if asked.mistake else 200)

    def alert(self, request: Request) -> Response:
        """One alert as its readers got it."""
        with self._desk.log() as log:
            (found,) = find_alerts(log, request.path_params["alert"])
        return self._show(request, "alert.html", {"found": found, "message": message_of(found.alert)})

    async def act(self, request: Request) -> Response:
        """Take an alert on, send it again, silence a rule, re-drive a dead letter."""
        return self._acted(request.path_params["what"], await request.form())

    def feeds(self, request: Request) -> Response:
        """How the feeds fare."""
        with self._desk.live_log() as log:
            told = {"feeds": tuple(feed_statuses(log)), "pages": tuple(pages_statuses(log))}
        return self._show(request, "feeds.html", told)

    def stream(self, request: Request) -> Response:
        """Lag, what is kept, dead letters."""
        with self._desk.log() as log:
            flow = read_flow(log, self._desk.folder, self._desk.settings)
        return self._show(request, "stream.html", {"flow": flow, "dead": flow.dead[-ALERTS_SHOWN:]})

    def _tried(self, asked: SearchRequest) -> Mapping[str, Any]:
        """What a rule with this query would have sent."""
        until = now()
        since = asked.since or until - timedelta(days=BACKTEST_DAYS)
        rule = Rule("trial", "trial", "", asked.query, ("terminal",))
        with self._desk.index() as index:
            found = list(islice(index.found(SearchRequest(asked.query, since=since)), BACKTEST_MOST))
        told = backtest(rule, found, since, until)
        return {"backtest": told, "bars": bars(told.by_day())}

    def _labelled(self, name: str, form: FormData) -> Response:
        found = find_revision(self._desk.folder, self._desk.settings, pointer_of(name))
        verdict, written = form.get("relevant"), form.get("gold")
        try:
            if isinstance(written, str):
                gold = Labels.model_validate_json(written)
            else:
                gold = Labels.model_validate({"relevant": verdict == "yes"})
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise ConfigurationError(
                f"The labels have a mistake: {where or 'the JSON'}: {first['msg']}."
            ) from error
        with self._desk.writing_log() as log:
            keep_label(log, label_of(found.item, found.language, found.revision, gold, "correction", now()))
        return RedirectResponse(f"/item/{found.item.item_id}?kept=1", 303)

    def _acted(self, what: str, form: FormData) -> Response:
        name = str(form.get("name", ""))
        with self._desk.writing_log() as log:
            match what:
                case "ack" | "resend":
                    (found,) = find_alerts(log, name)
                    if what == "ack":
                        take_on(log, found.alert, DESK_USER, str(form.get("note", ""))[:500], now())
                    else:
                        send_again(log, found.alert)
                    return RedirectResponse(f"/alert/{found.alert.alert_id}", 303)
                case "mute":
                    if name not in {rule.id for rule in rules_in_force(self._desk.settings)}:
                        raise ConfigurationError(f"There is no rule {name!r}.")
                    hours = {"8h": 8, "1d": 24, "7d": 168}.get(str(form.get("for")), 0)
                    mute(log, name, now() + timedelta(hours=hours), DESK_USER, now())
                    return RedirectResponse("/alerts", 303)
                case "redrive":
                    redrive(log, chosen(dead_letters(log), [name]), now())
                    return RedirectResponse("/stream", 303)
        return PlainTextResponse("There is no such thing to do.\n", 404)

    def _lines(self, request: SearchRequest) -> Iterator[bytes]:
        with self._desk.index() as index:
            model = None
            for found in islice(index.found(request), EXPORT_MOST):
                row = item_row(found)
                if model is None:
                    model = type(row)
                    yield _csv_line(columns_of(model))
                yield _csv_line(cells_of(row))

    def _show(self, request: Request, template: str, told: Mapping[str, Any], status: int = 200) -> Response:
        partial = request.headers.get("hx-request") == "true"
        return self._templates.TemplateResponse(
            request,
            template,
            {**told, "is_part": partial, "box": (WIDTH, HEIGHT), "bars_box": (BARS_WIDTH, BARS_HEIGHT)},
            status_code=status,
        )


def make_app(desk: Desk, hosts: Collection[str], token: str | None = None) -> Starlette:
    """The desk as an ASGI app, for browsers that know it by one of these names."""
    pages = Pages(desk)
    told = _told
    routes = [
        Route("/", told(pages.coverage)),
        Route("/overview", told(pages.overview)),
        Route("/complete", told(pages.complete)),
        Route("/export.csv", told(pages.export)),
        Route("/item/{item}", told(pages.item)),
        Route("/item/{item}/cite", told(pages.cite)),
        Route("/item/{item}/label", pages.label, methods=["POST"]),
        Route("/event/{event}", told(pages.event)),
        Route("/ahead", told(pages.ahead)),
        Route("/figures", told(pages.figures)),
        Route("/alerts", told(pages.alerts)),
        Route("/alert/{alert}", told(pages.alert)),
        Route("/do/{what}", pages.act, methods=["POST"]),
        Route("/feeds", told(pages.feeds)),
        Route("/stream", told(pages.stream)),
        Mount("/static", StaticFiles(packages=[("wirewatch.desk", "static")])),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, hosts=hosts, token=token)],
        exception_handlers={WirewatchError: _sentence},
    )


def _told(page: Page) -> Page:
    """A page that runs on a thread; named like its method."""

    @wraps(page)
    def answered(request: Request) -> Response:
        return page(request)

    return answered


def _sentence(request: Request, error: Exception) -> Response:
    """An error that is no bug, as the sentence it is."""
    status = 400 if isinstance(error, ConfigurationError) else 404
    page = (
        _environment()
        .get_template("trouble.html")
        .render(sentence=str(error), request=request, is_part=False)
    )
    return Response(page, status, media_type="text/html")


def _request(query: str) -> SearchRequest:
    from consumers.query.parse import parse_query

    return SearchRequest(parse_query(query))


def _csv_line(cells: Collection[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()


def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("wirewatch.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        local=local, harmless=printable, link=safe_link, words=lambda text: str(text).replace("_", " ")
    )
    return made
