"""`postl10n glossary consistency` and `postl10n glossary impact`"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from postl10n.cli.common import (
    Part,
    counted,
    echo,
    format_option,
    print_json,
    selection_options,
    severities,
    severity_options,
)
from postl10n.cli.faults import end_with_faults, end_with_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postl10n.model.term_usage import (
        ConceptUses,
        ConsistencyReport,
        ImpactedEntry,
        ImpactReport,
        ImpactWrite,
        LocaleConsistency,
    )

_COLOURS = {"wrong": "red", "untested": "yellow", "right": "green"}


@click.command(epilog="Example: postl10n glossary consistency --locale ru --format html --output build/terms")
@selection_options
@severity_options("Print notices too.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for --format html; by default build/terms of the project.",
)
@format_option("html")
def consistency(
    part: Part,
    severity: str,
    notices: bool,
    output: Path | None,
    form: str,
) -> None:
    """Is each concept called the same in every article?

    Looks at approved translations: forbidden and missing terms, one concept rendered differently in two
    articles or within one, acronyms before their full form, source acronyms where the locale has its own.
    html writes one page a locale, to be sorted and filtered offline.
    """
    from postl10n.model.findings import Severity

    with part.opened() as workspace:
        report = workspace.terminology.consistency(part.only)
        if form == "html":
            target = output or workspace.root / "build" / "terms"
            for path in workspace.terminology.write_pages(report, target):
                echo(str(path))
    if form == "json":
        print_json(report)
    elif form == "text":
        _print_consistency(report, notices=notices)
    end_with_faults(report.faults)
    end_with_findings(report.reaches(Severity(severity)))


@click.command(epilog="Example: postl10n glossary impact --from HEAD~1 --locale ru")
@selection_options
@click.option("--from", "revision", metavar="REV", help="Compare with this git revision; by default HEAD.")
@click.argument("old", required=False, type=click.Path(path_type=Path))
@click.argument("new", required=False, type=click.Path(path_type=Path))
@click.option("--apply", "applied", is_flag=True, help="Write the suggestions, each as fuzzy.")
@click.option("--undo", "undone", is_flag=True, help="Undo the last --apply.")
@format_option()
def impact(
    part: Part,
    revision: str | None,
    old: Path | None,
    new: Path | None,
    applied: bool,
    undone: bool,
    form: str,
) -> None:
    """List the translations that a change of the glossary makes wrong, right or untested.

    Compares the glossary as it is, committed or not, with that of a git revision; or OLD with NEW, two glossary
    folders or files. Each entry is listed with its suggested translation, where the new term can replace the old
    one without breaking the sentence. --apply writes these into approved entries and drafts: fuzzy, the old
    translation in a comment and in the journal. --undo reverts that in every entry that nobody has edited since.
    """
    _refuse(revision=revision, old=old, new=new, applied=applied, undone=undone)
    chosen = part.only
    with part.opened() as workspace:
        terms = workspace.terminology
        if undone:
            done = terms.undo(chosen)
            if form == "json":
                print_json({"changed": [], "entries": [], "applied": None, "undone": done})
            else:
                _print_write(done, "restored")
            return
        report = terms.impact(chosen, revision=revision or "HEAD", old=old, new=new)
        written = terms.apply(report) if applied else None
    if form == "json":
        print_json({"changed": report.changed, "entries": report.entries, "applied": written, "undone": None})
    else:
        _print_impact(report)
        if written is not None:
            _print_write(written, "written")
            _print_left(report)
    end_with_faults(report.faults)


def _refuse(*, revision: str | None, old: Path | None, new: Path | None, applied: bool, undone: bool) -> None:
    """Raises UsageError for what can't be asked together."""
    from postl10n.errors import UsageError

    if (old is None) != (new is None):
        raise UsageError("one glossary alone can't be compared", hint="Give both: OLD NEW.")
    if old is not None and revision is not None:
        raise UsageError("--from and OLD NEW can't be given together")
    if undone and (applied or revision is not None or old is not None):
        raise UsageError("--undo goes alone", hint="It undoes the last --apply, whatever was compared.")


def _print_consistency(report: ConsistencyReport, *, notices: bool) -> None:
    for locale in report.locales:
        click.secho(locale.locale, bold=True)
        for concept in locale.concepts:
            _print_concept(concept, notices=notices)
        echo(f"  {_summary(locale)}")


def _print_concept(one: ConceptUses, *, notices: bool) -> None:
    findings = [finding for finding in one.findings if notices or finding.finding.severity != "notice"]
    if not findings and not one.unlisted:
        return
    uses = ", ".join(f"{variant.term or 'none'} ×{variant.count}" for variant in one.variants)
    echo(f"  {one.names[0] if one.names else one.concept}  [{one.concept}]  {uses}")
    for found in one.unlisted:
        echo(f"    not in the glossary: {found.text} ×{found.count} ({found.certainty:.0%} certain)")
    for finding in findings:
        said = finding.finding
        echo(f"    {finding.place}: {said.severity} [{said.rule}] {said.message}")


def _summary(locale: LocaleConsistency) -> str:
    said = severities(finding.finding.severity for one in locale.concepts for finding in one.findings)
    occurrences = sum(len(one.occurrences) for one in locale.concepts)
    waived = sum(len(one.waived) for one in locale.concepts)
    more = f"; {waived} waived" if waived else ""
    return f"{len(locale.concepts)} concepts, {occurrences} occurrences: {said}{more}."


def _print_impact(report: ImpactReport) -> None:
    path = None
    for one in report.entries:
        if one.place.path != path:
            path = one.place.path
            click.secho(path, bold=True)
        for text in _lines(one):
            echo(text)
    counts = Counter(str(one.made) for one in report.entries)
    suggested = sum(one.suggestion is not None for one in report.entries)
    said = ", ".join(f"{counts[name]} {name}" for name in _COLOURS)
    echo(f"{counted(len(report.changed), 'concept')} changed: {said}; {suggested} with a suggestion.")


def _lines(one: ImpactedEntry) -> Iterator[str]:
    concepts = ", ".join(f"{effect.concept} ({effect.before} → {effect.after})" for effect in one.effects)
    notes = [str(one.state)] if one.state != "approved" else []
    notes += [f"inherited from {one.inherited}"] if one.inherited else []
    yield f"  {one.place.line or '-'}: {one.made}  {concepts}{'  ' if notes else ''}{', '.join(notes)}"
    yield f"      source  {one.source}"
    for text in one.targets:
        yield f"      target  {text}"
    for text in one.suggestion or ():
        yield f"      becomes {text}"
    if one.reason is not None:
        yield f"      left    {one.reason.told}"
        for text in one.proposal:
            yield f"      perhaps {text}"


def _print_left(report: ImpactReport) -> None:
    """Where the new term can't take the old one's place by itself: these are left to the reviewer."""
    left = [one for one in report.entries if one.made == "wrong" and not one.applicable and not one.inherited]
    if not left:
        return
    entries = "1 entry is" if len(left) == 1 else f"{len(left)} entries are"
    echo(f"{entries} left to you, since the sentence round the term may have to change with it:")
    for one in left:
        echo(f"  {one.place}" + (f": {one.reason.told}" if one.reason else ""))


def _print_write(done: ImpactWrite, verb: str) -> None:
    for one in done.entries:
        if not one.written:
            echo(f"{one.path}: left as it is, it was changed meanwhile: {one.msgid}")
    written = sum(one.written for one in done.entries)
    echo(f"{counted(written, 'entry', 'entries')} {verb}." if done.run else f"Nothing to be {verb}.")
