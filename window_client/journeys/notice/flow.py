"""The decision stands; its notice goes to the printer, as often as needed."""

from dataclasses import dataclass, field
from typing import TypeAlias

from domain.contract.clerk import DecisionReply, NoticeFacts
from domain.failures import FailureCode
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class Printing:
    reply: DecisionReply = field(repr=False)
    job_id: str


@dataclass(frozen=True, slots=True)
class Printed:
    reply: DecisionReply = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotPrinted:
    reply: DecisionReply = field(repr=False)
    failure: FailureCode


State: TypeAlias = Printing | Printed | NotPrinted


@dataclass(frozen=True, slots=True)
class PrinterDone:
    job_id: str


@dataclass(frozen=True, slots=True)
class PrinterFailed:
    job_id: str
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class ReprintAsked:
    job_id: str
    """Fresh."""


@dataclass(frozen=True, slots=True)
class DoneAsked:
    pass


Event: TypeAlias = PrinterDone | PrinterFailed | ReprintAsked | DoneAsked


@dataclass(frozen=True, slots=True)
class Print:
    job_id: str
    facts: NoticeFacts = field(repr=False)


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Print | Leave


def _done(state: Printing, event: PrinterDone) -> Step[State, Effect]:
    return Step(Printed(state.reply) if event.job_id == state.job_id else state)


def _failed(state: Printing, event: PrinterFailed) -> Step[State, Effect]:
    return Step(NotPrinted(state.reply, event.failure) if event.job_id == state.job_id else state)


def _reprint(state: Printed | NotPrinted, event: ReprintAsked) -> Step[State, Effect]:
    return Step(Printing(state.reply, event.job_id), (Print(event.job_id, state.reply.notice),))


def _leave(state: State, _event: DoneAsked) -> Step[State, Effect]:
    return Step(state, (Leave(),))


TABLE: Table[State, Effect] = {
    (Printing, PrinterDone): _done,
    (Printing, PrinterFailed): _failed,
    (Printing, DoneAsked): _leave,
    (Printed, ReprintAsked): _reprint,
    (Printed, DoneAsked): _leave,
    (NotPrinted, ReprintAsked): _reprint,
    (NotPrinted, DoneAsked): _leave,
}
