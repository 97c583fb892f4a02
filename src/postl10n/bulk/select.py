"""From a corpus to a project: the articles for which a condition holds, each as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from postl10n.bulk.folder import faults_of
from postl10n.bulk.inputs import plan, rows
from postl10n.errors import Postl10nError
from postl10n.files.conditions import parse_condition
from postl10n.files.dataset_rows import article_of
from postl10n.model.ids import article_id

COLUMNS = ("id", "url", "host", "locale", "date", "year")


def select(inputs: Sequence[str], where: str, to: Path, locale: str) -> tuple[int, int]:
    """Write the articles for which a condition holds; how many were written, and how many files were there already.

    No file is replaced. Rows that are no articles are passed over.
    """
    condition, written, there = parse_condition(where, COLUMNS), 0, 0
    with faults_of(str(to)):
        to.mkdir(parents=True, exist_ok=True)
    for _, row in (one for shard in plan(inputs, 64_000_000) for one in rows(shard)):
        try:
            article = article_of(row, locale, 1 << 30)
        except Postl10nError:
            continue
        known = {name: str(article.get(name) or "") for name in COLUMNS}
        if condition({**known, "year": known["date"][:4]}):
            # The id alone becomes a path, in characters that lead nowhere else.
            path = to / f"{article_id(article['id'])}.{article['ending']}"
            with faults_of(str(path)):
                try:
                    with path.open("x", encoding="utf-8", newline="") as stream:
                        stream.write(article["text"])
                    written += 1
                except FileExistsError:
                    there += 1
    return written, there
