"""What a locale must reach, where `postl10n.toml` says so."""

from __future__ import annotations

from collections.abc import Iterator

from postl10n.model.findings import Severity
from postl10n.model.project import Project
from postl10n.model.reports import CheckReport
from postl10n.model.stats import ProjectStats


def misses(project: Project, stats: ProjectStats, check: CheckReport) -> Iterator[str]:
    """One line for each gate that was missed, saying by how much."""
    completion = stats.by_locale()
    for locale, settings in project.locales.items():
        gate = settings.gate
        if gate is None:
            continue
        reached = completion[locale].completion if locale in completion else 0.0
        if gate.completion is not None and reached < gate.completion:
            yield f"{locale}: {reached:.0%} complete, {gate.completion:.0%} wanted"
        errors = sum(
            one.locale == locale and one.finding.severity is Severity.ERROR for one in check.findings
        )
        if gate.errors is not None and errors > gate.errors:
            yield f"{locale}: {errors} errors, at most {gate.errors} allowed"
