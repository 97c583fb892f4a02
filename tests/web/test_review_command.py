"""`postl10n review` as a program: the address it prints, Ctrl-C, and what it refuses."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from reviewing import sample
from sample import Tool

from postl10n.cli.faults import printable
from postl10n.cli.review import review
from postl10n.errors import UsageError

_WAIT = 60
"""Seconds for the program to end."""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return sample(tmp_path / "news")


@contextmanager
def _running(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    """The program, and a browser that opened the address it printed."""
    command = [
        sys.executable,
        "-m",
        "postl10n",
        "review",
        "-C",
        str(folder),
        "--port",
        "0",
        "--no-open",
        *options,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        assert program.stdout
        address = program.stdout.readline().strip()
        try:
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{32}", address)
            base = address.partition("/?")[0]
            with httpx.Client(base_url=base, follow_redirects=True, timeout=_WAIT) as reader:
                assert reader.get(address).status_code == 200
                yield program, reader
        finally:
            program.kill()


def test_it_prints_its_address_and_ends_with_ctrl_c(news: Path) -> None:
    with _running(news, "--locale", "pt-PT") as (program, reader):
        assert str(reader.get("/").url).endswith("/l/pt_PT/")
        program.send_signal(signal.SIGINT)
        _, faults = program.communicate(timeout=_WAIT)
        assert program.returncode == 0
        assert faults == ""


def test_with_git_it_commits_what_was_reviewed(news: Path, tool: Tool) -> None:
    def git(*arguments: str) -> str:
        done = tool(
            "git", "-C", str(news), "-c", "user.name=R", "-c", "user.email=r@news.example", *arguments
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.decode()

    git("init", "-q")
    git("config", "user.name", "R")
    git("config", "user.email", "r@news.example")
    git("add", "-A")
    git("commit", "-qm", "before")
    with _running(news, "--git") as (program, reader):
        page = reader.get("/l/ru/a/ctt-portugal").text
        row = re.search(r'data-base="([^"]+)"[^>]* data-hash="([^"]+)"', page)
        key = re.search(r"X-Postl10n-Form&#34;: &#34;([\w-]+)&#34;", page)
        assert row
        assert key
        headers = {"Origin": str(reader.base_url).rstrip("/"), "X-Postl10n-Form": key[1]}
        form = {"hash": row[2], "target": "Новый заголовок", "accept": "1"}
        assert reader.post(f"{row[1]}/save", data=form, headers=headers).status_code == 200
        program.send_signal(signal.SIGINT)
        _, said = program.communicate(timeout=_WAIT)
        assert program.returncode == 0
    assert re.fullmatch(r"committed [0-9a-f]{7,}\n", said)
    assert git("show", "--name-only", "--format=", "HEAD").split() == [
        "locales/ru/LC_MESSAGES/ctt-portugal.po"
    ]


def test_a_locale_that_the_project_has_not_is_refused(news: Path) -> None:
    done = CliRunner().invoke(review, ["-C", str(news), "--locale", "de", "--no-open", "--port", "0"])
    assert isinstance(done.exception, UsageError)
    assert "not translated into de" in printable(str(done.exception))
    assert "zh_Hans" in (done.exception.hint or "")
