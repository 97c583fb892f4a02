"""The hands of a build: this process alone, or several that divide articles among them."""

from __future__ import annotations

import datetime
import gc
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from postl10n.errors import UsageError
from postl10n.model.site import SiteContext, SiteFile
from postl10n.workspace.build.pages import (
    Bodies,
    PageBuilder,
    PageTask,
    Rendered,
    ResolvedArticle,
    open_session,
)
from postl10n.workspace.session import Session
from postl10n.workspace.worker_process import BrokenProcessPool, WorkerProcess

_Worker = WorkerProcess[PageBuilder]
_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

_BATCH = 4
"""Tasks that are handed out together: enough that no hand waits for the next, few enough that all end together."""
_WORTH_A_PROCESS = 200
"""Pages below which starting Python again takes longer than it saves (measured: 0.6 s, at 5 ms a page)."""

RenderJob = tuple[SiteFile, PageTask | None, Bodies | None]
"""A file to be made: with the task of its article if it is a page, with its texts if it is a search index."""


class InProcess:
    """Resolves pages and renders files; which hand does what does not show in the outcome."""

    def __init__(self, session: Session, as_of: datetime.date) -> None:
        self._hand = PageBuilder(session, as_of)

    def resolve(self, tasks: Sequence[PageTask]) -> Iterator[ResolvedArticle]:
        return map(self._hand.resolve, tasks)

    def render(self, site: SiteContext, orders: Sequence[RenderJob], *, dry: bool) -> Iterator[Rendered]:
        self._hand.enter(site, dry=dry)
        return (self._hand.render(*order) for order in orders)


class ProcessPool(InProcess):
    """Hands in processes of their own. Each renders the pages that it has resolved."""

    def __init__(self, workers: Sequence[_Worker]) -> None:
        self._workers = workers
        self._of: dict[str, _Worker] = {}

    def resolve(self, tasks: Sequence[PageTask]) -> Iterator[ResolvedArticle]:
        left = deque(tasks)
        for worker, task, answer in self._work(_resolve, dict.fromkeys(self._workers, left), _BATCH):
            self._of[task.article] = worker
            yield answer

    def render(self, site: SiteContext, orders: Sequence[RenderJob], *, dry: bool) -> Iterator[Rendered]:
        left: dict[_Worker, deque[RenderJob]] = {one: deque() for one in self._workers}
        for number, order in enumerate(orders):
            spare = self._workers[number % len(self._workers)]
            left[self._of.get(order[0].article, spare)].append(order)
        for entered in [worker.ask(PageBuilder.enter, site, dry=dry) for worker in self._workers]:
            entered.result()
        for _, _, answer in self._work(_render, left, 4 * _BATCH):
            yield answer

    def _work(
        self,
        do: Callable[[PageBuilder, Sequence[_Task]], list[_Result]],
        left: Mapping[_Worker, deque[_Task]],
        size: int,
    ) -> Iterator[tuple[_Worker, _Task, _Result]]:
        """Hand out what is left for each process as long as there is any, and give the answers as they come."""

        def more(worker: _Worker) -> None:
            own = left[worker]
            if batch := [own.popleft() for _ in range(min(size, len(own)))]:
                busy[worker.ask(do, batch)] = worker, batch

        busy: dict[Future[list[_Result]], tuple[_Worker, list[_Task]]] = {}
        for worker in self._workers:
            more(worker)
        while busy:
            for ready in wait(busy, return_when=FIRST_COMPLETED).done:
                worker, batch = busy.pop(ready)
                answers = ready.result()
                more(worker)
                for task, answer in zip(batch, answers, strict=True):
                    yield worker, task, answer


@contextmanager
def page_workers(session: Session, as_of: datetime.date, *, jobs: int, pages: int) -> Iterator[InProcess]:
    """A crew for so many pages; `jobs` is how many processes may work at once.

    Raises UsageError if one of them was killed.
    """
    if jobs < 2 or pages < _WORTH_A_PROCESS:
        yield InProcess(session, as_of)
        return
    make = partial(_page_builder, session.layout.root, as_of)
    workers = [WorkerProcess(make) for _ in range(jobs)]
    try:
        yield ProcessPool(workers)
    except BrokenProcessPool as error:
        hint = (
            "It was killed, most likely for want of memory: build with fewer --jobs. "
            'A script needs the guard `if __name__ == "__main__":`.'
        )
        raise UsageError("a process of the build ended before its work was done", hint=hint) from error
    finally:
        for worker in workers:
            worker.close()


def _page_builder(root: Path, as_of: datetime.date) -> PageBuilder:
    """Return the page builder of a process."""
    # What is made here lives until its page is written; looking for cycles in it takes a tenth of the time.
    gc.set_threshold(100_000, 50, 50)
    return PageBuilder(open_session(root), as_of)


def _resolve(hand: PageBuilder, tasks: Sequence[PageTask]) -> list[ResolvedArticle]:
    return [hand.resolve(task) for task in tasks]


def _render(hand: PageBuilder, orders: Sequence[RenderJob]) -> list[Rendered]:
    return [hand.render(*order) for order in orders]
