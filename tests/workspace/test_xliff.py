"""XLIFF out of a project and back: what a translator changed reaches the catalogs, and nothing else does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postl10n.cli import commands
from postl10n.workspace import Workspace

CATALOG = """\
msgid ""
msgstr ""
"Language: ru\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgctxt "title"
msgid "Belpost handled {1}1.75 billion{/1} items in 2024."
msgstr   "Белпочта обработала {1}1,75 млрд{/1} отправлений в 2024 году."

# Ask the operator.
#. term: warehouse → склад, хранилище
#, fuzzy
#| msgid "Its network has 14 warehouses."
msgid "Its network has 15 warehouses."
msgstr "В сети четырнадцать складов."

msgid "The two sides signed an agreement."
msgstr ""

msgid "%d parcel"
msgid_plural "%d parcels"
msgstr[0] "%d посылка"
msgstr[1] "%d посылки"
msgstr[2] "%d посылок"
"""
FORMS = pytest.mark.parametrize("form", ["xliff12", "xliff21"])


@pytest.fixture
def catalog(project: Path, workspace: Workspace) -> Path:
    workspace.update()
    path = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    path.write_text(CATALOG, encoding="utf-8")
    return path


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["po", *arguments, "-C", str(project)])


def exported(project: Path, form: str, *options: str) -> Path:
    file = project / "out.xlf"
    done = run(project, "export", "--locale", "ru", "--format", form, "-o", str(file), "--force", *options)
    assert done.exit_code == 0, done.output
    return file


def edit(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in changes:
        assert len(re.findall(old, text)) == 1, old
        text = re.sub(old, new, text)
    file.write_text(text, encoding="utf-8")


def translated(form: str, target: str) -> tuple[str, str]:
    """The change that gives the empty entry a translation."""
    source = "<source>The two sides signed an agreement.</source>"
    if form == "xliff12":
        return f'{source}\\s*<target state="new">[^<]*', f'{source}<target state="translated">{target}'
    return f'"initial">\\s*{source}', f'"translated">{source}<target>{target}</target>'


@FORMS
def test_a_round_trip_without_edits_changes_no_byte(project: Path, catalog: Path, form: str) -> None:
    file = exported(project, form)
    done = run(project, "import", str(file))
    assert (done.exit_code, catalog.read_text("utf-8")) == (0, CATALOG)
    assert done.output.startswith("0 entries changed")


@FORMS
def test_exactly_what_was_edited_changes(project: Path, catalog: Path, form: str) -> None:
    file = exported(project, form, "--article", "bridge")
    edit(file, translated(form, "Стороны подписали соглашение."), ("> посылок<", "> посылочек<"))
    done = run(project, "import", str(file))
    assert done.exit_code == 0, done.output
    text = catalog.read_text("utf-8")
    assert '"PO-Revision-Date: ' in text
    wanted = CATALOG.replace('agreement."\nmsgstr ""', 'agreement."\nmsgstr "Стороны подписали соглашение."')
    wanted = wanted.replace("посылок", "посылочек")
    assert re.sub('"PO-Revision-Date: .*\n', "", text).partition("\n\n")[2] == wanted.partition("\n\n")[2]


@FORMS
def test_what_cannot_be_taken_is_told_by_line(project: Path, catalog: Path, form: str) -> None:
    """Edited sources, units that are not to be translated, emptied targets, copies of sources, unknown units."""
    file = exported(project, form, "--article", "bridge")
    number = r'\g<0> translate="no"'
    edit(
        file,
        ("<source>The two sides signed an agreement", "<source>The two sides broke an agreement"),
        (
            "В сети четырнадцать складов.(?=</target>\\s*<(/segment|context))",
            "Its network has 15 warehouses.",
        ),
        ('<(trans-)?unit id="[0-9a-f]{16}\\.2"', number),
        ("> посылок<", "> посылочек<"),
        ("> посылка<", "> ящик<"),
    )
    edit(
        file,
        ('(?<=unit id=")[0-9a-f]{16}(?=\\.0)', "gone"),
        ("(?<=<source>)(<ph.*)parcel(?=</source>)", r"\g<1>parcell"),
    )
    done = run(project, "import", str(file))
    assert isinstance(done.exception, SystemExit), done.exception
    assert catalog.read_text("utf-8") == CATALOG
    for told in ("its source was edited", 'translate="no"', "its target is its source", "no longer exists"):
        assert len([line for line in done.output.splitlines() if re.search(rf":\d+: .*{told}", line)]) == 1, (
            done.output
        )


@FORMS
def test_without_our_ids_source_and_context_tell_the_entry(project: Path, catalog: Path, form: str) -> None:
    file = exported(project, form, "--article", "bridge")
    numbers = iter(range(1, 100))
    text = re.sub('(?<=unit id=")[^"]*', lambda _: f"u{next(numbers)}", file.read_text("utf-8"))
    text = text.replace('type="exported"', 'type="other"').replace("x-exported", "x-other")
    file.write_text(text.replace("bridge.po", "other.docx"), encoding="utf-8")
    edit(file, translated(form, "Стороны подписали соглашение."))
    done = run(project, "import", str(file))
    assert done.exit_code == 0, done.output
    assert "1 entries changed" in done.output
    assert "Стороны подписали соглашение." in catalog.read_text("utf-8")


@FORMS
def test_both_changed_is_a_conflict(project: Path, catalog: Path, form: str) -> None:
    """The catalog's translation is kept as fuzzy, the file's is in a comment; nothing is lost."""
    file = exported(project, form, "--article", "bridge")
    catalog.write_text(CATALOG.replace("Белпочта обработала", "Белпочта доставила"), encoding="utf-8")
    edit(file, ("Белпочта обработала", "Белпочта приняла"))
    done = run(project, "import", str(file))
    assert done.exit_code == 1, done.output
    text = catalog.read_text("utf-8")
    assert "Белпочта доставила" in text
    assert 'conflict, theirs: "Белпочта приняла' in text


@FORMS
def test_state_and_note_come_back(project: Path, catalog: Path, form: str) -> None:
    file = exported(project, form, "--filter", "fuzzy", "--article", "bridge")
    note = '<note from="translator">Checked.</note>' if form == "xliff12" else "<note>Checked.</note>"
    said = 'approved="no"' if form == "xliff12" else '"initial"'
    new = 'approved="yes"' if form == "xliff12" else '"reviewed"'
    end = "</trans-unit>" if form == "xliff12" else "</notes>"
    edit(file, (said, new), (end, note + end))
    done = run(project, "import", str(file))
    assert done.exit_code == 0, done.output
    text = catalog.read_text("utf-8")
    assert "# Ask the operator.\n# Checked.\n" in text
    assert "#, fuzzy" not in text


def test_a_file_has_one_target(project: Path, workspace: Workspace) -> None:
    done = run(project, "export", "--format", "xliff21", "-o", str(project / "x.xlf"))
    assert len(workspace.locales) > 1
    assert "one target locale" in str(done.exception)
