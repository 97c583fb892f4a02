"""The sample's site as readers meet it: valid, accessible, light, and quiet in a real browser."""

from __future__ import annotations

import contextlib
import functools
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from browser import demand, grave_faults, npm_file
from playwright.sync_api import Browser, Page, ViewportSize

from postl10n.workspace import BuildOptions, Workspace

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ("en", "zh-Hans", "zh-Hant-HK", "ar", "ru")
PAGES = ("universal-postal-congress.html", "index.html", "glossary.html", "search.html")
PHONE, DESKTOP = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)
MOST_BYTES = 60_000
"""Of an article's page with all that it loads, fonts left out."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a copy of this repository's sample project."""
    folder = tmp_path_factory.mktemp("sample")
    for name in ("articles", "glossary", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy2(ROOT / "postl10n.toml", folder)
    workspace = Workspace.open(folder)
    workspace.build(options=BuildOptions(jobs=1))
    return folder / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class Visit:
    """A page opened, with what the browser complained of and what it asked for."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.bytes = 0
        self._address = address
        page.on("console", lambda message: self._heard(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))
        page.on("requestfinished", lambda request: self._loaded(request.sizes()["responseBodySize"]))

    def open(self, path: str) -> None:
        self.page.goto(f"{self._address}/{path}", wait_until="load")

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self._address, "data:")):
            self.foreign.append(url)

    def _loaded(self, size: int) -> None:
        self.bytes += size


def test_the_nu_checker_finds_every_page_valid(site: Path) -> None:
    demand(shutil.which("java"), "java")
    checker = npm_file("vnu-jar", "build", "dist", "vnu.jar")
    done = subprocess.run(
        ["java", "-jar", checker, "--format", "json", "--skip-non-html", site],
        capture_output=True,
        check=False,
    )
    messages = json.loads(done.stderr)["messages"]
    told = [
        f"{one.get('url', '')}:{one.get('lastLine')}: {one['message']}"
        for one in messages
        # Read from a file, a page has no origin that `'self'` could stand for.
        if "violates Content Security Policy" not in one["message"]
    ]
    assert told == []


def test_axe_finds_nothing_serious_and_the_console_is_quiet(browser: Browser, address: str) -> None:
    """On a phone light and dark, and on a desk, where the layout is another and the colours are the same."""
    found: list[str] = []
    # axe is put into the page from outside, which the page's own policy would forbid.
    context = browser.new_context(color_scheme="light", bypass_csp=True)
    visit = Visit(context.new_page(), address)
    for path in [f"{locale}/{page}" for locale in LOCALES for page in PAGES] + ["index.html", "404.html"]:
        visit.page.set_viewport_size(PHONE)
        visit.open(path)
        found += [f"{path}: {fault}" for fault in grave_faults(visit.page) + too_wide(visit.page)]
        visit.page.emulate_media(color_scheme="dark")
        found += [f"{path}, dark: {fault}" for fault in grave_faults(visit.page, colours=True)]
        visit.page.emulate_media(color_scheme="light")
        visit.page.set_viewport_size(DESKTOP)
        faults = grave_faults(visit.page, colours=False) + too_wide(visit.page)
        found += [f"{path}, wide: {fault}" for fault in faults]
    context.close()
    assert found + visit.complaints == []


def too_wide(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{wide} px wider than the window"] if wide > 0 else []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_pages_load_nothing_from_elsewhere_are_light_and_need_no_script(
    browser: Browser, address: str, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script, viewport=PHONE)
    for locale in LOCALES:
        visit = Visit(context.new_page(), address)
        visit.open(f"{locale}/{PAGES[0]}")
        assert visit.page.locator("article p").count() > 2
        assert visit.page.locator("article").first.inner_text().strip()
        assert (visit.foreign, visit.complaints) == ([], [])
        assert visit.bytes < MOST_BYTES
        visit.page.close()
    context.close()


def test_search_finds_words_inside_chinese_sentences(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=DESKTOP)
    visit = Visit(context.new_page(), address)
    visit.open("zh-Hans/search.html")
    visit.page.get_by_role("searchbox").fill("邮政")
    visit.page.keyboard.press("Enter")
    visit.page.locator("main li a").first.wait_for()
    links = [one.get_attribute("href") or "" for one in visit.page.locator("main li a").all()]
    assert any(link.endswith("universal-postal-congress.html") for link in links)
    assert visit.complaints == []
    context.close()


def test_search_works_where_the_site_is_opened_as_a_file(browser: Browser, address: str, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((site / "zh-Hans" / "search.html").as_uri())
    page.get_by_role("searchbox").fill("邮政")
    page.locator("#results li").first.wait_for()
    assert complaints == []
    context.close()


BANK = json.loads((Path(__file__).parent / "data" / "search.json").read_text("utf-8"))
"""Language, text of a page, query, and if it finds the page. First run, 30 November 2026, 77b3677: 22 of 39 wrong."""


@pytest.mark.parametrize("tongue", sorted({row[0] for row in BANK}))
def test_search_finds_words_in_other_forms_and_shows_where(
    browser: Browser, address: str, tongue: str
) -> None:
    own = [row for row in BANK if row[0] == tongue]
    index = [[str(number), "·", "", row[1]] for number, row in enumerate(own)]
    page = (
        f'<html lang="{tongue}"><form><input id="query"></form><p id="found"></p>'
        '<ol id="results" data-index="search-index.json"></ol><script src="../assets/search.js"></script></html>'
    )
    context = browser.new_context()
    visit = context.new_page()
    visit.route(
        "**/bank.html", lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=page)
    )
    visit.route("**/search-index.json", lambda route: route.fulfill(json=index))
    visit.goto(f"{address}/zh-Hans/bank.html")
    wrong = []
    for number, (_, text, query, expected, why) in enumerate(own):
        with visit.expect_response("**/search-index.json") if number == 0 else contextlib.nullcontext():
            visit.locator("#query").fill(query)
        hit = visit.locator(f'#results li:has(a[href="{number}.html"]) p')
        if expected:
            hit.wait_for()
            shown = hit.inner_text()
            assert text.endswith(shown.removeprefix("…")), "an excerpt is the text from the find on"
        elif hit.count():
            wrong.append(why)
    assert wrong == []
    context.close()


def test_right_to_left_pages_begin_on_the_right(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=DESKTOP)
    visit = Visit(context.new_page(), address)
    visit.open(f"ar/{PAGES[0]}")
    title = visit.page.locator("h1").bounding_box()
    assert title is not None
    assert title["x"] + title["width"] > DESKTOP["width"] / 2
    assert visit.page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
    context.close()
