"""One number for progress, wherever it is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from postl10n.lang.text.progress import progress
from postl10n.model.catalog import FUZZY, MERGED, Catalog, Entry
from postl10n.model.reports import Counts
from postl10n.project.layout import SITE
from postl10n.web.review.views import summed
from postl10n.workspace import Workspace
from postl10n.workspace.review.review import Review

ARTICLE = """<html><body><h1>Lockers</h1>
<p>Parcels wait in lockers. They wait for three days. Then they go back. Parcels wait in lockers.</p>
<p>See <a href="https://post.example/map">the map</a> of lockers.</p>
<p><img src="locker.jpg" alt="A locker at the station"></p><pre>code is not translated</pre></body></html>"""
LATER = "Counters\n\nCounters close at six in the evening.\n"
HONG_KONG = {
    "Parcels wait in lockers.": "包裹存放於智能櫃。",
    "They wait for three days.": "為期三天,其後退回。",
    "Then they go back.": MERGED,
    "See {1}the map{/1} of lockers.": "請參閱智能櫃地圖。",
}


@pytest.fixture
def counted(project: Path) -> Path:
    """Repeats, a joined run, lost tags, an alternative text, code, inheritance, and an article without catalogs."""
    (project / "articles" / "bridge.txt").unlink()
    (project / "articles" / "lockers.html").write_text(ARTICLE, encoding="utf-8")
    settings = project / "postl10n.toml"
    text = settings.read_text(encoding="utf-8").replace('"ru"', '"ru", "zh_Hant_HK", "zh_Hant_MO"', 1)
    gates = "".join(f"[gate.{one}]\ncompletion = 0.5\n" for one in ("ru", "zh_Hant_HK", "zh_Hant_MO"))
    settings.write_text(f'{text}\n[locale.zh_Hant_MO]\ninherits = "zh_Hant_HK"\n{gates}', encoding="utf-8")
    Workspace.open(project).update()
    parent = project / "locales" / "zh_Hant_HK" / "LC_MESSAGES" / "lockers.po"
    _fill(parent, HONG_KONG)
    own = project / "locales" / "zh_Hant_MO" / "LC_MESSAGES" / "lockers.po"
    # What is not approved in a locale's own catalog is not inherited either.
    _fill(own, {"Parcels wait in lockers.": "郵包存放於智能櫃。"}, mark="#, fuzzy\n")
    (project / "articles" / "counters.txt").write_text(LATER, encoding="utf-8")
    return project


def _fill(path: Path, texts: dict[str, str], mark: str = "") -> None:
    catalog = path.read_text(encoding="utf-8")
    for source, target in texts.items():
        wanted = f'msgid "{source}"\nmsgstr ""'
        assert wanted in catalog
        catalog = catalog.replace(wanted, f'{mark}msgid "{source}"\nmsgstr "{target}"')
    path.write_text(catalog, encoding="utf-8")


def _on_the_page(project: Path, locale: str, article: str) -> float:
    text = (project / "site" / locale / f"{article}.html").read_text(encoding="utf-8")
    found = re.search(r'<dd>[^<]*<meter min="0" max="1" value="([\d.]+)"', text)
    return float(found[1]) if found else 0.0


def test_every_place_counts_alike(counted: Path) -> None:
    report = Workspace.open(counted).run()
    assert report.stats.catalogs == Workspace.open(counted).stats().catalogs
    assert {one.article for one in report.stats.catalogs} == {"counters", "lockers"}
    review = Review(Workspace.open(counted))
    for locale, counts in report.stats.by_locale().items():
        cells = review.overview(locale).cells
        assert summed(cells)["words"] == counts.words
        assert summed(cells)["words_approved"] == counts.words_done
        by_article = {cell.article: cell for cell in cells}
        assert by_article[SITE].words == report.stats.site[locale].words > 0
        for one in report.stats.catalogs:
            if one.locale == locale:
                assert by_article[one.article].words_approved == one.counts.words_done
                shown = _on_the_page(counted, locale.replace("_", "-"), one.article)
                assert shown == pytest.approx(one.counts.completion, abs=0.0006)
    review.close()
    done = {locale: counts.percent for locale, counts in report.stats.by_locale().items()}
    assert sorted(set(done.values()))[0] == 0 < done["zh_Hant_MO"] < done["zh_Hant_HK"] < 100
    # The run of two sentences and the repeated one count, what has lost its tags does not.
    assert done["zh_Hant_HK"] == 100 * (4 + 5 + 4) // report.stats.by_locale()["zh_Hant_HK"].words
    assert {line.split(" complete")[0] for line in report.gates.misses} == {
        f"{locale}: {done[locale]}%" for locale in ("ru", "zh_Hant_HK", "zh_Hant_MO")
    }


def test_an_article_without_a_catalog_is_left_to_be_translated(counted: Path) -> None:
    (counted / "locales" / "ru" / "LC_MESSAGES" / "lockers.po").unlink()
    Workspace.open(counted).update()
    whole = Workspace.open(counted).stats().by_locale()["ru"]
    (counted / "locales" / "ru" / "LC_MESSAGES" / "counters.po").unlink()
    assert Workspace.open(counted).stats().by_locale()["ru"] == whole
    review = Review(Workspace.open(counted))
    assert summed(review.overview("ru").cells)["words"] == whole.words
    review.close()


def test_less_than_the_whole_is_never_100() -> None:
    assert Counts(words=1000, words_done=999).percent == 99
    assert Counts().percent == 100


def test_words_are_counted_by_state() -> None:
    entries = (
        Entry(msgid="Three short words", msgstr=("Три коротких слова",)),
        Entry(msgid="Two words", msgstr=("Два слова",), flags=(FUZZY,)),
        Entry(msgid="Nothing yet"),
        Entry(
            msgid="{count} letter",
            msgid_plural="{count} letters",
            msgstr=("{count} письмо", "{count} письма"),
        ),
    )
    made = progress(Catalog(header=None, entries=entries).active())
    assert (made.approved, made.fuzzy, made.untranslated) == (2, 1, 1)
    assert (made.words_done, made.words_fuzzy) == (3 + 2, 2)
