"""A made corpus: articles of ten posts in five languages, with each host's furniture, and some near-duplicates.

The sentences are ours, put together at random from parts; a row is the same whenever it is made.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from postl10n.bulk.folder import ResultFolder
from postl10n.bulk.run import run
from postl10n.bulk.tables import described
from postl10n.bulk.worker import BulkOptions

_PARTS = {
    "en": (
        "The post of {place}|Our regional office in {place}|The sorting centre at {place}|A courier from {place}",
        "delivered|returned|registered|sorted|forwarded",
        "{n} parcels|{n} letters from abroad|{n} small packets|{n} registered items",
        "before the holidays|in a single week|after the storm|with two new vans|for the first time since 2019",
    ),
    "ru": (
        "Почта города {place}|Отделение в городе {place}|Сортировочный центр {place}|Курьер из города {place}",
        "доставила за день|приняла за день|обработала за день|отправила за день",
        "{n} посылок|{n} писем из-за границы|{n} мелких пакетов|{n} заказных отправлений",
        "перед праздниками|всего за неделю|после бури|на двух новых машинах|впервые с 2019 года",
    ),
    "fr": (
        "La poste de {place}|Notre bureau de {place}|Le centre de tri de {place}|Un facteur de {place}",
        "a distribué|a renvoyé|a enregistré|a trié",
        "{n} colis|{n} lettres de l'étranger|{n} petits paquets|{n} envois recommandés",
        "avant les fêtes|en une seule semaine|après la tempête|avec deux nouveaux fourgons",
    ),
    "pt_PT": (
        "Os correios de {place}|A nossa loja de {place}|O centro de triagem de {place}|Um carteiro de {place}",
        "entregou|devolveu|registou|separou",
        "{n} encomendas|{n} cartas do estrangeiro|{n} pacotes pequenos|{n} objetos registados",
        "antes das festas|numa só semana|depois da tempestade|com duas carrinhas novas",
    ),
    "zh_Hans": (
        "{place}邮政|我们在{place}的网点|{place}分拣中心|{place}的一位投递员",
        "投递了|退回了|登记了|分拣了",
        "{n}件包裹|{n}封国外来信|{n}个小包|{n}件挂号邮件",
        "赶在节日之前|只用了一周|在暴风雨之后|用上了两辆新车",
    ),
}
_FURNITURE = {
    "en": ("Read aloud", "Track a parcel", "All rights of the post of {host} are reserved."),
    "ru": ("Прослушать", "Отследить посылку", "Все права почты {host} защищены."),
    "fr": ("Écouter", "Suivre un colis", "Tous droits de la poste {host} réservés."),
    "pt_PT": ("Ouvir", "Seguir uma encomenda", "Todos os direitos dos correios {host} reservados."),
    "zh_Hans": ("朗读", "查询邮件", "{host}邮政版权所有。"),
}
_PLACES = (
    "Alder",
    "Brook",
    "Cliffe",
    "Dunmore",
    "Elm",
    "Farrow",
    "Gale",
    "Heron",
    "Isle",
    "Juniper",
    "Kestrel",
)
_ENDS = {"zh_Hans": "。"}


def sentence(source: random.Random, locale: str) -> str:
    """Return a sentence in the locale."""
    parts = [source.choice(part.split("|")) for part in _PARTS[locale]]
    said = ("" if locale == "zh_Hans" else " ").join(parts)
    return said.format(place=source.choice(_PLACES), n=source.randint(3, 9_999)) + _ENDS.get(locale, ".")


def article(number: int) -> dict[str, str]:
    """Return a row; two of a hundred nearly are the row before them."""
    twin = number % 50 == 49
    source = random.Random(number - 1 if twin else number)
    host = f"post{source.randrange(10)}.example"
    locale = source.choice(tuple(_PARTS))
    first, second, last = (one.format(host=host) for one in _FURNITURE[locale])
    # Sentences with a place and a number each: titles are different.
    title = sentence(source, locale).rstrip(".。")
    body = [
        " ".join(sentence(source, locale) for _ in range(source.randint(2, 5)))
        for _ in range(source.randint(6, 9))
    ]
    if twin:
        body[-1] = sentence(random.Random(number), locale)
    date = f"20{source.randint(19, 25)}-{source.randint(1, 12):02}-{source.randint(1, 28):02}"
    row = {"id": f"n{number:07}", "url": f"https://{host}/news/{number}", "locale": locale, "date": date}
    lines = [first, *body, second, last]
    if number % 3:
        return {**row, "text": "\n\n".join([title, *lines])}
    inner = "".join(f"<p>{line}</p>\n" for line in lines)
    return {
        **row,
        "html": f"<html lang='{locale.replace('_', '-')}'><body><h1>{title}</h1>\n{inner}</body></html>",
    }


def write_corpus(path: Path, numbers: Iterator[int] | range) -> int:
    """Write rows as JSON Lines; the size in bytes."""
    with path.open("w", encoding="utf-8") as stream:
        return sum(stream.write(json.dumps(article(number), ensure_ascii=False) + "\n") for number in numbers)


def translations(count: int) -> Iterator[dict[str, str]]:
    """Yield rows of translations, each with a reference."""
    for number in range(count):
        source = random.Random(number)
        english, russian = sentence(source, "en"), sentence(source, "ru")
        reference = russian if number % 2 else sentence(source, "ru")
        host = f"post{number % 3}.example"
        yield {
            "id": f"t{number}",
            "host": host,
            "date": f"202{number % 5}-01-01",
            "source_locale": "en",
            "locale": "ru",
            "source": f"{english} Belpost agreed.",
            "target": f"{russian} {'Белпочта' if number % 4 else 'Бел почта'} согласна.",
            "reference": f"{reference} Белпочта согласна.",
        }


Rows = list[dict[str, Any]]
Tables = dict[str, Rows]


def tables(manifest: Mapping[str, Any], folder: str | Path) -> Tables:
    """Return the rows of every table of a run, sorted by their keys."""
    results, found = ResultFolder(str(folder)), dict[str, Rows]()
    for table, names in manifest["files"].items():
        key = described()[table]["key"]
        rows = [row for name in names for row in results.rows(name)]
        found[table] = sorted(rows, key=lambda row: [str(row[column]) for column in key])
    return found


def made(verb: str, inputs: Iterable[object], to: object, **options: Any) -> Tables:
    """Run a verb; return its tables."""
    manifest, _ = run(verb, [str(one) for one in inputs], BulkOptions(to=str(to), **options))
    return tables(manifest, str(to))


def write_rows(path: Path, rows: Iterable[object]) -> Path:
    """Write rows as JSON Lines; texts as they are."""
    lines = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path
