"""`postl10n po` on files outside any project, with gettext as oracle."""

from __future__ import annotations

import gettext
import json
from pathlib import Path

import pytest
from po_cli import NEW, OLD, files, po
from sample import Tool


def test_merge(tmp_path: Path, tool: Tool) -> None:
    files(tmp_path, old_po=OLD, new_pot=NEW)

    done = po("merge", "old.po", "new.pot", "-o", "out.po", cwd=tmp_path)

    assert done.returncode == 0
    assert "1 fuzzy" in done.stderr
    assert "1 obsoleted" in done.stderr
    out = (tmp_path / "out.po").read_text(encoding="utf-8")
    assert 'msgid "A letter was sent."\nmsgstr "Письмо отправлено."\n' in out
    assert "# postl10n: changed number: {-4-} {+5+}\n# postl10n: stale since 2026-01-01\n#, fuzzy\n" in out
    assert '#| msgid "The post grew by 4 percent."\n' in out
    assert '#~ msgid "It is gone."\n#~ msgstr "Этого нет."\n' in out
    assert tool("msgfmt", "-c", "-o", "/dev/null", tmp_path / "out.po").returncode == 0
    again = po("merge", "out.po", "new.pot", cwd=tmp_path)
    assert again.stdout == out


def test_a_template_that_the_charset_can_t_hold_brings_utf_8(tmp_path: Path, tool: Tool) -> None:
    old = OLD.replace("charset=UTF-8", "charset=KOI8-R")
    assert old != OLD
    files(tmp_path, old_po=old, new_pot=NEW + '\nmsgid "A café – 10 €"\nmsgstr ""\n')
    (tmp_path / "old.po").write_bytes(old.encode("koi8-r"))

    assert po("merge", "old.po", "new.pot", "-o", "out.po", cwd=tmp_path).returncode == 0

    out = (tmp_path / "out.po").read_text(encoding="utf-8")
    assert "charset=UTF-8" in out
    assert 'msgid "A letter was sent."\nmsgstr "Письмо отправлено."\n' in out
    assert 'msgid "A café – 10 €"' in out
    assert tool("msgfmt", "-c", "-o", "/dev/null", tmp_path / "out.po").returncode == 0


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (OLD + '\nmsgid "unclosed\n', 20),
        (OLD + '\nmsgid "A letter was sent."\nmsgstr "twice"\n', 20),
        (OLD + '\nmsgid "no msgstr"\n', 20),
        (OLD.replace('msgid "It is gone."', "<<<<<<< ours"), 17),
    ],
)
def test_a_broken_catalog_is_named_and_nothing_written(tmp_path: Path, text: str, line: int) -> None:
    files(tmp_path, old_po=text, new_pot=NEW)

    done = po("merge", "old.po", "new.pot", "-o", "out.po", cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr.startswith(f"error: old.po:{line}")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.po").exists()


def test_a_missing_file_is_one_message(tmp_path: Path) -> None:
    files(tmp_path, new_pot=NEW)

    done = po("merge", "old.po", "new.pot", cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr.startswith(
        "error: old.po: can't be read: No such file or directory\n  It is not there"
    )


def test_compile_gives_what_gettext_looks_up(tmp_path: Path) -> None:
    child = OLD.replace('msgstr "Письмо отправлено."', 'msgstr ""').replace("Этого нет.", "{merged}")
    files(tmp_path, child_po=child + '\n#, fuzzy\nmsgid "Fuzzy."\nmsgstr "Неясно."\n', parent_po=OLD)

    done = po("compile", "child.po", "-o", "child.mo", "--parent", "parent.po", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    with (tmp_path / "child.mo").open("rb") as stream:
        catalog = gettext.GNUTranslations(stream)
    # The empty entry has its parent's text, but heads a run joined by {merged}: gettext gives the source.
    texts = ["The post grew by 4 percent.", "A letter was sent.", "It is gone.", "Fuzzy."]
    assert [catalog.gettext(text) for text in texts] == ["Почта выросла на 4 процента.", *texts[1:]]


def test_compile_never_replaces_a_catalog(tmp_path: Path) -> None:
    files(tmp_path, ru_po=OLD)

    done = po("compile", "ru.po", "-o", "ru.po", cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr.startswith("error: ru.po: exists, and is not an MO file")
    assert (tmp_path / "ru.po").read_text(encoding="utf-8") == OLD
    again = [po("compile", "ru.po", "-o", "ru.mo", cwd=tmp_path).returncode for _ in range(2)]
    assert again == [0, 0]


def test_compile_refuses_what_msgfmt_refuses(tmp_path: Path) -> None:
    plural = '\nmsgid "%d letter"\nmsgid_plural "%d letters"\nmsgstr[0] "%d письмо"\nmsgstr[1] "%d письма"\n'
    files(tmp_path, ru_po=OLD.replace("nplurals=3", "nplurals=9") + plural)

    done = po("compile", "ru.po", "-o", "ru.mo", cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr.startswith("error: ru.po:")
    assert not (tmp_path / "ru.mo").exists()


@pytest.mark.parametrize("wrapping", [[], ["--no-wrap"]])
def test_fmt_is_what_msgcat_prints(tmp_path: Path, tool: Tool, wrapping: list[str]) -> None:
    long = "The quick brown fox jumps over the lazy dog and runs on to the post office of the town."
    files(tmp_path, ru_po=OLD.replace("It is gone.", long))
    canonical = tool("msgcat", *wrapping, tmp_path / "ru.po").stdout.decode()
    disturbed = canonical.replace('msgid "A letter', 'msgid ""\n"A letter')
    files(tmp_path, ru_po=disturbed)

    checked = po("fmt", "--check", "ru.po", cwd=tmp_path)
    unchanged = (tmp_path / "ru.po").read_text(encoding="utf-8")
    formatted = po("fmt", "ru.po", cwd=tmp_path)
    again = po("fmt", "--check", "ru.po", cwd=tmp_path)

    assert (checked.returncode, checked.stdout) == (1, "would reformat ru.po\n")
    assert unchanged == disturbed
    assert (formatted.returncode, again.returncode) == (0, 0)
    assert (tmp_path / "ru.po").read_text(encoding="utf-8") == canonical


def test_diff_and_stats(tmp_path: Path) -> None:
    changed = OLD.replace("Письмо отправлено.", "Письмо ушло.").replace(
        '\nmsgid "It is gone."', '\nmsgid "New."'
    )
    files(tmp_path, old_po=OLD, new_po=changed)

    text = po("diff", "old.po", "new.po", cwd=tmp_path)
    listed = json.loads(po("diff", "old.po", "new.po", "--format", "json", cwd=tmp_path).stdout)
    counted = json.loads(po("stats", "new.po", "--format", "json", cwd=tmp_path).stdout)

    assert "changed A letter was sent.  (msgstr)\n  - Письмо отправлено.\n  + Письмо ушло.\n" in text.stdout
    assert [(one["change"], one["msgid"]) for one in listed] == [
        ("changed", "A letter was sent."),
        ("added", "New."),
        ("removed", "It is gone."),
    ]
    assert (counted[0]["approved"], counted[0]["fuzzy"], counted[0]["words"]) == (3, 0, 11)


def test_fmt_knows_the_styles_of_two_gettexts(tmp_path: Path, tool: Tool) -> None:
    """Newer gettext does not part a dot from its word: a file in either style stays as it is."""
    text = "The new tariffs of the post, for parcels and for letters, are on www.postoffice.example now."
    files(tmp_path, ru_po=OLD + f'\nmsgid "{text}"\nmsgstr ""\n')
    path = tmp_path / "ru.po"
    path.write_bytes(tool("msgcat", path).stdout)
    older = path.read_text(encoding="utf-8")
    assert 'are on www."\n"postoffice.example now.' in older

    assert po("fmt", "--style", "0.22", "ru.po", cwd=tmp_path).returncode == 0
    newer = path.read_text(encoding="utf-8")
    assert 'are on "\n"www.postoffice.example now.' in newer
    assert po("fmt", "--check", "ru.po", cwd=tmp_path).returncode == 0
    assert po("fmt", "--check", "--style", "0.21", "ru.po", cwd=tmp_path).returncode == 1
    assert po("fmt", "--style", "0.21", "ru.po", cwd=tmp_path).returncode == 0
    assert path.read_text(encoding="utf-8") == older
    assert po("fmt", "--check", "ru.po", cwd=tmp_path).returncode == 0
    # One entry in neither style: what is nearer.
    path.write_text(
        newer.replace('msgid "A letter was sent."', 'msgid ""\n"A letter "\n"was sent."'), encoding="utf-8"
    )
    assert po("fmt", "ru.po", cwd=tmp_path).returncode == 0
    assert path.read_text(encoding="utf-8") == newer


def test_audit_tells_what_a_tool_did_and_restores_it(tmp_path: Path, tool: Tool) -> None:
    def git(*arguments: str) -> bytes:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
        done = tool("git", "-C", tmp_path, *who, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    files(tmp_path, ru_po=OLD)
    path = tmp_path / "ru.po"
    assert po("audit", "ru.po", cwd=tmp_path).returncode == 2
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "as it was")
    assert po("audit", ".", cwd=tmp_path).stdout == "ru.po: against git HEAD: nothing lost\n"
    emptied = OLD.replace('"Письмо отправлено."', '""')
    assert emptied != OLD
    path.write_text(emptied, encoding="utf-8")

    done = po("audit", "ru.po", "--format", "json", cwd=tmp_path)

    assert done.returncode == 1
    (report,) = json.loads(done.stdout)
    assert [(one["kind"], one["detail"]) for one in report["losses"]] == [("emptied", "Письмо отправлено.")]
    restored = po("audit", "ru.po", "--restore", cwd=tmp_path)
    assert restored.returncode == 0
    assert "1 emptied; 1 restored" in restored.stdout
    assert path.read_text(encoding="utf-8") == OLD
    assert git("status", "--porcelain") == b""


def test_audit_of_nothing_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    missing, empty = (po("audit", name, cwd=tmp_path) for name in ("nosuch.po", "empty"))

    assert (missing.returncode, empty.returncode) == (2, 2)
    assert missing.stderr.startswith("error: nosuch.po: can't be read")
    assert empty.stderr == "error: empty: holds no PO files\n"


def test_audit_of_two_files(tmp_path: Path) -> None:
    files(tmp_path, old_po=OLD, new_po=OLD.replace("X-", "Y-").replace('"Письмо отправлено."', '"Послано."'))

    done = po("audit", "old.po", "new.po", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (0, "new.po: against old.po: nothing lost\n")
