"""`postl10n po merge3` as git runs it, with git as the oracle."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from po_cli import OLD, files, po
from sample import Tool

from postl10n.project.git import install_driver

OURS, THEIRS = "Наше письмо.", "Их письмо."


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(
        ["git", *identity, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


@pytest.fixture
def repository(tmp_path: Path, tool: Tool) -> Path:
    """A repository with the merge driver, whose branch `theirs` is one commit beside `main`."""
    assert tool("git", "--version").returncode == 0
    git(tmp_path, "init")
    files(tmp_path, ru_po=OLD)
    assert po("install-driver", cwd=tmp_path).returncode == 0
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "base")
    git(tmp_path, "branch", "theirs")
    return tmp_path


def commit(repository: Path, branch: str, text: str) -> None:
    git(repository, "checkout", branch)
    files(repository, ru_po=text)
    git(repository, "commit", "-am", branch)


def test_git_merges_what_it_could_not_merge_as_text(repository: Path) -> None:
    ours = OLD.replace("Письмо отправлено.", "Письмо было отправлено.").replace("01 10:00", "02 10:00")
    theirs = OLD.replace("Почта выросла", "Почта подросла").replace("01 10:00", "03 10:00")
    commit(repository, "theirs", theirs)
    commit(repository, "main", ours)

    done = git(repository, "merge", "theirs", "-m", "merged")

    assert done.returncode == 0, done.stdout + done.stderr
    merged = (repository / "ru.po").read_text(encoding="utf-8")
    assert merged == ours.replace("Почта выросла", "Почта подросла").replace("02 10:00", "03 10:00")


def test_git_stops_at_a_real_conflict_and_keeps_both(repository: Path, tool: Tool) -> None:
    commit(repository, "theirs", OLD.replace("Письмо отправлено.", "Их письмо."))
    commit(repository, "main", OLD.replace("Письмо отправлено.", "Наше письмо."))

    done = git(repository, "merge", "theirs", "-m", "merged")

    assert done.returncode == 1
    assert "CONFLICT" in done.stdout
    merged = (repository / "ru.po").read_text(encoding="utf-8")
    assert '# postl10n: conflict, theirs: "Их письмо."\n#, fuzzy\nmsgid "A letter was sent."' in merged
    assert 'msgstr "Наше письмо."' in merged
    assert tool("msgfmt", "-c", "-o", "/dev/null", repository / "ru.po").returncode == 0


def test_git_keeps_both_sides_of_a_file_that_is_no_catalog(repository: Path) -> None:
    commit(repository, "theirs", OLD.replace("Письмо отправлено.", "Их письмо."))
    commit(repository, "main", OLD.replace('"Письмо отправлено."', '"Наше письмо.'))

    done = git(repository, "merge", "theirs", "-m", "merged")

    assert done.returncode == 1
    merged = (repository / "ru.po").read_text(encoding="utf-8")
    assert "<<<<<<< ours" in merged
    assert "Их письмо." in merged
    assert "Наше письмо." in merged


def test_the_driver_is_installed_once(repository: Path) -> None:
    before = (repository / ".gitattributes").read_text()

    assert po("install-driver", cwd=repository).returncode == 0

    assert (
        (repository / ".gitattributes").read_text() == before == "*.po merge=postl10n\n*.pot merge=postl10n\n"
    )
    driver = git(repository, "config", "--get-all", "merge.postl10n.driver").stdout
    assert driver.startswith(f"{shlex.quote(sys.executable)} -P -m postl10n po merge3 %O %A %B ")
    assert driver.count("\n") == 1


def test_an_older_driver_is_renewed_and_other_attributes_stay(repository: Path) -> None:
    renewed = git(repository, "config", "merge.postl10n.driver").stdout
    for _ in range(2):
        git(repository, "config", "--add", "merge.postl10n.driver", "postl10n po merge3 %O %A %B")
    (repository / ".gitattributes").write_bytes(b"*.txt text\r\n# caf\xe9\n*.po merge=postl10n")

    done = po("install-driver", cwd=repository)

    assert done.returncode == 0, done.stderr
    assert git(repository, "config", "--get-all", "merge.postl10n.driver").stdout == renewed
    text = (repository / ".gitattributes").read_bytes()
    assert text == b"*.txt text\r\n# caf\xe9\n*.po merge=postl10n\n*.pot merge=postl10n\n"


def conflict(repository: Path) -> subprocess.CompletedProcess[str]:
    """Merge two branches that translated the same entry anew."""
    commit(repository, "theirs", OLD.replace("Письмо отправлено.", THEIRS))
    commit(repository, "main", OLD.replace("Письмо отправлено.", OURS))
    return git(repository, "merge", "theirs", "-m", "merged")


@pytest.fixture
def interpreter(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter with a name that a shell could take apart; the driver was installed with it."""
    folder = tmp_path_factory.mktemp("bin") / """it's 100%A "of" $HOME; `x` \\ folder"""
    folder.mkdir()
    path = folder / "python"
    path.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
    path.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "executable", str(path))
        install_driver(repository)
    return path


def test_the_driver_starts_from_any_folder(repository: Path, interpreter: Path) -> None:
    done = conflict(repository)

    assert interpreter.exists()
    assert done.returncode == 1
    assert "ru.po: conflict: A letter was sent." in done.stderr
    merged = (repository / "ru.po").read_text(encoding="utf-8")
    assert f'# postl10n: conflict, theirs: "{THEIRS}"\n#, fuzzy' in merged
    assert "<<<<<<<" not in merged
    left = git(repository, "status", "--porcelain", "--ignored").stdout
    assert left == "UU ru.po\n"


@pytest.mark.parametrize("script", ["", "exit 1", "exit 2", "kill -9 $$"])
def test_git_merges_as_text_where_the_driver_can_not(
    repository: Path, interpreter: Path, script: str
) -> None:
    if script:
        # What Python exits with where the package is gone, where it meets a fault, and where it is killed.
        interpreter.write_text(f"#!/bin/sh\n{script}\n")
    else:
        interpreter.unlink()

    done = conflict(repository)

    assert done.returncode == 1
    assert "CONFLICT (content): Merge conflict in ru.po" in done.stdout
    assert "postl10n po install-driver" in done.stderr
    merged = (repository / "ru.po").read_text(encoding="utf-8")
    begin = f'<<<<<<< ours\nmsgstr "{OURS}"\n=======\nmsgstr "{THEIRS}"\n>>>>>>> theirs\n'
    assert begin in merged
    assert git(repository, "ls-files", "--unmerged").stdout.count("ru.po") == 3


def test_modules_of_the_repository_are_not_run(repository: Path) -> None:
    (repository / "click.py").write_text("raise SystemExit(0)\n")

    done = conflict(repository)

    assert done.returncode == 1
    assert f'conflict, theirs: "{THEIRS}"' in (repository / "ru.po").read_text(encoding="utf-8")


def test_a_catalog_that_both_sides_added(repository: Path) -> None:
    for branch, text in (("theirs", THEIRS), ("main", OURS)):
        git(repository, "checkout", branch)
        files(repository, new_po=OLD.replace("Письмо отправлено.", text))
        git(repository, "add", ".")
        git(repository, "commit", "-m", branch)

    done = git(repository, "merge", "theirs", "-m", "merged")

    assert done.returncode == 1
    merged = (repository / "new.po").read_text(encoding="utf-8")
    assert OURS in merged
    assert f'# postl10n: conflict, theirs: "{THEIRS}"' in merged


@pytest.mark.parametrize("missing", ["base.po", "ours.po", "theirs.po"])
def test_merge3_of_files_that_are_not_there_writes_nothing(tmp_path: Path, missing: str) -> None:
    files(tmp_path, base_po=OLD, ours_po=OLD, theirs_po=OLD + "\nbroken\n")
    (tmp_path / missing).unlink()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    done = po("merge3", "base.po", "ours.po", "theirs.po", cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr.startswith(
        f"error: {missing}: can't be read: No such file or directory\n  It is not there"
    )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_merge3_names_the_file_that_git_merges(tmp_path: Path) -> None:
    files(tmp_path, base_po="", ours_po=OLD, theirs_po=OLD.replace('msgid "It is gone."', "oops"))

    done = po("merge3", "base.po", "ours.po", "theirs.po", "--name", "po/ru.po", "-o", "out.po", cwd=tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith("error: po/ru.po (theirs):17")
    assert "po/ru.po: merged as plain text" in done.stderr
    assert (tmp_path / "ours.po").read_text(encoding="utf-8") == OLD
    assert "<<<<<<< ours" in (tmp_path / "out.po").read_text(encoding="utf-8")


def test_a_conflict_is_told_by_the_exit_code_though_nobody_reads_the_messages(tmp_path: Path) -> None:
    changed = [OLD.replace("Письмо отправлено.", text) for text in (OURS, THEIRS)]
    files(tmp_path, base_po=OLD, ours_po=changed[0], theirs_po=changed[1])
    reader, writer = os.pipe()
    os.close(reader)

    done = subprocess.run(
        [sys.executable, "-m", "postl10n", "po", "merge3", "base.po", "ours.po", "theirs.po"],
        cwd=tmp_path,
        stderr=writer,
        check=False,
    )
    os.close(writer)

    assert done.returncode == 1


def test_no_repository_no_driver(tmp_path: Path) -> None:
    done = po("install-driver", cwd=tmp_path)

    assert done.returncode == 2
    assert "not a git repository" in done.stderr
