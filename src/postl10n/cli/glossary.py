"""`postl10n glossary`"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import (
    COLOURS,
    Part,
    echo,
    field,
    format_option,
    json_lines,
    print_json,
    project_option,
    severities,
    severity_options,
)
from postl10n.cli.faults import end_with_findings, printable
from postl10n.cli.glossary_exchange import export, import_
from postl10n.cli.glossary_impact import consistency, impact
from postl10n.cli.groups import CommandGroup

if TYPE_CHECKING:
    from postl10n.model.glossary import Concept, GlossaryFinding

_SIDE = 40
"""Characters shown on either side of a suggestion."""


@click.group(cls=CommandGroup, epilog="Example: postl10n glossary find articles/macao-stamps.txt")
def glossary() -> None:
    """Reviewer: look up, verify, exchange and extend the terms of the glossary."""


glossary.add_command(import_)
glossary.add_command(export)
glossary.add_command(consistency)
glossary.add_command(impact)


@glossary.command(epilog="Example: postl10n glossary lint --severity warning")
@severity_options("Print notices too.")
@project_option
@format_option()
def lint(severity: str, notices: bool, part: Part, form: str) -> None:
    """List faults of the glossary, each with file, line and rule.

    Duplicate and contradictory concepts, homonyms of one subject, missing locales and definitions, guards
    without effect, see-also cycles, spellings that only look different.
    """
    from postl10n.model.findings import Severity
    from postl10n.workspace.glossary_exchange import lint_glossary

    with part.opened() as workspace:
        findings = lint_glossary(workspace.root, workspace.project)
    if form == "json":
        print_json(findings)
    else:
        _print_findings(findings, notices=notices)
    end_with_findings(any(one.severity.reaches(Severity(severity)) for one in findings))


@glossary.command(epilog="Example: postl10n glossary suggest --least 3 --format json")
@click.option(
    "--least", type=click.IntRange(min=1), default=2, show_default=True, help="The least number of uses."
)
@click.option("--limit", type=click.IntRange(min=1), help="Show at most so many.")
@click.option("--article", "articles", multiple=True, metavar="ID", help="Only this article; repeatable.")
@project_option
@format_option()
def suggest(least: int, limit: int | None, articles: tuple[str, ...], part: Part, form: str) -> None:
    """Suggest concepts from the articles: names of several words, acronyms with their full forms.

    Also names and words that a locale's approved translations render in several ways, with how often each, and
    concepts of the glossary that they render by expressions which it does not have.

    What the glossary has already is left out. An acronym that an article spells out is suggested however
    rare it is.
    """
    from postl10n.workspace.glossary_exchange import suggest_concepts

    with part.opened() as workspace:
        only = replace(part, articles=articles).only
        pipeline, project = workspace.pipeline, workspace.project
        uses = workspace.terminology.consistency(only)
        found = suggest_concepts(workspace.root, pipeline, project, only, uses, least=least)[:limit]
    if form == "json":
        print_json(found)
        return
    for one in found:
        full = f" = {one.full}" if one.full else ""
        concept = f" [{one.concept}]" if one.concept else ""
        echo(f"{one.count:5}  {one.kind:8} {one.text}{full}{concept}  ({', '.join(one.articles)})")
        if one.renderings:
            ways = ", ".join(f"{way.text} ×{way.count}" for way in one.renderings)
            echo(f"       {one.renderings[0].locale}: {ways}")
        for place in one.contexts[:1]:
            echo(f"       … {_around(place.text, place.start, place.end)}")


def _around(text: str, start: int, end: int) -> str:
    """The place with some of the text on either side."""
    first, last = max(0, start - _SIDE), min(len(text), end + _SIDE)
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def _print_findings(findings: Sequence[GlossaryFinding], *, notices: bool) -> None:
    for one in findings:
        if one.severity != "notice" or notices:
            mark = click.style(str(one.severity), fg=COLOURS[str(one.severity)])
            click.echo(f"{printable(str(one.place))}: {mark} [{one.rule}] {printable(one.message)}")
    echo(f"{severities(one.severity for one in findings)}.")


@glossary.command(epilog="Example: postl10n glossary find --format json articles/macao-stamps.txt")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--locale", help="The language of the text; by default the project's source locale.")
@project_option
@format_option()
def find(file: Path, locale: str | None, part: Part, form: str) -> None:
    """Every use of a glossary term in a text: raw, every line searched, the longest term first.

    Lines count from 1; start and end are characters of the line, the end not included.
    """
    with part.opened() as workspace:
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


@glossary.command(epilog="Example: postl10n glossary verify --jsonl < examples/questions.jsonl")
@click.option("--jsonl", is_flag=True, required=True, help='Read {"locale", "term", "text"} a line.')
def verify(jsonl: bool) -> None:
    """Filter: is a term used in a text, in whatever inflection?

    Answers {"verdict", "span"}: exact, listed, lemma, stem or absent, and the place of the best use.
    """
    from postl10n.lang.locales import cldr
    from postl10n.lang.terms.verify import verify as best_use

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
def show(concept: str | None, part: Part, form: str) -> None:
    """One concept with its terms in every locale, or the list of all concepts."""
    from postl10n.workspace.arguments import concept_id

    with part.opened() as workspace:
        concepts = workspace.glossary.by_id()
        source = workspace.project.source
    chosen = list(concepts.values()) if concept is None else [concepts[concept_id(concept, concepts)]]
    if form == "json":
        print_json(chosen)
        return
    for one in chosen:
        names = ", ".join(term.text for term in one.terms.get(source, ()))
        echo(f"{one.id}  ({one.subject})  {names}")
        if concept is None:
            continue
        _print_concept(one)


def _print_concept(one: Concept) -> None:
    for name, value in (("note", one.note), ("see also", ", ".join(one.see_also)), ("review", one.review)):
        if value:
            echo(f"  {name:12} {value}")
    if one.first_mention != "any":
        echo(f"  {'mention':12} first as {one.first_mention}")
    for locale, text in one.definition.items():
        source = f"  ({one.definition_source[locale]})" if locale in one.definition_source else ""
        echo(f"  {locale:12} {text}{source}")
    for locale, terms in one.terms.items():
        for term in terms:
            marks = (term.status, term.type, term.part_of_speech, term.gender, term.number, term.review)
            note = f"  — {term.note}" if term.note else ""
            echo(f"  {locale:12} {term.text}  [{', '.join(str(mark) for mark in marks if mark)}]{note}")
            for example in term.examples:
                echo(f"  {'':12}   “{example}”")
