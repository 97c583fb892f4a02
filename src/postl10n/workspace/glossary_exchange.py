"""Glossaries in and out of the project: files of other tools, planned before they are written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from postl10n.errors import GlossaryError, Place, UsageError, raise_faults
from postl10n.files.formats import TERM_WRITERS, TERMS, WrittenTerms, ending, joined
from postl10n.files.glossary_import import Ids, ImportedChange, Incoming, changes, fitted_locale, merged
from postl10n.files.glossary_yaml.edit import edit_glossary, file_subject
from postl10n.lang.locales import cldr
from postl10n.lang.text.folding import fold
from postl10n.model.catalog import MERGED
from postl10n.model.findings import Severity
from postl10n.model.glossary import Concept, Glossary, GlossaryFinding, Term
from postl10n.model.project import Project
from postl10n.model.states import State, state_of
from postl10n.model.term_usage import ConsistencyReport
from postl10n.pipeline import Pipeline
from postl10n.project.glossary import (
    YAML_SUFFIXES,
    contradictions,
    parse_other,
    read_glossary,
    read_unchecked,
)
from postl10n.project.inputs import read_input
from postl10n.project.layout import ProjectLayout
from postl10n.project.writes import content_at, inside, write_file
from postl10n.stages.terms.lint import lint
from postl10n.stages.terms.suggest import RenderedAs, SourceText, Suggestion, SuggestionKind, suggest
from postl10n.stages.terms.varied_renderings import Translated, varied
from postl10n.workspace.selection import Selection, checked
from postl10n.workspace.session import Session


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
    root: Path,
    pipeline: Pipeline,
    project: Project,
    only: Selection,
    uses: ConsistencyReport,
    *,
    least: int,
) -> list[Suggestion]:
    """New concepts and terms from the articles, the most frequent first. Raises what is wrong with articles.

    uses: of the glossary's concepts, with the renderings that it does not have.
    """
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
    found += (one for one in _unlisted(uses) if one.count >= least)
    return sorted(found, key=lambda one: (-one.count, -len(one.articles), one.text))


def _unlisted(report: ConsistencyReport) -> Iterator[Suggestion]:
    """Yield the concepts that a locale renders by expressions that the glossary does not have."""
    for locale in report.locales:
        for uses in locale.concepts:
            ways = tuple(
                RenderedAs(locale=locale.locale, text=one.text, count=one.count) for one in uses.unlisted
            )
            if ways:
                lacking = (one for one in uses.occurrences if one.rendering.term is None)
                yield Suggestion(
                    kind=SuggestionKind.UNLISTED,
                    text=uses.names[0] if uses.names else uses.concept,
                    full="",
                    concept=uses.concept,
                    count=sum(one.count for one in ways),
                    articles=tuple(dict.fromkeys(one.article for one in lacking)),
                    contexts=(),
                    renderings=ways,
                )


def _translated(session: Session, locale: str) -> list[Translated]:
    """The approved translations of a locale, each of one sentence."""
    units = []
    for article in session.prepared:
        catalog = session.catalog(locale, article)
        units += [
            Translated(article=article, source=entry.msgid, target=entry.msgstr[0])
            for entry in (catalog.active() if catalog else ())
            if state_of(entry) is State.APPROVED and MERGED not in entry.msgstr
        ]
    return units


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEdit:
    """A glossary file as it was read and as it will be; `before` is None for a new one."""

    path: Path
    shown: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The changes of an import; nothing is written before `apply_import`."""

    changes: tuple[ImportedChange, ...]
    edits: tuple[FileEdit, ...]
    skipped: tuple[str, ...]
    """Concepts that are not imported, each with the reason."""
    unsupported: Mapping[str, int]
    """Fields that the glossary does not support, with their counts."""
    remarks: tuple[str, ...]
    unplaced: UsageError | None = None
    """Why it can't be applied: a new concept, and no file for it."""


def export_glossary(
    root: Path, project: Project, *, suffix: str, locales: Sequence[str] = (), safe: bool = True
) -> WrittenTerms:
    """The glossary in the format of a file's suffix, of all locales or those given and the source.

    Raises UsageError for a format that is not known, and what is wrong with the glossary.
    """
    glossary = read_glossary(ProjectLayout(root=root, project=project).glossary, root=root)
    chosen = {project.source, *map(cldr, locales)} if locales else None
    concepts = [_limited(concept, chosen) for concept in glossary]
    kind = suffix[1:]
    if kind not in TERM_WRITERS:
        hint = f"Name the file with one of {', '.join(f'.{one}' for one in TERM_WRITERS)}."
        raise UsageError(f"no format is known by {suffix!r}", hint=hint)
    with TERM_WRITERS.guard(kind):
        return TERM_WRITERS.load(kind)(
            concepts, name=project.name, source=project.source, locales=locales, safe=safe
        )


def _limited(concept: Concept, locales: Collection[str] | None) -> Concept:
    if locales is None:
        return concept
    return replace(
        concept,
        terms={code: terms for code, terms in concept.terms.items() if code in locales},
        definition={code: text for code, text in concept.definition.items() if code in locales},
        definition_source={code: text for code, text in concept.definition_source.items() if code in locales},
    )


def plan_import(
    root: Path,
    project: Project,
    path: Path,
    *,
    into: Path | None,
    locales: tuple[str, str] | None = None,
) -> ImportPlan:
    """Return the changes that a TBX, CSV, TSV or XLSX file makes. Known concepts are changed in place.

    into: the YAML file that gets new concepts, from here or from the project's folder.
    locales: source and target of a file that does not say.
    Raises GlossaryError, UsageError or FaultGroup.
    """
    layout = ProjectLayout(root=root, project=project)
    target = _into(layout, into) if into else None
    # Read before its concepts are: what is saved after that is not as expected any more.
    files = [one for one in layout.glossary.glob("*") if one.suffix in YAML_SUFFIXES]
    before = {layout.shown(one): content_at(one) for one in (*files, *((target,) if target else ()))}
    glossary = read_glossary(layout.glossary, root=root)
    incoming = _fitted(_read(path, locales), (project.source, *project.targets))
    where = None
    if target:
        data = content_at(target) or b""
        where = (layout.shown(target), file_subject(data, target.name))
    planner = _Planner(glossary, project.source, incoming, where)
    planner.plan()
    edits = tuple(
        _edit(root / shown, shown, wanted.values(), before.get(shown))
        for shown, wanted in planner.by_file.items()
    )
    return ImportPlan(
        changes=tuple(planner.changes),
        edits=tuple(edit for edit in edits if edit.before != edit.after),
        skipped=tuple(planner.skipped),
        unsupported=incoming.unsupported,
        remarks=incoming.remarks,
        unplaced=planner.unplaced,
    )


def apply_import(root: Path, plan: ImportPlan) -> list[str]:
    """Write the files of the plan; their paths.

    Raises UsageError where one changed meanwhile, and for new concepts without a file, before anything is written.
    """
    if plan.unplaced is not None:
        raise plan.unplaced
    for edit in plan.edits:
        write_file(edit.path, edit.after, root=root, durable=True, expected=edit.before)
    return [edit.shown for edit in plan.edits]


def _read(path: Path, locales: tuple[str, str] | None) -> Incoming:
    if ending(path) not in TERMS:
        hint = f"Known are {joined(TERMS, 'and')}."
        raise UsageError("is of no known format", place=Place(path=str(path)), hint=hint)
    data = read_input(path, fault=GlossaryError)
    return parse_other(data, path=str(path), locales=locales)


def _into(layout: ProjectLayout, into: Path) -> Path:
    beside = layout.root / into
    # As typed in the folder where the command runs, or in the project that -C names.
    path = inside(beside if not into.exists() and beside.parent.is_dir() else into, layout.glossary)
    if path.suffix not in YAML_SUFFIXES:
        raise UsageError("is not a YAML file", place=Place(path=str(into)), hint="Name it glossary/….yaml.")
    return path


def _edit(path: Path, shown: str, wanted: Iterable[Concept], before: bytes | None) -> FileEdit:
    after = edit_glossary(before or b"", wanted, path=shown)
    return FileEdit(path=path, shown=shown, before=before, after=after)


def _fitted(incoming: Incoming, wanted: Collection[str]) -> Incoming:
    """The same with the project's locales: zh_CN is zh_Hans where the project has that."""
    codes = {
        code
        for concept in incoming.concepts
        for code in (*concept.terms, *concept.definition, *concept.definition_source)
    }
    fitted = {code: fitted_locale(code, wanted) for code in sorted(codes)}
    if all(code == other for code, other in fitted.items()):
        return incoming
    remarks = [f"{code} is taken as {other}" for code, other in fitted.items() if code != other]
    return replace(
        incoming,
        concepts=tuple(_with_locales(concept, fitted) for concept in incoming.concepts),
        keys={(id_, fitted[code], text): key for (id_, code, text), key in incoming.keys.items()},
        removed=frozenset((id_, fitted[code], text) for id_, code, text in incoming.removed),
        remarks=(*incoming.remarks, *remarks),
    )


def _with_locales(concept: Concept, fitted: Mapping[str, str]) -> Concept:
    terms: dict[str, tuple[Term, ...]] = {}
    for code, those in concept.terms.items():
        own = terms.get(fitted[code], ())
        texts = {term.text for term in own}
        terms[fitted[code]] = (*own, *(term for term in those if term.text not in texts))
    return replace(
        concept,
        terms=terms,
        definition={fitted[code]: text for code, text in concept.definition.items()},
        definition_source={fitted[code]: text for code, text in concept.definition_source.items()},
    )


class _Planner:
    """Finds the concept of the glossary that each incoming one is, and joins them."""

    def __init__(
        self, glossary: Glossary, source: str, incoming: Incoming, into: tuple[str, str] | None
    ) -> None:
        """`into` is the path and the subject of the file that gets new concepts."""
        self._known = glossary.by_id()
        self._source = source
        self._incoming = incoming
        self._into = into
        self._ids = Ids(self._known)
        self._by_term: dict[str, list[str]] = {}
        for concept in glossary:
            for term in concept.terms.get(source, ()):
                if term.status.usable:
                    self._by_term.setdefault(fold(term.text).text, []).append(concept.id)
        self._wanted: dict[str, Concept] = {}
        self.by_file: dict[str, dict[str, Concept]] = {}
        self.changes: list[ImportedChange] = []
        self.skipped: list[str] = []
        self.unplaced: UsageError | None = None

    def plan(self) -> None:
        """Join all concepts. Raises UsageError or FaultGroup for contradictions that would arise."""
        for concept in self._incoming.concepts:
            self._take(concept)
        whole = [self._wanted.pop(id_, concept) for id_, concept in self._known.items()]
        raise_faults(contradictions((*whole, *self._wanted.values())))

    def _take(self, concept: Concept) -> None:
        ids = self._candidates(concept)
        if len(ids) > 1:
            self.skipped.append(f"{_name(concept)}: names several concepts, {', '.join(ids)}")
        elif ids:
            self._change(self._known[ids[0]], replace(concept, id=ids[0]))
        else:
            self._add(concept)

    def _candidates(self, concept: Concept) -> list[str]:
        if self._incoming.with_ids and concept.id in self._known:
            return [concept.id]
        texts = [term.text for term in concept.terms.get(self._source, ()) if term.status.usable]
        return list(dict.fromkeys(self._by_term.get(fold(texts[0]).text, ()))) if texts else []

    def _change(self, old: Concept, given: Concept) -> None:
        path = old.place.path if old.place else ""
        if not path.endswith(tuple(YAML_SUFFIXES)):
            self.skipped.append(f"{old.id}: is in {path}, which is not a YAML file")
            return
        current = self._wanted.get(old.id, old)
        new, replaced = merged(current, given, self._incoming)
        self.changes += changes(current, new, replaced)
        if new != current:
            self._want(path, new)

    def _add(self, concept: Concept) -> None:
        id_ = (
            concept.id
            if self._incoming.with_ids and concept.id not in self._wanted
            else self._ids.own(concept.id)
        )
        path, subject = self._into or ("", "")
        if not path and self.unplaced is None:
            self.unplaced = UsageError(
                f"{_name(concept)} is a new concept, and the file for it is unknown",
                place=concept.place,
                hint="Name a file of the glossary with --into glossary/….yaml.",
            )
        removed = {text for one, _, text in self._incoming.removed if one == concept.id}
        terms = {
            code: kept
            for code, those in concept.terms.items()
            if (kept := tuple(term for term in those if term.text not in removed))
        }
        new = replace(concept, id=id_, subject=concept.subject or subject, terms=terms)
        self.changes += changes(None, new, {})
        self._want(path, new)

    def _want(self, path: str, concept: Concept) -> None:
        self._wanted[concept.id] = concept
        if path:
            self.by_file.setdefault(path, {})[concept.id] = concept


def _name(concept: Concept) -> str:
    return next((terms[0].text for terms in concept.terms.values() if terms), concept.id)
