"""Keeps one visit in sight, one warm behind it, and the agent running. No Qt, no threads, nothing personal."""

import logging
import os
import selectors
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kiosk.child_process import ASK_EVERY, Child

_log = logging.getLogger(__name__)

FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
LASTING = 10.0
"""Seconds a child has to live for its end not to count as trouble."""


@dataclass(slots=True)
class BackOff:
    """Seconds before the next start: grows with each quick end, never a tight loop."""

    quick_ends: int = 0

    def after(self, lifetime: float, *, clean: bool) -> float:
        """``clean``: it ended by itself with status 0, as a visit does."""
        if clean or lifetime >= LASTING:
            self.quick_ends = 0
            return 0.0 if clean else FIRST_DELAY
        self.quick_ends += 1
        delay: float = min(LONGEST_DELAY, FIRST_DELAY * 2 ** (self.quick_ends - 1))
        return delay


class Supervisor:
    """``commands``: of a visit and, when it is to run, of the agent."""

    def __init__(
        self,
        visit_command: Sequence[str],
        agent_command: Sequence[str] | None,
        environment: Callable[[], Mapping[str, str]],
        forget: Callable[[Mapping[str, str]], None],
        alive: Callable[[], None] = lambda: None,
    ) -> None:
        """``environment`` makes that of a new visit, ``forget`` removes what it stands for; ``alive`` is told
        at every turn, at least every two seconds while a visit runs."""
        self._alive = alive
        self._visit_command = visit_command
        self._agent_command = agent_command
        self._environment = environment
        self._forget = forget
        self._selector = selectors.DefaultSelector()
        self._current: Child | None = None
        self._standby: Child | None = None
        self._agent: Child | None = None
        self._visit_delay = BackOff()
        self._agent_delay = BackOff()
        self._visit_due = 0.0
        self._agent_due = 0.0
        self._stopping = False

    def run(self, stop_fd: int) -> None:
        """Until a byte can be read from ``stop_fd``; then every child is ended."""
        self._selector.register(stop_fd, selectors.EVENT_READ, self._on_stop)
        try:
            while not self._stopping:
                self._start_what_is_due()
                self._watch()
                for key, _ in self._selector.select(self._until_due()):
                    key.data()
        finally:
            self._end_all()
            self._selector.close()

    # -- starting -----------------------------------------------------------------------------------

    def _start_what_is_due(self) -> None:
        now = time.monotonic()
        if self._agent is None and self._agent_command is not None and now >= self._agent_due:
            self._agent = self._start(self._agent_command, os.environ)
        if now < self._visit_due:
            return
        if self._current is None and self._standby is None:
            # Nobody waits behind it: it need not be told.
            self._current = self._start([*self._visit_command, "--in-sight"], self._environment())
        elif self._current is None:
            self._current, self._standby = self._standby, None
            self._raise_if_ready()
        if self._standby is None and self._current is not None and self._current.said("raised"):
            self._standby = self._start_visit()

    def _start_visit(self) -> Child:
        return self._start(self._visit_command, self._environment())

    def _start(self, command: Sequence[str], environment: Mapping[str, str]) -> Child:
        child = Child(command, environment)
        self._selector.register(child.output_fd, selectors.EVENT_READ, lambda: self._on_words(child))
        self._selector.register(child.end_fd, selectors.EVENT_READ, lambda: self._on_end(child))
        return child

    def _until_due(self) -> float | None:
        now = time.monotonic()
        waits = []
        if self._agent is None and self._agent_command is not None:
            waits.append(self._agent_due - now)
        if self._current is None or (self._standby is None and self._current.said("raised")):
            waits.append(self._visit_due - now)
        if any(child.said("ready") for child in self._visits()):
            waits.append(ASK_EVERY)
        return max(0.0, min(waits)) if waits else None

    # -- watching -----------------------------------------------------------------------------------

    def _watch(self) -> None:
        """A visit whose event loop stands still is ended like one that crashed: the standby rises."""
        self._alive()
        for child in self._visits():
            if child.hung:
                _log.error("A visit does not answer: ended")
                child.kill()
            elif child.said("ready"):
                child.ask_whether_alive()

    def _visits(self) -> list[Child]:
        return [child for child in (self._current, self._standby) if child is not None]

    # -- what children do ---------------------------------------------------------------------------

    def _on_words(self, child: Child) -> None:
        if not child.listen():
            self._unregister(child.output_fd)
            return
        if child is self._current:
            self._raise_if_ready()

    def _raise_if_ready(self) -> None:
        if self._current is not None and self._current.said("ready"):
            self._current.tell_once("raise")

    def _on_end(self, child: Child) -> None:
        status = child.reap()
        clean = status == 0
        if not clean:
            _log.warning("%s %d ended with %s", self._part(child), child.pid, _in_words(status))
        self._unregister(child.output_fd)
        self._unregister(child.end_fd)
        child.close()
        now = time.monotonic()
        if child is self._agent:
            self._agent = None
            self._agent_due = now + max(FIRST_DELAY, self._agent_delay.after(child.lifetime(), clean=False))
            return
        self._forget(child.environment)
        delay = self._visit_delay.after(child.lifetime(), clean=clean and child.said("raised"))
        self._visit_due = max(self._visit_due, now + delay) if delay else now
        self._replace(child, crashed=not clean)

    def _replace(self, child: Child, *, crashed: bool) -> None:
        """The standby rises at once, whatever became of the visit, unless visits die in a row."""
        if child is self._standby:
            self._standby = None
            return
        if child is not self._current:
            return
        self._current = None
        if self._standby is not None and not (crashed and self._visit_delay.quick_ends > 1):
            self._current, self._standby = self._standby, None
            self._raise_if_ready()

    def _part(self, child: Child) -> str:
        if child is self._agent:
            return "the agent"
        return "the visit in sight" if child is self._current else "the visit behind it"

    # -- ending -------------------------------------------------------------------------------------

    def _on_stop(self) -> None:
        self._stopping = True

    def _end_all(self) -> None:
        children = [child for child in (self._current, self._standby, self._agent) if child is not None]
        for child in children:
            child.ask_to_end()
        for child in children:
            child.end()
            self._forget(child.environment)

    def _unregister(self, fd: int) -> None:
        if fd in self._selector.get_map():
            self._selector.unregister(fd)


def _in_words(status: int) -> str:
    return signal.Signals(-status).name if status < 0 else f"status {status}"
