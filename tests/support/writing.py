"""Every command that writes, in a project with work for it: what it is, what it writes, and how an editor saves that."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from sample import ARTICLE, GLOSSARY
from walk import Outcome, run

from postl10n.errors import Postl10nError, foreign
from postl10n.model.review import Edit, Filter
from postl10n.model.states import State
from postl10n.project.scaffold import make_project
from postl10n.workspace import Workspace
from postl10n.workspace.review.review import Review

SAVED = "Это сохранил редактор"
ITEMS = "Belpost handled 1.75 billion items in 2024."
NETWORK = "Its network has 15 warehouses."
SIGNED = "The two sides signed an agreement."
MAY = "It took effect on May 12."
CATALOG = "locales/ru/LC_MESSAGES/bridge.po"
OTHER = "locales/ru/LC_MESSAGES/lockers.po"
TRANSLATIONS = MappingProxyType(
    {
        ITEMS: "Белпочта обработала 1,75 млрд отправлений в 2024 году.",
        NETWORK: "В сети 16 складов.",
        SIGNED: "Стороны подписали соглашение.",
        MAY: "Оно вступило в силу 12 мая.",
    }
)
NEW_TEXT = """\
A bridge for parcels

Belpost handled 1.75 billion items in 2024. Its network has 16 warehouses.

The two sides signed an agreement. It took effect on May 12.
"""


def translate(path: Path, texts: Mapping[str, str]) -> None:
    """Put translations into a catalog, in the place of those that it has."""
    text = path.read_text(encoding="utf-8")
    for source, target in texts.items():
        pattern = re.compile(rf'^(msgid "{re.escape(source)}"\nmsgstr) ".*"$', re.MULTILINE)
        text, count = pattern.subn(rf'\1 "{target}"', text)
        assert count == 1, source
    path.write_text(text, encoding="utf-8")


def into_catalog(path: Path) -> None:
    translate(path, {SIGNED: SAVED})


def into_template(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + f'\nmsgid "{SAVED}"\nmsgstr ""\n', encoding="utf-8")


def at_the_end(path: Path) -> None:
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}# {SAVED}\n", encoding="utf-8")


def as_a_line(path: Path) -> None:
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}! {SAVED}\n", encoding="utf-8")


def as_a_whole(path: Path) -> None:
    """Saved as many editors do: a new file takes the old one's name."""
    beside = path.with_name("saving")
    beside.write_text(SAVED, encoding="utf-8")
    beside.replace(path)


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is done in a project, and the file that it writes."""

    command: Callable[[Path], object]
    path: str = CATALOG
    save: Callable[[Path], None] = into_catalog
    prepare: Callable[[Path], None] = lambda _: None


def cli(*words: str) -> Callable[[Path], Outcome]:
    """A command as its user runs it; whatever happens to it, it ends with a message."""

    def command(root: Path) -> Outcome:
        done = run(root, [*words])
        assert not done.trace, done.trace
        assert done.code in (0, 1, 2), done.err
        return done

    return command


def waive(root: Path) -> object:
    line = 1 + (root / CATALOG).read_text(encoding="utf-8").splitlines().index(f'msgid "{NETWORK}"')
    return cli("waive", f"{CATALOG}:{line}", "number", "--reason", "the source is wrong")(root)


def on_the_page(act: Callable[[Review], object]) -> Callable[[Path], object]:
    """An action of a reviewer on the page of this computer."""

    def command(root: Path) -> object:
        review = Review(Workspace.open(root), reviewer="Ана <ana@news.example>")
        try:
            return act(review)
        except Postl10nError as refused:
            return refused
        except foreign() as fault:
            # The page shows it as a message.
            return fault
        finally:
            review.close()

    return command


def save_text(review: Review) -> object:
    row = next(one for one in review.article("ru", "bridge").segments if one.source.text == NETWORK)
    edit = Edit(ref=row.ref, hash=row.hash, targets=("В сети 15\u00a0складов.",), accept=True)
    return review.save("ru", "bridge", edit)


def accept_drafts(review: Review) -> object:
    wanted = Filter(states=frozenset({State.NEEDS_WORK}))
    return review.accept_all("ru", wanted, review.queue("ru", wanted).digest)


def save_term(review: Review) -> object:
    view = review.concept("ru", "belpost")
    return review.set_term("ru", "belpost", "Белорусская почта", "admitted", view.hash)


def doubt(root: Path) -> None:
    """Translations that somebody is to look at again."""
    for path in (root / CATALOG, root / OTHER):
        text = path.read_text(encoding="utf-8")
        text = re.sub(rf'^(msgid "{re.escape(MAY)}")', r"#, fuzzy\n\1", text, flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")


def edit_article(root: Path) -> None:
    (root / "articles" / "bridge.txt").write_text(NEW_TEXT, encoding="utf-8")


def empty_some(root: Path) -> None:
    """What the other article translates is to be found in the memory."""
    translate(root / CATALOG, {SIGNED: "", MAY: ""})


def rename_operator(root: Path) -> None:
    (root / "old").mkdir()
    (root / "old" / "example.yaml").write_text(GLOSSARY, encoding="utf-8")
    renamed = GLOSSARY.replace("- Белпочта", "- Белпошта")
    (root / "glossary" / "example.yaml").write_text(renamed, encoding="utf-8")


def rename_and_apply(root: Path) -> None:
    rename_operator(root)
    assert run(root, ["glossary", "impact", "old", "glossary", "--apply"]).code == 0


def send_sheet(root: Path) -> None:
    assert run(root, ["po", "export", "--locale", "ru", "-o", "sheet.csv"]).code == 0
    sheet = root / "sheet.csv"
    text = sheet.read_text(encoding="utf-8-sig").replace("В сети 16 складов.", "В сети 15 складов.", 1)
    sheet.write_text(text, encoding="utf-8-sig")


def disorder(root: Path) -> None:
    path = root / CATALOG
    path.write_text(path.read_text(encoding="utf-8").replace('msgid "It', 'msgid ""\n"It'), encoding="utf-8")


def fork(root: Path) -> None:
    """Other versions of the catalog: as both sides had it, and as the others have it."""
    shutil.copy(root / CATALOG, root / "base.po")
    shutil.copy(root / CATALOG, root / "theirs.po")
    translate(root / "theirs.po", {MAY: "Оно вступило в силу двенадцатого мая."})


def spoil(root: Path) -> None:
    fork(root)
    with (root / "theirs.po").open("a", encoding="utf-8") as stream:
        stream.write("broken\n")


def template(root: Path) -> None:
    text = (root / "locales" / "templates" / "bridge.pot").read_text(encoding="utf-8")
    (root / "new.pot").write_text(text.replace("15 warehouses", "16 warehouses"), encoding="utf-8")


def compiled(root: Path) -> None:
    assert run(root, ["po", "compile", CATALOG, "-o", "ru.mo"]).code == 0
    empty_some(root)


def exported(root: Path) -> None:
    (root / "out.tmx").write_text("somebody's", encoding="utf-8")


def pairs(root: Path) -> None:
    (root / "pairs.csv").write_text("source,target\nparcel,посылка\n", encoding="utf-8")


def recurring(root: Path) -> None:
    """The same line at the end of many articles, which `update` sets aside."""
    for number in range(8):
        name = root / "articles" / f"more-{number}.txt"
        name.write_text(
            f"News {number}\n\nA text of its own: {number}.\n\nCall the desk.\n", encoding="utf-8"
        )


def repository(root: Path) -> None:
    subprocess.run(["git", "init", "--quiet", root], check=True)


def empty(root: Path) -> None:
    shutil.rmtree(root)
    root.mkdir()


MERGE = ("po", "merge", CATALOG, "new.pot")


def translated(folder: Path) -> Path:
    """A project of two articles, translated into Russian."""
    make_project(folder, source="en", targets=["ru", "zh_Hans"])
    (folder / "articles" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "glossary" / "example.yaml").write_text(GLOSSARY, encoding="utf-8")
    other = folder / "articles" / "lockers.txt"
    other.write_text(f"Lockers for parcels\n\n{SIGNED} {MAY}\n", encoding="utf-8")
    Workspace.open(folder).update()
    translate(folder / CATALOG, TRANSLATIONS)
    translate(folder / OTHER, {one: TRANSLATIONS[one] for one in (SIGNED, MAY)})
    return folder


CASES = {
    "article rename": Case(command=cli("article", "rename", "bridge", "viaduct")),
    "update": Case(
        command=cli("update"),
        prepare=edit_article,
    ),
    "update, template": Case(
        command=cli("update"),
        prepare=edit_article,
        path="locales/templates/bridge.pot",
        save=into_template,
    ),
    "update, list of lines": Case(
        command=cli("update"),
        prepare=recurring,
        path="locales/templates/boilerplate.txt",
        save=as_a_line,
    ),
    "run": Case(
        command=cli("run"),
        prepare=edit_article,
    ),
    "pretranslate": Case(
        command=cli("pretranslate"),
        prepare=empty_some,
    ),
    "po import": Case(command=cli("po", "import", "sheet.csv"), prepare=send_sheet),
    "waive": Case(command=waive),
    "review": Case(command=on_the_page(save_text)),
    "review, many": Case(command=on_the_page(accept_drafts), prepare=doubt),
    "review, term": Case(command=on_the_page(save_term), path="glossary/example.yaml", save=at_the_end),
    "impact": Case(command=cli("glossary", "impact", "old", "glossary", "--apply"), prepare=rename_operator),
    "impact, undone": Case(command=cli("glossary", "impact", "--undo"), prepare=rename_and_apply),
    "merge": Case(command=cli(*MERGE, "-o", CATALOG), prepare=template),
    "merge, elsewhere": Case(
        command=cli(*MERGE, "-o", "out.po"), path="out.po", prepare=template, save=as_a_whole
    ),
    "fmt": Case(command=cli("po", "fmt", CATALOG), prepare=disorder),
    "merge3": Case(command=cli("po", "merge3", "base.po", CATALOG, "theirs.po"), prepare=fork),
    "merge3 as text": Case(command=cli("po", "merge3", "base.po", CATALOG, "theirs.po"), prepare=spoil),
    "compile": Case(
        command=cli("po", "compile", CATALOG, "-o", "ru.mo"), path="ru.mo", prepare=compiled, save=as_a_whole
    ),
    "po export": Case(
        command=cli("po", "export", "--force", "-o", "out.csv"), path="out.csv", save=as_a_whole
    ),
    "memory export": Case(
        command=cli("memory", "export", "--force", "-o", "out.tmx"),
        path="out.tmx",
        prepare=exported,
        save=as_a_whole,
    ),
    "glossary export": Case(
        command=cli("glossary", "export", "--force", "out.csv"), path="out.csv", save=as_a_whole
    ),
    "memory import": Case(
        command=cli("memory", "import", "pairs.csv", "--locale", "ru", "--replace"),
        path="memory/pairs.tmx",
        prepare=pairs,
        save=as_a_whole,
    ),
    "glossary import": Case(
        command=cli("glossary", "import", "pairs.csv", "--target", "ru", "--into", "glossary/example.yaml"),
        path="glossary/example.yaml",
        prepare=pairs,
        save=at_the_end,
    ),
    "install-driver": Case(
        command=cli("po", "install-driver"), path=".gitattributes", prepare=repository, save=at_the_end
    ),
    "init": Case(command=cli("init", "."), path=".gitignore", prepare=empty, save=as_a_whole),
}
