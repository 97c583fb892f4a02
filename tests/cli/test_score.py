"""`postl10n score`: any two files, bad input, the report."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import jsonschema
import pytest
import sacrebleu

from postl10n.cli import main
from postl10n.workspace import Workspace

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "score.json"
FRENCH = ["Le pont relie les deux rives du fleuve.", "La poste a livré les colis."]
TRUSTED = ["Le pont joint les deux rives du fleuve.", "La poste a livré les colis."]
ENGLISH = ["The bridge joins the two banks of the river.", "The post delivered the parcels."]
PO = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
TMX = '<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="en"/><body>{}</body></tmx>\n'


class Done(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str | Path, cwd: Path | None = None) -> Done:
    """The command in this process: one of its own would load sacrebleu and numpy for each test."""
    out, err = io.StringIO(), io.StringIO()
    environment = {"NO_COLOR": "1", "COLUMNS": "80", "SOURCE_DATE_EPOCH": "1767312000"}
    with (
        contextlib.chdir(cwd or Path()),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        patch.dict(os.environ, environment),
        patch.object(sys, "argv", ["postl10n", "score", *map(str, arguments)]),
        pytest.raises(SystemExit) as left,
    ):
        main()
    return Done(int(left.value.code or 0), out.getvalue(), err.getvalue())


def write(path: Path, targets: list[str], language: str = "fr") -> Path:
    """The texts in the format of the suffix."""
    rows = list(zip(ENGLISH, targets, strict=True))
    match path.suffix:
        case ".po":
            text = PO.format(language) + "".join(f'\nmsgid "{s}"\nmsgstr "{t}"\n' for s, t in rows)
        case ".tmx":
            tuv = '<tuv xml:lang="{}"><seg>{}</seg></tuv>'
            text = TMX.format(
                "".join(f"<tu>{tuv.format('en', s)}{tuv.format(language, t)}</tu>" for s, t in rows)
            )
        case ".jsonl":
            text = "".join(json.dumps({"source": s, "target": t}) + "\n" for s, t in rows)
        case _:
            text = "".join(f"{t}\n" for t in targets)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("one", ["a.po", "a.tmx", "a.jsonl", "a.txt"])
@pytest.mark.parametrize("other", ["b.po", "b.tmx", "b.jsonl", "b.txt"])
def test_any_two_files_have_the_same_scores(tmp_path: Path, one: str, other: str) -> None:
    pair = write(tmp_path / one, FRENCH), write(tmp_path / other, TRUSTED)

    done = run(*pair, "--locale", "fr", "--segments", "--format", "json")

    assert (done.returncode, done.stderr) == (0, "")
    (card,) = json.loads(done.stdout)
    jsonschema.validate([card], json.loads(SCHEMA.read_text()))
    assert (card["compared"], [one["name"] for one in card["metrics"]]) == (2, ["BLEU", "chrF2++", "TER"])
    assert card["metrics"][2]["value"] == pytest.approx(100 / 14)
    assert [round(one["ter"], 2) for one in card["scores"]] == [12.5, 0]


def test_sources_pair_what_stands_in_another_order(tmp_path: Path) -> None:
    reference = write(tmp_path / "b.jsonl", TRUSTED)
    reference.write_text("".join(reversed(reference.read_text().splitlines(keepends=True))), encoding="utf-8")

    done = run(write(tmp_path / "a.po", FRENCH), reference, "--format", "json")

    (card,) = json.loads(done.stdout)
    assert (card["locale"], card["compared"]) == ("fr", 2)
    assert card["metrics"][2]["value"] == pytest.approx(100 / 14)


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_an_empty_line_of_a_system_counts_as_empty(tmp_path: Path, name: str) -> None:
    files = write(tmp_path / name, [FRENCH[0], ""]), write(tmp_path / "b.txt", TRUSTED)

    done = run(*files, "--locale", "fr", "--baseline", write(tmp_path / "c.txt", [FRENCH[0], ""]))

    oracle = sacrebleu.corpus_bleu([FRENCH[0], ""], [TRUSTED], force=True).score
    assert f"{oracle:.2f}" in done.stdout
    done = run(*files, "--locale", "fr", "--format", "json")
    (card,) = json.loads(done.stdout)
    assert card["compared"] == 2
    assert card["metrics"][0]["value"] == pytest.approx(oracle)


def test_an_entry_that_is_not_translated_is_no_empty_translation(tmp_path: Path) -> None:
    files = write(tmp_path / "a.po", [FRENCH[0], ""]), write(tmp_path / "b.txt", TRUSTED)
    (card,) = json.loads(run(*files, "--locale", "fr", "--format", "json").stdout)
    assert (card["compared"], card["skipped"]["empty"]) == (1, 1)


def test_a_third_file_is_a_baseline(tmp_path: Path) -> None:
    files = write(tmp_path / "a.txt", FRENCH), write(tmp_path / "b.txt", TRUSTED)

    done = run(*files, "--locale", "fr", "--baseline", write(tmp_path / "c.txt", TRUSTED))

    assert done.returncode == 0
    assert "against 100.00 of" in done.stdout


BAD: dict[str, tuple[str, str, list[str], str]] = {
    "a reference shorter than the translation": ("Un.\nDeux.\n", "Un.\n", [], "has 1 segments, "),
    "an empty reference": ("Un.\n", "", [], "holds no translation"),
    "an empty translation": ("\n\n", "Un.\n", [], "holds no translation"),
    "no locale": ("Un.\n", "Un.\n", ["--locale", "nowhere"], "is not a locale"),
    "13a for Chinese": ("一\n", "一\n", ["--locale", "zh_Hans", "--tokenize", "13a"], "no meaningful BLEU"),
    "the wrong script": (
        "Le pont relie les deux rives du fleuve. " * 3,
        "一",
        ["--locale", "zh_Hans"],
        "mostly in Latin",
    ),
    "two locales": ("Un.\n", "Un.\n", ["--locale", "fr", "--locale", "es"], "one locale"),
    "a journal of no project": ("Un.\n", "Un.\n", ["--record"], "--record is for a project"),
    "a baseline that is not there": ("Un.\n", "Un.\n", ["--baseline", "nowhere.txt"], "can't be read"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_clear_message(tmp_path: Path, case: str) -> None:
    translation, reference, options, message = BAD[case]
    (tmp_path / "a.txt").write_text(translation, encoding="utf-8")
    (tmp_path / "b.txt").write_text(reference, encoding="utf-8")
    locale = [] if "--locale" in options else ["--locale", "fr"]

    done = run("a.txt", "b.txt", *locale, *options, cwd=tmp_path)

    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 2


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("b.jsonl", b'{"target": 1}\n', "b.jsonl:1: "),
        ("b.jsonl", b'{"target": "x"}\n[[[', "b.jsonl:2: is not JSON"),
        ("b.txt", b"Un.\n\xff\n", "b.txt:2: is not in UTF-8"),
        ("b.po", b'msgid "x\n', "b.po:"),
        ("b.tmx", b"<html/>", "has the root <html>, not <tmx>"),
        ("b.tmx", TMX.format("").encode(), "has no translations into fr"),
        ("b.po", PO.format("ru").encode() + b'msgid "x"\nmsgstr "y"\n', "is in ru, and fr is scored"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    write(tmp_path / "a.jsonl", FRENCH)

    done = run("a.jsonl", name, "--locale", "fr", cwd=tmp_path)

    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missed_gate_is_exit_1(project: Path) -> None:
    Workspace.open(project).update()
    with (project / "postl10n.toml").open("a") as stream:
        stream.write("\n[gate.ru]\ncompletion = 1\n")

    done = run("--locale", "ru", cwd=project)
    other = run("--locale", "zh_Hans", cwd=project)
    parsed = run("--locale", "ru", "--format", "json", cwd=project)

    assert (done.returncode, other.returncode, parsed.returncode) == (1, 0, 1)
    assert "gate missed: ru: 0% complete, 100% wanted" in done.stdout
    assert json.loads(parsed.stdout)[0]["locale"] == "ru"
    assert "nothing to rate in this state" in done.stdout


HOSTILE = "<script>alert(1)</script> {0.__class__} \\u202e <b onclick=x>"


class Tags(HTMLParser):
    """Which elements and attributes a page has, and whether they are balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_report_is_one_safe_file(project: Path) -> None:
    Workspace.open(project).update()
    catalog = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    text = catalog.read_text(encoding="utf-8")
    source = 'msgid "It took effect on May 12."\nmsgstr ""'
    assert source in text
    hostile = HOSTILE.replace("\\u202e", "\u202e")
    catalog.write_text(text.replace(source, source[:-2] + f'"{hostile}"'), encoding="utf-8")
    reference = project / "references" / "ru" / "bridge.po"
    reference.parent.mkdir(parents=True)
    reference.write_text(text.replace(source, source[:-2] + '"Оно вступило в силу."'), encoding="utf-8")
    for _ in range(2):
        assert run("--locale", "ru", "--record", cwd=project).returncode == 0

    done = run("--report", "site/quality.html", cwd=project)

    assert (done.returncode, done.stderr) == (0, "")
    page = (project / "site" / "quality.html").read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert not tags.names & {"script", "img", "link", "iframe", "b", "object"}
    assert not [name for name in tags.attributes if name.startswith("on") or name in ("src", "style")]
    assert "\u202e" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert set(re.findall(r'href="([^"]*)"', page)) == {"#ru", "#zh_Hans"}
    assert "url(" not in page
    assert page.count("<polyline") == 3
    assert "2026-01-02" in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    before = page
    run("--report", "site/quality.html", cwd=project)
    assert (project / "site" / "quality.html").read_text(encoding="utf-8") == before
