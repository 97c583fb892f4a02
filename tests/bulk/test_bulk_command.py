"""The command: its messages, its JSON, and the tables as the documents say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import jsonschema
import pytest
from bulk_schemas import schema
from click.testing import CliRunner
from corpus import made, write_rows

from postl10n.bulk.tables import described, is_internal
from postl10n.cli import commands
from postl10n.errors import UsageError

DOCS = Path(__file__).parents[2] / "docs"


def test_the_schema_of_the_tables_is_made_from_their_description() -> None:
    assert json.loads((DOCS / "schemas" / "bulk-tables.json").read_text(encoding="utf-8")) == schema()


def test_every_table_is_in_the_page() -> None:
    page = (DOCS / "bulk.md").read_text(encoding="utf-8")

    assert [
        one for one in described() if one != "version" and not is_internal(one) and f"`{one}`" not in page
    ] == []


def test_rows_are_as_the_schema_says(project: Path, tmp_path: Path) -> None:
    rows = [
        {
            "id": "a",
            "text": "Belpost reports\n\nThe South Post (hereinafter referred to as SP) met Belpost. Read SP.",
        },
        {"id": "b", "text": ""},
    ]
    path = write_rows(tmp_path / "in.jsonl", rows)
    defined = schema()
    found = made("extract", [path], tmp_path / "out") | made(
        "terms", [path], tmp_path / "out", project=project
    )

    assert {"articles", "segments", "definitions", "terms", "faults"} <= found.keys()
    for table, members in found.items():
        for row in members:
            jsonschema.validate(
                json.loads(json.dumps(row, default=str)), {**defined, "$ref": f"#/$defs/{table}"}
            )


def test_the_manifest_is_printed_as_its_schema_says(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "in.jsonl", [{"id": "a", "text": "Title\n\nA text."}])

    arguments = ["bulk", "extract", str(path), "--to", str(tmp_path / "out"), "--format", "json"]
    done = CliRunner().invoke(commands, arguments)

    assert done.exit_code == 0, done.output
    known = json.loads((DOCS / "schemas" / "bulk-manifest.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(done.stdout), known)
    assert json.loads(done.stdout) == json.loads((tmp_path / "out" / "manifest-extract.json").read_text())


def test_without_the_extra_there_is_one_message(tmp_path: Path) -> None:
    # An empty module path hides the packages from a process of its own.
    script = (
        "import sys, importlib.util as u\n"
        "found = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'dask' else found(name, *more)\n"
        "sys.argv = ['postl10n', 'bulk', 'extract', 'in.jsonl', '--to', 'out']\n"
        "from postl10n.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False, text=True
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: bulk needs more packages\n  Install them: pip install 'postl10n[cluster]'\n"


def test_an_address_that_is_none_of_a_scheduler_is_one_message(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "in.jsonl", [{"id": "a", "text": "A headline\n\nA text below it."}])
    arguments = ["bulk", "extract", str(path), "--to", str(tmp_path / "out"), "--runner", "dask"]

    done = CliRunner().invoke(commands, [*arguments, "--scheduler", "nowhere"])

    assert isinstance(done.exception, UsageError)
    assert "the scheduler nowhere does not answer: missing port number" in str(done.exception)


def test_help_of_other_commands_loads_no_library_of_clusters() -> None:
    script = (
        "import sys\n"
        "from postl10n.cli import commands\n"
        "commands.main(['bulk', 'extract', '--help'], standalone_mode=False)\n"
        "assert not {'dask', 'distributed', 'pyarrow', 'fsspec', 'numpy'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


@pytest.mark.parametrize("verb", ["extract", "terms", "check", "score", "consistency", "select"])
def test_each_verb_has_an_example(verb: str) -> None:
    group = commands.get_command(click.Context(commands), "bulk")

    assert isinstance(group, click.Group)
    assert f"postl10n bulk {verb}" in str(group.commands[verb].epilog)
