"""Builds the documentation site, build/docs/html, from docs/ and the rules.

Warnings, dead links, and commands and options that there are not, are errors.

    python scripts/build_docs.py [--check-only]

With `--check-only` no site is built: commands and options, and links to files, are looked at.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from postl10n.cli import commands
from postl10n.stages.check.registry import rulebook
from postl10n.stages.check.rule_page import rule_page

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
OUT = ROOT / "build" / "docs"
TOLD = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", DOCS)
_CALL = re.compile(r"`(postl10n [^`\n]+)`")
_TYPED = re.compile(r" *(?:\$ )?(postl10n .+)")
_TEXTS = re.compile(r"^- (?:wrong|right): .*", re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def pages() -> list[Path]:
    """Return all that people read of ours."""
    return [page for told in TOLD for page in ([told] if told.is_file() else sorted(told.rglob("*.md")))]


def unknown_options(page: Path) -> Iterator[str]:
    """Yield each command or option that a page names and that there is not."""
    fenced = False
    for number, line in enumerate(page.read_text("utf-8").splitlines(), start=1):
        fenced ^= line.startswith("```")
        typed = _TYPED.fullmatch(line) if fenced or line.startswith("    ") else None
        for call in [typed[1]] if typed else _CALL.findall(line):
            for fault in _faults(call):
                yield f"{page.relative_to(ROOT)}:{number}: {fault}"


def _faults(call: str) -> Iterator[str]:
    """Yield what is wrong with `postl10n po merge|merge3 --dated …`."""
    typed = re.split(r" +[|#<>&…] *| +\|\| | +&& |;", call)[0]
    try:
        words = shlex.split(typed)[1:]
    except ValueError:
        return
    context = click.Context(commands, info_name="postl10n")
    command: click.Command = commands
    while isinstance(command, click.Group) and words and re.fullmatch(r"[a-z0-9][a-z0-9|-]*", words[0]):
        names = words.pop(0).split("|")
        unknown = [name for name in names if command.get_command(context, name) is None]
        if unknown:
            yield f"there is no command {' '.join([context.command_path, unknown[0]])}"
            return
        found = command.get_command(context, names[0])
        assert found is not None  # noqa: S101 - looked for a line above
        command, context = found, click.Context(found, info_name=names[0], parent=context)
    known = {option for one in command.get_params(context) for option in (*one.opts, *one.secondary_opts)}
    for word in words:
        option = word.partition("=")[0]
        if re.fullmatch(r"--[a-z][a-z0-9-]*", option) and option not in known:
            yield f"{context.command_path} has no option {option}"


def dead_links(page: Path) -> Iterator[str]:
    """Yield each link to a file that is not there."""
    text = page.read_text("utf-8")
    for link in _LINK.finditer(text):
        if not (page.parent / link[1]).exists():
            yield f"{page.relative_to(ROOT)}:{text.count(chr(10), 0, link.start()) + 1}: there is no {link[1]}"


def build() -> int:
    """Build the site; the exit code of Sphinx."""
    source = OUT / "source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(DOCS, source)
    _without_links_to_code(source)
    rules = source / "rules"
    rules.mkdir()
    names = [rule.name for rule in rulebook()]
    for name in names:
        (rules / f"{name}.md").write_text(_TEXTS.sub(_in_own_direction, rule_page(name)), "utf-8")
    listed = "\n".join(names)
    (rules / "index.md").write_text(f"# The rules one by one\n\n```{{toctree}}\n{listed}\n```\n", "utf-8")
    decisions = source / "decisions" / "README.md"
    records = "\n".join(sorted(path.stem for path in decisions.parent.glob("0*.md")))
    decisions.write_text(f"{decisions.read_text('utf-8')}\n```{{toctree}}\n{records}\n```\n", "utf-8")
    arguments = ["-q", "-W", "--keep-going", "-n", "-d", OUT / "doctrees", source, OUT / "html"]
    return subprocess.run([sys.executable, "-m", "sphinx", *map(str, arguments)], check=False).returncode


def _in_own_direction(line: re.Match[str]) -> str:
    """Mark the translations of an example: Arabic ends at the left."""
    return re.sub(r"(`+)[^`]+\1", r"\g<0>{.own}", line[0])


def _without_links_to_code(source: Path) -> None:
    """Leave of links that lead out of docs/ their text: the site has no such files."""
    for page in source.rglob("*.md"):
        up = r"\.\./" * (len(page.relative_to(source).parts))
        text = page.read_text("utf-8")
        page.write_text(re.sub(rf"\[([^\]]+)\]\({up}[^)]*\)", r"\1", text), "utf-8")


def main(arguments: list[str]) -> int:
    wrong = [fault for page in pages() for look in (unknown_options, dead_links) for fault in look(page)]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    if wrong or arguments == ["--check-only"]:
        return 1 if wrong else 0
    return build()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
