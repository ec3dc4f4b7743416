"""From the receipt to the signature and the slip. Once sent, a handover keeps its id until it is answered."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from domain.case.receipt_code import decode
from domain.contract.handover import Handover, HandoverFacts, NumberShown, Recipient, ResultFile, ResultQuery
from domain.contract.progress import ProgressQuery
from domain.failures import Failure, FailureCode, text_key
from domain.flow.machine import Step, Table
from domain.text import Text, text


@dataclass(frozen=True, slots=True)
class Asking:
    """For the receipt, or a number with the document."""

    problem: Text | None = None


@dataclass(frozen=True, slots=True)
class Looking:
    query: ResultQuery = field(repr=False)


@dataclass(frozen=True, slots=True)
class Found:
    query: ResultQuery = field(repr=False)
    file: ResultFile
    agent: str = field(default="", repr=False)
    """Name on the card the agent showed."""
    problem: Text | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """The recipient has the pad."""

    found: Found
    handover_id: str
    recipient: Recipient
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sending:
    found: Found
    handover: Handover = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The platform may have it: sent again under the same id it is handed over once."""

    found: Found
    handover: Handover = field(repr=False)
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class HandedOver:
    facts: HandoverFacts
    printing: str = ""
    """Job under way."""
    trouble: FailureCode | None = None


State: TypeAlias = Asking | Looking | Found | Signing | Sending | Unanswered | HandedOver


@dataclass(frozen=True, slots=True)
class CodeShown:
    payload: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NumberTyped:
    number: str
    id_number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ResultCame:
    file: ResultFile


@dataclass(frozen=True, slots=True)
class Failed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class AgentShown:
    """Their card was read."""

    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CounterChosen:
    handover_id: str
    """Fresh."""
    recipient: Recipient
    name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CourierChosen:
    handover_id: str
    """Fresh."""
    tracking_no: str


@dataclass(frozen=True, slots=True)
class Signed:
    picture: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotSigned:
    """The recipient says that it is wrong, or the clerk ended the question."""


@dataclass(frozen=True, slots=True)
class Answered:
    facts: HandoverFacts


@dataclass(frozen=True, slots=True)
class RetryAsked:
    pass


@dataclass(frozen=True, slots=True)
class PrintAsked:
    job_id: str
    """Fresh."""


@dataclass(frozen=True, slots=True)
class PrinterDone:
    job_id: str


@dataclass(frozen=True, slots=True)
class PrinterFailed:
    job_id: str
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class BackAsked:
    pass


Event: TypeAlias = (
    CodeShown | NumberTyped | ResultCame | Failed | AgentShown | CounterChosen | CourierChosen | Signed | NotSigned
    | Answered | RetryAsked | PrintAsked | PrinterDone | PrinterFailed | BackAsked
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    query: ResultQuery = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskSignature:
    file: ResultFile
    recipient: Recipient


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The pad is not asked any more."""


@dataclass(frozen=True, slots=True)
class Send:
    case_id: str
    handover: Handover = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintSlip:
    job_id: str
    facts: HandoverFacts


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Look | AskSignature | Withdraw | Send | PrintSlip | Leave


def _look(query: ResultQuery) -> Step[State, Effect]:
    return Step(Looking(query), (Look(query),))


def _code_shown(_state: State, event: CodeShown) -> Step[State, Effect]:
    try:
        code = decode(event.payload)
    except Failure as failure:
        return Step(Asking(text(text_key(failure.code))))
    return _look(ResultQuery(receipt=ProgressQuery(case_id=code.case_id, token=code.token)))


def _number_typed(_state: Asking, event: NumberTyped) -> Step[State, Effect]:
    number, id_number = event.number.strip(), event.id_number.strip()
    if not number or not id_number:
        return Step(Asking(text("window_handover.both_needed")))
    return _look(ResultQuery(number=NumberShown(number=number, id_number=id_number)))


def _came(state: Looking, event: ResultCame) -> Step[State, Effect]:
    return Step(Found(state.query, event.file))


def _not_found(_state: Looking, event: Failed) -> Step[State, Effect]:
    return Step(Asking(text(text_key(event.failure))))


def _agent_shown(state: Found, event: AgentShown) -> Step[State, Effect]:
    return Step(replace(state, agent=event.name, problem=None))


def _at_counter(state: Found, event: CounterChosen) -> Step[State, Effect]:
    name = event.name.strip() if event.recipient == "agent" else ""
    if event.recipient == "agent" and not name:
        return Step(replace(state, problem=text("window_handover.agent_needed")))
    if state.file.handed_over is not None:
        return Step(state)
    signing = Signing(replace(state, problem=None), event.handover_id, event.recipient, name)
    return Step(signing, (AskSignature(state.file, event.recipient),))


def _by_courier(state: Found, event: CourierChosen) -> Step[State, Effect]:
    tracking_no = event.tracking_no.strip()
    if not tracking_no:
        return Step(replace(state, problem=text("window_handover.tracking_needed")))
    if state.file.handed_over is not None:
        return Step(state)
    query = state.query
    return _send(
        replace(state, problem=None),
        Handover(receipt=query.receipt, number=query.number, handover_id=event.handover_id, way="courier",
                 tracking_no=tracking_no),
    )  # fmt: skip


def _signed(state: Signing, event: Signed) -> Step[State, Effect]:
    query = state.found.query
    made = Handover.signed(
        event.picture, receipt=query.receipt, number=query.number, handover_id=state.handover_id,
        recipient=state.recipient, recipient_name=state.name,
    )  # fmt: skip
    return _send(state.found, made)


def _not_signed(state: Signing, _event: NotSigned) -> Step[State, Effect]:
    return Step(replace(state.found, problem=text("window_handover.not_signed")))


def _stop_signing(state: Signing, _event: BackAsked) -> Step[State, Effect]:
    return Step(state.found, (Withdraw(),))


def _send(found: Found, handover: Handover) -> Step[State, Effect]:
    return Step(Sending(found, handover), (Send(found.file.case_id, handover),))


def _answered(_state: Sending, event: Answered) -> Step[State, Effect]:
    return Step(HandedOver(event.facts))


def _send_failed(state: Sending, event: Failed) -> Step[State, Effect]:
    """What the platform judged is final: it is looked up again, for our picture is old. Silence leaves it open."""
    if event.failure.value.startswith("X"):
        return _look(state.found.query)
    return Step(Unanswered(state.found, state.handover, event.failure))


def _retry(state: Unanswered, _event: RetryAsked) -> Step[State, Effect]:
    return _send(state.found, state.handover)


def _print(state: HandedOver, event: PrintAsked) -> Step[State, Effect]:
    return Step(HandedOver(state.facts, event.job_id), (PrintSlip(event.job_id, state.facts),))


def _print_known(state: Found, event: PrintAsked) -> Step[State, Effect]:
    """Of a result that left before: the slip once more."""
    facts = state.file.handed_over
    if facts is None:
        return Step(state)
    return Step(HandedOver(facts, event.job_id), (PrintSlip(event.job_id, facts),))


def _printed(state: HandedOver, event: PrinterDone) -> Step[State, Effect]:
    return Step(HandedOver(state.facts) if event.job_id == state.printing else state)


def _not_printed(state: HandedOver, event: PrinterFailed) -> Step[State, Effect]:
    return Step(HandedOver(state.facts, trouble=event.failure) if event.job_id == state.printing else state)


def _leave(state: Asking, _event: BackAsked) -> Step[State, Effect]:
    return Step(state, (Leave(),))


TABLE: Table[State, Effect] = {
    (Asking, CodeShown): _code_shown,
    (Asking, NumberTyped): _number_typed,
    (Asking, BackAsked): _leave,
    (Looking, ResultCame): _came,
    (Looking, Failed): _not_found,
    (Looking, BackAsked): Asking(),
    (Found, CodeShown): _code_shown,
    (Found, AgentShown): _agent_shown,
    (Found, CounterChosen): _at_counter,
    (Found, CourierChosen): _by_courier,
    (Found, PrintAsked): _print_known,
    (Found, BackAsked): Asking(),
    (Signing, Signed): _signed,
    (Signing, NotSigned): _not_signed,
    (Signing, BackAsked): _stop_signing,
    (Sending, Answered): _answered,
    (Sending, Failed): _send_failed,
    (Unanswered, RetryAsked): _retry,
    (Unanswered, BackAsked): Asking(),
    (HandedOver, PrintAsked): _print,
    (HandedOver, PrinterDone): _printed,
    (HandedOver, PrinterFailed): _not_printed,
    (HandedOver, CodeShown): _code_shown,
    (HandedOver, BackAsked): Asking(),
}
