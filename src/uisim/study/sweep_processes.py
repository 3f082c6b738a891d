"""Cells played by other processes of this machine, or by those of a cluster."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, ProcessPoolExecutor, wait
from multiprocessing import connection
from threading import Thread
from typing import Final

from uisim.study.sweep import Answer, Players, Task, play_cell

AHEAD: Final = 2
"""Cells handed out for each process, so that none waits for the next."""


def in_processes(processes: int) -> Players:
    """Play in so many processes of this machine; they end with this one, however it ends."""

    def players(tasks: Iterator[Task]) -> Iterator[Answer]:
        context = multiprocessing.get_context("spawn")
        before = set(multiprocessing.active_children())
        with ProcessPoolExecutor(processes, context, _initialise) as pool:
            try:
                yield from handed_out(pool, tasks, AHEAD * processes)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                for child in set(multiprocessing.active_children()) - before:
                    child.terminate()
                raise

    return players


def handed_out(executor: Executor, tasks: Iterator[Task], at_once: int) -> Iterator[Answer]:
    """Hand out cells, never more than ``at_once``; yield what comes back as it comes."""
    running = set()
    for task in tasks:
        running.add(executor.submit(play_cell, task))
        if len(running) == at_once:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (one.result() for one in done)
    while running:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        yield from (one.result() for one in done)


def _initialise() -> None:
    """Leave Ctrl-C to the parent; end when the parent has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(1)
