"""Questions, proposals, the concept's form and a replacement with its reasons, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from browser import grave_faults
from reviewing import Served, serving

from postl10n.model.glossary import GlossaryFinding
from postl10n.workspace import Workspace
from postl10n.workspace.glossary_exchange import lint_glossary

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CTT = "ctt-portugal"
GLOSSARY = """subject: posts
concepts:
  - id: tracking-number
    terms:
      en: [tracking number]
      fr:
        - numéro de suivi
"""
ARTICLE = """Parcels and their numbers

Every parcel has a tracking number. Keep the tracking number. Two tracking numbers were lost.
"""
FRENCH = {
    "Every parcel has a tracking number.": "Chaque colis a un numéro de suivi.",
    "Keep the tracking number.": "Gardez le numéro de suivi.",
    "Two tracking numbers were lost.": "Deux numéros de suivi ont été perdus.",
}


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    yield from _shown(browser, served)


def _shown(browser: Browser, served: Served) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
    shown = context.new_page()
    shown.set_default_timeout(20_000)
    shown.goto(served.address)
    yield shown
    context.close()


def go(page: Page, served: Served, path: str) -> None:
    page.goto(served.base + path)
    page.wait_for_selector("html[data-ready]")


def lint_of(folder: Path) -> list[GlossaryFinding]:
    workspace = Workspace.open(folder)
    return list(lint_glossary(workspace.root, workspace.project))


@pytest.fixture
def french(project: Path) -> Iterator[Served]:
    (project / "articles" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    (project / "glossary" / "example.yaml").write_text(GLOSSARY, encoding="utf-8")
    settings = project / "postl10n.toml"
    settings.write_text(settings.read_text("utf-8").replace('"ru"', '"fr"', 1), encoding="utf-8")
    Workspace.open(project).update()
    path = project / "locales" / "fr" / "LC_MESSAGES" / "bridge.po"
    text = path.read_text(encoding="utf-8")
    for source, target in FRENCH.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    path.write_text(text, encoding="utf-8")
    with serving(project) as running:
        yield running


@pytest.mark.firefox
def test_a_question_is_asked_found_and_resolved(page: Page, served: Served) -> None:
    path = served.catalog("ru", CTT)
    go(page, served, f"/l/ru/a/{CTT}")
    page.locator("li.seg button.edit").nth(3).click()
    asking = page.locator("li.seg.open .questions details")
    asking.locator("summary").click()
    asking.locator("input[name=text]").fill("Is this <b>the</b> depot?")
    asking.locator("button").click()
    shown = page.locator("li.seg.open .questions li", has_text="Is this <b>the</b> depot?")
    shown.wait_for()
    assert "Is this <b>the</b> depot?" in path.read_text(encoding="utf-8")
    assert "\n# ? 20" in path.read_text(encoding="utf-8")
    assert grave_faults(page) == []

    go(page, served, "/l/ru/queue?questions=open")
    assert page.locator("li.seg").count() == 1
    page.locator("li.seg button.edit").click()
    page.locator("li.seg.open .questions li button", has_text="Resolved").click()
    page.locator("li.seg.open .questions li[data-resolved]").wait_for()
    assert "\n# ?ok 20" in path.read_text(encoding="utf-8")
    go(page, served, "/l/ru/queue?questions=open")
    assert page.locator("li.seg").count() == 0
    go(page, served, "/l/ru/queue?questions=resolved")
    assert page.locator("li.seg").count() == 1


@pytest.mark.firefox
def test_a_term_is_proposed_changed_and_accepted(page: Page, served: Served) -> None:
    go(page, served, f"/l/ru/a/{CTT}")
    page.locator("li.seg button.edit").nth(3).click()
    page.locator("li.seg.open .propose summary").click()
    page.fill("li.seg.open .propose input[name=source]", "Night hatch")
    page.fill("li.seg.open .propose input[name=text]", "автомат посылок")
    page.locator("li.seg.open .propose button").click()
    page.locator("#said", has_text="proposed").wait_for()
    proposed = served.folder / "glossary" / "proposed.yaml"
    assert f"at: articles/{CTT}.txt#" in proposed.read_text(encoding="utf-8")
    lint = lint_of(served.folder)
    assert [one.message.split(" is proposed")[0] for one in lint if one.rule == "proposed"] == [
        "'Night hatch'",
        "'автомат посылок'",
    ]

    go(page, served, "/l/ru/concepts")
    page.locator(".proposals a", has_text="автомат посылок").click()
    page.wait_for_url("**/c/night-hatch")
    assert grave_faults(page) == []
    form = page.locator(".proposals form", has=page.locator("button.main"))
    form.locator("input[name=text]").fill("почтомат")
    form.locator("button.main").click()
    page.locator(".banner[data-kind=ok]").wait_for()
    text = proposed.read_text(encoding="utf-8")
    assert "почтомат" in text
    assert "proposed:\n" not in text.split("concepts:")[1]
    assert not [one for one in lint_of(served.folder) if one.rule == "proposed"]
    # Nothing offers to show the files anew after the page's own change.
    page.wait_for_timeout(4000)
    assert not page.locator("#stale").is_visible()
    page.locator(".banner button[data-do=undo]").click()
    page.locator("#said", has_text="Undone").wait_for()
    assert "автомат посылок" in proposed.read_text(encoding="utf-8")


def test_a_proposal_is_refused_with_a_reason(page: Page, served: Served) -> None:
    path = next(
        one for one in (served.folder / "glossary").glob("*.yaml") if "id: parcel\n" in one.read_text("utf-8")
    )
    go(page, served, f"/l/ru/a/{CTT}")
    page.locator("li.seg", has=page.locator(".m-term, .m-missing")).first.locator("button.edit").click()
    page.locator("li.seg.open .propose summary").click()
    concept = page.locator("li.seg.open .propose select option").nth(1).get_attribute("value")
    page.select_option("li.seg.open .propose select", concept)
    page.fill("li.seg.open .propose input[name=text]", "пересылка")
    page.locator("li.seg.open .propose button").click()
    page.locator("#said", has_text="proposed").wait_for()
    go(page, served, f"/l/ru/c/{concept}")
    form = page.locator(".proposals form", has=page.locator("input[name=reason]"))
    form.locator("input[name=reason]").fill("means forwarding")
    form.locator("button").click()
    page.locator(".proposals li[data-refused]", has_text="means forwarding").wait_for()
    texts = "".join(one.read_text("utf-8") for one in (served.folder / "glossary").glob("*.yaml"))
    assert "refused: means forwarding" in texts
    assert path.exists()


@pytest.mark.firefox
def test_a_replacement_says_why_and_is_made_all_the_same(browser: Browser, french: Served) -> None:
    for page in _shown(browser, french):
        go(page, french, "/l/fr/c/tracking-number")
        details = page.locator("details.replace").first
        details.locator("summary").click()
        details.locator("input[name=other]").fill("code de suivi")
        details.locator("form button").first.click()
        rows = details.locator(".replacements li")
        rows.nth(2).wait_for()
        # The plural has a form of the old term to which none of the new one is known.
        unsure = details.locator(".replacements li[data-unsure]")
        assert unsure.count() == 1
        assert "No such form" in unsure.inner_text()
        assert "/l/fr/a/bridge?at=" in (unsure.locator("a").get_attribute("href") or "")
        assert grave_faults(page) == []
        unsure.locator("input[name=anyway]").check()
        details.locator("button.main").click()
        page.locator(".banner", has_text="Replaced in 3 entries").wait_for()
        text = french.catalog("fr", "bridge").read_text(encoding="utf-8")
        assert "Gardez le code de suivi." in text
        assert "Deux code de suivi ont" in text
        page.locator(".banner button[data-do=undo]").click()
        page.locator("#said", has_text="Undone").wait_for()
        assert "code de suivi" not in french.catalog("fr", "bridge").read_text(encoding="utf-8")


def test_a_gender_that_nobody_knows_is_asked(browser: Browser, french: Served) -> None:
    for page in _shown(browser, french):
        go(page, french, "/l/fr/c/tracking-number")
        details = page.locator("details.replace").first
        details.locator("summary").click()
        details.locator("input[name=other]").fill("Zorbu")
        details.locator("form button").first.click()
        page.select_option("form.gender select", "masculine")
        details.locator("button.main", has_text="Replace in 2 entries").wait_for()
        page.select_option("form.gender select", "feminine")
        details.locator(".replacements li[data-unsure]", has_text="different genders").first.wait_for()


def test_a_concepts_form_has_gender_number_forms_and_context(browser: Browser, french: Served) -> None:
    for page in _shown(browser, french):
        go(page, french, "/l/fr/c/tracking-number")
        page.locator("details.edit-concept > summary").click()
        row = page.locator(".more-of-term").first
        row.locator("select[name=gender]").select_option("masculine")
        row.locator("select[name=number]").select_option("singular")
        row.locator("input[name=forms]").fill("numéros de suivi; n° de suivi")
        row.locator("input[name=not_beside]").fill("téléphone")
        # A second preferred term is offered as admitted.
        assert page.locator(".term-row").nth(1).locator("select[name=status]").input_value() == "admitted"
        assert grave_faults(page) == []
        page.locator("details.edit-concept button.main").click()
        page.locator(".banner[data-kind=ok]").wait_for()
        text = (french.folder / "glossary" / "example.yaml").read_text(encoding="utf-8")
        for line in ("gender: masculine", "number: singular", "not-beside: [téléphone]"):
            assert line in text
        assert "n° de suivi" in text


def test_what_is_said_covers_no_link(page: Page, served: Served) -> None:
    go(page, served, "/l/ru/")
    page.keyboard.press("Control+z")
    page.locator("#said.shown").wait_for()
    covered = page.evaluate("""() => {
        const own = document.getElementById("said").getBoundingClientRect();
        return [...document.querySelectorAll("a, button")].map((one) => one.getBoundingClientRect()).filter((one) =>
            one.width && one.right > own.left && one.left < own.right
            && one.bottom > own.top && one.top < own.bottom).length;
    }""")
    assert covered == 0


def test_the_rules_have_navigation(page: Page, served: Served) -> None:
    go(page, served, "/rules?ui=de")
    assert page.locator("nav.sections a").count() == 3
    assert "Zahl" in page.locator("#number dd").inner_text()
    assert grave_faults(page) == []


def test_states_are_named_in_full(page: Page, served: Served) -> None:
    go(page, served, f"/l/pt_PT/a/{CTT}")
    assert page.locator(".chip[data-state=approved]").first.inner_text().strip() == "approved"
