"""The command line as its users meet it: exit codes, messages, JSON that validates."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from program import program
from sample import ARTICLE

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "schemas"


def schema(name: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("run", ["run"]),
        ("update", ["update"]),
        ("check", ["check"]),
        ("score", ["score"]),
        ("stats", ["stats"]),
        ("build", ["build"]),
        ("extract", ["extract", "articles/bridge.txt"]),
        ("glossary-find", ["glossary", "find", "articles/bridge.txt"]),
        ("glossary-show", ["glossary", "show"]),
    ],
)
def test_json_is_one_document_of_its_schema(project: Path, name: str, arguments: list[str]) -> None:
    if name not in ("run", "update"):
        assert program("update", cwd=project).returncode == 0

    done = program(*arguments, "--format", "json", cwd=project)

    assert (done.returncode, done.stderr) == (0, "")
    jsonschema.validate(json.loads(done.stdout), schema(name))


def test_run_ends_with_the_table_and_the_index(project: Path) -> None:
    done = program("run", cwd=project)

    assert (done.returncode, done.stderr) == (0, "")
    assert "zh_Hans" in done.stdout
    assert done.stdout.rstrip().endswith("site/index.html")
    assert (project / "site" / "index.html").exists()


def test_the_table_fits_a_terminal(project: Path) -> None:
    program("update", cwd=project)

    done = program("stats", cwd=project)

    assert "untranslated" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_extract_needs_no_project(tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text(ARTICLE, encoding="utf-8")

    done = program("extract", "bridge.txt", "--format", "json", cwd=tmp_path)

    article = json.loads(done.stdout)
    assert (article["id"], article["locale"], article["date"]) == ("bridge", "en", "2025-03-14")
    assert article["title"]["line"] == 3
    assert article["dateline"] == {"text": "| Sample Post News |2025-03-14", "line": 5}
    assert [len(block["segments"]) for block in article["blocks"]] == [2, 2]
    assert {line["rule"] for line in article["boilerplate"]} == {
        "menu",
        "hotline",
        "repeated-title",
        "footer",
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run"], "no postl10n.toml"),
        (["extract", "missing.txt"], "missing.txt: no such article"),
        (["extract", "binary.txt"], "binary.txt:2: has NUL bytes"),
        (["extract", "latin.txt"], "latin.txt:1: is not in UTF-8"),
        (["extract", "empty.txt"], "empty.txt: no headline"),
        (["extract", "README"], "README:1: no text below the headline"),
        (["extract", "ok.txt", "--locale", "xx_YY"], "unknown locale 'xx_YY'"),
        (["init", "new", "--target", "../x"], "'../x' is not a locale"),
        (["init", "new", "--source", "ru"], "both source and target"),
        (["nonsense"], "No such command"),
        (["stats", "--format", "xml"], "Invalid value"),
        (["check", "--rules", "nonsense"], "there is no rule 'nonsense'"),
    ],
)
def test_bad_input_is_one_message_and_exit_2(tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "binary.txt").write_bytes(b"Title\nPK\x00\x01")
    (tmp_path / "latin.txt").write_bytes(b"A\xe7ores \x81\n\nTexto.")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "README").write_text("x")
    (tmp_path / "ok.txt").write_text("Title\n\nText.")
    before = sorted(path.name for path in tmp_path.iterdir())

    done = program(*arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_broken_catalog_is_repeated_at_the_end_of_run(project: Path) -> None:
    program("update", cwd=project)
    catalog = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    catalog.write_bytes(catalog.read_bytes() + b'\nmsgid "unclosed\n')

    done = program("run", cwd=project)

    assert done.returncode == 2
    assert done.stderr.count("error:") == 1
    assert "locales/ru/LC_MESSAGES/bridge.po:" in done.stderr
    assert (project / "site" / "zh-Hans" / "bridge.html").exists()


def test_findings_are_exit_1_at_the_chosen_severity(project: Path) -> None:
    program("update", cwd=project)
    catalog = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    text = catalog.read_text(encoding="utf-8")
    empty = 'msgid "Belpost handled 1.75 billion items in 2024."\nmsgstr ""'
    filled = empty[:-2] + '"В 2024 году почта обработала 1,75 млрд отправлений."'
    catalog.write_text(text.replace(empty, filled), encoding="utf-8")

    assert program("check", cwd=project).returncode == 0
    warned = program("check", "--severity", "warning", cwd=project)
    assert warned.returncode == 1
    assert "[term-missing] 'Belpost' is not translated as Белпочта" in warned.stdout
    # What is empty or fuzzy never decides the exit code.
    assert program("check", "--severity", "notice", "--rules", "empty,fuzzy", cwd=project).returncode == 0


def test_check_looks_at_the_files_it_is_given(project: Path) -> None:
    program("update", cwd=project)
    russian = Path("locales", "ru", "LC_MESSAGES", "bridge.po")

    done = program("check", russian, "--format", "json", cwd=project)
    stranger = program("check", "other.po", cwd=project)

    report = json.loads(done.stdout)
    assert report["catalogs"] == 1
    assert {one["path"] for one in report["findings"]} == {russian.as_posix()}
    assert (stranger.returncode, stranger.stdout) == (2, "")
    assert "other.po: is not a catalog of this project" in stranger.stderr


def test_a_missed_gate_is_exit_1(project: Path) -> None:
    config = project / "postl10n.toml"
    config.write_text(config.read_text() + "\n[gate.ru]\ncompletion = 0.5\n")

    done = program("run", cwd=project)

    assert done.returncode == 1
    assert "gate missed: ru: 0% complete, 50% wanted" in done.stdout


def test_filters_answer_line_by_line() -> None:
    texts = ['{"lang": "en", "text": "One. Two."}', "", '{"lang": "zh-Hans", "text": "一。二。"}']
    segmented = program("segment", "--jsonl", stdin="\n".join(texts))
    verified = program(
        "glossary", "verify", "--jsonl", stdin='{"locale": "ru", "term": "почта", "text": "о почте"}\n'
    )
    checked = program(
        "check",
        "--jsonl",
        stdin='{"source": "{1}A{/1}", "target": "A", "source_locale": "en", "locale": "ru"}\n',
    )

    assert segmented.stdout == '{"segments":["One.","Two."]}\n{"segments":["一。","二。"]}\n'
    assert json.loads(verified.stdout) == {"verdict": "lemma", "span": [2, 7]}
    assert "tag" in [finding["rule"] for finding in json.loads(checked.stdout)["findings"]]
    assert [done.returncode for done in (segmented, verified, checked)] == [0, 0, 0]


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "[1]",
        '{"lang": "en"}',
        '{"lang": "xx_YY", "text": "a"}',
        "\x00",
        '"%s"' % ("a" * 4_000_000),
    ],
)
def test_a_bad_line_is_named(line: str) -> None:
    done = program("segment", "--jsonl", stdin=f'{{"lang": "en", "text": "a"}}\n{line}\n')

    assert done.returncode == 2
    assert "<stdin>:2:" in done.stderr
    assert "Traceback" not in done.stderr


def test_strangers_do_not_steer_the_terminal(project: Path) -> None:
    (project / "articles" / "bridge.txt").write_text(
        "Bell\u0007 \u202eTitle\n\nText \x1b[31mred.\n", encoding="utf-8"
    )

    done = program("extract", "articles/bridge.txt", cwd=project)

    assert done.returncode == 0
    assert not {"\x07", "\x1b", "\u202e"} & set(done.stdout)


def test_a_reader_that_leaves_is_no_fault(project: Path) -> None:
    command = f'"{sys.executable}" -m postl10n glossary show --format json | head -c 1'

    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=project, check=False)

    assert done.stderr == ""


def test_a_takeover_and_orphans_are_told_once(project: Path) -> None:
    assert program("update", cwd=project).returncode == 0
    path = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    text = path.read_text(encoding="utf-8")
    sentence = 'msgid "Its network has 15 warehouses."\nmsgstr "'
    path.write_text(text.replace(sentence, sentence + "В её сети 15 складов."), encoding="utf-8")
    source = project / "articles" / "bridge.txt"
    source.rename(project / "articles" / "land-bridge.txt")

    assert "land-bridge took over the catalogs of bridge, which is gone: ru\n" in (
        program("update", "--locale", "ru", cwd=project).stdout
    )
    told = json.loads(program("update", "--format", "json", cwd=project).stdout)
    jsonschema.validate(told, schema("update"))
    assert [one["after"] for one in told["moved"]] == [
        "locales/zh_Hans/LC_MESSAGES/land-bridge.po",
        "locales/templates/land-bridge.pot",
    ]

    (project / "articles" / "land-bridge.txt").unlink()
    line = "without an article: locales/ru/LC_MESSAGES/land-bridge.po"
    for command in ("update", "run"):
        done = program(command, cwd=project)
        assert (done.returncode, done.stderr, done.stdout.count(line)) == (0, "", 1)
        assert "postl10n article rename land-bridge NEW" in done.stdout
    told = json.loads(program("run", "--format", "json", cwd=project).stdout)
    jsonschema.validate(told, schema("run"))
    assert told["update"]["orphans"] == ["locales/ru/LC_MESSAGES/land-bridge.po"]
