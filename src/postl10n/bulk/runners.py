"""Where shards are worked on: in this process, in others of this machine, or on Dask's workers."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import partial

from postl10n.bulk.folder import KEPT
from postl10n.bulk.passes import perform
from postl10n.bulk.worker import Result, Setup, Task, install
from postl10n.errors import UsageError

_BREAKS = 8
"""The losses of processes after which a pool is given up, if no shard is finished in between."""
Runner = Callable[[Sequence[Task]], Iterator[tuple[int, Result]]]
"""Yields each result with the number of its task, in any order. Raises a Postl10nError that stops the run."""


@contextlib.contextmanager
def local(setup: Setup) -> Iterator[Runner]:
    """Work in this process, one shard after the other."""
    install(setup)
    yield lambda tasks: ((number, perform(task)) for number, task in enumerate(tasks))


@contextlib.contextmanager
def processes(setup: Setup) -> Iterator[Runner]:
    """Work in processes of this machine. Where one is killed, its pool is made anew, and what it had is done again."""
    pools: list[ProcessPoolExecutor] = []

    def run(tasks: Sequence[Task]) -> Iterator[tuple[int, Result]]:
        left, broken = dict(enumerate(tasks)), 0
        while left:
            if not pools:
                pools.append(_pool(setup))
            try:
                futures = {pools[0].submit(perform, task): number for number, task in left.items()}
                for future in as_completed(futures):
                    yield futures[future], future.result()
                    del left[futures[future]]
                    broken = 0
            except BrokenProcessPool:
                pools.pop().shutdown(cancel_futures=True)
                broken += 1
                if broken == _BREAKS:
                    raise UsageError("its processes are killed again and again", hint=KEPT) from None

    try:
        yield run
    finally:
        for pool in pools:
            pool.shutdown(cancel_futures=True)


def _pool(setup: Setup) -> ProcessPoolExecutor:
    # Spawned and not forked: a process with threads can't be forked safely.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(setup.options.workers, context, initializer=_start, initargs=(setup,))


def _start(setup: Setup) -> None:
    # The terminal sends Ctrl-C to all of its processes; ours end when the first one does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    install(setup)


@contextlib.contextmanager
def dask(setup: Setup, tell: Callable[[str], None]) -> Iterator[Runner]:
    """Work on the workers of a scheduler, or of a cluster of this machine that is made for it."""
    from dask.config import set as configured
    from distributed import Client, LocalCluster, as_completed
    from distributed.client import FutureCancelledError
    from distributed.scheduler import KilledWorker

    asked, gone = setup.options, (OSError, TimeoutError, FutureCancelledError, KilledWorker)
    # Looking at the stack a hundred times a second is for those who mend Dask.
    quiet = {"distributed.worker.profile.enabled": False}
    for logger in ("distributed", "distributed.client"):
        # It logs a traceback when a scheduler is lost, which our message tells of.
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    own = partial(LocalCluster, asked.workers, threads_per_worker=1, dashboard_address="127.0.0.1:0")
    with contextlib.ExitStack() as stack, configured(quiet):
        try:
            scheduler = asked.scheduler or stack.enter_context(own(silence_logs=logging.CRITICAL))
            client = stack.enter_context(Client(scheduler))
            # Workers that join later have it too.
            client.register_worker_callbacks(partial(install, setup))
        except (*gone, ValueError) as error:
            raise UsageError(f"the scheduler {asked.scheduler} does not answer: {error}") from error
        tell(f"Dashboard: {client.dashboard_link}")

        def run(tasks: Sequence[Task]) -> Iterator[tuple[int, Result]]:
            futures = client.map(perform, tasks, pure=False)
            numbers = {future.key: number for number, future in enumerate(futures)}
            try:
                # Asked one by one: `with_results` gives the fault of a lost future as if it were its result.
                for future in as_completed(futures):
                    yield numbers[future.key], future.result()
            except gone as error:
                raise UsageError(
                    "the cluster's scheduler, or every worker of a shard, is gone", hint=KEPT
                ) from error

        yield run


def runner_of(setup: Setup, tell: Callable[[str], None]) -> contextlib.AbstractContextManager[Runner]:
    """Return the runner that is asked for, not yet started."""
    name = setup.options.runner
    return dask(setup, tell) if name == "dask" else processes(setup) if name == "processes" else local(setup)
