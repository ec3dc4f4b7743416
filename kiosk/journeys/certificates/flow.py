"""A print is made by the platform when it is asked for, printed, and forgotten. Never without a line."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

from domain.catalogue.model import Item
from domain.contract.certificate import CertificatePrint
from domain.failures import FailureCode
from domain.flow.machine import Step, Table


@dataclass(frozen=True, slots=True)
class Choosing:
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class AskingPurpose:
    items: tuple[Item, ...]
    item: Item


@dataclass(frozen=True, slots=True)
class Issuing:
    items: tuple[Item, ...]
    item: Item


@dataclass(frozen=True, slots=True)
class NotIssued:
    items: tuple[Item, ...]
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class Printing:
    items: tuple[Item, ...]
    sheet: CertificatePrint = field(repr=False)
    done: int = 0
    total: int | None = None
    """Pages, as far as the printer tells."""


@dataclass(frozen=True, slots=True)
class Printed:
    items: tuple[Item, ...]
    sheet: CertificatePrint = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """The sheet is made and counted: it may be printed as soon as the printer can."""

    items: tuple[Item, ...]
    sheet: CertificatePrint = field(repr=False)
    failure: FailureCode


State: TypeAlias = Choosing | AskingPurpose | Issuing | NotIssued | Printing | Printed | NotPrinted


@dataclass(frozen=True, slots=True)
class ItemChosen:
    code: str


@dataclass(frozen=True, slots=True)
class PurposeChosen:
    purpose: str
    """Key of the words."""


@dataclass(frozen=True, slots=True)
class Issued:
    sheet: CertificatePrint = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    """Asking or printing."""

    failure: FailureCode


@dataclass(frozen=True, slots=True)
class PagesCame:
    """Some of them, while it prints."""

    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class SheetCame:
    pass


@dataclass(frozen=True, slots=True)
class PrintAsked:
    pass


@dataclass(frozen=True, slots=True)
class OtherAsked:
    pass


@dataclass(frozen=True, slots=True)
class LeaveAsked:
    pass


Event: TypeAlias = (
    ItemChosen | PurposeChosen | Issued | Failed | PagesCame | SheetCame | PrintAsked | OtherAsked | LeaveAsked
)


@dataclass(frozen=True, slots=True)
class Issue:
    item_code: str
    purpose: str


@dataclass(frozen=True, slots=True)
class PrintSheet:
    sheet: CertificatePrint = field(repr=False)


@dataclass(frozen=True, slots=True)
class Leave:
    pass


Effect: TypeAlias = Issue | PrintSheet | Leave


def _chosen(state: Choosing, event: ItemChosen) -> Step[State, Effect]:
    item = next((one for one in state.items if one.code == event.code), None)
    return Step(state if item is None else AskingPurpose(state.items, item))


def _purpose(state: AskingPurpose, event: PurposeChosen) -> Step[State, Effect]:
    return Step(Issuing(state.items, state.item), (Issue(state.item.code, event.purpose),))


def _issued(state: Issuing, event: Issued) -> Step[State, Effect]:
    return Step(Printing(state.items, event.sheet), (PrintSheet(event.sheet),))


def _not_issued(state: Issuing, event: Failed) -> Step[State, Effect]:
    return Step(NotIssued(state.items, event.failure))


def _pages_came(state: Printing, event: PagesCame) -> Step[State, Effect]:
    return Step(replace(state, done=event.done, total=event.total))


def _came(state: Printing, _event: SheetCame) -> Step[State, Effect]:
    return Step(Printed(state.items, state.sheet))


def _not_printed(state: Printing, event: Failed) -> Step[State, Effect]:
    return Step(NotPrinted(state.items, state.sheet, event.failure))


def _print_again(state: NotPrinted, _event: PrintAsked) -> Step[State, Effect]:
    return Step(Printing(state.items, state.sheet), (PrintSheet(state.sheet),))


def _other(state: State, _event: OtherAsked) -> Step[State, Effect]:
    return Step(Choosing(state.items))


def _leave(state: State, _event: LeaveAsked) -> Step[State, Effect]:
    return Step(state, (Leave(),))


TABLE: Table[State, Effect] = {
    (Choosing, ItemChosen): _chosen,
    (Choosing, LeaveAsked): _leave,
    (AskingPurpose, PurposeChosen): _purpose,
    (AskingPurpose, OtherAsked): _other,
    (AskingPurpose, LeaveAsked): _leave,
    (Issuing, Issued): _issued,
    (Issuing, Failed): _not_issued,
    (Issuing, LeaveAsked): _leave,
    (NotIssued, OtherAsked): _other,
    (NotIssued, LeaveAsked): _leave,
    (Printing, PagesCame): _pages_came,
    (Printing, SheetCame): _came,
    (Printing, Failed): _not_printed,
    (Printing, LeaveAsked): _leave,
    (Printed, OtherAsked): _other,
    (Printed, LeaveAsked): _leave,
    (NotPrinted, PrintAsked): _print_again,
    (NotPrinted, OtherAsked): _other,
    (NotPrinted, LeaveAsked): _leave,
}
