"""What other programs lost in catalogs: `update` tells it once, `po audit --restore` brings it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sample import Tool

from postl10n.cli import commands

SIGNED = 'msgid "The two sides signed an agreement."\n'
DRAFT = 'msgid "It took effect on May 12."\n'


def ours(project: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(commands, [*arguments])
    assert done.exit_code in (0, 1), done.output
    return done


@pytest.fixture
def translated(project: Path) -> Path:
    """The catalog of `bridge` in Russian, with an approved sentence and a fuzzy one."""
    ours(project, "update", "-C", str(project))
    path = project / "locales" / "ru" / "LC_MESSAGES" / "bridge.po"
    replace(path, f'{SIGNED}msgstr ""', f'{SIGNED}msgstr "Стороны подписали соглашение."')
    replace(path, f'{DRAFT}msgstr ""', f'{DRAFT}msgstr "Оно вступило в силу 12 мая."')
    replace(path, DRAFT, f"#, fuzzy\n{DRAFT}")
    return path


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def empty(path: Path) -> None:
    replace(path, f'{SIGNED}msgstr "Стороны подписали соглашение."', f'{SIGNED}msgstr ""')
    replace(path, f'#, fuzzy\n{DRAFT}msgstr "Оно вступило в силу 12 мая."', f'{DRAFT}msgstr ""')


@pytest.mark.parametrize("with_git", [True, False])
def test_losses_are_told_once_and_restored(
    project: Path, translated: Path, tool: Tool, with_git: bool
) -> None:
    if with_git:
        for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "as it was"]):
            who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
            assert tool("git", "-C", project, *who, *command).returncode == 0
    else:
        assert "lost" not in ours(project, "update", "-C", str(project)).stderr
    whole = translated.read_text(encoding="utf-8")
    empty(translated)

    first, second = (ours(project, command, "-C", str(project)) for command in ("update", "run"))

    before = "git HEAD" if with_git else "the last state that postl10n saw"
    shown = "locales/ru/LC_MESSAGES/bridge.po"
    where = shown if with_git else f"--revision seen {shown}"
    told = f"warning: {shown}: lost against {before}: 2 emptied. To bring that back: postl10n po audit --restore {where}\n"
    assert told in first.stderr
    assert "lost against" not in second.stderr
    replace(translated, "Language: ru", "Language: ru_RU")
    assert "lost against" not in ours(project, "update", "-C", str(project)).stderr
    replace(translated, "Language: ru_RU", "Language: ru")
    done = ours(project, "po", "audit", str(translated), "--restore")
    assert f"against {before}: 2 emptied; 2 restored" in done.stdout
    assert translated.read_text(encoding="utf-8") == whole


def test_what_git_has_not_yet_is_compared_with_the_last_state_seen(
    project: Path, translated: Path, tool: Tool
) -> None:
    whole = translated.read_text(encoding="utf-8")
    empty(translated)
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "before it was translated"]):
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        assert tool("git", "-C", project, *who, *command).returncode == 0
    translated.write_text(whole, encoding="utf-8")
    ours(project, "update", "-C", str(project))
    empty(translated)

    told = ours(project, "update", "-C", str(project)).stderr

    assert "lost against the last state that postl10n saw: 2 emptied" in told
    assert "nothing lost" in ours(project, "po", "audit", str(translated)).stdout
    ours(project, "po", "audit", str(translated), "--restore", "--revision", "seen")
    assert translated.read_text(encoding="utf-8") == whole


def test_our_own_changes_are_no_losses(project: Path, translated: Path) -> None:
    ours(project, "update", "-C", str(project))
    article = project / "articles" / "bridge.txt"
    article.write_text(
        article.read_text(encoding="utf-8").replace("The two sides signed", "Both sides signed"),
        encoding="utf-8",
    )

    done = [ours(project, "update", "-C", str(project)) for _ in range(2)]

    assert ["lost against" in one.stderr for one in done] == [False, False]
