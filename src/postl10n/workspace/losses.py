"""Losses of catalogs on disk since postl10n saw them last; each is told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cached_property
from pathlib import Path
from typing import cast

from postl10n.errors import Postl10nError, ProjectError
from postl10n.files.po import PoFile, parse_po, serialize_po
from postl10n.model.catalog import Key
from postl10n.model.ids import content_hash, texts_hash
from postl10n.project.cache import Cache
from postl10n.project.catalogs import Stored
from postl10n.project.config import find_project, read_config
from postl10n.project.git import blobs, commit_of, differing
from postl10n.project.layout import ProjectLayout
from postl10n.project.system import read_regular
from postl10n.stages.catalog.audit import Loss, LossKind, audit, restored

SEEN = "seen"
"""In place of a git revision: the state that postl10n saw last."""
LAST_SEEN = "the last state that postl10n saw"
_KIND = "seen catalog"
_HEAD = "HEAD"
_TEXTS = frozenset(
    {LossKind.EMPTIED, LossKind.DRAFT_DROPPED, LossKind.SOURCE_COPIED, LossKind.REMOVED, LossKind.CONTEXT}
)


class SeenCatalogs:
    """The catalogs of a project as they were last seen; with their texts where git does not have them."""

    def __init__(self, layout: ProjectLayout) -> None:
        self._layout = layout
        self._cache = Cache(layout.cache)
        self._told: dict[Path, tuple[list[str], bytes | None]] = {}
        """The losses that remain in catalogs, and the text that has them restored."""

    def lost(self, stored: Stored, keys: Collection[Key]) -> tuple[str, Counter[str]]:
        """Return what the earlier state is, and by kind how many translations were lost since, if not told before.

        keys: those of the template; what is not in it is nobody's loss.
        """
        nothing: tuple[str, Counter[str]] = ("", Counter())
        record = self._record(stored.path)
        if stored.po is None or record.get("state") == self._state(serialize_po(stored.po)):
            return nothing
        shown, before = self._before(stored.path)
        if before is None:
            return nothing
        found = [
            one
            for one in audit(before.catalog, stored.po.catalog)
            if one.kind in _TEXTS and (one.kind is not LossKind.REMOVED or one.key in keys)
        ]
        if found:
            whole = restored(before.catalog, stored.po.catalog, stored.po.catalog)[0]
            text = serialize_po(stored.po.updated(whole)) if shown == LAST_SEEN else None
            self._told[stored.path] = [_name(one) for one in found], text
        told = cast("list[str]", record.get("told", []))
        return shown, Counter(one.kind.value for one in found if _name(one) not in told)

    def saw(self, path: Path, data: bytes, *, written: bool) -> None:
        """Remember a catalog as it is now. written: it is new."""
        state, record = self._state(data), self._record(path)
        told, text = self._told.pop(path, ([], None))
        if record.get("state") != state:
            shown = self._layout.shown(path)
            if text is None and (written or not self.commit or shown in self._differing):
                text = data
            kept = None if text is None else text.decode("utf-8", "surrogateescape")
            body = {"state": state, "told": told, "text": kept, "commit": self.commit}
            self._cache.put(_KIND, shown, "", body)

    def take_committed(self, paths: Collection[Path]) -> bool:
        """Remember catalogs that are as git has them, so that nothing is lost; False, and nothing done, if one is not."""
        if not self.commit or any(self._layout.shown(path) in self._differing for path in paths):
            return False
        for path in paths:
            self.saw(path, read_regular(path), written=False)
        return True

    def close(self) -> None:
        """Write what was remembered."""
        self._cache.close()

    def last(self, path: Path) -> PoFile | None:
        """Return a catalog as it was last seen; None if its text was not kept, or git has a newer one."""
        record = self._record(path)
        text = record.get("text") if record.get("commit") == self.commit else None
        data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else None
        return None if data is None else parse_po(data, path=self._layout.shown(path))

    def _record(self, path: Path) -> dict[str, object]:
        found = self._cache.get(_KIND, self._layout.shown(path), "")
        return found if isinstance(found, dict) else {}

    def _before(self, path: Path) -> tuple[str, PoFile | None]:
        shown = self._layout.shown(path)
        if (seen := self.last(path)) is not None or not self.commit:
            return LAST_SEEN, seen
        try:
            data = blobs(self._layout.root, _HEAD, [shown]).get(shown) if shown in self._differing else None
            return f"git {_HEAD}", None if data is None else parse_po(data, path=shown)
        except Postl10nError:
            return f"git {_HEAD}", None

    def _state(self, data: bytes) -> str:
        """The state of a catalog and of git: where neither changed, nothing was lost."""
        return f"{content_hash(data)} {self.commit}"

    @cached_property
    def commit(self) -> str:
        """The project's commit; empty where git has none."""
        return commit_of(self._layout.root, _HEAD)

    @cached_property
    def _differing(self) -> frozenset[str]:
        return differing(self._layout.root, _HEAD)


def last_seen(path: Path) -> PoFile | None:
    """Return a catalog of a project as postl10n saw it last; None if it is in none, or its text was not kept."""
    try:
        root = find_project(path.resolve().parent)
        seen = SeenCatalogs(ProjectLayout(root=root, project=read_config(root)))
    except ProjectError:
        return None
    found = seen.last(path.resolve())
    seen.close()
    return found


def _name(loss: Loss) -> str:
    return texts_hash([loss.kind, loss.key[0] or "", loss.key[1]])
