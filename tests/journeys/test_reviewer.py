"""Reviewer: one term changed everywhere, one file back from another editor, everything approved at the end."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
from journey import Messages, Person, Told, messages, translate

OWN = Path(__file__).parent / "reviewer"
OLD_TERMS = {"pt_PT": "cacifos de encomendas", "zh_Hans": "包裹柜"}
LOCALES = tuple(OLD_TERMS)
ARTICLES = ("express-mail", "locker-network", "winter-timetable")
EXPRESS = "locales/pt_PT/LC_MESSAGES/express-mail.po"


def catalog(locale: str, article: str) -> str:
    return f"locales/{locale}/LC_MESSAGES/{article}.po"


def test_a_term_is_changed_everywhere(tmp_path: Path, programs: Path, news: Path, told: Told) -> None:
    reviewer = Person(name="reviewer", folder=tmp_path, programs=programs)
    translated(reviewer, news)
    from_the_agency(reviewer, news)

    # The lockers have another name in both locales; the old one is still understood, but no longer right.
    shutil.copytree(OWN / "glossary", reviewer.folder / "glossary", dirs_exist_ok=True)
    reviewer.types("postl10n glossary lint")
    reviewer.types("postl10n glossary impact", says=["8 wrong", "becomes 智能快件箱在此期间照常开放。"])
    reviewer.types(
        "postl10n glossary impact --apply", says=["4 entries written.", "4 entries are left to you"]
    )
    reviewer.types("postl10n update --hints", says=["comments refreshed"])
    assert "#. term: parcel locker → cacifo postal\n" in reviewer.reads(EXPRESS)
    reviewer.types("git add --all")
    reviewer.types("git commit --quiet --message 'Parcel lockers have a new name'")

    # The agency's file: wrapped otherwise, made before the change, one translation better.
    reviewer.types("git merge --quiet --no-edit agency")
    assert messages(reviewer.folder / EXPRESS).items() <= improved(news).items()

    # Eight rows in a spreadsheet: four to be written, four to be read.
    reviewer.types("postl10n po export --filter term:parcel-locker --output lockers.xlsx", says=["8 rows"])
    reviewer.decides("8 rows", times=8)
    settle(reviewer)
    reviewer.types("postl10n po import lockers.xlsx --dry-run")
    reviewer.types("postl10n po import lockers.xlsx")

    reviewer.checks("postl10n run")
    reviewer.types("postl10n glossary consistency", says=["5 concepts, 22 occurrences: 0 errors, 0 warnings"])
    stats = json.loads(reviewer.types("postl10n stats --format json"))
    assert {locale: counts["completion"] for locale, counts in stats["locales"].items()} == dict.fromkeys(
        LOCALES, 1
    )
    for locale, old in OLD_TERMS.items():
        for article in ARTICLES:
            texts = messages(reviewer.folder / catalog(locale, article)).values()
            assert not [text for text in texts if old in text]

    told(reviewer.arrives())


def improved(news: Path) -> Messages:
    """The Portuguese translations with what the agency made of one."""
    right = messages(news / "translations" / "pt_PT.po")
    return right.replaced("Antes, esperavam pelo voo", "Antes, tinham de esperar pelo voo")


def translated(reviewer: Person, news: Path) -> None:
    """The project as the editor left it: everything translated and committed."""
    reviewer.sets_up("postl10n init news --target pt_PT --target zh_Hans", "git init --quiet -b main news")
    reviewer.folder /= "news"
    for part in ("articles", "glossary"):
        shutil.copytree(news / part, reviewer.folder / part, dirs_exist_ok=True)
    reviewer.sets_up("postl10n update")
    for locale in LOCALES:
        texts = messages(news / "translations" / f"{locale}.po")
        for article in ARTICLES:
            translate(reviewer.folder / catalog(locale, article), texts)
    reviewer.sets_up(
        "postl10n po install-driver", "git add --all", "git commit --quiet --message 'News in two locales'"
    )


def from_the_agency(reviewer: Person, news: Path) -> None:
    """A branch on which another editor improved a translation; the program wraps at 60 columns."""
    reviewer.sets_up("git switch --quiet --create agency")
    translate(reviewer.folder / EXPRESS, improved(news), wrapwidth=60)
    reviewer.sets_up("git commit --quiet --all --message 'Reworded'", "git switch --quiet main")


def settle(reviewer: Person) -> None:
    """Fill in the sheet as a spreadsheet would: the new term in the translations, then `approved`."""
    path = reviewer.folder / "lockers.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    head, *rows = sheet.iter_rows()
    column = {str(cell.value): at for at, cell in enumerate(head)}
    for row in rows:
        target, state = row[column["target"]], row[column["state"]]
        target.value = str(target.value).replace(OLD_TERMS["pt_PT"], "cacifos postais")
        state.value = "approved"
    book.save(path)
