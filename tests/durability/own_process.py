"""Work whose threads and open files shall end with it: agents that are let fall keep theirs."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection

from tests.durability.tally import Tally


def in_own_process(work: Callable[[], Tally]) -> Tally:
    """Forked: begin it while this process has one thread. Raises ``EOFError`` when the work breaks off."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_answer, args=(theirs, work))
    child.start()
    theirs.close()
    try:
        answer: Tally = ours.recv()
    finally:
        ours.close()
        child.join()
    return answer


def _answer(line: Connection, work: Callable[[], Tally]) -> None:
    line.send(work())
