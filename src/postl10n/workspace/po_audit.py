"""The losses of a tool in PO files, against git's version or another file, and their recovery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from postl10n.errors import Place, ProjectError, UsageError
from postl10n.files.po import PoFile, parse_po, serialize_po
from postl10n.project import journal
from postl10n.project.clock import today
from postl10n.project.config import find_project, read_config
from postl10n.project.git import file_at, is_revision
from postl10n.project.layout import ProjectLayout
from postl10n.project.writes import rewrite
from postl10n.stages.catalog.audit import Loss, audit, restored
from postl10n.workspace.losses import LAST_SEEN, SEEN, last_seen
from postl10n.workspace.po_tools import read_po


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """The losses of one file."""

    path: str
    before: str
    """The other version: a path, or `git REVISION`."""
    losses: tuple[Loss, ...]
    restored: tuple[Loss, ...] = ()
    """Those that were repaired."""


def audit_files(
    after: Path, before: Path | None = None, *, revision: str = "HEAD", restore: bool = False
) -> list[AuditReport]:
    """Compare a catalog, or all in a folder, with an earlier state; one report a file.

    before: a file or folder; by default git's version at the revision, and files that it lacks are left out; without
    git the state that postl10n saw last.
    restore: bring back what was lost where nothing newer is in its place. Raises UsageError, CatalogError, FaultGroup.
    """
    files = sorted(after.rglob("*.po")) if after.is_dir() else [after]
    if not files:
        raise UsageError("holds no PO files", place=Place(path=str(after)))
    if not after.exists():
        read_po(after)
    pairs = [(path, found) for path in files if (found := _before(path, after, before, revision)) is not None]
    if not pairs:
        hint = "Name the file that it was: postl10n po audit BEFORE AFTER."
        raise UsageError("there is no earlier state to compare with", place=Place(path=str(after)), hint=hint)
    # All are read before the first is written.
    texts = [(path, old, read_po(path)) for path, old in pairs]
    return [_report(path, old, now, restore=restore) for path, old, now in texts]


def _before(path: Path, root: Path, before: Path | None, revision: str) -> tuple[str, PoFile] | None:
    if before is not None:
        old = before / path.relative_to(root) if before.is_dir() and root.is_dir() else before
        return (str(old), read_po(old)) if old.exists() or old == before else None
    folder = path.resolve().parent
    known = is_revision(folder, revision)
    if (revision == SEEN or (revision == "HEAD" and not known)) and (seen := last_seen(path)) is not None:
        return LAST_SEEN, seen
    if not known:
        raise UsageError(
            f"git has no {revision} here",
            place=Place(path=str(path)),
            hint="Name the file that it was: postl10n po audit BEFORE AFTER.",
        )
    data = file_at(folder, revision, path.name)
    shown = f"git {revision}"
    return None if data is None else (shown, parse_po(data, path=f"{path} ({shown})", values=True))


def _report(path: Path, old: tuple[str, PoFile], now: PoFile, *, restore: bool) -> AuditReport:
    shown, before = old
    mended: Sequence[Loss] = ()
    if restore:

        def written() -> bytes:
            nonlocal mended
            current = read_po(path)
            catalog, mended = restored(before.catalog, now.catalog, current.catalog)
            return serialize_po(current.updated(catalog))

        if rewrite(path, written, again=True):
            _tell_journal(path, shown, len(mended))
    losses = tuple(audit(before.catalog, now.catalog))
    return AuditReport(path=str(path), before=shown, losses=losses, restored=tuple(mended))


def _tell_journal(path: Path, before: str, count: int) -> None:
    """Tell the journal of the locale, if the catalog is a project's."""
    try:
        root = find_project(path.resolve().parent)
    except ProjectError:
        return
    layout = ProjectLayout(root=root, project=read_config(root))
    locale = path.resolve().parent.parent.name
    if locale in layout.project.targets and path.resolve() in layout.catalogs(locale):
        event = {
            "event": "restored",
            "date": today().isoformat(),
            "article": path.stem,
            "before": before,
            "entries": count,
        }
        journal.append(layout, locale, [event])
