"""A process beside the server's, which finds out about large projects: threads would take turns with the pages.

It is given names of articles and answers with values; it writes nothing but caches under `.postl10n/`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Condition, Lock, Thread
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from postl10n.errors import Postl10nError
from postl10n.model.reports import Counts
from postl10n.project.layout import SITE, ProjectLayout
from postl10n.project.store import ArticleCard, ProjectStore
from postl10n.workspace.plugins import use
from postl10n.workspace.worker_process import WorkerProcess

if TYPE_CHECKING:
    from postl10n.workspace.review.findings_index import CatalogFindings

_Result = TypeVar("_Result")
_Asked = ParamSpec("_Asked")
_QUIET = 0.05
"""Seconds without a request before the work goes on: a reviewer's hand comes first."""
_LONGEST_WAIT = 5.0
"""Seconds after which it goes on all the same."""

BackgroundTask = Callable[[Callable[[], bool]], None]
"""Some work; it calls what it is given between its parts, and stops when that says so."""


class BackgroundThread:
    """One thread that does tasks one after the other; the last one wished for comes first."""

    def __init__(self) -> None:
        self._wishes: dict[str, BackgroundTask] = {}
        self._news = Condition()
        self._stopped = False
        self._thread: Thread | None = None
        self._last = 0.0
        self._asking = 0
        self._busy = False

    def wish(self, name: str, task: BackgroundTask) -> None:
        """Have a task done; one of the same name that waits gives way."""
        with self._news:
            if self._stopped:
                return
            self._wishes.pop(name, None)
            self._wishes[name] = task
            if self._thread is None:
                self._thread = Thread(target=self._run, name="postl10n review", daemon=True)
                self._thread.start()
            self._news.notify()

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Somebody waits for an answer: the work rests as long."""
        with self._news:
            self._asking += 1
        try:
            yield
        finally:
            with self._news:
                self._asking -= 1
                self._last = time.monotonic()

    def stop(self) -> None:
        """Give up what is being done, and wait until it is."""
        with self._news:
            self._stopped = True
            self._news.notify()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def wait(self, seconds: float) -> bool:
        """Wait until there is nothing to do; whether that came about."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with self._news:
                if not self._wishes and not self._busy:
                    return True
            time.sleep(0.01)
        return False

    def _run(self) -> None:
        while True:
            with self._news:
                self._busy = False
                while not self._wishes and not self._stopped:
                    self._news.wait()
                if self._stopped:
                    return
                name = next(reversed(self._wishes))
                task = self._wishes.pop(name)
                self._busy = True
            task(self._pause)

    def _pause(self) -> bool:
        """Let others go first; False when the work is to stop."""
        begun = time.monotonic()
        while not self._stopped:
            now = time.monotonic()
            if (not self._asking and now - self._last >= _QUIET) or now - begun >= _LONGEST_WAIT:
                return True
            time.sleep(_QUIET / 5)
        return False


WORTH_IT = 300
"""Catalogs to look at, below which starting Python again takes longer than it saves (0.6 s, at 2 ms a catalog)."""
_NICENESS = 10
"""A reviewer's request comes before what nobody waits for, where both want one processor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The counts of a catalog for the overview; a text if it can't be read."""

    article: str
    stamps: object
    """Of the catalog's files before they were read."""
    digest: str
    counts: Counts | str
    card: ArticleCard


class BackgroundProcess:
    """The process; started when it is first asked. One question at a time: threads wait for one another."""

    def __init__(self, layout: ProjectLayout) -> None:
        self._layout = layout
        self._lock = Lock()
        self._worker: WorkerProcess[_Helper] | None = None
        self._ended = False

    def count(self, locale: str, articles: Sequence[str]) -> list[Counted]:
        """Count some catalogs; none where the process is gone."""
        return self._ask(_Helper.count, locale, articles) or []

    def record(self, locale: str, article: str) -> CatalogFindings | None:
        """The record of a catalog; None where it can't be read, or the process is gone."""
        return self._ask(_Helper.record, locale, article)

    def locate(self) -> None:
        """Have the occurrences of all concepts found, which are then in their cache."""
        self._ask(_Helper.locate)

    def remember(self) -> None:
        """Have the translation memory take in every file."""
        self._ask(_Helper.remember)

    def rest(self) -> None:
        """End the process, for the sake of the memory that it holds; the next question starts another."""
        with self._lock:
            if self._worker is not None:
                self._worker.close()
            self._worker = None

    def stop(self) -> None:
        """Give up what is being found out, for good."""
        self._ended = True
        if self._worker is not None:
            # It writes to databases only, which outlive that.
            self._worker.kill()

    @property
    def ended(self) -> bool:
        """True if the process has ended and can't be used any more."""
        return self._ended

    def _ask(
        self,
        task: Callable[Concatenate[_Helper, _Asked], _Result],
        *given: _Asked.args,
        **named: _Asked.kwargs,
    ) -> _Result | None:
        with self._lock:
            if self._worker is None:
                self._worker = WorkerProcess(partial(_Helper, self._layout), niceness=_NICENESS)
            if self._ended:
                self._worker.kill()
                return None
            try:
                asked = self._worker.ask(task, *given, **named)
                fault = asked.exception()
                if fault is None:
                    return asked.result()
            except (RuntimeError, CancelledError) as gone:
                fault = gone
            # What a user can put right the server finds too, where it needs it, and says so. Otherwise the process was
            # killed, most likely for want of memory: another one would fare no better.
            self._ended = not isinstance(fault, Postl10nError)
            return None


class _Helper:
    """The state of the background process: what it has read so far."""

    def __init__(self, layout: ProjectLayout) -> None:
        # Imported where they are used: the server's side needs none of it.
        from postl10n.project.cache import Cache
        from postl10n.workspace.review.findings_index import FindingsIndex
        from postl10n.workspace.review.overview import ReviewCounts

        use(layout.project)
        self._layout = layout
        self._store = ProjectStore(layout)
        # What is found out is kept by the server alone.
        nothing = Cache(None)
        self._tallies = ReviewCounts(self._store, nothing)
        self._records = FindingsIndex(self._store, nothing)

    def count(self, locale: str, articles: Sequence[str]) -> list[Counted]:
        return [self._counted(locale, article) for article in articles]

    def record(self, locale: str, article: str) -> CatalogFindings | None:
        return self._records.make(locale, article)

    def _counted(self, locale: str, article: str) -> Counted:
        stamps = self._tallies.stamps(locale, article)
        digest, counts = self._tallies.counted(locale, article)
        known = self._store.sources if article != SITE else {}
        card = self._store.card(article) if article in known else ArticleCard(title=article, date="")
        return Counted(article=article, stamps=stamps, digest=digest, counts=counts, card=card)

    def locate(self) -> None:
        from postl10n.workspace.terms.index import TermIndex

        with TermIndex(self._layout) as index:
            index.located(self._store.glossary)

    def remember(self) -> None:
        from postl10n.workspace.memory import TranslationMemory

        TranslationMemory(self._layout).refresh()
