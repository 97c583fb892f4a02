"""A reviewer's whole way in a real browser, down to the bytes on disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from browser import grave_faults
from reviewing import Served, fingerprints, sample, serving
from sample import Tool

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

CTT = "ctt-portugal"
CONGRESS = "universal-postal-congress"


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the tests that change nothing. Its zh_Hans has one draft left, where the sample has none."""
    folder = sample(tmp_path_factory.mktemp("looked-at") / "news")
    catalog = folder / "locales" / "zh_Hans" / "LC_MESSAGES" / f"{CTT}.po"
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(text.replace('msgid "For buyers', '#, fuzzy\nmsgid "For buyers'), encoding="utf-8")
    with serving(folder) as running:
        yield running


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page that has been let in. Whatever it writes to the console as an error fails the test."""
    yield from _let_in(browser, served)


@pytest.fixture
def looking(browser: Browser, looked_at: Served) -> Iterator[Page]:
    """The same for tests that change nothing."""
    yield from _let_in(browser, looked_at)


def _let_in(browser: Browser, served: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
    shown = context.new_page()
    faults: list[str] = []
    shown.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    shown.on("pageerror", lambda error: faults.append(str(error)))
    shown.set_default_timeout(15_000)
    shown.goto(served.address)
    yield shown
    context.close()
    assert faults == []


def go(page: Page, served: Served, path: str) -> None:
    page.goto(served.base + path)
    page.wait_for_selector("html[data-ready]")


def row_of(page: Page, text: str) -> Locator:
    """The row whose source holds a text."""
    return page.locator("li.seg", has=page.locator(".source", has_text=text)).first


def opened(page: Page, row: Locator) -> Locator:
    row.locator("button.edit").click()
    box = page.locator("li.seg.open textarea[name=target]")
    box.first.wait_for()
    return box.first


def heard(page: Page, text: str) -> None:
    page.locator("#said", has_text=text).wait_for()


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and that came; those of a catalog's header are left out, since it says who and when."""
    old, new = (_body(text).splitlines() for text in (before, after))
    return [line for line in old if line not in new], [line for line in new if line not in old]


def _body(text: str) -> str:
    return text.partition("\n\n")[2] if text.startswith("msgid") else text


def test_open_filter_fix_a_term_and_accept(page: Page, served: Served, tool: Tool) -> None:
    """From the overview by a count to the queue, to a missing term, by keys to the bytes of the file."""
    path = served.catalog("ru", "belpost-rail-mail")
    right = path.read_text(encoding="utf-8")
    wrong = right.replace("посылк", "ящик").replace("Посылк", "Ящик")
    path.write_text(wrong, encoding="utf-8")
    before = fingerprints(served.folder)
    assert served.settled(60)

    go(page, served, "/l/ru/")
    link = page.locator("tr", has=page.locator("#a-belpost-rail-mail")).locator(
        "a.count[data-severity=warning]"
    )
    link.click()
    page.wait_for_url("**/queue?article=belpost-rail-mail&severity=warning")
    page.select_option("select[name=rule]", "term-missing")
    page.wait_for_url("**rule=term-missing**")
    row = page.locator("li.seg", has=page.locator(".findings a[href='/rules#term-missing']")).first
    reference = row.get_attribute("data-ref")
    box = opened(page, row)
    was = box.input_value()
    hint = page.locator("li.seg.open .terms li[data-right=no] button.insert").first
    term = hint.inner_text()
    box.press("Control+A")
    box.press("Delete")
    box.type("Новая ")
    hint.click()
    assert box.input_value() == f"Новая {term}"
    # What else the sentence said is lost with it, figures among it: that is asked once.
    box.press("Control+Enter")
    page.locator("li.seg.open .question").wait_for()
    box.press("Control+Enter")
    heard(page, "Accepted.")
    page.locator(f"li.seg[data-ref='{reference}'][data-state=approved]:not(.open)").wait_for()

    text = path.read_text(encoding="utf-8")
    assert f'msgstr "Новая {term}"' in text
    assert was not in text.replace('"\n"', "")
    changed = {name for name, value in fingerprints(served.folder).items() if before.get(name) != value}
    # The journal is told what became of the finding.
    assert changed - {"locales/ru/journal.jsonl"} == {"locales/ru/LC_MESSAGES/belpost-rail-mail.po"}
    removed, added = changed_lines(wrong, text)
    assert added == [f'msgstr "Новая {term}"']
    assert removed
    assert '"PO-Revision-Date: ' in text
    assert tool("msgfmt", "-c", "-o", "/dev/null", path).returncode == 0


def test_accepting_by_keys_goes_on_to_the_next(page: Page, served: Served) -> None:
    go(page, served, f"/l/ru/a/{CONGRESS}")
    page.keyboard.press("Control+u")
    first = page.locator("li.seg.open")
    first.wait_for()
    reference = first.get_attribute("data-ref")
    page.keyboard.press("Control+Enter")
    # Its source has another figure by now.
    page.locator("li.seg.open .question").wait_for()
    page.keyboard.press("Control+Enter")
    page.locator(f"li.seg[data-ref='{reference}']:not(.open)[data-state=approved]").wait_for()
    page.wait_for_function(
        "name => document.activeElement.name === 'target'"
        " && document.activeElement.closest('li.seg').dataset.ref !== name",
        arg=reference,
    )
    second = page.locator("li.seg.open").get_attribute("data-ref")
    page.keyboard.press("Alt+ArrowDown")
    page.wait_for_function(f"document.querySelector('li.seg.open')?.dataset.ref !== '{second}'")
    page.keyboard.press("Alt+ArrowUp")
    page.locator(f"li.seg.open[data-ref='{second}']").wait_for()
    page.keyboard.press("Escape")
    page.locator("li.seg.open").wait_for(state="detached")
    page.wait_for_function(
        "name => document.activeElement.closest('li.seg')?.dataset.ref === name", arg=second
    )


def test_saving_without_accepting_stays(page: Page, served: Served) -> None:
    go(page, served, f"/l/ru/a/{CTT}")
    box = opened(page, row_of(page, "Portugal’s oldest postal operator"))
    box.fill("Ещё не решено")
    box.press("Control+s")
    heard(page, "Saved, not accepted yet.")
    page.locator("li.seg.open[data-state=needs-work]").wait_for()
    page.wait_for_function("document.activeElement.name === 'target'")
    text = served.catalog("ru", CTT).read_text(encoding="utf-8")
    assert re.search(r'#, fuzzy\nmsgctxt "title"\nmsgid .*\nmsgstr "Ещё не решено"', text)


def test_a_comment_is_written_as_a_line(page: Page, served: Served) -> None:
    go(page, served, f"/l/ru/a/{CTT}")
    opened(page, row_of(page, "Portugal’s oldest postal operator"))
    page.locator("li.seg.open details.comments summary").click()
    page.fill("li.seg.open textarea[name=comment]", "Так решила редакция")
    page.locator("li.seg.open button.main").click()
    heard(page, "Accepted.")
    assert page.locator(".chip.kept").count() == 0
    assert page.evaluate("localStorage.length") == 0
    assert "# Так решила редакция\n#. role: title" in served.catalog("ru", CTT).read_text(encoding="utf-8")


def _into_conflict(page: Page, served: Served) -> bytes:
    """Save a text that an editor changed meanwhile; what the editor's file holds."""
    path = served.catalog("ru", CTT)
    go(page, served, f"/l/ru/a/{CTT}")
    box = opened(page, row_of(page, "Portugal’s oldest postal operator"))
    box.fill("Мой вариант заголовка")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("делает ставку на посылки", "выбирает посылки"), encoding="utf-8")
    theirs = path.read_bytes()
    box.press("Control+Enter")
    page.locator("li.seg.open .conflict").wait_for()
    return theirs


@pytest.mark.firefox
def test_a_conflict_with_an_editors_save(page: Page, served: Served) -> None:
    """Another program changes the same text meanwhile: both are shown, and nothing is lost."""
    path = served.catalog("ru", CTT)
    theirs = _into_conflict(page, served)
    conflict = page.locator("li.seg.open .conflict")
    assert path.read_bytes() == theirs
    assert "выбирает посылки" in conflict.inner_text()
    assert "Мой вариант заголовка" in conflict.inner_text()
    conflict.locator("button[name=accept]").click()
    heard(page, "Accepted.")
    assert 'msgstr "Мой вариант заголовка"' in path.read_text(encoding="utf-8")


def test_a_conflict_settled_for_the_file(page: Page, served: Served) -> None:
    path = served.catalog("ru", CTT)
    theirs = _into_conflict(page, served)
    page.locator("li.seg.open .conflict button[data-do=theirs]").click()
    page.locator("li.seg:not(.open)", has_text="выбирает посылки").wait_for()
    assert path.read_bytes() == theirs


def test_what_another_program_adds_is_kept(page: Page, served: Served) -> None:
    """A change of another entry meanwhile is no conflict: both are in the file."""
    path = served.catalog("ru", CTT)
    go(page, served, f"/l/ru/a/{CTT}")
    box = opened(page, row_of(page, "Portugal’s oldest postal operator"))
    box.fill("Мой вариант заголовка")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"Примерные почтовые новости"', '"Почтовые вести"'), encoding="utf-8")
    box.press("Control+Enter")
    page.locator("li.seg:not(.open)", has_text="Мой вариант заголовка").wait_for()
    saved = path.read_text(encoding="utf-8")
    assert '"Почтовые вести"' in saved
    assert '"Мой вариант заголовка"' in saved


def test_what_was_typed_survives_a_reload(looking: Page, looked_at: Served) -> None:
    before = fingerprints(looked_at.folder)
    go(looking, looked_at, f"/l/ru/a/{CTT}")
    box = opened(looking, row_of(looking, "Portugal’s oldest postal operator"))
    box.fill("Набрано, но не сохранено")
    go(looking, looked_at, f"/l/ru/a/{CTT}")
    row = row_of(looking, "Portugal’s oldest postal operator")
    row.locator(".chip.kept").wait_for()
    box = opened(looking, row)
    assert box.input_value() == "Набрано, но не сохранено"
    notice = looking.locator("li.seg.open .drafted")
    assert "is back in the box" in notice.inner_text()
    notice.locator("button").click()
    assert box.input_value().startswith("Старейший")
    assert fingerprints(looked_at.folder) == before


def test_an_external_change_shows_by_itself(page: Page, served: Served) -> None:
    path = served.catalog("ru", CTT)
    go(page, served, f"/l/ru/a/{CTT}")
    page.wait_for_load_state("networkidle")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("делает ставку на посылки", "выбирает посылки"), encoding="utf-8")
    page.locator("li.seg.fresh", has_text="выбирает посылки").wait_for()


def test_an_entry_that_is_being_edited_is_not_swapped(page: Page, served: Served) -> None:
    path = served.catalog("ru", CTT)
    go(page, served, f"/l/ru/a/{CTT}")
    box = opened(page, row_of(page, "Portugal’s oldest postal operator"))
    box.fill("Пишу")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("делает ставку на посылки", "выбирает посылки"), encoding="utf-8")
    page.locator("li.seg.open .drafted", has_text="has just changed on disk").wait_for()
    assert box.input_value() == "Пишу"


@pytest.mark.parametrize("other", [False, True], ids=["that row", "another row"])
def test_an_editor_opens_while_a_row_is_shown_anew(page: Page, served: Served, other: bool) -> None:
    path = served.catalog("ru", CTT)
    go(page, served, f"/l/ru/a/{CTT}")
    assert served.settled(60)
    held: list[Route] = []
    page.route(re.compile(r"/s/[^/]+$"), lambda route: held.append(route))
    text = path.read_text(encoding="utf-8")
    with page.expect_request(re.compile(r"/s/[^/]+$")):
        path.write_text(text.replace("делает ставку на посылки", "выбирает посылки"), encoding="utf-8")
    changed = page.locator("li.seg", has_text="делает ставку на посылки").first
    row = page.locator("li.seg").nth(3) if other else changed
    row.locator("button.edit").click()
    if not other:
        page.locator("li.seg.open").wait_for()
    held[0].continue_()
    page.locator("li.seg.open textarea[name=target]:focus").wait_for()
    if other:
        page.locator("li.seg.fresh", has_text="выбирает посылки").wait_for()
    else:
        assert "выбирает посылки" in page.locator("li.seg.open textarea[name=target]").input_value()


def test_a_link_stays_while_it_is_pressed(page: Page, served: Served) -> None:
    path = served.catalog("ru", CTT)
    assert served.settled(60)
    go(page, served, "/l/ru/")
    page.wait_for_load_state("networkidle")
    page.locator("#articles td a").first.hover()
    page.mouse.down()
    with page.expect_response(served.base + "/l/ru/"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("делает ставку на посылки", "выбирает посылки"), encoding="utf-8")
    page.mouse.up()
    page.wait_for_url(lambda url: url != served.base + "/l/ru/")


def test_an_arabic_entry(page: Page, served: Served, tool: Tool) -> None:
    """Written from right to left."""
    go(page, served, "/l/ar/a/rcep-parcels")
    page.keyboard.press("Control+u")
    box = page.locator("li.seg.open textarea[name=target]")
    box.wait_for()
    assert box.get_attribute("dir") == "rtl"
    assert box.get_attribute("lang") == "ar"
    assert box.evaluate("one => getComputedStyle(one).direction") == "rtl"
    box.fill("كيف تستفيد الطرود من الاتفاق؟")
    box.press("Control+Enter")
    heard(page, "Accepted.")
    path = served.catalog("ar", "rcep-parcels")
    assert 'msgstr "كيف تستفيد الطرود من الاتفاق؟"' in path.read_text(encoding="utf-8")
    assert tool("msgfmt", "-c", "-o", "/dev/null", path).returncode == 0


def test_a_plural_entry(page: Page, served: Served, tool: Tool) -> None:
    """One box a form, each with the numbers that it is for."""
    path = served.catalog("ru", "site")
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'(msgstr\[\d\]) ".*"', r'\1 ""', text), encoding="utf-8")
    go(page, served, "/l/ru/a/site")
    opened(page, row_of(page, "{count} article"))
    boxes = page.locator("li.seg.open textarea[name=target]")
    assert boxes.count() == 3
    labels = page.locator("li.seg.open .form .numbers").all_inner_texts()
    assert "1, 21" in labels[0]
    for at, form in enumerate(("{count} статья", "{count} статьи", "{count} статей")):
        boxes.nth(at).fill(form)
    boxes.nth(2).press("Control+Enter")
    heard(page, "Accepted.")
    assert _body(path.read_text(encoding="utf-8")) == _body(text)
    assert tool("msgfmt", "-c", "-o", "/dev/null", path).returncode == 0


def test_a_placeholder_is_put_in_by_its_button(looking: Page, looked_at: Served) -> None:
    go(looking, looked_at, "/l/ru/a/site")
    row = looking.locator("li.seg", has=looking.locator(".source code.ph")).first
    box = opened(looking, row)
    chip = looking.locator("li.seg.open .chips button").first
    name = chip.inner_text()
    box.fill("")
    box.type("до ")
    chip.focus()
    looking.keyboard.press("Enter")
    assert box.input_value() == f"до {name}"


def test_undo_takes_back_the_last_save(page: Page, served: Served) -> None:
    path = served.catalog("ru", CTT)
    before = path.read_text(encoding="utf-8")
    go(page, served, f"/l/ru/a/{CTT}")
    row = row_of(page, "Portugal’s oldest postal operator")
    box = opened(page, row)
    box.fill("Неудача")
    box.press("Control+Enter")
    heard(page, "Accepted.")
    page.keyboard.press("Escape")
    page.locator("li.seg.open").wait_for(state="detached")
    page.keyboard.press("Control+z")
    heard(page, "Undone")
    page.locator("li.seg", has_text="делает ставку на посылки").wait_for()
    removed, added = changed_lines(before, path.read_text(encoding="utf-8"))
    assert removed == []
    assert added == []


@pytest.mark.firefox
def test_bulk_accept_and_undo(page: Page, served: Served, tool: Tool) -> None:
    path = served.catalog("ru", CONGRESS)
    before = path.read_text(encoding="utf-8")
    fuzzy = before.count("#, fuzzy")
    go(page, served, f"/l/ru/queue?article={CONGRESS}&state=fuzzy")
    assert page.locator(".result-head").inner_text().startswith(f"{fuzzy} segments")
    page.click("button[data-dialog=accept-all]")
    dialog = page.locator("#accept-all")
    assert f"{fuzzy} segments" in dialog.inner_text()
    assert path.read_text(encoding="utf-8") == before
    dialog.locator("button.main").click()
    banner = page.locator("#results .banner")
    banner.wait_for()
    after = path.read_text(encoding="utf-8")
    assert after.count("#, fuzzy") < fuzzy
    assert tool("msgfmt", "-c", "-o", "/dev/null", path).returncode == 0
    banner.locator("button[data-do=undo]").click()
    heard(page, "Undone")
    removed, added = changed_lines(before, path.read_text(encoding="utf-8"))
    assert removed == added == []


def test_a_rendering_is_replaced_everywhere_and_undone(page: Page, served: Served) -> None:
    catalogs = sorted((served.folder / "locales" / "ru" / "LC_MESSAGES").glob("*.po"))
    before = {path: path.read_text(encoding="utf-8") for path in catalogs}
    go(page, served, "/l/ru/concepts")
    page.click("#c-parcel")
    page.wait_for_selector(".group")
    group = page.locator("section.group", has=page.locator("h2", has_text="посылка")).first
    group.locator(".replace > summary").click()
    group.locator("input[name=other]").fill("бандероль")
    group.locator(".replace form button").click()
    group.locator(".replacements li").first.wait_for()
    assert {path: path.read_text(encoding="utf-8") for path in catalogs} == before
    shown = group.locator(".replacements ins.m-added").count()
    assert shown > 0
    # The page sees the change at its next pulse, and shows itself anew.
    with page.expect_response(
        lambda one: one.request.method == "GET" and one.url == served.base + "/l/ru/c/parcel"
    ):
        group.locator(".plan form button.main").click()
    banner = page.locator("main > .banner")
    banner.wait_for()
    assert "Replaced in" in banner.inner_text()
    assert any("бандерол" in path.read_text(encoding="utf-8") for path in catalogs)
    banner.locator("button[data-do=undo]").click()
    heard(page, "Undone")
    assert banner.count() == 0
    for path in catalogs:
        removed, added = changed_lines(before[path], path.read_text(encoding="utf-8"))
        assert removed == added == [], path


def test_a_concept_is_edited_and_the_comments_stay(page: Page, served: Served) -> None:
    files = {path: path.read_text(encoding="utf-8") for path in (served.folder / "glossary").glob("*.yaml")}
    go(page, served, "/l/ru/c/parcel")
    page.click(".edit-concept > summary")
    rows = page.locator(".edit-concept .term-row")
    rows.last.locator("input").fill("отправление-посылка")
    rows.last.locator("select").select_option("forbidden")
    page.click(".edit-concept button.main")
    page.locator("main > .banner", has_text="The glossary is saved.").wait_for()
    page.locator(".names li[data-status=forbidden]", has_text="отправление-посылка").wait_for()
    changed = [path for path, text in files.items() if path.read_text(encoding="utf-8") != text]
    assert len(changed) == 1
    removed, added = changed_lines(files[changed[0]], changed[0].read_text(encoding="utf-8"))
    assert "отправление-посылка" in "".join(added)
    assert not any(line.lstrip().startswith("#") for line in removed)


def test_a_finding_is_let_stand_with_a_reason(page: Page, served: Served) -> None:
    path = served.catalog("ru", CTT)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("на посылки", "на ящики", 1), encoding="utf-8")
    go(page, served, f"/l/ru/a/{CTT}")
    row = row_of(page, "Portugal’s oldest postal operator")
    row.locator(".waive summary").first.click()
    row.locator(".waive input[name=reason]").first.fill("в заголовке так живее")
    row.locator(".waive button").first.click()
    heard(page, "waived")
    row.locator("li[data-waived] q", has_text="в заголовке так живее").wait_for()
    assert re.search(
        r"# postl10n: waive \S+ [0-9a-f]{8} в заголовке так живее", path.read_text(encoding="utf-8")
    )


def test_search_and_help_by_keys(looking: Page, looked_at: Served) -> None:
    go(looking, looked_at, "/l/zh_Hans/")
    looking.keyboard.press("/")
    looking.keyboard.type("Universal")
    looking.keyboard.press("Enter")
    looking.wait_for_url("**/queue?q=Universal")
    looking.locator("li.seg").first.wait_for()
    looking.check("input[name=regex]")
    looking.fill("#search", "^Universal|151")
    looking.wait_for_url("**regex=1**")
    looking.locator("h1").first.evaluate("() => document.activeElement.blur()")
    looking.keyboard.press("Shift+?")
    looking.locator("dialog#keys[open]").wait_for()
    looking.keyboard.press("Escape")
    looking.locator("dialog#keys[open]").wait_for(state="detached")


def test_the_queue_of_a_term(looking: Page, looked_at: Served) -> None:
    """The choice of terms comes after the looking, and keeps what was chosen."""
    go(looking, looked_at, "/l/ru/queue?concept=parcel")
    looking.locator("select[name=concept] option[value=upu]").wait_for(state="attached")
    assert looking.locator("select[name=concept]").input_value() == "parcel"
    found = looking.locator("li.seg").count()
    looking.select_option("select[name=concept]", "upu")
    looking.wait_for_url("**concept=upu**")
    looking.locator("li.seg", has_text="Universal Postal Union").first.wait_for()
    assert found
    assert looking.locator(".filters select").count() == 6


def test_a_match_is_inserted_by_its_number(looking: Page, looked_at: Served) -> None:
    """Another article of the locale has the same dateline."""
    go(looking, looked_at, f"/l/zh_Hant_HK/a/{CTT}")
    box = opened(looking, row_of(looking, "Sample Post News"))
    assert box.input_value() == ""
    match = looking.locator("li.seg.open .memory .match").first
    match.wait_for(timeout=30_000)
    assert match.locator(".percent").inner_text() == "100%"
    looking.keyboard.press("Control+1")
    looking.wait_for_function("document.activeElement.value !== ''")
    assert box.input_value() == match.get_attribute("data-insert-all")


def test_the_end_of_an_article_leads_to_the_next(page: Page, served: Served) -> None:
    """Accepting the last segment by key opens the first unfinished one of the next article that has any."""
    go(page, served, f"/l/ru/a/{CTT}")
    row = page.locator("li.seg").last
    box = opened(page, row)
    box.press("Control+Enter")
    heard(page, "an empty text can't be accepted")
    assert page.url.endswith(f"/a/{CTT}")
    box.fill("Письма, которые первый почтмейстер вёз королю, никуда не делись.")
    box.press("Control+Enter")
    page.wait_for_url(lambda address: CTT not in address)
    page.locator("li.seg.open[data-unfinished] textarea[name=target]").first.wait_for()
    heard(page, "The next article with something unfinished.")
    page.wait_for_function("document.activeElement.name === 'target'")


def test_an_input_method_keeps_its_keys(looking: Page, looked_at: Served) -> None:
    """Enter that ends a composition is no command, nor is Escape."""
    before = fingerprints(looked_at.folder)
    go(looking, looked_at, f"/l/zh_Hans/a/{CTT}")
    box = opened(looking, looking.locator("li.seg").first)
    box.evaluate(
        """box => {
            for (const [key, ctrlKey] of [["Enter", true], ["Enter", false], ["Escape", false], ["s", true]]) {
                box.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey, isComposing: true, bubbles: true }));
            }
        }"""
    )
    box.press("Control+ArrowRight")
    looking.locator("li.seg.open").wait_for()
    assert fingerprints(looked_at.folder) == before


def test_keys_of_another_alphabet(page: Page, served: Served) -> None:
    """On a Russian keyboard Ctrl+S comes as Ctrl+ы."""
    go(page, served, f"/l/ru/a/{CTT}")
    box = opened(page, row_of(page, "Portugal’s oldest postal operator"))
    box.fill("Ещё не решено")
    box.evaluate(
        """box => box.dispatchEvent(
            new KeyboardEvent("keydown", { key: "ы", code: "KeyS", ctrlKey: true, bubbles: true, cancelable: true }))"""
    )
    heard(page, "Saved, not accepted yet.")


@pytest.fixture
def troubled(browser: Browser, served: Served) -> Iterator[Page]:
    """A page that has an entry open with something typed; faults on its console are expected."""
    context = browser.new_context(locale="en")
    shown = context.new_page()
    shown.set_default_timeout(15_000)
    shown.goto(served.address)
    go(shown, served, f"/l/ru/a/{CTT}")
    opened(shown, row_of(shown, "Portugal’s oldest postal operator")).fill("Набрано при неполадке")
    yield shown
    context.close()


def _kept(page: Page) -> bool:
    """Whether what was typed is still in its box, and in the browser's store."""
    box = page.locator("li.seg textarea[name=target]", has_text="").first
    stored = page.evaluate("Object.values(localStorage).join()")
    return box.input_value() == "Набрано при неполадке" and "Набрано при неполадке" in stored


def test_a_server_that_fails_is_told(troubled: Page, served: Served) -> None:
    before = fingerprints(served.folder)
    troubled.route("**/save", lambda route: route.fulfill(status=500, body="Internal Server Error"))
    troubled.keyboard.press("Control+s")
    heard(troubled, "That did not work: Internal Server Error")
    assert _kept(troubled)
    assert fingerprints(served.folder) == before


def test_a_server_that_is_gone_is_told(troubled: Page, served: Served) -> None:
    troubled.context.set_offline(True)
    troubled.keyboard.press("Control+s")
    heard(troubled, "The review server does not answer.")
    assert _kept(troubled)
    troubled.context.set_offline(False)
    heard(troubled, "The review server answers again.")
    troubled.keyboard.press("Control+s")
    heard(troubled, "Saved, not accepted yet.")
    assert "Набрано при неполадке" in served.catalog("ru", CTT).read_text(encoding="utf-8")


def test_a_lost_session_is_told(troubled: Page, served: Served) -> None:
    troubled.context.clear_cookies()
    troubled.keyboard.press("Control+s")
    heard(troubled, "This page no longer has access")
    assert "<" not in troubled.locator("#said").inner_text()
    assert _kept(troubled)


def test_two_tabs_on_one_entry(page: Page, served: Served) -> None:
    """What one tab saves is shown in the other, which keeps what is typed there and merges or asks."""
    go(page, served, f"/l/ru/a/{CTT}")
    other = page.context.new_page()
    go(other, served, f"/l/ru/a/{CTT}")
    box = opened(other, row_of(other, "Portugal’s oldest postal operator"))
    box.fill("Из второй вкладки")
    own = opened(page, row_of(page, "Portugal’s oldest postal operator"))
    own.fill("Из первой вкладки")
    own.press("Control+s")
    heard(page, "Saved, not accepted yet.")
    other.locator("li.seg.open .drafted", has_text="has just changed on disk").wait_for()
    assert box.input_value() == "Из второй вкладки"
    box.press("Control+s")
    other.locator("li.seg.open .conflict").wait_for()
    assert "Из первой вкладки" in served.catalog("ru", CTT).read_text(encoding="utf-8")
    other.close()


VIEWS = {
    "overview": "/l/{locale}/",
    "article": "/l/{locale}/a/universal-postal-congress",
    "editor": "/l/{locale}/a/ctt-portugal",
    "queue": "/l/{locale}/queue?state=unfinished",
    "concepts": "/l/{locale}/concepts",
    "concept": "/l/{locale}/c/parcel",
    "rules": "/rules",
}


@pytest.mark.parametrize("locale", ["zh_Hans", "ar"])
def test_axe_finds_nothing_serious(browser: Browser, looked_at: Served, locale: str) -> None:
    """Each view light on a desk's width and dark on a phone's."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(looked_at.address)
    for name, address in VIEWS.items():
        page.set_viewport_size({"width": 1280, "height": 900})
        go(page, looked_at, f"{address.format(locale=locale)}{'&' if '?' in address else '?'}ui={locale}")
        _unfold(page, name)
        for scheme, width in (("light", 1280), ("dark", 390)):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.set_viewport_size({"width": width, "height": 900})
            assert grave_faults(page) == [], (name, scheme, width)
            is_wide = page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
            assert not is_wide, f"{name} scrolls sideways at {width}"
    context.close()


def _unfold(page: Page, name: str) -> None:
    """Show what a view has folded away."""
    if name == "editor":
        opened(page, page.locator("li.seg[data-unfinished]").first)
        page.locator("li.seg.open .memory p").first.wait_for()
    if name == "concept":
        page.locator(".edit-concept summary").click()
        page.locator(".replace > summary").first.click()
        page.locator(".replace input[name=other]").first.fill("x")
        page.locator(".replace form button").first.click()
        page.locator(".replacements li").first.wait_for()


def test_axe_finds_nothing_serious_in_a_conflict(browser: Browser, served: Served) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(served.address)
    _into_conflict(page, served)
    assert grave_faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert grave_faults(page) == []
    context.close()


def test_nothing_is_asked_from_elsewhere(browser: Browser, looked_at: Served) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(looked_at.address)
    go(page, looked_at, f"/l/ru/a/{CTT}")
    opened(page, page.locator("li.seg").first)
    context.close()
    assert asked
    assert all(url.startswith(f"{looked_at.base}/") for url in asked)


def test_the_cookie_is_not_for_scripts(looking: Page, looked_at: Served) -> None:
    go(looking, looked_at, "/l/ru/")
    assert looking.evaluate("document.cookie") == ""
    assert looking.context.cookies()
