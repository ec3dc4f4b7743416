"""Questions to the platform off the GUI thread, each worker with a line of its own."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from domain.contract.clerk import CaseFile, ClerkSession, Decision, DecisionReply, Worklist
from domain.contract.evaluation import Evaluation, EvaluationReply
from domain.contract.handover import Handover, HandoverFacts, ResultFile, ResultQuery
from domain.contract.presence import AssistanceRequest, AssistanceTicket
from domain.contract.queue_calls import QueueBoard, QueueCall
from domain.contract.transfer import TransferAsk, TransferLists
from domain.failures import Failure, FailureCode
from qt_edge.background_jobs import BackgroundJobs, Err, Outcome

T = TypeVar("T")


class Platform(Protocol):
    """What the window asks; every call may block and raises ``Failure`` with an N or X code."""

    def login(self, username: str, password: str) -> ClerkSession: ...

    def resume(self, lease: str) -> ClerkSession: ...

    def worklist(self, session_token: str) -> Worklist: ...

    def case_file(self, session_token: str, case_id: str) -> CaseFile: ...

    def page(self, session_token: str, case_id: str, plain_digest: str) -> bytes: ...

    def preview(self, session_token: str, case_id: str, plain_digest: str) -> bytes: ...

    def decide(self, session_token: str, case_id: str, decision: Decision) -> DecisionReply: ...

    def queue(self, session_token: str) -> QueueBoard: ...

    def call_number(self, session_token: str, call: QueueCall) -> QueueBoard: ...

    def transfers(self, session_token: str, ask: TransferAsk) -> TransferLists: ...

    def evaluate(self, evaluation: Evaluation) -> EvaluationReply: ...

    def result(self, session_token: str, query: ResultQuery) -> ResultFile: ...

    def hand_over(self, session_token: str, case_id: str, handover: Handover) -> HandoverFacts: ...

    def vouch(self, session_token: str, whom: AssistanceRequest) -> AssistanceTicket: ...


class PlatformDesk:
    """One worker and one line. ``heard`` gets ``None`` after an answer and the code after a failure, but not for a
    question asked under another session: its refusal says nothing of the clerk who is in now.

    After :meth:`forget` the answers of questions asked before are dropped: they belong to a clerk who left.
    """

    def __init__(
        self,
        name: str,
        connect: Callable[[], Platform],
        heard: Callable[[FailureCode | None], None],
        token: Callable[[], str],
    ) -> None:
        self._jobs = BackgroundJobs(name)
        self._connect = connect
        self._heard = heard
        self._token = token
        self._platform: Platform | None = None
        self._generation = 0

    def ask(
        self, question: Callable[[Platform], T], done: Callable[[Outcome[T]], None], *, anybody: bool = False
    ) -> None:
        """``anybody``: the question needs no session. Any other is, for a clerk under a lease, not even sent."""
        asked_in, asked_as = self._generation, self._token()

        def answered(outcome: Outcome[T]) -> None:
            if asked_in != self._generation:
                return
            if asked_as == self._token():
                self._heard(outcome.failure if isinstance(outcome, Err) else None)
            done(outcome)

        def work() -> T:
            if not asked_as and not anybody:
                raise Failure(FailureCode.WORKING_OFFLINE)
            return question(self._line())

        self._jobs.run(work, answered)

    def forget(self) -> None:
        self._generation += 1

    def stop(self) -> None:
        self.forget()
        self._jobs.stop()

    def _line(self) -> Platform:
        """On the worker: reading the enrolment may fail like any question."""
        if self._platform is None:
            self._platform = self._connect()
        return self._platform
