"""Editor: from three crawled articles and a list of terms to the first right page in two locales."""

from __future__ import annotations

import shutil
from pathlib import Path

from journey import Person, Told, messages, translate

ARTICLE = "locker-network"
PORTUGUESE = f"locales/pt_PT/LC_MESSAGES/{ARTICLE}.po"
CHINESE = f"locales/zh_Hans/LC_MESSAGES/{ARTICLE}.po"


def test_the_first_right_page_in_two_locales(tmp_path: Path, programs: Path, news: Path, told: Told) -> None:
    editor = Person(name="editor", folder=tmp_path, programs=programs)

    editor.types("postl10n init news --target pt_PT --target zh_Hans")
    editor.folder /= "news"
    shutil.copytree(news / "articles", editor.folder / "articles", dirs_exist_ok=True)
    editor.types(
        f"postl10n extract articles/{ARTICLE}.txt",
        says=["(2025-06-18)", "Parcel Service: 8050 2240  (hotline)", "CPG = Coastal Post Group"],
    )
    editor.types("postl10n run")

    # The list of terms comes after the first run: from here on the catalogs show it to translators.
    editor.types(
        "postl10n glossary suggest", says=["CPG = Coastal Post Group", "UPU = Universal Postal Union"]
    )
    shutil.copytree(news / "glossary", editor.folder / "glossary", dirs_exist_ok=True)
    editor.types("postl10n glossary lint")
    editor.types("postl10n update", says=[f"wrote {PORTUGUESE}: comments refreshed"])
    assert "#. term: parcel locker → cacifo de encomendas" in editor.reads(PORTUGUESE)
    assert "#. term: parcel locker → 包裹柜" in editor.reads(CHINESE)

    # Both translations with a slip: a figure, and a word for the lockers that is not the glossary's.
    portuguese = messages(news / "translations" / "pt_PT.po")
    chinese = messages(news / "translations" / "zh_Hans.po")
    wrong_figure = portuguese.replaced("2,4 milhões", "24 milhões")
    wrong_term = chinese.replaced("启用了120组包裹柜", "启用了120组快递柜")
    translate(editor.folder / PORTUGUESE, wrong_figure)
    translate(editor.folder / CHINESE, wrong_term)
    editor.checks(
        f"postl10n check --article {ARTICLE}",
        code=1,
        finds=[("number", wrong_figure.new), ("term-missing", wrong_term.new)],
    )
    translate(editor.folder / PORTUGUESE, portuguese)
    translate(editor.folder / CHINESE, chinese)
    editor.checks("postl10n run")
    for page, texts in (("pt-PT", portuguese), ("zh-Hans", chinese)):
        written = editor.reads(f"site/{page}/{ARTICLE}.html")
        assert 'data-status="published"' in written
        assert f"<h1>{texts['title', 'Coastal Post opens 120 parcel lockers on the islands']}</h1>" in written
        assert "8050 2240" not in written, "what the crawler took along is no part of the page"

    told(editor.arrives())
