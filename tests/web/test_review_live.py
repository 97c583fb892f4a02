"""Findings, terms and repairs that follow the typing, and the question before an error is accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from browser import grave_faults
from reviewing import Served, fingerprints

from postl10n.model.review import Edit, Outcome
from postl10n.workspace import Workspace
from postl10n.workspace.review.review import Review

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

CTT = "ctt-portugal"


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
    shown = context.new_page()
    shown.set_default_timeout(20_000)
    shown.goto(served.address)
    yield shown
    context.close()


def opened(page: Page, served: Served, path: str, text: str) -> Locator:
    page.goto(served.base + path)
    page.wait_for_selector("html[data-ready]")
    page.locator("li.seg", has=page.locator(".source", has_text=text)).first.locator("button.edit").click()
    box = page.locator("li.seg.open textarea[name=target]").first
    box.wait_for()
    return box


@pytest.mark.firefox(always=True)
def test_findings_come_and_go_with_the_typing(page: Page, served: Served) -> None:
    box = opened(page, served, f"/l/pt_PT/a/{CTT}", figures(served))
    before = fingerprints(served.folder)
    right = box.input_value()
    finding = page.locator("li.seg.open .findings li[data-severity=error]")
    assert finding.count() == 0
    box.fill(re.sub(r"\d", "8", right))
    finding.first.wait_for()
    box.fill(right)
    finding.first.wait_for(state="detached")
    assert fingerprints(served.folder) == before


def figures(served: Served) -> str:
    """The beginning of a translated sentence that has a figure of several digits."""
    review = Review(Workspace.open(served.folder))
    rows = review.article("pt_PT", CTT).segments
    review.close()
    return next(one.source.text[:30] for one in rows if re.search(r"\b\d{4}\b", one.forms[0].target.text))


def test_a_repair_is_taken_and_its_finding_goes(page: Page, served: Served) -> None:
    box = opened(page, served, f"/l/pt_PT/a/{CTT}", figures(served))
    right = box.input_value()
    box.fill(right.replace(" ", "  ", 1))
    repair = page.locator("li.seg.open .findings button.insert")
    repair.first.click()
    page.locator("li.seg.open .findings", has_text="spacing").wait_for(state="detached")
    assert box.input_value() == right


def test_term_marks_follow_the_typing(page: Page, served: Served) -> None:
    box = opened(page, served, "/l/ru/a/belpost-rail-mail", "Review of rail cooperation between China Post")
    box.fill("Обзор сотрудничества ")
    page.locator("li.seg.open .terms li[data-right=no]").first.wait_for()
    page.locator("li.seg.open .source .m-missing").first.wait_for()
    page.locator("li.seg.open .terms li[data-right=no] button.insert").first.click()
    page.locator("li.seg.open .terms li[data-right=yes]").first.wait_for()


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh_Hans", "代替了"), ("pt_PT", "em vez de"), ("ru", "вместо"), ("de", "statt"), ("en", "instead of")],
)
def test_findings_speak_the_readers_language(page: Page, served: Served, language: str, said: str) -> None:
    box = opened(page, served, f"/l/pt_PT/a/{CTT}?ui={language}", figures(served))
    box.fill(re.sub(r"\d{4}", "8642", box.input_value()))
    message = page.locator("li.seg.open .findings li[data-severity=error] .message", has_text=said).first
    message.wait_for()
    # It is not marked as English.
    assert message.get_attribute("lang") is None


def test_an_error_is_asked_about_once(page: Page, served: Served) -> None:
    path = served.catalog("pt_PT", CTT)
    before = path.read_bytes()
    box = opened(page, served, f"/l/pt_PT/a/{CTT}", figures(served))
    right = box.input_value()
    box.fill(re.sub(r"\d{4}", "8642", right))
    box.press("Control+Enter")
    question = page.locator("li.seg.open .question")
    question.wait_for()
    page.wait_for_function("box => box === document.activeElement", arg=box.element_handle())
    assert path.read_bytes() == before
    assert grave_faults(page) == []
    # What is typed then is another text, about which nobody was asked.
    box.press_sequentially(" ")
    question.wait_for(state="hidden")
    box.press("Control+Enter")
    question.wait_for()
    assert path.read_bytes() == before
    box.press("Control+Enter")
    page.locator("#said", has_text="Accepted.").wait_for()
    assert "8642" in path.read_text(encoding="utf-8")


def test_a_text_without_errors_is_not_asked_about(page: Page, served: Served) -> None:
    box = opened(page, served, f"/l/pt_PT/a/{CTT}", figures(served))
    box.fill(box.input_value() + " ")
    box.press("Control+Enter")
    page.locator("#said", has_text="Nothing to save").wait_for()
    assert page.locator(".question:visible").count() == 0


def test_the_server_asks_where_a_script_did_not(served: Served) -> None:

    review = Review(Workspace.open(served.folder), reviewer="Ana <ana@news.example>")
    row = next(
        one for one in review.article("pt_PT", CTT).segments if re.search(r"\d{4}", one.forms[0].target.text)
    )
    wrong = re.sub(r"\d{4}", "8642", row.forms[0].target.text)
    edit = Edit(ref=row.ref, hash=row.hash, targets=(wrong,), accept=True, despite=False)
    asked = review.save("pt_PT", CTT, edit)
    assert (asked.outcome, asked.mine) == (Outcome.ERRORS, (wrong,))
    sure = Edit(ref=row.ref, hash=row.hash, targets=(wrong,), accept=True, despite=True)
    assert review.save("pt_PT", CTT, sure).outcome is Outcome.SAVED
    review.close()
