"""`check` and `waive` as a reviewer, a build and a translator with an open editor meet them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import jsonschema
import pytest
from program import program

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
ENVIRONMENT = {**os.environ, "NO_COLOR": "1", "COLUMNS": "80"}
NETWORK = "Its network has 15 warehouses."
WRONG = "В её сети 16 складов."


def catalog(project: Path, locale: str = "ru") -> Path:
    return project / "locales" / locale / "LC_MESSAGES" / "bridge.po"


def translate(path: Path, msgid: str, msgstr: str) -> int:
    """Fill an entry as a person would, whatever it holds; the line of its msgid."""
    text = path.read_text(encoding="utf-8")
    text, count = re.subn(
        rf'(msgid "{re.escape(msgid)}"\n)msgstr ".*"', lambda found: f'{found[1]}msgstr "{msgstr}"', text
    )
    assert count == 1
    path.write_text(text, encoding="utf-8")
    return text[: text.index(f'msgid "{msgid}"')].count("\n") + 1


@pytest.fixture
def wrong(project: Path) -> tuple[Path, int]:
    """A project with one wrong number, in the line that is told."""
    assert program("update", cwd=project).returncode == 0
    return project, translate(catalog(project), NETWORK, WRONG)


def git(project: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=project, check=True, capture_output=True)


def test_the_part_in_question_is_marked(wrong: tuple[Path, int]) -> None:
    project, line = wrong

    done = program("check", cwd=project)

    assert done.returncode == 1
    assert re.sub(r"\d+ notices", "n notices", done.stdout) == (
        "locales/ru/LC_MESSAGES/bridge.po\n"
        f"  {line}: error [number] 16 instead of 15\n"
        f"      source  {NETWORK}\n"
        f"      target  {WRONG}\n"
        f"{' ' * 24}^^\n"
        "1 error, 0 warnings, n notices in 4 catalogs.\n"
    )


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_documents_are_of_their_schemas(wrong: tuple[Path, int], form: str) -> None:
    project, _ = wrong

    done = program("check", "--format", form, cwd=project)

    name = "check" if form == "json" else form
    jsonschema.validate(
        json.loads(done.stdout), json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    )
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.parametrize(
    ("form", "begins"), [("junit", "<?xml"), ("github", "::error file="), ("html", "<!doctype html>")]
)
def test_other_formats_leave_notices_out(wrong: tuple[Path, int], form: str, begins: str) -> None:
    project, _ = wrong

    done = program("check", "--format", form, cwd=project)

    assert done.returncode == 1
    assert done.stdout.startswith(begins)
    assert "not translated" not in done.stdout
    assert "not translated" in program("check", "--format", form, "--notices", cwd=project).stdout


def test_a_baseline_leaves_out_what_was_known(wrong: tuple[Path, int]) -> None:
    project, _ = wrong
    (project / "before.json").write_text(
        program("check", "--format", "json", cwd=project).stdout, encoding="utf-8"
    )

    done = program("check", "--baseline", "before.json", cwd=project)
    assert done.returncode == 0
    assert re.match(r"0 errors, 0 warnings, 0 notices in 4 catalogs; \d+ in the baseline", done.stdout)

    # Another wrong translation of the same sentence is another finding.
    translate(catalog(project), NETWORK, "В её сети 17 складов.")
    assert program("check", "--baseline", "before.json", cwd=project).returncode == 1


def test_only_what_changed_since_a_revision(wrong: tuple[Path, int]) -> None:
    project, _ = wrong
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "before")

    assert program("check", "--changed", "HEAD", cwd=project).returncode == 0
    translate(catalog(project), "It took effect on May 12.", "Оно вступило в силу 13 мая.")
    done = program("check", "--changed", "HEAD", cwd=project)
    assert done.returncode == 1
    assert "[date]" in done.stdout
    assert "[number]" not in done.stdout


@pytest.mark.parametrize("revision", ["nope", "--output=x", ""])
def test_a_revision_that_is_none(wrong: tuple[Path, int], revision: str) -> None:
    project, _ = wrong
    git(project, "init", "-q")

    done = program("check", f"--changed={revision}", cwd=project)

    assert done.returncode == 2
    assert "is not a git revision" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_waived_finding_is_counted_until_the_text_changes(wrong: tuple[Path, int]) -> None:
    project, line = wrong
    path = catalog(project)
    before = path.read_bytes()
    place = f"locales/ru/LC_MESSAGES/bridge.po:{line}"

    done = program(
        "waive", place, "number", "--reason", "the  source\nis wrong", "--until", "2999-12-31", cwd=project
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(
        rf"{re.escape(place)}: # postl10n: waive number [0-9a-f]{{8}} until 2999-12-31 the source is wrong\n",
        done.stdout,
    )
    added = done.stdout.partition(": ")[2].encode()
    assert path.read_bytes().replace(added, b"") == before
    checked = program("check", cwd=project)
    assert checked.returncode == 0
    assert "1 waived." in checked.stdout
    report = json.loads(program("check", "--format", "json", cwd=project).stdout)
    assert [(one["rule"], one["reason"], one["until"]) for one in report["waived"]] == [
        ("number", "the source is wrong", "2999-12-31")
    ]
    # A second time takes the place of the first.
    again = program(
        "waive", f"{place[: place.index(':')]}:{line + 1}", "number", "--reason", "better", cwd=project
    )
    assert again.returncode == 0
    assert path.read_bytes().count(b"postl10n: waive") == 1
    assert program("update", cwd=project).returncode == 0
    assert program("check", cwd=project).returncode == 0

    translate(path, NETWORK, "В её сети 17 складов.")

    died = program("check", cwd=project)
    assert died.returncode == 1
    assert "[number] 17 instead of 15" in died.stdout
    assert "the waiver of number was made for another source or translation" in died.stdout


@pytest.mark.parametrize(
    ("line", "rule", "more", "message"),
    [
        (0, "date", (), "date finds nothing here"),
        (1, "number", (), "no entry begins in this line"),
        (0, "number", ("--until", "2001-01-01"), "2001-01-01 has passed"),
        (0, "number", ("--reason", " \n"), "a waiver needs a reason"),
        (0, "number", ("--reason", "\x1b[31m"), "a waiver needs a reason"),
        (0, "number", ("--reason", "until we know"), "can't begin with"),
        (0, "nonsense", (), "there is no rule 'nonsense'"),
        (0, "empty", (), "empty can't be waived"),
    ],
)
def test_what_can_not_be_waived(
    wrong: tuple[Path, int], line: int, rule: str, more: tuple[str, ...], message: str
) -> None:
    project, at = wrong
    before = catalog(project).read_bytes()
    if rule == "empty":
        at = translate(catalog(project), "It took effect on May 12.", "")
        before = catalog(project).read_bytes()

    done = program("waive", f"{catalog(project)}:{at + line}", rule, "--reason", "ok", *more, cwd=project)

    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert catalog(project).read_bytes() == before


@pytest.mark.parametrize("place", ["bridge.po", "x.po:1", ":3", "postl10n.toml:1", "bridge.po:²"])
def test_a_place_that_is_none(wrong: tuple[Path, int], place: str) -> None:
    done = program("waive", place, "number", "--reason", "ok", cwd=wrong[0])

    assert done.returncode == 2
    assert "is no" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("eol", [b"\n", b"\r\n"])
def test_a_waiver_keeps_the_bytes_of_other_tools(wrong: tuple[Path, int], eol: bytes) -> None:
    """Comments in odd places, odd wrapping, no final newline: all of it stays."""
    project, _ = wrong
    path = catalog(project)
    text = path.read_bytes()
    odd = f'#,  no-wrap\nmsgid ""\n"Its network has "\n"15 warehouses."\nmsgstr   "{WRONG}"'.encode()
    text = re.sub(rb'msgid "Its network has 15 warehouses."\nmsgstr ".*"', lambda _: odd, text)
    path.write_bytes(text.rstrip(b"\n").replace(b"\n", eol))
    before = path.read_bytes()
    line = json.loads(program("check", "--rules", "number", "--format", "json", cwd=project).stdout)[
        "findings"
    ][0]["line"]

    done = program("waive", f"{path}:{line}", "number", "--reason", "ok", cwd=project)

    assert (done.returncode, done.stderr) == (0, "")
    comment = done.stdout.rstrip("\n").rpartition(f":{line}: ")[2].encode() + eol
    assert path.read_bytes() != before
    assert path.read_bytes().replace(comment, b"") == before


def test_strangers_do_not_steer_the_terminal(wrong: tuple[Path, int]) -> None:
    project, _ = wrong
    translate(catalog(project), NETWORK, "В её сети \u202e16\u202c складов\u0007.")

    done = program("check", cwd=project)

    assert not {"\u202e", "\x07", "\x1b"} & set(done.stdout)
    assert "\\u202e16" in done.stdout


def test_a_gate_decides_the_exit_code(project: Path) -> None:
    program("update", cwd=project)
    config = project / "postl10n.toml"
    config.write_text(config.read_text() + "\n[gate.ru]\ncompletion = 0.5\n")

    done = program("check", cwd=project)

    assert done.returncode == 1
    assert "gate missed: ru: 0% complete, 50% wanted" in done.stdout
    assert program("check", "--rules", "number", cwd=project).returncode == 0


def test_watching_prints_the_findings_of_what_is_saved(wrong: tuple[Path, int]) -> None:
    project, _ = wrong
    command = [sys.executable, "-m", "postl10n", "check", "--watch", "ru"]
    watching = subprocess.Popen(
        command, cwd=project, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8",
    )  # fmt: skip
    stop = threading.Timer(300, watching.kill)
    stop.start()
    try:
        assert watching.stdout is not None
        lines = iter(watching.stdout.readline, "")
        assert next(lines) == "Watching 2 catalogs; Ctrl+C ends.\n"

        translate(catalog(project), NETWORK, "В её сети 17 складов.")
        told = [next(lines) for _ in range(7)]
        assert told[0].endswith(" ru bridge\n")
        assert "[number] 17 instead of 15" in told[2]
        assert told[6] == "1 error, 0 warnings, 5 notices in 1 catalog.\n"

        good = catalog(project).read_bytes()
        catalog(project).write_bytes(good + b'\nmsgid "unclosed\n')
        assert next(lines).endswith(" ru bridge\n")
        assert "locales/ru/LC_MESSAGES/bridge.po:" in next(lines)

        catalog(project).write_bytes(good)
        assert any("17 instead of 15" in next(lines) for _ in range(4))
        watching.send_signal(signal.SIGINT)
        assert watching.wait(200) == 0
    finally:
        stop.cancel()
        watching.kill()
        watching.wait()
        if watching.stdout is not None:
            watching.stdout.close()


@pytest.mark.parametrize(
    ("pair", "alone", "in_project"),
    [
        (("Belpost grows.", "Почта растёт."), [], ["term-missing"]),
        (("Belpost grows.", "Бел почта растёт."), [], ["term-forbidden"]),
        (("Belpost grows.", "Белпочта растёт."), [], []),
        ((NETWORK, "В сети 15 складов."), [], ["inconsistent"]),
        (("It is here.", ""), [], ["empty"]),
        (("It is 5.", "Их 6."), ["number"], ["number"]),
    ],
)
def test_a_pair_alone_and_in_a_project(
    wrong: tuple[Path, int], pair: tuple[str, str], alone: list[str], in_project: list[str]
) -> None:
    project, _ = wrong
    question = json.dumps({"source": pair[0], "target": pair[1], "source_locale": "en", "locale": "ru"})

    def rules(*arguments: str) -> list[str]:
        done = program("check", "--jsonl", *arguments, cwd=project, stdin=question)
        assert done.returncode == 0
        return [one["rule"] for one in json.loads(done.stdout)["findings"]]

    assert rules() == alone
    assert rules("--project", ".") == in_project


def test_a_file_is_checked_in_its_own_project_wherever_the_command_is_run(
    wrong: tuple[Path, int], tmp_path: Path
) -> None:
    project, line = wrong
    done = program("check", catalog(project), cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert f"{line}: error [number]" in done.stdout


def test_a_locale_that_nobody_measured_gives_notices_and_says_so(project: Path) -> None:
    settings = project / "postl10n.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(?m)^targets = .*$", 'targets = ["ru", "nl"]', text), encoding="utf-8")
    assert program("update", cwd=project).returncode == 0
    translate(catalog(project, "nl"), NETWORK, "Het netwerk heeft 16 magazijnen.")

    done = program("check", "--rules", "number,url", "--notices", cwd=project)

    assert done.returncode == 0
    assert "notice [number] 16 instead of 15" in done.stdout
    assert done.stdout.splitlines()[-1] == (
        "nl: 1 rule was not measured in this language and can only give notices (docs/checks.md)."
    )
    answered = json.loads(program("check", "--rules", "number,url", "--format", "json", cwd=project).stdout)
    assert answered["not_measured"] == {"nl": ["number"]}


def _po(folder: Path, name: str, header: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ("Content-Type: text/plain; charset=UTF-8", *filter(None, [header]))
    quoted = "\n".join(f'"{line}\\n"' for line in lines)
    entry = f'msgid "{NETWORK}"\nmsgstr "{WRONG}"\n'
    path.write_text(f'msgid ""\nmsgstr ""\n{quoted}\n\n{entry}', encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "header", "options"),
    [
        ("messages.po", "Language: ru", ()),
        ("ru.po", "", ()),
        ("ru/LC_MESSAGES/messages.po", "", ()),
        ("messages.po", "", ("--locale", "ru")),
        ("messages.po", "Language: xx", ("--locale", "ru")),
        ("ru.po", "X-Source-Language: en-GB", ()),
    ],
)
def test_a_file_of_no_project(tmp_path: Path, name: str, header: str, options: tuple[str, ...]) -> None:
    path = _po(tmp_path, name, header)
    before = path.read_bytes()

    done = program("check", name, *options, "--format", "json", cwd=tmp_path)

    found = [(one["rule"], one["locale"], one["path"]) for one in json.loads(done.stdout)["findings"]]
    assert (done.returncode, found) == (1, [("number", "ru", name)])
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == [path]
    assert path.read_bytes() == before


def test_files_of_no_project_are_compared_with_one_another(tmp_path: Path) -> None:
    _po(tmp_path, "a/ru.po")
    other = _po(tmp_path, "b/ru.po")
    other.write_text(other.read_text(encoding="utf-8").replace("В её сети", "Сеть имеет"), encoding="utf-8")

    done = program("check", "a/ru.po", "b/ru.po", "--rules", "inconsistent", cwd=tmp_path)

    assert done.stdout.count("[inconsistent]") == 2


@pytest.mark.parametrize(
    ("name", "header", "options", "said"),
    [
        ("messages.po", "", (), "messages.po: does not say its language"),
        ("messages.po", "Language: klingon", (), "messages.po:1: Language: 'klingon' is not a locale"),
        ("ru.po", "", ("--source-locale", "x"), "'x' is not a locale"),
        ("ru.po", "", ("--changed", "HEAD"), "--changed is about the catalogs of a project"),
        ("ru.po", "", ("--fix",), "--fix is about the catalogs of a project"),
        ("ru.po", "", ("--locale", "ru", "--locale", "fr"), "have one --locale"),
        ("ru.po", "", ("--baseline", "nowhere.json"), "nowhere.json: can't be read"),
    ],
)
def test_a_file_of_no_project_that_can_not_be_checked(
    tmp_path: Path, name: str, header: str, options: tuple[str, ...], said: str
) -> None:
    _po(tmp_path, name, header)
    done = program("check", name, *options, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
