"""The list of cases: refreshed from behind, filtered and opened from the keyboard."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from domain.case.receipt_code import decode
from domain.contract.clerk import WorkItem
from domain.contract.progress import CaseStateName
from domain.contract.theme import ThemeCase
from domain.failures import Failure, FailureCode
from domain.flow.machine import Step, Table

StateFilter: TypeAlias = CaseStateName | Literal[""]
_UNDECIDED = ("RECEIVED", "PRE_REVIEW")


@dataclass(frozen=True, slots=True)
class View:
    """What is known and how it is looked at."""

    items: tuple[WorkItem, ...] = field(default=(), repr=False)
    words: str = field(default="", repr=False)
    state: StateFilter = ""
    selected: str = ""
    """Case id; empty when nothing is shown."""
    themes: tuple[ThemeCase, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing has arrived yet."""

    view: View = View()


@dataclass(frozen=True, slots=True)
class Listing:
    view: View


@dataclass(frozen=True, slots=True)
class Stale:
    """The last refresh failed; what is shown may be old."""

    view: View
    failure: FailureCode


State: TypeAlias = Waiting | Listing | Stale


@dataclass(frozen=True, slots=True)
class RefreshAsked:
    pass


@dataclass(frozen=True, slots=True)
class Arrived:
    items: tuple[WorkItem, ...] = field(repr=False)
    themes: tuple[ThemeCase, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class Typed:
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StateChosen:
    state: StateFilter


@dataclass(frozen=True, slots=True)
class Selected:
    case_id: str


@dataclass(frozen=True, slots=True)
class OpenAsked:
    pass


@dataclass(frozen=True, slots=True)
class CodeScanned:
    """A receipt was held before the scanner: filter and open in one."""

    words: str = field(repr=False)


Event: TypeAlias = RefreshAsked | Arrived | Failed | Typed | StateChosen | Selected | OpenAsked | CodeScanned


@dataclass(frozen=True, slots=True)
class Fetch:
    pass


@dataclass(frozen=True, slots=True)
class Open:
    case_id: str


Effect: TypeAlias = Fetch | Open


def visible(view: View) -> tuple[WorkItem, ...]:
    """The cases that pass both filters, in the order of the list."""
    wanted = view.words.strip()
    by_code = _case_id_of(wanted)
    parts = wanted.casefold().split()
    return tuple(
        item
        for item in view.items
        if (not view.state or item.state == view.state)
        and (item.case_id == by_code if by_code else all(part in _searched(item) for part in parts))
    )


def _case_id_of(words: str) -> str:
    """Empty unless the words are a receipt's QR code."""
    try:
        return decode(words).case_id
    except Failure:
        return ""


def _searched(item: WorkItem) -> str:
    parts = (item.official_no, item.temporary_no, item.item_code, item.item_name, item.applicant_masked,
             item.received_node)  # fmt: skip
    return "\n".join(parts).casefold()


def _ordered(items: Iterable[WorkItem]) -> tuple[WorkItem, ...]:
    """Undecided first, by their last day; then what waits for the applicant; then the rest, newest first."""

    def rank(item: WorkItem) -> tuple[int, str, float]:
        if item.state in _UNDECIDED:
            return 0, item.accept_due_on, item.received_at.timestamp()
        return (1 if item.state == "CORRECTION" else 2), "", -item.received_at.timestamp()

    return tuple(sorted(items, key=rank))


def _settled(view: View) -> View:
    """The selection stays while it is visible, else falls to the first row."""
    shown = [item.case_id for item in visible(view)]
    if view.selected in shown:
        return view
    return replace(view, selected=shown[0] if shown else "")


def _refresh(state: State, _event: RefreshAsked) -> Step[State, Effect]:
    return Step(state, (Fetch(),))


def _arrive(state: State, event: Arrived) -> Step[State, Effect]:
    return Step(Listing(_settled(replace(state.view, items=_ordered(event.items), themes=event.themes))))


def _fail(state: State, event: Failed) -> Step[State, Effect]:
    return Step(Stale(state.view, event.failure))


def _type(state: State, event: Typed) -> Step[State, Effect]:
    typed = replace(state, view=_settled(replace(state.view, words=event.words)))
    return Step(typed, _asked_for_again(typed.view))


def _choose_state(state: State, event: StateChosen) -> Step[State, Effect]:
    return Step(replace(state, view=_settled(replace(state.view, state=event.state))))


def _select(state: State, event: Selected) -> Step[State, Effect]:
    return Step(replace(state, view=_settled(replace(state.view, selected=event.case_id))))


def _open(state: State, _event: OpenAsked) -> Step[State, Effect]:
    return Step(state, (Open(state.view.selected),) if state.view.selected else ())


def _scan(state: State, event: CodeScanned) -> Step[State, Effect]:
    found = replace(state, view=_settled(replace(state.view, words=event.words, state="")))
    single = len(visible(found.view)) == 1
    return Step(found, (Open(found.view.selected),) if single else _asked_for_again(found.view))


def _asked_for_again(view: View) -> tuple[Effect, ...]:
    """What is looked for and not in the list may have been handed in a moment ago."""
    return () if visible(view) else (Fetch(),)


TABLE: Table[State, Effect] = {
    (state, event): row
    for state in (Waiting, Listing, Stale)
    for event, row in (
        (RefreshAsked, _refresh),
        (Arrived, _arrive),
        (Failed, _fail),
        (Typed, _type),
        (StateChosen, _choose_state),
        (Selected, _select),
        (OpenAsked, _open),
        (CodeScanned, _scan),
    )
}
