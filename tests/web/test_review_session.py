"""A whole session in a long catalog: what was not touched is byte for byte what it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reviewing import Served, serving
from sample import Tool
from sizes import WHOLE

from postl10n.project.scaffold import make_project
from postl10n.workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ENTRIES = 5000 if WHOLE else 1500
EDITED = 20


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One article, of whose entries nine in ten are approved and one is fuzzy; wrapped as gettext and others wrap."""
    folder = tmp_path_factory.mktemp("long") / "news"
    make_project(folder, source="en", targets=("ru",))
    for one in (folder / "articles").iterdir():
        one.unlink()
    lines = "\n\n".join(f"Item {number} of the long list was sent to the city." for number in range(ENTRIES))
    (folder / "articles" / "long-list.txt").write_text(
        f"A long list\n| News |2025-03-14\n\n{lines}\n", encoding="utf-8"
    )
    Workspace.open(folder).update()
    path = folder / "locales" / "ru" / "LC_MESSAGES" / "long-list.po"
    path.write_text(_translated(path.read_text("utf-8")), encoding="utf-8")
    with serving(folder) as running:
        yield running


def _translated(text: str) -> str:
    head, *entries = text.split("\n\n")
    for at, entry in enumerate(entries):
        # Some are wrapped by hand, as no program would: they have to stay so.
        broken = '""\n"Пункт "\n"' if at % 7 == 0 else '"Пункт '
        number = re.search(r"Item (\d+)", entry)
        made = entry.replace('msgstr ""', f'msgstr {broken}{number[1] if number else ""} отправлен в город."')
        entries[at] = (
            made if at % 10 else re.sub(r"^(?=msg)", "#, fuzzy\n", made, count=1, flags=re.MULTILINE)
        )
    return "\n\n".join((head, *entries))


def blocks(path: Path) -> dict[str, str]:
    """The entries of a catalog as they stand, by their msgids; the header is left out."""
    entries = path.read_text("utf-8").strip("\n").split("\n\n")[1:]
    return {_msgid(entry): entry for entry in entries}


def _msgid(entry: str) -> str:
    found = re.search(r"(?:msgctxt .*\n)?msgid (?:.*\n)+?(?=msgstr)", entry)
    assert found
    return found[0]


@pytest.mark.large
def test_a_session_leaves_all_else_alone(browser: Browser, long_list: Served, tool: Tool) -> None:
    """Twenty edits by keys, a bulk accept of what a search finds, an undo."""
    path = long_list.catalog("ru", "long-list")
    before = blocks(path)
    assert len(before) > ENTRIES
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(long_list.address)
    _edit_twenty(page, long_list)
    edited = blocks(path)
    touched = [msgid for msgid, entry in before.items() if edited[msgid] != entry]
    assert len(touched) == EDITED
    assert all("правка" in edited[msgid] and "#, fuzzy" not in edited[msgid] for msgid in touched)

    page.goto(f"{long_list.base}/l/ru/queue?state=fuzzy&q=Item+12")
    page.wait_for_selector("html[data-ready]")
    page.click("button[data-dialog=accept-all]")
    page.locator("#accept-all button.main").click()
    banner = page.locator("#results .banner")
    banner.wait_for()
    bulk = blocks(path)
    accepted = [msgid for msgid, entry in edited.items() if bulk[msgid] != entry]
    assert len(accepted) > 10
    for msgid in accepted:
        assert "Item 12" in msgid
        assert _unwrapped(bulk[msgid]) == _unwrapped(edited[msgid]).replace("#, fuzzy\n", "")
    assert tool("msgfmt", "-c", "-o", "/dev/null", path).returncode == 0

    banner.locator("button[data-do=undo]").click()
    page.locator("#said", has_text="Undone").wait_for()
    undone = blocks(path)
    assert list(undone) == list(before)
    assert [msgid for msgid in undone if _unwrapped(undone[msgid]) != _unwrapped(edited[msgid])] == []
    assert [msgid for msgid in undone if undone[msgid] != edited[msgid] and msgid not in accepted] == []
    assert tool("msgfmt", "-c", "-o", "/dev/null", path).returncode == 0
    context.close()


def _edit_twenty(page: Page, served: Served) -> None:
    """From the 300th entry on, each accepted by key, which opens the next."""
    page.goto(f"{served.base}/l/ru/a/long-list?offset=300")
    page.wait_for_selector("html[data-ready]")
    page.locator("li.seg button.edit").first.click()
    for number in range(EDITED):
        opened = page.locator("li.seg.open:not(.saving)")
        opened.locator("textarea[name=target]").wait_for()
        reference = opened.get_attribute("data-ref")
        opened.locator("textarea[name=target]").fill(f"Пункт, правка {number}: «до города».")
        page.keyboard.press("Control+Enter")
        opened.locator(".question").wait_for()
        page.keyboard.press("Control+Enter")
        page.locator(f"li.seg[data-ref='{reference}']:not(.open)[data-state=approved]").wait_for()


def _unwrapped(entry: str) -> str:
    """An entry that was changed is wrapped as gettext does; its texts are what they were."""
    return entry.replace('"\n"', "")
