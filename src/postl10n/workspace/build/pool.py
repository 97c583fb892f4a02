"""The hands of a build: this process alone, or several that divide articles among them."""

from __future__ import annotations

import datetime
import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from postl10n.model.site import SiteFile
from postl10n.workspace.build.pages import (
    Bodies,
    PageBuilder,
    PageTask,
    RenderContext,
    Rendered,
    ResolvedArticle,
    open_session,
)
from postl10n.workspace.session import Session

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

    def render(self, setting: RenderContext, orders: Sequence[RenderJob]) -> Iterator[Rendered]:
        self._hand.enter(setting)
        return (self._hand.render(*order) for order in orders)


class ProcessPool(InProcess):
    """Hands in processes of their own. Each renders the pages that it has resolved."""

    def __init__(self, connections: Sequence[Connection]) -> None:
        self._connections = connections
        self._of: dict[str, Connection] = {}

    def resolve(self, tasks: Sequence[PageTask]) -> Iterator[ResolvedArticle]:
        left = deque(tasks)

        def more(connection: Connection) -> list[tuple[str, object]]:
            batch = [left.popleft() for _ in range(min(_BATCH, len(left)))]
            self._of.update((task.article, connection) for task in batch)
            return [("resolve", task) for task in batch]

        for answer in self._work(more):
            if not isinstance(answer, ResolvedArticle):
                raise TypeError(answer)
            yield answer

    def render(self, setting: RenderContext, orders: Sequence[RenderJob]) -> Iterator[Rendered]:
        left: dict[Connection, deque[RenderJob]] = {one: deque() for one in self._connections}
        for number, order in enumerate(orders):
            spare = self._connections[number % len(self._connections)]
            left[self._of.get(order[0].article, spare)].append(order)
        for connection in self._connections:
            connection.send([("enter", setting)])
            connection.recv()

        def more(connection: Connection) -> list[tuple[str, object]]:
            own = left[connection]
            return [("render", own.popleft()) for _ in range(min(4 * _BATCH, len(own)))]

        for answer in self._work(more):
            if not isinstance(answer, Rendered):
                raise TypeError(answer)
            yield answer

    def _work(self, more: Callable[[Connection], list[tuple[str, object]]]) -> Iterator[object]:
        """Hand out work as long as there is any, and give the answers as they come."""
        busy = []
        for connection in self._connections:
            if batch := more(connection):
                connection.send(batch)
                busy.append(connection)
        while busy:
            for ready in wait(busy):
                if not isinstance(ready, Connection):
                    raise TypeError(ready)
                answers = ready.recv()
                if isinstance(answers, BaseException):
                    raise answers
                if batch := more(ready):
                    ready.send(batch)
                else:
                    busy.remove(ready)
                yield from answers


@contextmanager
def page_workers(session: Session, as_of: datetime.date, *, jobs: int, pages: int) -> Iterator[InProcess]:
    """A crew for so many pages; `jobs` is how many processes may work at once."""
    if jobs < 2 or pages < _WORTH_A_PROCESS:
        yield InProcess(session, as_of)
        return
    # Not forked: a process with threads (a server, a progress display) can't be forked safely.
    context = multiprocessing.get_context("spawn")
    hands: list[tuple[Connection, SpawnProcess]] = []
    try:
        for _ in range(jobs):
            near, far = context.Pipe()
            process = context.Process(target=_serve, args=(far, session.layout.root, as_of), daemon=True)
            process.start()
            far.close()
            hands.append((near, process))
        yield ProcessPool([connection for connection, _ in hands])
    finally:
        for connection, process in hands:
            connection.close()
            process.join()


def usable_cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0))


def _serve(connection: Connection, root: Path, as_of: datetime.date) -> None:
    """What a process does: answer each batch, until the other side hangs up."""
    # The terminal sends Ctrl-C to all of its processes; ours end when the first one does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is made here lives until its page is written; looking for cycles in it takes a tenth of the time.
    gc.set_threshold(100_000, 50, 50)
    hand: PageBuilder | None = None
    try:
        while True:
            batch: Sequence[tuple[str, object]] = connection.recv()
            try:
                hand = hand or PageBuilder(open_session(root), as_of)
                answer: object = [_answer(hand, *work) for work in batch]
            except Exception as error:
                answer = error
            connection.send(answer)
    except (EOFError, ConnectionError):
        return


def _answer(hand: PageBuilder, verb: str, work: object) -> object:
    if verb == "resolve" and isinstance(work, PageTask):
        return hand.resolve(work)
    if verb == "enter" and isinstance(work, RenderContext):
        hand.enter(work)
        return None
    if verb == "render" and isinstance(work, tuple):
        return hand.render(*work)
    raise ValueError(verb)
