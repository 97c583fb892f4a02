"""The whole pipeline: update, check, score, stats, build, gates."""

from __future__ import annotations

from postl10n.model.scores import KnownResults, RunReport
from postl10n.project.clock import today as clock_today
from postl10n.workspace.build.plan import BuildOptions, build
from postl10n.workspace.check import CheckOptions, check
from postl10n.workspace.gates import judge, refuse_impossible
from postl10n.workspace.remembered import RememberedReports
from postl10n.workspace.rename_article import locked
from postl10n.workspace.score import ScoreOptions, record, score, stats
from postl10n.workspace.selection import Selection
from postl10n.workspace.session import Session
from postl10n.workspace.update import update


def run(session: Session, options: BuildOptions, reports: RememberedReports, *, recorded: bool) -> RunReport:
    """Do all of it; see `Workspace.run`. The day of the build is that of every step."""
    today, whole = options.as_of or clock_today(), Selection()
    careful = session.strict
    with locked(session.layout):
        refuse_impossible(session)
        updated = reports.update(
            whole, False, lambda: update(session, hints=False, today=today, careful=careful)
        )
    checked = reports.check(whole, None, (), today, lambda: check(session, CheckOptions(today=today)))
    scored = reports.score(whole, lambda: score(session, ScoreOptions()))
    if recorded:
        record(session.layout, scored, today)
    counted = reports.stats(whole, lambda: stats(session))
    return RunReport(
        update=updated,
        check=checked,
        score=scored,
        stats=counted,
        build=build(session, careful=careful, options=options),
        gates=judge(session, KnownResults(checked=checked, scored=scored, counted=counted)),
        faults=session.faults(),
    )
