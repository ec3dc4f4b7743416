"""Sends a grade for a hand-in. It may be given before the hand-in has reached the platform, or without a line: it is
kept sealed, also over a restart, and tried again."""

import logging
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer

from domain.case.evaluation import Level
from domain.clock import Clock
from domain.contract.evaluation import Evaluation, EvaluationReply
from domain.failures import Failure, FailureCode
from qt_edge.background_jobs import Err, Outcome
from window_client.shell.platform_desk import PlatformDesk
from window_client.shell.rating_vault import PendingRating, RatingVault

_log = logging.getLogger(__name__)
_AGAIN_MS, _RARELY_MS = 5_000, 60_000
_OFTEN = timedelta(minutes=5)
KEPT = timedelta(days=7)


class CitizenRatings(QObject):
    """``unsent()``: refused, or not sent within :data:`KEPT`; who rated what is known to nobody here."""

    def __init__(self, desk: PlatformDesk, vault: RatingVault, clock: Clock, unsent: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self._vault = vault
        self._clock = clock
        self._unsent = unsent
        self._pending: tuple[PendingRating, ...] = ()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._try)

    def start(self) -> None:
        """With what a window before this one left."""
        self._pending = self._vault.read()
        self._try()

    def stop(self) -> None:
        """Part of the shutdown order. What is not sent stays on the disk."""
        self._again.stop()

    def send(self, case_id: str, token: str, level: Level) -> None:
        evaluation = Evaluation(case_id=case_id, token=token, level=level)
        self._keep((*self._pending, PendingRating(evaluation=evaluation, given_at=self._clock.now())))
        self._try()

    def _try(self) -> None:
        """All of them. An answer may be dropped when the clerk leaves: after a while it is asked again all the same,
        and the platform says that it has the grade."""
        if self._pending:
            self._again.start(_RARELY_MS)
        for one in self._pending:
            self._ask(one)

    def _ask(self, one: PendingRating) -> None:
        def answered(outcome: Outcome[EvaluationReply]) -> None:
            if not isinstance(outcome, Err) or outcome.failure.name == "EVALUATION_GIVEN":
                self._settle(one)
            elif _may_pass(outcome.failure) and self._age(one) < KEPT:
                self._again.start(_AGAIN_MS if self._age(one) < _OFTEN else _RARELY_MS)
            else:
                self._settle(one)
                self._unsent()

        self._desk.ask(lambda platform: platform.evaluate(one.evaluation), answered, anybody=True)

    def _age(self, one: PendingRating) -> timedelta:
        return abs(self._clock.now() - one.given_at)

    def _settle(self, one: PendingRating) -> None:
        self._keep(tuple(other for other in self._pending if other != one))
        if not self._pending:
            self._again.stop()

    def _keep(self, pending: tuple[PendingRating, ...]) -> None:
        """A disk that does not take it: the grade is sent all the same, while this window runs."""
        self._pending = pending
        try:
            self._vault.write(pending)
        except Failure as failure:
            _log.warning("grades not kept: %s", failure.code.value)


def _may_pass(failure: FailureCode) -> bool:
    """No answer, or a case that has not arrived yet."""
    return failure.value.startswith("N") or failure.name == "CASE_NOT_FOUND"
