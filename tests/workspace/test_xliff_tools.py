"""Real tools read the XLIFF that we write; what they edit comes back, and nothing else."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from postl10n.model.catalog import Entry
from postl10n.workspace import Selection, Workspace

NPM = Path(__file__).parents[2] / "build" / "tools" / "node_modules" / "xliff"
TOOLKIT = Path("/usr/lib/python3/dist-packages/translate")
EDIT = """
import sys
from translate.storage.xliff import xlifffile
store = xlifffile.parsefile(sys.argv[1])
print(len([unit for unit in store.units if unit.source]))
(unit,) = (unit for unit in store.units if unit.source == sys.argv[2])
unit.target = sys.argv[3]
store.save()
"""
READ = """
const { xliff2js } = require(process.argv[1]);
const text = require("fs").readFileSync(process.argv[2], "utf8");
xliff2js(text, (error, result) => {
  if (error) throw error;
  const parts = Object.values(result.resources).flatMap((file) => Object.values(file));
  const units = parts.flatMap((part) => (part.groupUnits ? Object.values(part.groupUnits) : [part]));
  console.log(JSON.stringify([result.targetLanguage, units.length, units.filter((unit) => unit.target).length]));
});
"""
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>en</source_lang><target_lang>ru</target_lang>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
"""


def needed(there: bool, name: str) -> None:
    if not there:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is missing: scripts/tools installs it")
        pytest.skip(f"{name} is not installed")


def exported(workspace: Workspace, path: Path, form: str) -> int:
    workspace.update()
    data, units = workspace.export_sheet(Selection(locales=("ru",)), form=form)
    path.write_bytes(data)
    return units


def entry_without_markup(workspace: Workspace) -> Entry:
    entries = workspace.catalog("ru", "bridge").active()
    return next(entry for entry in entries if not re.search("[{%<&]", entry.msgid))


def test_translate_toolkit_edits_1_2(workspace: Workspace, tmp_path: Path) -> None:
    needed(TOOLKIT.exists(), "python3-translate")
    path = tmp_path / "ru.xlf"
    units = exported(workspace, path, "xliff12")
    wanted = entry_without_markup(workspace).msgid
    command = ["/usr/bin/python3", "-c", EDIT, str(path), wanted, "Перевод."]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) == units
    report = workspace.import_sheet(path, dry_run=True)
    assert [(one.source, one.after) for one in report.changes] == [(wanted, ("Перевод.",))]
    assert not report.refused


def test_npms_xliff_reads_2_1(workspace: Workspace, tmp_path: Path) -> None:
    needed(NPM.exists(), "xliff")
    path = tmp_path / "ru.xlf"
    units = exported(workspace, path, "xliff21")
    done = subprocess.run(
        ["node", "-e", READ, str(NPM), str(path)], capture_output=True, text=True, check=True
    )
    language, read, _ = json.loads(done.stdout)
    assert (language, read) == ("ru", units)


def test_omegat_translates_1_2(workspace: Workspace, tmp_path: Path) -> None:
    needed(shutil.which("omegat") is not None, "omegat")
    folder = tmp_path / "omegat"
    for name in ("source", "target", "tm", "glossary", "dictionary", "omegat"):
        (folder / name).mkdir(parents=True)
    (folder / "omegat.project").write_text(PROJECT, encoding="utf-8")
    units = exported(workspace, folder / "source" / "ru.xlf", "xliff12")
    wanted = entry_without_markup(workspace).msgid
    (folder / "omegat" / "project_save.tmx").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><tmx version="1.4"><header creationtool="OmegaT" o-tmf="OmegaT TMX"'
        ' adminlang="EN-US" datatype="plaintext" creationtoolversion="3.6" segtype="paragraph" srclang="EN"/><body><tu>'
        f'<tuv xml:lang="EN"><seg>{wanted}</seg></tuv><tuv xml:lang="RU"><seg>Перевод.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    command = ["omegat", str(folder), "--mode=console-translate", f"--config-dir={tmp_path / 'config'}"]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    report = workspace.import_sheet(folder / "target" / "ru.xlf", dry_run=True)
    assert report.rows == units
    assert [(one.source, one.after) for one in report.changes] == [(wanted, ("Перевод.",))]
    assert not report.refused
