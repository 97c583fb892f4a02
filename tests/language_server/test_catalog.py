"""A catalog in an editor: findings, hover, completion, actions, and the ways to article and glossary."""

from __future__ import annotations

from pathlib import Path

import pytest
from editor import EditedFile
from lsprotocol import types
from pytest_lsp import LanguageClient

from postl10n.files.po import parse_po

pytestmark = pytest.mark.asyncio(loop_scope="module")


def _catalog(client: LanguageClient, news: Path) -> EditedFile:
    return EditedFile(client, news / "locales/ru/LC_MESSAGES/centre.po")


def _edits(file: EditedFile, action: types.CodeAction) -> list[types.TextEdit]:
    assert action.edit is not None
    assert action.edit.changes is not None
    return list(action.edit.changes[file.uri])


async def test_a_wrong_figure_is_shown_while_it_is_typed_and_goes_when_it_is_right(
    client: LanguageClient, news: Path
) -> None:
    po = _catalog(client, news)
    await po.problems()
    po.replace("15 складов", "16 складов")
    (problem,) = await po.problems("number")
    assert problem.severity is types.DiagnosticSeverity.Error
    assert problem.range.start == po.position("16 складов")
    assert problem.code_description is not None
    page, _, anchor = problem.code_description.href.partition("#")
    assert f'id="{anchor}"' in Path(page.removeprefix("file://")).read_text(encoding="utf-8")
    po.replace("16 складов", "15 складов")
    await po.problems()


async def test_places_are_counted_as_the_client_counts(client: LanguageClient, news: Path) -> None:
    po = _catalog(client, news)
    po.replace("Его сеть", "😋😋 Его сеть")
    po.replace("15 складов", "16 складов")
    (problem,) = await po.problems("number")
    assert problem.range.start == po.position("16 складов")


async def test_half_of_an_entry_is_a_syntax_error_in_its_line_and_the_others_stay(
    client: LanguageClient, news: Path
) -> None:
    po = _catalog(client, news)
    po.replace("15 складов", "16 складов")
    await po.problems("number")
    po.replace(
        'msgid "The two sides signed an agreement."\nmsgstr ""',
        'msgid "The two sides signed an agreement."\nmsgst',
    )
    problems = await po.problems("number", "po")
    (broken,) = (one for one in problems if one.code == "po")
    assert broken.range.start.line == po.position("msgst\n").line - 1
    assert "centre" not in await po.hover(po.position("The two sides"))
    po.replace("msgst\n", 'msgstr "Стороны подписали соглашение."\n')
    await po.problems("number")


async def test_hover_tells_the_concept_as_text(client: LanguageClient, news: Path) -> None:
    po = _catalog(client, news)
    said = await po.hover(po.position("Belpost handled"))
    assert said.splitlines() == [
        "belpost",
        "→ Белпочта, preferred",
        "not: Бел почта",
        "The postal operator of Belarus.",
        "Never decline it <b>wrongly</b>.",
    ]
    assert (await po.hover(po.position("Белпочта обработала"))).startswith("belpost")
    assert await po.hover(po.position("handled")) == ""


async def test_completion_offers_terms_in_their_forms_figures_and_placeholders(
    client: LanguageClient, news: Path
) -> None:
    po = _catalog(client, news)
    po.replace("Белпочта обработала 1,75", "обработала ")
    items = {one.label: one for one in await po.completions(po.position("обработала ", behind=True))}
    assert {"Белпочта", "1,75"} <= items.keys()
    assert "Бел почта" not in items
    assert "2024" not in items, "it is there already"
    title = po.position('msgid "Belpost opens a sorting centre"')
    below = types.Position(title.line + 1, 8)
    assert "сортировочного центра" in {one.label for one in await po.completions(below)}
    assert await po.completions(po.position("Belpost handled")) == []


async def test_completion_offers_the_memory_with_its_score(client: LanguageClient, news: Path) -> None:
    po = _catalog(client, news)
    place = po.position('msgid "The two sides')
    await po.problems()
    po.replace("The two sides signed an agreement.", "Its network has 17 warehouses.")
    at = types.Position(place.line + 1, 8)
    for _ in range(100):
        found = [one for one in await po.completions(at) if "складов" in one.label]
        if found:
            break
    assert found[0].label.endswith("% Его сеть насчитывает 17 складов.")
    taken = next(
        iter(one for title, one in (await po.actions(at)).items() if title.startswith("Take the match"))
    )
    po.apply(_edits(po, taken))
    entry = next(one for one in parse_po(po.text.encode()).catalog.active() if "17" in one.msgid)
    assert (entry.msgstr, entry.fuzzy) == (("Его сеть насчитывает 17 складов.",), True)


async def test_a_draft_is_accepted_and_an_approved_entry_marked_as_fuzzy(
    client: LanguageClient, news: Path
) -> None:
    po = _catalog(client, news)
    before = po.text
    for title, fuzzy in (("Mark as fuzzy", True), ("Accept the translation", False)):
        action = (await po.actions(po.position("15 складов")))[title]
        po.apply(_edits(po, action))
        entry = next(one for one in parse_po(po.text.encode()).catalog.active() if "15" in one.msgid)
        assert entry.fuzzy is fuzzy
    assert po.text == before


async def test_a_waiver_holds_once_its_reason_is_typed(client: LanguageClient, news: Path) -> None:
    po = _catalog(client, news)
    po.replace("15 складов", "16 складов")
    await po.problems("number")

    action = (await po.actions(po.position("16 складов")))["Waive number: type the reason"]
    po.apply(_edits(po, action))
    await po.problems("number", "waiver")
    waiver = next(line for line in po.text.split("\n") if "waive number" in line)
    po.replace(waiver, waiver + "counted by hand")
    await po.problems()


async def test_a_finding_is_repaired(client: LanguageClient, news: Path) -> None:
    po = _catalog(client, news)
    po.replace("15 складов.", "15  складов.")
    await po.problems("space")
    actions = await po.actions(po.position("15  складов"))
    repair = next(one for title, one in actions.items() if title.startswith("Repair"))
    po.apply(_edits(po, repair))
    assert "15 складов." in po.text
    await po.problems()


async def test_from_the_entry_to_the_sentence_and_the_concept_and_back(
    client: LanguageClient, news: Path
) -> None:
    po = _catalog(client, news)
    entry = po.position('msgid "Its network').line + 1
    assert await po.definition(po.position("Its network")) == [("centre.txt", 3)]
    assert await po.definition(po.position("Belpost handled")) == [("example.yaml", 3)]
    article = EditedFile(client, news / "articles/centre.txt", "text")
    assert ("centre.po", entry) in await article.definition(article.position("Its network"))
    glossary = EditedFile(client, news / "glossary/example.yaml", "yaml")
    names = await glossary.references(glossary.position("id: belpost"))
    assert ("centre.po", po.position('msgid "Belpost handled').line + 1) in names


async def test_a_term_is_renamed_in_the_glossary_and_where_its_form_is_certain(
    client: LanguageClient, news: Path
) -> None:
    po = _catalog(client, news)
    edit = await po.rename(po.position("Белпочта обработала"), "Белпошта")
    assert edit is not None
    assert edit.document_changes is not None
    names = [
        one.text_document.uri.rpartition("/")[2]
        for one in edit.document_changes
        if isinstance(one, types.TextDocumentEdit)
    ]
    assert names == ["example.yaml", "centre.po"]
    assert edit.change_annotations is not None
    assert all(one.needs_confirmation for one in edit.change_annotations.values())
    for one in edit.document_changes:
        assert isinstance(one, types.TextDocumentEdit)
        if one.text_document.uri == po.uri:
            po.apply(
                [
                    change
                    for change in one.edits
                    if isinstance(change, types.TextEdit | types.AnnotatedTextEdit)
                ]
            )
    entry = next(one for one in parse_po(po.text.encode()).catalog.active() if "1.75" in one.msgid)
    assert entry.fuzzy
    assert "Белпошта обработала" in entry.msgstr[0]
    assert (news / "glossary/example.yaml").read_text(encoding="utf-8").count("Белпошта") == 0, (
        "nothing is written"
    )
