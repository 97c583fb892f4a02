"""`glossary impact` for one changed term, cold and with the occurrence index warm, beside a plain grep.

    python -m benchmarks.impact                     200 articles x 8 locales, a few seconds
    python -m benchmarks.impact --articles 1000     the size of the figures in the documentation

The project is made from a seed under a temporary folder: every article has the term in one sentence of `--segments`
in `--share` of the articles, and the change gives it another preferred name in every locale. What is timed is the whole
command, interpreter included. grep only lists the entries that hold the old name as it is written in the glossary.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from postl10n.files.po import new_po, serialize_po
from postl10n.model.catalog import Catalog, Entry

# Old name, new name, a second new name; then words that the rest of the sentences is made of.
LOCALES = {
    "zh_Hans": (
        "分拣中心|分拨中心|处理中心",
        "国家 邮政 局 今天 宣布 新的 服务 包裹 城市 居民 每天 收到 信件",
    ),
    "zh_Hant_HK": (
        "分揀中心|分撥中心|處理中心",
        "國家 郵政 局 今天 宣布 新的 服務 包裹 城市 居民 每天 收到 信件",
    ),
    "zh_Hant_MO": ("分揀站|分撥站|處理站", "國家 郵政 局 今天 宣布 新的 服務 包裹 城市 居民 每天 收到 信件"),
    "pt_PT": (
        "centro de triagem|centro de tratamento|centro de seleção",
        "os correios anunciaram hoje novos serviços para moradores da cidade com encomendas e cartas diárias",
    ),
    "ru": (
        "сортировочный центр|сортировочный узел|сортировочный пункт",
        "почтовая служба сегодня объявила новые услуги для жителей города посылки письма ежедневно растут",
    ),
    "be": (
        "сартавальны цэнтр|сартавальны вузел|сартавальны пункт",
        "паштовая служба сёння абвясціла новыя паслугі для жыхароў горада пасылкі лісты штодня растуць",
    ),
    "fr": (
        "centre de tri|centre de traitement|plateforme de tri",
        "la poste annonce de nouveaux services pour les habitants de la ville avec des colis et lettres",
    ),
    "ar": (
        "مركز الفرز|مركز المعالجة|محطة الفرز",
        "أعلن البريد اليوم عن خدمات جديدة لسكان المدينة والطرود والرسائل اليومية تنمو",
    ),
}
ENGLISH = "the postal operator announced new services for residents of several cities with daily parcels and letters"
OTHER_CONCEPTS = 300


def sentence(chance: random.Random, words: list[str], joiner: str, term: str | None) -> str:
    chosen = chance.choices(words, k=chance.randrange(10, 22))
    if term is not None:
        chosen.insert(len(chosen) // 2, term)
    return joiner.join(chosen) + ("." if joiner else "。")


def glossary(which: int) -> str:
    """The glossary before the change (0), after it (1), after another one (2)."""
    lines = [
        "subject: operations",
        "concepts:",
        "  - id: sorting-centre",
        "    terms:",
        "      en: [sorting centre]",
    ]
    lines += [f"      {locale}: [{names.split('|')[which]}]" for locale, (names, _) in LOCALES.items()]
    for number in range(OTHER_CONCEPTS):
        lines += [f"  - id: other-{number}", "    terms:", f"      en: [made-up service {number}]"]
        lines += [f"      {locale}: [Service {number}]" for locale in LOCALES]
    return "\n".join(lines) + "\n"


def make(folder: Path, articles: int, segments: int, share: float) -> None:
    chance = random.Random(1)
    targets = ", ".join(f'"{locale}"' for locale in LOCALES)
    settings = f'name = "bench"\nsource = "en"\ntargets = [{targets}]\n'
    (folder / "postl10n.toml").write_text(settings, encoding="utf-8")
    for which, name in enumerate(("glossary", "first", "second")):
        (folder / name).mkdir()
        (folder / name / "terms.yaml").write_text(glossary(which), encoding="utf-8")
    for part in ("articles", "locales/templates", *(f"locales/{one}/LC_MESSAGES" for one in LOCALES)):
        (folder / part).mkdir(parents=True)
    for number in range(articles):
        at = chance.randrange(segments) if chance.random() < share else -1
        one_article(folder, f"article-{number}", chance, [segment == at for segment in range(segments)])


def one_article(folder: Path, name: str, chance: random.Random, with_term: list[bool]) -> None:
    sources = [
        f"{number} {sentence(chance, ENGLISH.split(), ' ', 'sorting centre' if named else None)}"
        for number, named in enumerate(with_term)
    ]
    (folder / "articles" / f"{name}.txt").write_text("\n\n".join(sources), encoding="utf-8")
    write(folder / "locales" / "templates" / f"{name}.pot", sources, [""] * len(sources))
    for locale, (names, words) in LOCALES.items():
        joiner = "" if locale.startswith("zh") else " "
        texts = [
            sentence(chance, words.split(), joiner, names.split("|")[0] if named else None)
            for named in with_term
        ]
        write(folder / "locales" / locale / "LC_MESSAGES" / f"{name}.po", sources, texts)


def write(path: Path, sources: list[str], texts: list[str]) -> None:
    header = Entry(msgid="", msgstr=("Content-Type: text/plain; charset=UTF-8\n",))
    entries = tuple(
        Entry(
            msgid=source,
            msgstr=(text,),
            extracted=("role: paragraph",),
            references=(f"articles/{path.stem}.txt#00000000",),
        )
        for source, text in zip(sources, texts, strict=True)
    )
    path.write_bytes(serialize_po(new_po(Catalog(header=header, entries=entries))))


def timed(command: list[str], folder: Path) -> tuple[float, bytes]:
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - started, done.stdout


def compare(folder: Path, new: str) -> tuple[float, str]:
    command = [sys.executable, "-m", "postl10n", "glossary", "impact", "glossary", new, "--format", "json"]
    seconds, out = timed(command, folder)
    entries = json.loads(out)["entries"]
    suggested = sum(entry["suggestion"] is not None for entry in entries)
    return seconds, f"{len(entries):,} entries, {suggested:,} with a suggestion"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--segments", type=int, default=20)
    parser.add_argument("--share", type=float, default=0.3, help="of the articles that have the term")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, options.articles, options.segments, options.share)
        catalogs = options.articles * len(LOCALES)
        print(
            f"{options.articles:,} articles x {len(LOCALES)} locales, {catalogs * options.segments:,} entries"
        )
        for title, new in (
            ("cold", "first"),
            ("warm, another change", "second"),
            ("warm, the same again", "second"),
        ):
            seconds, found = compare(folder, new)
            print(f"  {title:22} {seconds:6.2f} s  {found}", flush=True)
        if shutil.which("grep"):
            old = [f"-e{names.split('|')[0]}" for names, _ in LOCALES.values()]
            seconds, out = timed(["grep", "-rnF", "--include=*.po", *old, "locales"], folder)
            print(
                f"  {'grep':22} {seconds:6.2f} s  {out.count(b'msgstr') + out.count(chr(10).encode()):,} lines"
            )


if __name__ == "__main__":
    main()
