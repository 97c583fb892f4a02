"""Operations on a project's glossary: checking, exchange with other formats, extension."""

from __future__ import annotations

from pathlib import Path

from postl10n.model.catalog import MERGED
from postl10n.model.findings import Severity
from postl10n.model.glossary import Glossary, GlossaryFinding
from postl10n.model.project import Project
from postl10n.model.states import State, state_of
from postl10n.pipeline import Pipeline
from postl10n.project.glossary import (
    contradictions,
    read_unchecked,
)
from postl10n.project.layout import ProjectLayout
from postl10n.stages.terms.lint import lint
from postl10n.stages.terms.suggest import SourceText, Suggestion, suggest
from postl10n.stages.terms.varied_renderings import Translated, varied
from postl10n.workspace.session import Selection, Session, checked


def lint_glossary(root: Path, project: Project) -> list[GlossaryFinding]:
    """The findings of the project's glossary, contradictions among them. Raises what can't be read."""
    concepts = read_unchecked(ProjectLayout(root=root, project=project).glossary, root=root).concepts
    contradictory = [
        GlossaryFinding(
            rule="contradiction",
            severity=Severity.ERROR,
            message=fault.message,
            concept="",
            locale="",
            place=fault.place,
        )
        for fault in contradictions(concepts)
    ]
    glossary = Glossary(concepts=tuple(concepts))
    return [*contradictory, *lint(glossary, source=project.source, targets=project.targets)]


def suggest_concepts(
    root: Path, pipeline: Pipeline, project: Project, only: Selection, *, least: int
) -> list[Suggestion]:
    """New concepts from the articles, the most frequent first. Raises what is wrong with articles."""
    session = Session(ProjectLayout(root=root, project=project), pipeline, checked(only, project))
    texts: list[SourceText] = []
    definitions = {}
    for article in (prepared.article for prepared in session.prepared.values()):
        head = {segment.id for segment in article.head}
        definitions[article.id] = article.definitions
        texts += (
            SourceText(article=article.id, segment=one.id, text=one.text, heading=one.id in head)
            for one in article.segments()
        )
    find = pipeline.finder(project.source).find
    found = suggest(texts, definitions, find, least=least)
    for locale in session.locales:
        found += (one for one in varied(_translated(session, locale), locale, find) if one.count >= least)
    return sorted(found, key=lambda one: (-one.count, -len(one.articles), one.text))


def _translated(session: Session, locale: str) -> list[Translated]:
    """The approved translations of a locale that stand for one sentence each."""
    units = []
    for article in session.prepared:
        catalog = session.catalog(locale, article)
        units += [
            Translated(article=article, source=entry.msgid, target=entry.msgstr[0])
            for entry in (catalog.active() if catalog else ())
            if state_of(entry) is State.APPROVED and MERGED not in entry.msgstr
        ]
    return units
