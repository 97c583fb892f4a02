"""Shows on a copy of this repository's sample project what happens when a source is edited and translations go wrong.

The copy, build/demo, gets one more article, which has a link and is translated into two locales. A sentence of another
article is edited, three faults are planted and found, they are corrected, the edited sentence is translated, and the site is
built. Every command is run as a person would run it, and what it prints is its own. The repository stays as it is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from postl10n.files.po import parse_po, serialize_po
from postl10n.model.catalog import Entry

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "build" / "demo"
SHOWN = DEMO.relative_to(ROOT)
PROJECT = ("postl10n.toml", "articles", "glossary", "locales", "references")

NEW = "parcel-lockers"
ARTICLE = """\
---
title: Belpost opens parcel lockers at railway stations
date: 2025-09-01
---

Belpost has opened 120 parcel lockers at the railway stations of Minsk and Brest. They are open day and night, and a \
parcel is kept there for three days.

Small packets and EMS items can be collected from them, too. The [list of lockers](https://lockers.example/list) is \
brought up to date every week.
"""
TRANSLATIONS = {
    "zh_Hans": (
        "白俄罗斯邮政在火车站设立智能快件箱",
        "白俄罗斯邮政在明斯克和布列斯特的火车站设立了120组智能快件箱。",
        "快件箱昼夜开放，包裹可在箱内存放三天。",
        "小包和EMS邮件也可在箱中领取。",
        "{1}快件箱清单{/1}每周更新。",
    ),
    "pt_PT": (
        "A Belpost instala cacifos de encomendas em estações ferroviárias",
        "A Belpost instalou 120 cacifos de encomendas nas estações ferroviárias de Minsk e Brest.",
        "Estão abertos dia e noite, e cada encomenda fica aí guardada durante três dias.",
        "Também neles se podem levantar pequenos pacotes e envios EMS.",
        "A {1}lista de cacifos{/1} é atualizada todas as semanas.",
    ),
}
EDITED = "belpost-rail-mail"
EDIT = ("about 19,000 trains", "more than 19,000 trains")
SETTLED = {"zh_Hans": ("约1.9万", "逾1.9万"), "pt_PT": ("cerca de 19 000", "mais de 19 000")}
PLANTED = (
    ("a wrong figure", "zh_Hans", "120组", "210组"),
    ("a term that the glossary rules out", "pt_PT", "pequenos pacotes", "pacotes pequenos"),
    ("a lost link", "pt_PT", "{1}lista de cacifos{/1}", "lista de cacifos"),
)
TRY = (
    ("review", "read and settle translations in the browser"),
    ("preview", "the site, built anew on each save"),
    ("score", "the score card against references/"),
)


def main() -> int:
    started = time.monotonic()
    prepare()
    say(f"A copy of the sample project, {SHOWN}. In {EDITED}, “{EDIT[0]}” becomes “{EDIT[1]}”.")
    edit(DEMO / "articles" / f"{EDITED}.txt", *EDIT)
    right = run("update") == 0
    entry = entry_of(catalog("pt_PT", EDITED), EDIT[1])
    say(
        "No translation is lost: that of the edited sentence is kept as fuzzy, with what it translated. In Portuguese:"
    )
    print(
        f"  was   {entry.previous.msgid if entry.previous else ''}\n  is    {entry.msgid}\n  has   {entry.msgstr[0]}"
    )

    say(f"Three faults are planted in translations of {NEW}:")
    for what, locale, good, bad in PLANTED:
        edit(catalog(locale, NEW), good, bad)
        print(f"  {locale:<8} {what}: “{bad}” for “{good}”")
    planted = [str(catalog(locale, NEW).relative_to(ROOT)) for locale in TRANSLATIONS]
    right &= run("check", *planted) == 1

    say(
        "All three are corrected, the edited sentence is translated in two locales, and the whole pipeline runs."
    )
    for _, locale, good, bad in PLANTED:
        edit(catalog(locale, NEW), bad, good)
    for locale, (old, new) in SETTLED.items():
        settle(catalog(locale, EDITED), EDIT[1], old, new)
    right &= run("check", *planted) == 0
    right &= run("run") == 0

    say(f"Done in {time.monotonic() - started:.0f} s. A finished page: {SHOWN}/site/pt-PT/{NEW}.html")
    print(f"All of them: {SHOWN}/site/index.html. Or try:")
    for command, what in TRY:
        print(f"  {program()} {command:<7} -C {SHOWN}   {what}")
    return 0 if right else 1


def prepare() -> None:
    """Make the copy, and translate the article that is added to it."""
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir(parents=True)
    for name in PROJECT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, DEMO / name)
        else:
            shutil.copy2(source, DEMO / name)
    (DEMO / "articles" / f"{NEW}.md").write_text(ARTICLE, encoding="utf-8")
    subprocess.run(
        [*COMMAND, "update", "-C", str(DEMO)], check=True, env=ENVIRONMENT, stdout=subprocess.DEVNULL
    )
    for locale, texts in TRANSLATIONS.items():
        translate(catalog(locale, NEW), texts)


def say(text: str) -> None:
    print(f"\n{text}", flush=True)


COMMAND = (sys.executable, "-m", "postl10n")
# Six commands in a row: where Python may keep no bytecode, each would compile the program anew.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: str, *arguments: str) -> int:
    """Run a command on the copy and show it; its exit code."""
    where = () if arguments else ("-C", str(SHOWN))
    print(f"\n$ {program()} {' '.join((command, *arguments, *where))}", flush=True)
    return subprocess.run(
        [*COMMAND, command, *arguments, *where], cwd=ROOT, env=ENVIRONMENT, check=False
    ).returncode


def program() -> str:
    path = Path(sys.executable).with_name("postl10n")
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def catalog(locale: str, article: str) -> Path:
    return DEMO / "locales" / locale / "LC_MESSAGES" / f"{article}.po"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise SystemExit(f"{path}: the sample no longer has {old!r}")
    path.write_text(text.replace(old, new), encoding="utf-8")


def translate(path: Path, texts: Sequence[str]) -> None:
    """Enter the translations of a whole catalog, in its order."""
    po = parse_po(path.read_bytes())
    entries = po.catalog.entries
    done = tuple(replace(one, msgstr=(text,)) for one, text in zip(entries, texts, strict=True))
    path.write_bytes(serialize_po(po.updated(replace(po.catalog, entries=done))))


def entry_of(path: Path, part: str) -> Entry:
    """The entry whose source has the part."""
    return next(one for one in parse_po(path.read_bytes()).catalog.active() if part in one.msgid)


def settle(path: Path, part: str, old: str, new: str) -> None:
    """Correct and approve the entry whose source has the part, as an editor of PO files does."""
    po = parse_po(path.read_bytes())
    wanted = entry_of(path, part)
    settled = replace(
        wanted, msgstr=(wanted.msgstr[0].replace(old, new),), flags=(), previous=None, comments=()
    )
    entries = tuple(settled if one == wanted else one for one in po.catalog.entries)
    path.write_bytes(serialize_po(po.updated(replace(po.catalog, entries=entries))))


if __name__ == "__main__":
    raise SystemExit(main())
