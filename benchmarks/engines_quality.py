"""Apertium's drafts of the sample articles against the repository's translations, with the glossary and without.

    python -m benchmarks.engines_quality

The catalogs of a locale are emptied in a copy of the project and drafted anew: Spanish from English, Portuguese from
the approved Spanish, Belarusian from the approved Russian. chrF2++ is measured against `references/` where there is
one, else against the approved entries. Terms are the concepts of the sources that the drafts name as the glossary has
it. At the end the words that one living process translates in a second, beside a process for each segment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sacrebleu.metrics.chrf import CHRF

from postl10n.engines import open_engine
from postl10n.errors import EngineError
from postl10n.files.po import parse_po, serialize_po
from postl10n.lang.text.word_count import word_count
from postl10n.model.catalog import MERGED, Catalog, Key
from postl10n.model.project import EngineAsk
from postl10n.model.states import State, state_of
from postl10n.workspace import Selection, Workspace

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ("postl10n.toml", "articles", "glossary", "locales", "references")
LOCALES = {"es": ("en", "eng-spa"), "pt_PT": ("es", "es-pt"), "be": ("ru", "rus-bel")}
_LIVES, _PROCESSES = 20, 10
"""How often all texts are given to the living process, and how many segments get a process of their own."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for locale in LOCALES:
            for named, with_glossary in (("with glossary", True), ("without", False)):
                print(
                    f"{locale:6} {named:14} {quality(Path(folder) / locale / named, locale, with_glossary)}",
                    flush=True,
                )
    for locale, (source, mode) in LOCALES.items():
        print(f"{source}→{locale}: {speed(source, locale, mode)}", flush=True)


def quality(project: Path, locale: str, with_glossary: bool) -> str:
    """Drafts every article of a copy anew, and rates the drafts."""
    for name in PROJECT:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, _made(project) / name)
    shutil.rmtree(project / "memory", ignore_errors=True)
    (project / "locales" / locale / "journal.jsonl").unlink(missing_ok=True)
    for path in (project / "locales" / locale / "LC_MESSAGES").glob("*.po"):
        empty(path)
    glossary = Workspace.open(project).pipeline
    if not with_glossary:
        shutil.rmtree(project / "glossary")
        (project / "glossary").mkdir()
    started = time.perf_counter()
    report = Workspace.open(project).pretranslate(Selection(locales=(locale,)))
    took = time.perf_counter() - started
    drafts, references, terms, right = [], [], 0, 0
    for article in (one.stem for one in sorted((ROOT / "articles").iterdir())):
        catalog = read(project / "locales" / locale / "LC_MESSAGES" / f"{article}.po")
        enforcer = glossary.term_enforcer(catalog, locale)
        wanted = dict(reference(locale, article))
        for entry in catalog.active():
            if entry.key not in wanted or state_of(entry) is not State.DRAFT:
                continue
            drafts.append(entry.msgstr[0])
            references.append(wanted[entry.key])
            asked = {one.concept for one in enforcer.wanted(entry.msgid) if not one.alternatives}
            terms += len(asked)
            right += len(asked) - len(enforcer.missing(enforcer.wanted(entry.msgid), entry.msgstr[0]))
    if not drafts:
        return "; ".join(report.notices) or "nothing drafted"
    chrf = CHRF(word_order=2).corpus_score(drafts, [references]).score
    return (
        f"chrF2++ {chrf:.1f} over {len(drafts)} drafts, terms {right} of {terms} ({right / max(terms, 1):.0%}),"
        f" discarded {sum(report.discarded().values())}, {took:.1f} s"
    )


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def read(path: Path) -> Catalog:
    return parse_po(path.read_bytes()).catalog


def empty(path: Path) -> None:
    po = parse_po(path.read_bytes())
    entries = tuple(
        replace(one, msgstr=("",) * len(one.msgstr), flags=(), previous=None, comments=())
        for one in po.catalog.entries
        if not one.obsolete
    )
    path.write_bytes(serialize_po(po.updated(replace(po.catalog, entries=entries))))


def reference(locale: str, article: str) -> Iterator[tuple[Key, str]]:
    """The trusted translation of each entry; runs of joined sentences are left out."""
    own = ROOT / "references" / locale / f"{article}.po"
    path = own if own.exists() else ROOT / "locales" / locale / "LC_MESSAGES" / f"{article}.po"
    entries = list(read(path).active())
    for at, entry in enumerate(entries):
        joined = entry.msgstr == (MERGED,) or (at + 1 < len(entries) and entries[at + 1].msgstr == (MERGED,))
        if not joined and state_of(entry) is State.APPROVED:
            yield entry.key, entry.msgstr[0]


def speed(source: str, locale: str, mode: str) -> str:
    """Words in a second of the living process, beside a process for each of some segments."""
    texts = list(texts_of(source))
    try:
        engine = open_engine("apertium", {}, source, locale, os.environ)
        list(engine.translate([EngineAsk(text=texts[0])]))
    except EngineError as error:
        return f"{error.message} ({error.hint})"
    started = time.perf_counter()
    for _ in range(_LIVES):
        list(engine.translate([EngineAsk(text=text) for text in texts]))
    living = _LIVES * sum(map(word_count, texts)) / (time.perf_counter() - started)
    engine.close()
    some = texts[:_PROCESSES]
    started = time.perf_counter()
    for text in some:
        subprocess.run(["apertium", "-u", mode], input=text.encode(), capture_output=True, check=False)
    single = sum(map(word_count, some)) / (time.perf_counter() - started)
    return f"{living:,.0f} words/s in one process, {single:,.0f} in a process a segment, ratio {living / single:.0f}"


def texts_of(source: str) -> Iterator[str]:
    for article in sorted((ROOT / "articles").iterdir()):
        folder = (
            ROOT / "locales" / "templates" if source == "en" else ROOT / "locales" / source / "LC_MESSAGES"
        )
        for entry in read(folder / f"{article.stem}.{'pot' if source == 'en' else 'po'}").active():
            text = entry.msgid if source == "en" else entry.msgstr[0]
            if text and "{" not in text:
                yield text


if __name__ == "__main__":
    main()
