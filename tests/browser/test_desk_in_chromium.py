"""The desk in a real Chromium: every page, search to item to export, hostile texts, keyboard, a phone, and axe's verdict."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from consumers.index.document import document_of
from schemas.coverage import Coverage
from tests.builders import coverage, item
from wirewatch.adapters.sqlite_index import SqliteIndex
from wirewatch.data_folder import DataFolder
from wirewatch.demo.session import settings_left
from wirewatch.desk.serving import served

VENDOR = Path(__file__).parent / "vendor"
PAGES = [
    "/",
    "/?q=topic:energy",
    "/?q=topic:enrgy",
    "/ahead",
    "/figures",
    "/alerts",
    "/alerts?q=gas",
    "/feeds",
    "/stream",
]
HOSTILE = [
    "<script>document.title='owned'</script> Putin and Xi",
    "<img src=x onerror=\"document.title='owned'\"> China and Russia",
    "\u202eaissuR dna anihC",
    "Россия и Китай ​</title><h1>owned</h1>",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        reason = "there is no Chromium here (Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk over what a demo left, and some hostile items."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WIREWATCH_")}
    words = [sys.executable, "-m", "wirewatch", "demo", "--data", str(folder)]
    subprocess.run(words, env=kept, check=True, capture_output=True, timeout=200)
    index = SqliteIndex(DataFolder(folder).index)
    index.write([document_of(hostile(number, text)) for number, text in enumerate(HOSTILE)])
    index.close()
    settings = settings_left(DataFolder(folder)).model_copy(update={"desk": "127.0.0.1:0"})
    with served(settings) as found:
        assert found is not None
        yield found.rstrip("/")


def hostile(number: int, text: str) -> Coverage:
    return coverage(
        item(
            f"hostile:{number}",
            text,
            f"{text} {text}",
            published_at=datetime.now(UTC),
            link="javascript:alert(1)",
        )
    )


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that remembers what it asked other hosts for, and what went wrong in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    yield made
    context.close()


def watched(page: Page, address: str) -> tuple[list[str], list[str]]:
    """What a page asks of other hosts, and its errors, from now on."""
    asked: list[str] = []
    errors: list[str] = []
    page.on(
        "request",
        lambda request: asked.append(request.url) if not request.url.startswith((address, "data:")) else None,
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda said: errors.append(said.text) if said.type == "error" and "400" not in said.text else None,
    )
    return asked, errors


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_whole_asks_nobody_else_and_satisfies_axe(
    page: Page, address: str, path: str, scheme: str
) -> None:
    asked, errors = watched(page, address)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert (asked, errors) == ([], [])
    faults = axe(page)
    assert faults == [], faults


def axe(page: Page) -> list[str]:
    """The serious and critical faults that axe finds."""
    page.evaluate((VENDOR / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {[node['target'] for node in fault['nodes']][:3]} {fault['nodes'][0]['failureSummary'][:200]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


def test_from_search_to_item_to_event_and_away_with_the_keyboard_alone(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    page.keyboard.type('"river crossings"')
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    assert page.locator("mark").first.inner_text().lower() in ("river", "river crossings")
    page.locator(".hits a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/item/**")
    assert page.locator(".fact").count() > 5
    assert axe(page) == []
    page.get_by_text("The event, source by source").click()
    page.wait_for_url("**/event/**")
    assert page.locator(".source").count() == 3
    assert axe(page) == []
    page.goto(f"{address}/?q=topic:energy")
    with page.expect_download() as download:
        page.get_by_text("Take all of it away as CSV").click()
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("item_id,")


@pytest.mark.parametrize("query", ["大豆", "Новак", "俄罗斯"])
def test_chinese_and_russian_are_typed_found_and_shown(page: Page, address: str, query: str) -> None:
    page.goto(address)
    page.fill("#q", query)
    page.press("#q", "Enter")
    page.wait_for_url("**q=*")
    assert page.input_value("#q") == query
    assert page.locator(".hits li").count() > 0


def test_the_box_offers_names_while_one_types(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#q").press_sequentially("Лавр", delay=20)
    page.wait_for_selector("#offers option", state="attached")
    assert 'entity:"Sergey Lavrov"' in [
        option.get_attribute("value") for option in page.locator("#offers option").all()
    ]


def test_days_are_brushed_on_the_timeline(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("svg.timeline .space", state="attached")
    first, second = (page.locator("svg.timeline .space").nth(n).bounding_box() for n in (0, 1))
    assert first is not None
    assert second is not None
    page.mouse.move(first["x"] + 3, first["y"] + 3)
    page.mouse.down()
    page.mouse.move(second["x"] + 3, second["y"] + 3, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=*until=*")
    assert page.locator(".hits li").count() > 0


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_items_are_shown_and_do_nothing(page: Page, address: str, number: int) -> None:
    asked, errors = watched(page, address)
    page.goto(f"{address}/item/hostile:{number}")
    assert "owned" not in page.title().split("·")[-1]
    assert page.title().endswith("· Wirewatch")
    assert page.locator("main script, main img, main h1:has-text('owned') + h1").count() == 0
    assert page.locator('a[href^="javascript"]').count() == 0
    assert "\u202e" not in page.content()
    assert (asked, errors) == ([], [])


def test_a_phone_shows_it_without_scrolling_sideways(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    phone = context.new_page()
    for path in PAGES:
        phone.goto(address + path)
        phone.wait_for_load_state("networkidle")
        wide = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, (path, wide)
    context.close()
