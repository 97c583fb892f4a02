"""`postl10n glossary`"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from postl10n.cli.common import echo, field, format_option, json_lines, opened, print_json, project_option


@click.group(epilog="Example: postl10n glossary find articles/postal-summit.txt")
def glossary() -> None:
    """Reviewer: look up and verify the terms of the glossary."""


@glossary.command(epilog="Example: postl10n glossary find --format json articles/postal-summit.txt")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--locale", help="The language of the text; by default the project's source locale.")
@project_option
@format_option()
def find(file: Path, locale: str | None, folder: Path, form: str) -> None:
    """Every use of a glossary term in a text: raw, every line searched, the longest term first.

    Lines count from 1; start and end are characters of the line, the end not included.
    """
    with opened(folder) as workspace:
        hits = workspace.find_terms(file, locale)
    if form == "json":
        print_json(
            [
                {
                    "concept": one.concept,
                    "term": one.term.text,
                    "line": line,
                    "start": one.start,
                    "end": one.end,
                }
                for line, one in hits
            ]
        )
        return
    for line, one in hits:
        echo(f"{file}:{line}:{one.start + 1}: {one.term.text}  [{one.concept}]")


@glossary.command(epilog="Example: postl10n glossary verify --jsonl < questions.jsonl")
@click.option("--jsonl", is_flag=True, required=True, help='Read {"locale", "term", "text"} a line.')
def verify(jsonl: bool) -> None:
    """Filter: is a term used in a text, in whatever inflection?

    Answers {"verdict", "span"}: exact, listed, lemma, stem or absent, and where the best use stands.
    """
    from postl10n.lang.locales import cldr
    from postl10n.lang.verify import verify as best_use

    def answer(question: Mapping[str, object]) -> object:
        use = best_use(field(question, "term"), field(question, "text"), cldr(field(question, "locale")))
        if use is None:
            return {"verdict": "absent", "span": None}
        return {"verdict": str(use.verdict), "span": [use.start, use.end]}

    json_lines(answer)


@glossary.command(epilog="Example: postl10n glossary show ctt-macao")
@click.argument("concept", required=False)
@project_option
@format_option()
def show(concept: str | None, folder: Path, form: str) -> None:
    """One concept with its terms in every locale, or the list of all concepts."""
    from postl10n.errors import UsageError

    with opened(folder) as workspace:
        concepts = workspace.glossary.by_id()
        source = workspace.project.source
    if concept is not None and concept not in concepts:
        raise UsageError(f"there is no concept {concept!r}", hint="List them with: postl10n glossary show")
    chosen = list(concepts.values()) if concept is None else [concepts[concept]]
    if form == "json":
        print_json([_as_json(one) for one in chosen])
        return
    for one in chosen:
        names = ", ".join(term.text for term in one.terms.get(source, ()))
        echo(f"{one.id}  ({one.subject})  {names}")
        if concept is None:
            continue
        for locale, text in one.definition.items():
            echo(f"  {locale:12} {text}")
        for locale, terms in one.terms.items():
            for term in terms:
                note = f"  — {term.note}" if term.note else ""
                echo(f"  {locale:12} {term.text}  [{term.status}, {term.type}]{note}")


def _as_json(concept: object) -> object:
    from postl10n.cli.common import plain
    from postl10n.model.glossary import Concept

    if not isinstance(concept, Concept):
        raise TypeError(f"{concept!r} is no concept")
    return {
        "id": concept.id,
        "subject": concept.subject,
        "definition": dict(concept.definition),
        "note": concept.note,
        "do_not_translate": concept.do_not_translate,
        "terms": {
            locale: [
                {
                    "text": term.text,
                    "status": str(term.status),
                    "type": str(term.type),
                    "case_sensitive": term.case_sensitive,
                    "forms": plain(term.forms),
                    "not_inside": plain(term.not_inside),
                    "note": term.note,
                }
                for term in terms
            ]
            for locale, terms in concept.terms.items()
        },
    }
