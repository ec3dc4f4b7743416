"""An unfinished application is saved as it grows, once somebody holds its code."""

import logging

from kiosk.composition.unfinished import unfinished_of
from kiosk.composition.workbench import Workbench
from kiosk.journey_map import Visit
from qt_edge.background_jobs import Err, Outcome

_log = logging.getLogger(__name__)


def keep_up(bench: Workbench, visit: Visit) -> None:
    """What the citizen holds a code for is saved again, in the background. Nothing for any other visit."""
    if visit.continue_code and visit.may_pause:
        bench.storage.run(lambda: save(bench, visit), _on_kept_up)


def _on_kept_up(outcome: Outcome[str]) -> None:
    """What was saved before stays; the citizen is told by the step that cannot go on without a disk."""
    if isinstance(outcome, Err):
        _log.warning("draft not brought up to date: %s", outcome.failure)


def save(bench: Workbench, visit: Visit) -> str:
    """The continue code, as shown. Raises ``Failure``."""
    assert visit.task is not None
    assert visit.person is not None
    case = unfinished_of(visit, visit.task, visit.person, bench.shop.catalogue, bench.enrolment)
    return bench.keeper.drafts.save(case)
