"""An unfinished application is saved as it grows: a visit that is cut off, by whatever, loses seconds of it."""

import logging

from kiosk.composition.unfinished import unfinished_of
from kiosk.composition.workbench import Workbench
from kiosk.journey_map import Visit
from qt_edge.background_jobs import Err, Outcome

_log = logging.getLogger(__name__)
EVERY = 15
"""Seconds between two looks at what is being written."""


class KeepingUp:
    """Of one visit. What is saved stays when its owner holds a code, and when nobody chose to leave."""

    def __init__(self) -> None:
        self._saved: Visit | None = None
        self._seconds = 0

    def keep(self, bench: Workbench, visit: Visit) -> None:
        """In the background; nothing for what cannot be put away or is saved already."""
        if visit.may_pause and visit != self._saved:
            self._saved = visit
            bench.storage.run(lambda: save(bench, visit), _on_kept)

    def tick(self, bench: Workbench, visit: Visit) -> None:
        """A second went by."""
        self._seconds += 1
        if self._seconds % EVERY == 0:
            self.keep(bench, visit)


def _on_kept(outcome: Outcome[str]) -> None:
    """What was saved before stays; the citizen is told by the step that cannot go on without a disk."""
    if isinstance(outcome, Err):
        _log.warning("draft not brought up to date: %s", outcome.failure)


def save(bench: Workbench, visit: Visit) -> str:
    """The continue code, as shown. Raises ``Failure``."""
    assert visit.task is not None
    assert visit.person is not None
    case = unfinished_of(visit, visit.task, visit.person, bench.shop.catalogue, bench.enrolment)
    return bench.keeper.drafts.save(case)
