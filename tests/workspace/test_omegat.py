"""OmegaT projects: opened by OmegaT itself, and what comes back of them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postl10n.cli import commands
from postl10n.errors import CatalogError
from postl10n.files.omegat import read_project
from postl10n.files.po import parse_po, serialize_po
from postl10n.model.catalog import Entry
from postl10n.model.states import State, state_of
from postl10n.project.scaffold import make_project
from postl10n.workspace import Workspace

ROOT = Path(__file__).parents[2]
OmegaT = Callable[[Path], None]


@pytest.fixture
def omegat() -> OmegaT:
    """Creates the translated documents of a project, as its user would."""

    def run(folder: Path) -> None:
        if shutil.which("omegat") is None:
            if os.environ.get("CI") == "true":
                pytest.fail("omegat is missing: scripts/tools installs it")
            pytest.skip("omegat is not installed")
        command = ["omegat", str(folder), "--mode=console-translate", f"--config-dir={folder / 'config'}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:]
        assert "Finished" in done.stdout

    return run


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample project."""
    folder = tmp_path / "sample"
    for name in ("articles", "glossary", "locales"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "postl10n.toml", folder)
    return folder


def ours(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(commands, [str(one) for one in arguments])
    assert done.exit_code in (0, 1), done.output
    return done


def exported(sample: Path, locale: str) -> Path:
    folder = sample.parent / locale
    ours("po", "export", "-C", sample, "--format", "omegat", "--locale", locale, folder)
    return folder


def catalogs(sample: Path, locale: str) -> dict[str, bytes]:
    folder = sample / "locales" / locale / "LC_MESSAGES"
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.po"))}


def entries(sample: Path, locale: str) -> dict[tuple[str, str | None, str], Entry]:
    return {
        (name, *entry.key): entry
        for name, data in catalogs(sample, locale).items()
        for entry in parse_po(data).catalog.active()
    }


def save(folder: Path, units: dict[str, str]) -> None:
    """What OmegaT saves when somebody translates."""
    rows = "".join(
        f'<tu><tuv lang="EN"><seg>{escape(source)}</seg></tuv>'
        f'<tuv lang="ES" changeid="ana" changedate="20260301T100000Z"><seg>{escape(target)}</seg></tuv></tu>'
        for source, target in units.items()
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx11.dtd">\n<tmx version="1.1"><header'
        ' creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext" creationtoolversion="3.6"'
        f' segtype="paragraph" srclang="EN"/><body>{rows}</body></tmx>\n'
    )
    (folder / "omegat" / "project_save.tmx").write_text(text, encoding="utf-8")


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A project of sentences with links, all translated into Spanish and approved."""
    folder = tmp_path / "links"
    make_project(folder, source="en", targets=["es"])
    lines = [
        f"Read [report {number}](https://post.example/{number}) of the *post* today." for number in range(6)
    ]
    lines += [f"Item {number} is {{open}}, as `code {number}` says<br>in full." for number in range(6)]
    (folder / "articles" / "links.md").write_text(
        "# Links\n\n2026-03-01\n\n" + "\n\n".join(lines), encoding="utf-8"
    )
    ours("update", "-C", folder)
    path = folder / "locales" / "es" / "LC_MESSAGES" / "links.po"
    po = parse_po(path.read_bytes())
    done = tuple(replace(one, msgstr=(f"¡{one.msgid}!",)) for one in po.catalog.entries)
    path.write_bytes(serialize_po(po.updated(replace(po.catalog, entries=done))))
    return folder


def test_nothing_is_lost_where_nobody_translates(sample: Path, omegat: OmegaT) -> None:
    """OmegaT itself drops drafts; an import does not, and where its file took the catalog's place, `update` says so."""
    ours("update", "-C", sample)
    before = catalogs(sample, "es")
    folder = exported(sample, "es")
    omegat(folder)

    assert "0 entries changed" in ours("po", "import", "-C", sample, folder).stdout
    assert catalogs(sample, "es") == before

    for path in (folder / "target").glob("*.po"):
        shutil.copy(path, sample / "locales" / "es" / "LC_MESSAGES")
    told = ours("update", "-C", sample).stderr
    assert "draft dropped" in told
    assert "postl10n po audit --restore --revision seen locales/es/LC_MESSAGES/" in told
    ours("po", "audit", "--restore", sample / "locales" / "es")
    after = entries(sample, "es")
    for name, data in before.items():
        for entry in parse_po(data).catalog.active():
            now = after[name, *entry.key]
            assert (now.msgstr, state_of(now), now.previous) == (
                entry.msgstr,
                state_of(entry),
                entry.previous,
            )


def test_exactly_what_somebody_translated_comes_back(sample: Path, omegat: OmegaT) -> None:
    before = entries(sample, "es")
    drafts = [one for one in before.values() if state_of(one) is State.DRAFT]
    accepted, changed = drafts[3], drafts[5]
    folder = exported(sample, "es")
    made = {accepted.msgid: accepted.msgstr[0], changed.msgid: "Otra cosa."}
    save(folder, made)
    omegat(folder)

    done = ours("po", "import", "-C", sample, folder, "--translator", "Ana <ana@example.org>")

    after = entries(sample, "es")
    differing = {key[2]: after[key] for key in before if after[key] != before[key]}
    assert {msgid: one.msgstr[0] for msgid, one in differing.items()} == made, done.output
    assert {state_of(one) for one in differing.values()} == {State.APPROVED}
    assert "0 entries changed" in ours("po", "import", "-C", sample, folder).stdout


def test_sentences_with_links_are_found_in_the_memory(linked: Path, omegat: OmegaT) -> None:
    """OmegaT fills in by itself what is in `tm/auto`: every sentence of an emptied source."""
    folder = exported(linked, "es")
    (folder / "tm" / "auto").mkdir()
    (folder / "tm" / "postl10n.tmx").rename(folder / "tm" / "auto" / "postl10n.tmx")
    path = folder / "source" / "links.po"
    po = parse_po(path.read_bytes())
    emptied = tuple(replace(one, msgstr=("",)) for one in po.catalog.entries)
    path.write_bytes(serialize_po(po.updated(replace(po.catalog, entries=emptied))))
    omegat(folder)

    found = parse_po((folder / "target" / "links.po").read_bytes()).catalog.entries
    assert sum("{1}" in one.msgid for one in found) == 12
    assert [one.msgstr for one in found] == [one.msgstr for one in po.catalog.entries]


def test_a_translation_that_loses_a_tag_needs_work(linked: Path, omegat: OmegaT) -> None:
    folder = exported(linked, "es")
    tagged = next(one for one in entries(linked, "es").values() if "{1}" in one.msgid)
    save(folder, {tagged.msgid: "Sin {1}enlace."})
    omegat(folder)

    ours("po", "import", "-C", linked, folder)

    # Pages could not show it.
    now = next(one for one in entries(linked, "es").values() if one.msgid == tagged.msgid)
    assert (now.msgstr, state_of(now)) == (("Sin {1}enlace.",), State.NEEDS_WORK)


def test_a_project_is_exported_again_over_its_users_settings(linked: Path) -> None:
    folder = exported(linked, "es")
    settings = folder / "omegat.project"
    settings.write_text(settings.read_text(encoding="utf-8").replace("es<", "es-MX<"), encoding="utf-8")
    catalog = linked / "locales" / "es" / "LC_MESSAGES" / "links.po"
    catalog.write_text(catalog.read_text(encoding="utf-8").replace("¡", "¡¡"), encoding="utf-8")

    exported(linked, "es")

    assert "es-MX<" in settings.read_text(encoding="utf-8")
    assert "¡¡" in (folder / "source" / "links.po").read_text(encoding="utf-8")


HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"X-Source-Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
OLD = (
    HEAD
    + '\nmsgid "Mail moves."\nmsgstr "El correo va."\n\nmsgid "DHL"\nmsgstr ""\n\nmsgid "News"\nmsgstr ""\n'
)


def targets(target: str | None, saved: str = "") -> dict[str, tuple[str | None, str, str]]:
    """The translations that a project gives back, with their states and faults."""
    files = {"omegat.project": b"", "source/a.po": OLD.encode()}
    if target is not None:
        files["target/a.po"] = (HEAD + target).encode()
    if saved:
        files["omegat/project_save.tmx"] = f"<tmx><body>{saved}</body></tmx>".encode()
    return {one.source: (one.target, one.state, one.fault) for one in read_project(files, path="p")}


def tu(source: str, target: str, by: str = ' changeid="ana"') -> str:
    return f"<tu><tuv><seg>{source}</seg></tuv><tuv{by}><seg>{target}</seg></tuv></tu>"


def test_an_emptied_target_keeps_what_was_there() -> None:
    assert targets('\nmsgid "Mail moves."\nmsgstr ""\n')["Mail moves."] == ("El correo va.", "", "")


def test_a_translated_file_alone_is_believed() -> None:
    assert targets('\nmsgid "News"\nmsgstr "Noticias"\n')["News"] == ("Noticias", "approved", "")


def test_a_source_filled_in_is_no_translation_unless_somebody_wrote_it() -> None:
    text = '\nmsgid "DHL"\nmsgstr "DHL"\n'
    assert targets(text)["DHL"] == ("", "", "")
    assert targets(text, tu("DHL", "DHL"))["DHL"] == ("DHL", "approved", "")


def test_what_was_translated_since_the_file_was_written_counts() -> None:
    assert targets(None, tu("News", "Noticias"))["News"] == ("Noticias", "approved", "")
    assert targets('\nmsgid "News"\nmsgstr "Nueva"\n', tu("News", "Noticias"))["News"][0] == "Noticias"


def test_an_earlier_translation_that_omegat_kept_replaces_no_newer_one() -> None:
    text = '\nmsgid "Mail moves."\nmsgstr "Anda el correo."\n'
    target, _, fault = targets(text, tu("Mail moves.", "Anda el correo.", by=""))["Mail moves."]
    assert (target, fault) == (
        "Anda el correo.",
        "OmegaT has kept an earlier translation, which nobody made there",
    )


def test_a_folder_that_is_no_project_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CatalogError, match=r"is no OmegaT project: it has no omegat\.project"):
        workspace.import_sheet(tmp_path / "empty")
