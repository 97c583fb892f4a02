"""Adopter: an operator with two published languages and no catalogs has its first page from them within the hour."""

from __future__ import annotations

import shutil
from pathlib import Path

from journey import Person, Told, messages

ARTICLE = "locker-network"


def test_a_published_translation_becomes_the_first_page(
    tmp_path: Path, programs: Path, news: Path, told: Told
) -> None:
    adopter = Person(name="adopter", folder=tmp_path, programs=programs)
    texts = messages(news / "translations" / "pt_PT.po")
    published = "\n\n".join(
        ["Início | Serviços | Contactos", *texts.values(), "Ler também: tarifas para 2019"]
    )
    (tmp_path / f"{ARTICLE}.pt.txt").write_text(published + "\n", "utf-8")

    adopter.types("postl10n init news --target pt_PT")
    adopter.folder /= "news"
    for part in ("articles", "glossary"):
        shutil.copytree(news / part, adopter.folder / part, dirs_exist_ok=True)
    adopter.types("postl10n update")
    adopter.types(
        f"postl10n adopt {ARTICLE} ../{ARTICLE}.pt.txt --trust",
        says=[f"wrote locales/pt_PT/LC_MESSAGES/{ARTICLE}.po"],
    )
    adopter.checks("postl10n run")
    page = adopter.reads(f"site/pt-PT/{ARTICLE}.html")
    assert 'data-status="published"' in page
    assert f"<h1>{texts['title', 'Coastal Post opens 120 parcel lockers on the islands']}</h1>" in page
    assert "tarifas para 2019" not in page

    told(adopter.arrives())
