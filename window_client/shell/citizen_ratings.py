"""Sends a grade for a hand-in. It may be asked before the hand-in has reached the platform: then it is tried again."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from domain.case.evaluation import Level
from domain.contract.evaluation import Evaluation, EvaluationReply
from domain.failures import FailureCode
from qt_edge.background_jobs import Err, Outcome
from window_client.shell.platform_desk import PlatformDesk

_AGAIN_MS, _TRIES = 5000, 60


class CitizenRatings(QObject):
    """``unsent()`` after the last try; who rated what is known to nobody here."""

    def __init__(self, desk: PlatformDesk, unsent: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self._unsent = unsent

    def send(self, case_id: str, token: str, level: Level, tries: int = _TRIES) -> None:
        evaluation = Evaluation(case_id=case_id, token=token, level=level)

        def answered(outcome: Outcome[EvaluationReply]) -> None:
            if not isinstance(outcome, Err) or outcome.failure.name == "EVALUATION_GIVEN":
                return
            if tries > 1 and _may_pass(outcome.failure):
                QTimer.singleShot(_AGAIN_MS, self, lambda: self.send(case_id, token, level, tries - 1))
            else:
                self._unsent()

        self._desk.ask(lambda platform: platform.evaluate(evaluation), answered, anybody=True)


def _may_pass(failure: FailureCode) -> bool:
    """No answer, or a case that has not arrived yet."""
    return failure.value.startswith("N") or failure.name == "CASE_NOT_FOUND"
