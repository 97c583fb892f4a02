"""Whatever is wrong with a folder, a file, a setting or a number, every command says so in a message, and ends.

Commands come from the program itself: a new one is tried like all others, see `walk`.
"""

from __future__ import annotations

import contextlib
import csv
import ctypes
import errno
import fcntl
import io
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from kills import State, state_of
from sample import ARTICLE, GLOSSARY
from walk import STDIN, Outcome, leaves, run, words_of

from postl10n.files.po import parse_po
from postl10n.project.scaffold import make_project
from postl10n.workspace import Workspace

DEPTH = 3 * sys.getrecursionlimit()
DEEP = "[" * DEPTH
CATALOG = "locales/ru/LC_MESSAGES/bridge.po"
TRANSLATIONS = {
    "Belpost handled 1.75 billion items in 2024.": "Белпочта обработала 1,75 млрд отправлений в 2024 году.",
    "Its network has 15 warehouses.": "В сети 16 складов.",
    "The two sides signed an agreement.": "Стороны подписали соглашение.",
}
_PRIVILEGES = 0b1110
"""Reading and writing what permissions forbid, as Linux numbers capabilities."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with something for every command, and all that its caches hold after a day's work."""
    root = tmp_path_factory.mktemp("whole") / "news"
    make_project(root, source="en", targets=["ru", "zh_Hans"])
    (root / "articles" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    (root / "glossary" / "example.yaml").write_text(GLOSSARY, encoding="utf-8")
    Workspace.open(root).update()
    text = (root / CATALOG).read_text(encoding="utf-8")
    for source, target in TRANSLATIONS.items():
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"')
    (root / CATALOG).write_text(text, encoding="utf-8")
    for name in ("old.po", "ours.po", "theirs.po"):
        shutil.copy(root / CATALOG, root / name)
    shutil.copy(root / "locales" / "templates" / "bridge.pot", root / "new.pot")
    (root / "old").mkdir()
    (root / "old" / "example.yaml").write_text(GLOSSARY.replace("Белпочта", "Белпошта"), encoding="utf-8")
    (root / "pairs.csv").write_text("source,target\nparcel,посылка\n", encoding="utf-8")
    (root / "bridge-ru.txt").write_text(
        "Мост для посылок\n\nБелпочта. В сети 15 складов.\n", encoding="utf-8"
    )
    for words in (
        ["po", "export", "--locale", "ru", "-o", "sheet.csv"],
        ["build"],
        ["check"],
        ["memory", "stats"],
    ):
        assert not run(root, words).trace
    sheet = (root / "sheet.csv").read_text(encoding="utf-8-sig")
    (root / "sheet.csv").write_text(sheet.replace("В сети 16", "В сети 15"), encoding="utf-8-sig")
    return root


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What is wrong while a command runs."""

    make: Callable[[Path], object] = lambda _: None
    around: Callable[[Path], AbstractContextManager[object]] = lambda _: nullcontext()
    stdin: bytes | None = None
    change: Callable[[str], str] = lambda word: word
    """Of each word of the command line."""


def modes(root: Path, files: int, folders: int) -> None:
    for folder, _, names in os.walk(root, topdown=False):
        for name in names:
            Path(folder, name).chmod(files)
        Path(folder).chmod(folders)


@contextlib.contextmanager
def unprivileged(root: Path) -> Iterator[None]:
    """Without the right to pass by permissions, which root has; afterwards the folder can be removed again."""
    libc = ctypes.CDLL(None)
    head, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(head, data) == 0
    before = data[0]
    data[0] &= ~_PRIVILEGES
    assert libc.capset(head, data) == 0
    try:
        yield
    finally:
        data[0] = before
        assert libc.capset(head, data) == 0
        modes(root, 0o644, 0o755)


@contextlib.contextmanager
def without_locks(_: Path) -> Iterator[None]:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fcntl, "flock", refuse)
        yield


@contextlib.contextmanager
def limited(_: Path) -> Iterator[None]:
    """Files of 100 bytes at most: what a full disk does, without a disk of our own."""
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def closed(*folders: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        for folder in folders:
            modes(root / folder, 0o644, 0o000)

    return make


def in_place_of(folder: str) -> Callable[[Path], None]:
    """A file where a folder should be."""

    def make(root: Path) -> None:
        shutil.rmtree(root / folder)
        (root / folder).write_text("x", encoding="utf-8")

    return make


def setting(text: str) -> Callable[[Path], None]:
    """Settings of which keys of the root come first."""

    def make(root: Path) -> None:
        path = root / "postl10n.toml"
        old = path.read_text(encoding="utf-8")
        path.write_text(f"{old}\n{text}\n" if text.startswith("[") else f"{text}\n{old}", encoding="utf-8")

    return make


def content(name: str, text: str) -> Callable[[Path], None]:
    def make(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    return make


def deep_caches(root: Path) -> None:
    for name in ("outputs.json", "pages.json", "journal.jsonl"):
        (root / ".postl10n" / "build" / name).write_text(DEEP, encoding="utf-8")


def deep_sheet(root: Path) -> None:
    path = root / "sheet.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    out = io.StringIO()
    csv.writer(out).writerows([DEEP if cell[:1] in ("{", "[") else cell for cell in row] for row in rows)
    path.write_text(out.getvalue(), encoding="utf-8-sig")


def long_names(root: Path) -> None:
    for name in (f"{'b' * 251}.txt", f"{'я' * 125}.txt"):
        content(f"articles/{name}", "Title here\n\nA text is here. It is short.\n")(root)
    content(f"glossary/{'g' * 250}.yaml", "concepts: []\n")(root)
    content(f"memory/{'м' * 125}m.tmx", "<tmx/>")(root)


def long_word(word: str) -> str:
    return re.sub(r"^(viaduct|fresh|out|terms)\b", "n" * 255, word)


def stores(root: Path) -> list[Path]:
    return list((root / ".postl10n").rglob("*.sqlite"))


def damaged(root: Path) -> None:
    assert stores(root)
    for path in stores(root):
        path.write_bytes(b"x" * 5000)


def folders_as_stores(root: Path) -> None:
    for path in stores(root):
        path.unlink()
        path.mkdir()


def no_text(root: Path) -> None:
    for path in root.rglob("*"):
        if path.is_file() and ".postl10n" not in path.parts:
            path.write_bytes(b"\xff\xfe\x80" + path.read_bytes())


NUL = '"a\\u0000b"'
_LT = '[engines.locale]\nru = "lt"\n[engines.lt]\nkind = "libretranslate"\n'
SETTINGS = {
    **{f"NUL in {name}": f"[paths]\n{name} = {NUL}" for name in ("articles", "glossary", "locales", "site")},
    "NUL in exclude": f"[paths]\nexclude = [{NUL}]",
    "NUL in also": f"[memory]\nalso = [{NUL}]",
    "NUL in dictionaries": f"[spelling]\ndictionaries = [{NUL}]",
    "NUL in a gate": f"[gate.ru]\nno_regression = {NUL}",
    "NUL in a site's paths": f"[[extract.site]]\npaths = [{NUL}]",
    "a path that is none of ours": '[paths]\ntheme = "x"',
    "deep TOML": f"x = {DEEP}",
    "a number without end": "x = " + "9" * 5000,
    "an address that is none": f'{_LT}url = "x"',
    "a limit that is none": f'{_LT}url = "http://mt.example"\ntimeout = -1',
    "a pair that is none": '[engines.locale]\nru = "opencc"',
}
TROUBLES = {
    "nothing": Trouble(),
    "a folder that can't be written": Trouble(
        make=lambda root: modes(root, 0o444, 0o555), around=unprivileged
    ),
    "files that can't be read": Trouble(make=lambda root: modes(root, 0o000, 0o755), around=unprivileged),
    "folders that can't be read": Trouble(
        make=closed("articles", "glossary", "locales"), around=unprivileged
    ),
    "a closed cache": Trouble(make=closed(".postl10n"), around=unprivileged),
    "no locks": Trouble(around=without_locks),
    "no room": Trouble(around=limited),
    "a cache that is a file": Trouble(make=in_place_of(".postl10n")),
    "a folder of catalogs that is a file": Trouble(make=in_place_of("locales")),
    "a site that is a file": Trouble(make=in_place_of("site")),
    "names of 255 bytes": Trouble(make=long_names, change=long_word),
    "deep JSON in a filter": Trouble(stdin=DEEP.encode()),
    "deep JSON in a build's record": Trouble(make=deep_caches),
    "deep JSON in a journal": Trouble(make=content("locales/ru/journal.jsonl", '{"renamed":' * DEPTH)),
    "deep JSON in a rename's record": Trouble(make=content("locales/.rename.json", DEEP)),
    "deep JSON in a sheet": Trouble(make=deep_sheet),
    "a deep side file": Trouble(make=content("articles/bridge.txt.toml", f"title = {DEEP}")),
    "damaged stores": Trouble(make=damaged),
    "folders in the place of stores": Trouble(make=folders_as_stores),
    "what is no text": Trouble(make=no_text),
    **{name: Trouble(make=setting(SETTINGS[name])) for name in ("NUL in locales", "deep TOML")},
}


def translations(state: State) -> list[tuple[str, str]]:
    """Of catalogs that can be read."""
    found = []
    for path, data in state.items():
        if path.startswith("locales/") and path.endswith(".po") and not data.startswith(b"\xff"):
            found += [(one.msgid, one.msgstr[0]) for one in parse_po(data).catalog.entries if one.msgstr[0]]
    return sorted(found)


def complaints(done: Outcome) -> Iterator[str]:
    """What a user would have to complain about."""
    if done.trace:
        yield done.trace
    if done.code not in (0, 1, 2):
        yield f"exit code {done.code}"
    said = re.split(r"^(?:error|Error): ", done.err, flags=re.MULTILINE)[1:]
    if done.code == 2 and not said:
        yield f"no message: {done.err}"
    for message in said:
        if re.search(r"Errno|Traceback|recursion|embedded null|\bsys\.", message):
            yield f"speaks Python: {message}"


@pytest.mark.parametrize("name", TROUBLES)
def test_every_command_says_what_is_wrong(
    name: str, whole: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Servers start, and end at once.
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: None)
    trouble = TROUBLES[name]
    before = translations(state_of(whole))
    wrong = {}
    for number, (command, words, stdin) in enumerate(lines()):
        root = scratch / str(number)
        shutil.copytree(whole, root)
        trouble.make(root)
        with trouble.around(root):
            done = run(root, [trouble.change(word) for word in words], trouble.stdin or stdin)
        found = list(complaints(done))
        if (
            (root / "locales").is_dir()
            and command not in ("article rename", "glossary impact", "po import")
            and name != "what is no text"
        ):
            lost = set(before) - set(translations(state_of(root)))
            found += [f"lost: {lost}"] if lost else []
        if found:
            wrong[" ".join(words)] = "\n".join(found)
        shutil.rmtree(root)
    assert not wrong, "\n".join(f"{command}: {told}" for command, told in wrong.items())


def lines() -> Iterator[tuple[str, list[str], bytes]]:
    """Each command with its line, and its input; once more as a filter where it can be one."""
    for name, command in leaves():
        words = words_of(name, command)
        yield name, words, STDIN.get(name, b"")
        if any("--jsonl" in one.opts for one in command.params) and "--jsonl" not in words:
            yield name, [*name.split(), "--jsonl"], b'{"text": "A text."}\n'


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_that_can_t_work_is_named_with_its_line_or_file(
    name: str, whole: Path, tmp_path: Path
) -> None:
    root = tmp_path / "news"
    shutil.copytree(whole, root)
    setting(SETTINGS[name])(root)
    done = run(root, ["pretranslate"])
    assert done.code == 2
    assert re.match(r"error: (\S*/)?postl10n\.toml(:\d+)?: .+\n  \S", done.err), done.err
    assert "note:" not in done.err


@pytest.mark.parametrize(
    ("words", "good", "half"),
    [
        (["segment", "--jsonl"], b'{"lang": "en", "text": "It rains. It pours."}', b'{"lang": "en", "text": "a\\ud800"}'),
        (
            ["glossary", "verify", "--jsonl"],
            b'{"locale": "ru", "term": "x", "text": "x"}',
            b'{"locale": "ru", "term": "\\udc80", "text": "\\udc80"}',
        ),
        (["memory", "search", "--jsonl", "--locale", "ru"], b'{"text": "A text."}', b'{"text": "\\ud83d"}'),
        (
            ["check", "--jsonl"],
            b'{"source": "A", "target": "B", "source_locale": "en", "locale": "ru"}',
            b'{"source": "A \\ud800", "target": "\\udfff", "source_locale": "en", "locale": "ru"}',
        ),
    ],
)  # fmt: skip
def test_half_of_a_character_is_an_error_of_its_line_alone(
    words: list[str], good: bytes, half: bytes, whole: Path, tmp_path: Path
) -> None:
    root = tmp_path / "news"
    shutil.copytree(whole, root)
    done = run(root, words, b"\n".join([good, half, good]) + b"\n")
    first, second, third = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert first == third
    assert "error" not in first
    assert second == '{"error": "line 2 holds half of a character, which is no text"}'


def test_a_full_output_is_a_fault(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `postl10n stats > /dev/full`."""
    monkeypatch.chdir(whole)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "postl10n", "plugins", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode().startswith(
        "error: can't be read or written: No space left on device\n  Make room"
    )


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_is_no_fault(closed: str, tmp_path: Path) -> None:
    command = f'echo | "{sys.executable}" -m postl10n segment --jsonl {closed}'
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
