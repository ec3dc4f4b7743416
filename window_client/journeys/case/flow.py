"""One case on the desk: load, read, choose, confirm, send. What was sent keeps its id until answered."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from domain.case.decision_rules import Want, lacking, wanting
from domain.contract.clerk import Action, CaseFile, Decision, DecisionReply, Outcome
from domain.failures import FailureCode, text_key
from domain.flow.machine import Step, Table
from domain.text import Text


@dataclass(frozen=True, slots=True)
class Loading:
    case_id: str
    note: Text | None = None
    """Said once the case is there, e.g. why it was loaded again."""


@dataclass(frozen=True, slots=True)
class LoadFailed:
    case_id: str
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class Reading:
    file: CaseFile = field(repr=False)
    note: Text | None = None
    revealed: bool = False
    """The applicant's data is shown in full for a few seconds."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the clerk filled in beside the choice; of no use to the other actions."""

    reason: str = field(default="", repr=False)
    supply_by: date | None = None
    promise_signed: bool = False
    competent_body: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Confirming:
    """The clerk chose what to decide and is asked for what it takes."""

    file: CaseFile = field(repr=False)
    action: Action
    decision_id: str
    want: Want | None = None
    """What the last try lacked."""
    grounds: Grounds = Grounds()
    """As far as it is written."""


@dataclass(frozen=True, slots=True)
class Deciding:
    file: CaseFile = field(repr=False)
    decision: Decision = field(repr=False)


@dataclass(frozen=True, slots=True)
class Undecided:
    """No answer came: the platform may or may not have the decision. Sending it again is safe."""

    file: CaseFile = field(repr=False)
    decision: Decision = field(repr=False)
    failure: FailureCode


State: TypeAlias = Loading | LoadFailed | Reading | Confirming | Deciding | Undecided


@dataclass(frozen=True, slots=True)
class Loaded:
    file: CaseFile = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class RetryAsked:
    pass


@dataclass(frozen=True, slots=True)
class RevealAsked:
    pass


@dataclass(frozen=True, slots=True)
class RevealOver:
    pass


@dataclass(frozen=True, slots=True)
class Chosen:
    action: Action
    decision_id: str
    """Fresh; used only if this choice is confirmed."""


@dataclass(frozen=True, slots=True)
class GroundsWritten:
    """At every key and click."""

    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Resumed:
    """A decision that was being written when the window ended, under the id it had."""

    action: Action
    decision_id: str
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Confirmed:
    today: date
    grounds: Grounds = Grounds()


@dataclass(frozen=True, slots=True)
class PromiseAsked:
    """The promise (承诺书) is to be printed for the applicant to sign."""

    supply_by: date


@dataclass(frozen=True, slots=True)
class Cancelled:
    pass


@dataclass(frozen=True, slots=True)
class Told:
    """Something the clerk has to know of this case."""

    words: Text


@dataclass(frozen=True, slots=True)
class Decided:
    reply: DecisionReply = field(repr=False)


@dataclass(frozen=True, slots=True)
class BackAsked:
    pass


Event: TypeAlias = (
    Loaded
    | Failed
    | RetryAsked
    | RevealAsked
    | RevealOver
    | Chosen
    | GroundsWritten
    | Resumed
    | Confirmed
    | PromiseAsked
    | Cancelled
    | Told
    | Decided
    | BackAsked
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Load:
    case_id: str


@dataclass(frozen=True, slots=True)
class Send:
    case_id: str
    decision: Decision = field(repr=False)


@dataclass(frozen=True, slots=True)
class HideLater:
    pass


@dataclass(frozen=True, slots=True)
class BeginCorrection:
    file: CaseFile = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintPromise:
    file: CaseFile = field(repr=False)
    supply_by: date


@dataclass(frozen=True, slots=True)
class Finish:
    reply: DecisionReply = field(repr=False)


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Load | Send | HideLater | BeginCorrection | PrintPromise | Finish | Leave


def _load(state: Loading, event: Loaded) -> Step[State, Effect]:
    return Step(Reading(event.file, state.note))


def _load_failed(state: Loading, event: Failed) -> Step[State, Effect]:
    return Step(LoadFailed(state.case_id, event.failure))


def _load_again(state: LoadFailed, _event: RetryAsked) -> Step[State, Effect]:
    return Step(Loading(state.case_id), (Load(state.case_id),))


def _reload(state: Reading, _event: RetryAsked) -> Step[State, Effect]:
    case_id = state.file.item.case_id
    return Step(Loading(case_id), (Load(case_id),))


def _reveal(state: Reading, _event: RevealAsked) -> Step[State, Effect]:
    return Step(replace(state, revealed=True), (HideLater(),))


def _hide(state: Reading, _event: RevealOver) -> Step[State, Effect]:
    return Step(replace(state, revealed=False))


def _tell(state: Reading, event: Told) -> Step[State, Effect]:
    return Step(replace(state, note=event.words))


def _choose(state: Reading, event: Chosen) -> Step[State, Effect]:
    if event.action not in state.file.actions:
        return Step(state)
    if event.action == "ask_correction":
        return Step(replace(state, revealed=False), (BeginCorrection(state.file),))
    return Step(Confirming(state.file, event.action, event.decision_id))


def _resume(state: Reading, event: Resumed) -> Step[State, Effect]:
    if event.action not in state.file.actions:
        return Step(state)
    return Step(Confirming(state.file, event.action, event.decision_id, grounds=event.grounds))


def _written(state: Confirming, event: GroundsWritten) -> Step[State, Effect]:
    return Step(replace(state, grounds=event.grounds))


def _cancel(state: Confirming, _event: Cancelled) -> Step[State, Effect]:
    return Step(Reading(state.file))


def _confirm(state: Confirming, event: Confirmed) -> Step[State, Effect]:
    item, grounds = state.file.item, event.grounds
    decision = Decision(
        decision_id=state.decision_id,
        expected_version=item.version,
        action=state.action,
        reason=grounds.reason.strip(),
        supply_by=grounds.supply_by if state.action == "tolerate" else None,
        promise_signed=grounds.promise_signed,
        competent_body=grounds.competent_body.strip(),
        outcome=grounds.outcome if state.action == "finish" else None,
    )
    latest = state.file.supply_by_latest or event.today
    want = wanting(decision, lacking(state.file.materials, supply_by=item.supply_by), event.today, latest)
    if want is not None:
        return Step(replace(state, want=want, grounds=grounds))
    return Step(Deciding(state.file, decision), (Send(item.case_id, decision),))


def _print_promise(state: Confirming, event: PromiseAsked) -> Step[State, Effect]:
    return Step(state, (PrintPromise(state.file, event.supply_by),))


def _decided(state: Deciding, event: Decided) -> Step[State, Effect]:
    return Step(Reading(state.file), (Finish(event.reply),))


def _send_failed(state: Deciding, event: Failed) -> Step[State, Effect]:
    """A final no of the platform means that our picture of the case is old: it is loaded again."""
    if not is_final(event.failure):
        return Step(Undecided(state.file, state.decision, event.failure))
    case_id = state.file.item.case_id
    return Step(Loading(case_id, Text(text_key(event.failure))), (Load(case_id),))


def is_final(failure: FailureCode) -> bool:
    """The platform judged the decision itself; a lost line or an ended session leaves it open."""
    return failure.value.startswith("X") and failure.name != "CLERK_REFUSED"


def _send_again(state: Undecided, _event: RetryAsked) -> Step[State, Effect]:
    return Step(Deciding(state.file, state.decision), (Send(state.file.item.case_id, state.decision),))


def _look_again(state: Undecided, _event: Cancelled) -> Step[State, Effect]:
    case_id = state.file.item.case_id
    return Step(Loading(case_id), (Load(case_id),))


def _leave(state: State, _event: BackAsked) -> Step[State, Effect]:
    return Step(state, (Leave(),))


TABLE: Table[State, Effect] = {
    (Loading, Loaded): _load,
    (Loading, Failed): _load_failed,
    (Loading, BackAsked): _leave,
    (LoadFailed, RetryAsked): _load_again,
    (LoadFailed, BackAsked): _leave,
    (Reading, RetryAsked): _reload,
    (Reading, RevealAsked): _reveal,
    (Reading, RevealOver): _hide,
    (Reading, Told): _tell,
    (Reading, Chosen): _choose,
    (Reading, Resumed): _resume,
    (Reading, BackAsked): _leave,
    (Confirming, GroundsWritten): _written,
    (Confirming, Cancelled): _cancel,
    (Confirming, BackAsked): _cancel,
    (Confirming, Confirmed): _confirm,
    (Confirming, PromiseAsked): _print_promise,
    (Deciding, Decided): _decided,
    (Deciding, Failed): _send_failed,
    (Undecided, RetryAsked): _send_again,
    (Undecided, Confirmed): _send_again,
    (Undecided, Cancelled): _look_again,
    (Undecided, BackAsked): _leave,
}
