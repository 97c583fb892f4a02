"""Sheets for reviewers: what they change reaches the catalogs, and nothing else does."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import validate

from postl10n.cli import commands
from postl10n.errors import Postl10nError, UsageError
from postl10n.files.tables.review import COLUMNS, read_sheet, write_sheet
from postl10n.model.catalog import Catalog, Entry
from postl10n.model.review_sheet import Cells, SheetRow
from postl10n.model.states import State, state_of
from postl10n.stages.catalog.review_sheet import sheet_rows, with_rows
from postl10n.workspace import Selection, Workspace

CATALOG = """\
msgid ""
msgstr ""
"Language: ru\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

msgid "Belpost handled 1.75 billion items in 2024."
msgstr   "Белпочта обработала 1,75 млрд отправлений в 2024 году."

# Ask the operator.
#, fuzzy
msgid "Its network has 15 warehouses."
msgstr "В сети пятнадцать складов."

msgid "The two sides signed an agreement."
msgstr ""
"""


@pytest.fixture
def catalog(project: Path, workspace: Workspace) -> Path:
    workspace.update()
    path = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    path.write_text(CATALOG, encoding="utf-8")
    return path


@pytest.fixture
def sheet(workspace: Workspace, catalog: Path, tmp_path: Path) -> Path:
    data, rows = workspace.export_sheet(Selection(locales=("ru",), articles=("bridge",)), form="csv")
    assert rows == 3
    path = tmp_path / "sheet.csv"
    path.write_bytes(data)
    return path


def change(sheet: Path, cells: Mapping[str, Mapping[str, str]]) -> None:
    """Edit a sheet as a reviewer: new cells by the beginning of the source."""
    rows = list(csv.DictReader(io.StringIO(sheet.read_text("utf-8-sig"), newline="")))
    for row in rows:
        for source, new in cells.items():
            if row["source"].startswith(source):
                row.update(new)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    sheet.write_text(text.getvalue(), encoding="utf-8")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_round_trip_without_edits_changes_no_byte(
    workspace: Workspace, catalog: Path, tmp_path: Path, form: str
) -> None:
    before = catalog.read_bytes()
    path = tmp_path / f"all.{form}"
    path.write_bytes(workspace.export_sheet(form=form)[0])
    report = workspace.import_sheet(path)
    assert (report.changes, report.refused, report.written) == ((), (), ())
    assert catalog.read_bytes() == before


def test_edits_reach_their_entries_and_leave_the_bytes_of_the_others(
    workspace: Workspace, catalog: Path, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    change(
        sheet,
        {
            "Its": {"target": "В сети 15\u00a0складов.", "state": "approved", "comment": "Checked."},
            "The two": {"target": "Стороны подписали соглашение."},
        },
    )
    report = workspace.import_sheet(sheet, translator="Vera Orlova <vera@post.example>")
    assert [one.state_after for one in report.changes] == [State.APPROVED, State.APPROVED]
    text = catalog.read_text("utf-8")
    assert '"Last-Translator: Vera Orlova <vera@post.example>\\n"\n"Language: ru\\n"' in text
    assert '"PO-Revision-Date: 1970-01-01 00:00+0000\\n"' in text
    assert 'msgstr   "Белпочта' in text
    assert '# Checked.\nmsgid "Its network has 15 warehouses."\nmsgstr "В сети 15\u00a0складов."' in text
    assert 'msgstr "Стороны подписали соглашение."' in text


def test_a_dry_run_writes_nothing(workspace: Workspace, catalog: Path, sheet: Path) -> None:
    before = catalog.read_bytes()
    change(sheet, {"The two": {"target": "Стороны подписали соглашение."}})
    assert len(workspace.import_sheet(sheet, dry_run=True).changes) == 1
    assert catalog.read_bytes() == before


def test_what_changed_meanwhile_is_merged(workspace: Workspace, catalog: Path, sheet: Path) -> None:
    change(sheet, {"Its": {"target": "В сети 15 складов."}, "Belpost": {"comment": "A note."}})
    text = catalog.read_text("utf-8")
    text = text.replace("пятнадцать складов", "имеется 15 складов").replace("в 2024 году", "за 2024 год")
    catalog.write_text(text, encoding="utf-8")
    report = workspace.import_sheet(sheet)
    clash = {one.source[:3]: (one.meanwhile, one.conflict) for one in report.changes}
    assert clash == {"Bel": (True, False), "Its": (True, True)}
    text = catalog.read_text("utf-8")
    assert "# A note." in text
    assert "за 2024 год" in text
    assert '# postl10n: conflict, theirs: "В сети 15 складов."' in text
    assert 'msgstr "В сети имеется 15 складов."' in text


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"source": "Its network has 16 warehouses."}, "source was edited"),
        ({"source": "Its network has 16 warehouses.", "target": "x"}, "source was edited"),
        ({"state": "done", "target": "x"}, "unknown state"),
        ({"id": "00000000", "target": "x"}, "no longer exists"),
        ({"locale": "../ru", "target": "x"}, "no catalog"),
        ({"article": "../../etc", "target": "x"}, "no catalog"),
        ({"target": "В сети\x1b[2J 15 складов."}, "control characters"),
        ({"target": "В {1}сети{/1} 15 складов.", "state": "approved"}, "placeholder"),
    ],
)
def test_rows_that_cannot_be_taken_are_refused_with_their_line(
    workspace: Workspace, catalog: Path, sheet: Path, cells: dict[str, str], why: str
) -> None:
    before = catalog.read_bytes()
    change(sheet, {"Its": cells})
    report = workspace.import_sheet(sheet)
    assert report.changes == ()
    assert [one.line for one in report.refused] == [3]
    assert why in report.refused[0].message
    assert catalog.read_bytes() == before


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda text: text.replace("target", "targit", 1), "columns are missing: target"),
        (lambda text: text.replace('""form"":0', '""form"":-1', 1), "`exported` was changed"),
        (lambda text: text + "a,b\r\n", "2 columns where the first row has 10"),
    ],
)
def test_a_damaged_sheet_is_refused_whole(
    workspace: Workspace, catalog: Path, sheet: Path, spoil: Callable[[str], str], message: str
) -> None:
    before = catalog.read_bytes()
    sheet.write_text(spoil(sheet.read_text("utf-8-sig")), encoding="utf-8")
    with pytest.raises(Postl10nError) as caught:
        workspace.import_sheet(sheet)
    assert message in str(caught.value)
    assert f"{sheet}:" in str(caught.value)
    assert catalog.read_bytes() == before


def test_another_file_is_told_in_one_message(workspace: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "notes.csv"
    other.write_text("a, b\nc\nd, e, f\n", encoding="utf-8")
    with pytest.raises(UsageError, match="is not a sheet of catalogs"):
        workspace.import_sheet(other)


def test_only_what_a_reviewer_may_change_is_unlocked(
    workspace: Workspace, catalog: Path, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(workspace.export_sheet(Selection(locales=("ru",)), form="xlsx")[0])
    book = openpyxl.load_workbook(path)
    page = book.active
    assert page is not None
    assert page.protection.sheet
    names = [str(cell.value) for cell in page[1]]
    assert tuple(names) == COLUMNS
    unlocked = {name for name, cell in zip(names, page[2], strict=True) if not cell.protection.locked}
    assert unlocked == {"target", "state", "comment"}
    assert page.column_dimensions["J"].hidden
    assert '"draft,edited draft,stale,needs work,approved,empty"' in {
        one.formula1 for one in page.data_validations.dataValidation
    }


def test_a_workbook_that_a_spreadsheet_saved_again_is_read(
    workspace: Workspace, catalog: Path, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(workspace.export_sheet(Selection(locales=("ru",), articles=("bridge",)))[0])
    book = openpyxl.load_workbook(path)
    page = book.active
    assert page is not None
    for row in page.iter_rows(min_row=2):
        if str(row[3].value).startswith("The two"):
            row[4].value = "=1+1 соглашение"
            row[4].data_type = "s"
    book.save(path)
    assert [one.after for one in workspace.import_sheet(path).changes] == [("=1+1 соглашение",)]
    data = workspace.export_sheet(Selection(locales=("ru",)), form="csv")[0].decode("utf-8-sig")
    assert ",'=1+1 соглашение," in data


@pytest.mark.parametrize(
    ("wanted", "sources"),
    [
        ("untranslated", {"The two sides signed an agreement."}),
        ("fuzzy", {"Its network has 15 warehouses."}),
        ("term:belpost", {"Belpost handled 1.75 billion items in 2024."}),
        ("findings", set()),
    ],
)
def test_filters(workspace: Workspace, catalog: Path, wanted: str, sources: set[str]) -> None:
    data, _ = workspace.export_sheet(
        Selection(locales=("ru",), articles=("bridge",)), form="csv", wanted=wanted
    )
    assert {row.source for row in read_sheet(data, path="x.csv")} == sources


def test_the_command_line_shows_what_would_change(project: Path, sheet: Path) -> None:
    change(sheet, {"The two": {"target": "Стороны подписали соглашение."}, "Its": {"state": "nonsense"}})
    runner = CliRunner()
    arguments = ["po", "import", "-C", str(project), str(sheet), "--dry-run"]
    shown = runner.invoke(commands, arguments)
    assert shown.exit_code == 1
    assert "+ Стороны подписали соглашение." in shown.output
    assert "1 entries would change, 3 rows read, 1 refused" in shown.output
    answer = runner.invoke(commands, [*arguments, "--format", "json"])
    schema = Path(__file__).parents[2] / "docs" / "schemas" / "po-import.json"
    validate(json.loads(answer.stdout), json.loads(schema.read_text("utf-8")))


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
ENTRIES = st.lists(
    st.builds(
        Entry,
        msgid=TEXTS.filter(bool),
        msgctxt=st.none() | st.just("title"),
        msgstr=st.tuples(TEXTS) | st.tuples(TEXTS, TEXTS),
        comments=st.lists(st.sampled_from(["note", "postl10n: stale since 2026-01-01", "- x"])).map(tuple),
        flags=st.sampled_from([(), ("fuzzy",)]),
    ),
    unique_by=lambda entry: entry.key,
    max_size=6,
)


@given(ENTRIES, st.sampled_from(["csv", "xlsx"]))
def test_rows_survive_the_file(entries: list[Entry], form: str) -> None:
    catalog = Catalog(header=None, entries=tuple(entries))
    rows = list(sheet_rows(catalog, locale="ru", article="bridge", findings={}))
    read = read_sheet(write_sheet(rows, form=form), path=f"x.{form}")
    assert [(row.now, row.was) for row in read] == [(row.now, row.was) for row in rows]
    assert with_rows(catalog, read).catalog == catalog


@given(ENTRIES.filter(bool), st.data())
def test_an_edit_changes_its_entry_alone(entries: list[Entry], data: st.DataObject) -> None:
    catalog = Catalog(header=None, entries=tuple(entries))
    rows = list(sheet_rows(catalog, locale="ru", article="bridge", findings={}))
    number = data.draw(st.integers(0, len(rows) - 1))
    row = rows[number]
    new = Cells(target="новое", state="needs work", comment=row.now.comment)
    rows[number] = SheetRow(
        **{name: getattr(row, name) for name in SheetRow.__dataclass_fields__ if name != "now"}, now=new
    )
    merged = with_rows(catalog, rows)
    changed = [
        (old, after) for old, after in zip(entries, merged.catalog.entries, strict=True) if old != after
    ]
    assert merged.refused == ()
    assert len(changed) <= 1
    for old, after in changed:
        assert old.key == after.key
        assert after.msgstr[row.form] == "новое"
        assert state_of(after) in (State.NEEDS_WORK, State.STALE)
