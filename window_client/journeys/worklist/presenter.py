"""The rows of the worklist and what is said around them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.clock import CHINA
from domain.contract.clerk import Lamp, WorkItem
from domain.failures import text_key
from domain.text import Text, text
from window_client.journeys.worklist.flow import Stale, State, StateFilter, Waiting, visible

STATE_FILTERS: tuple[StateFilter, ...] = (
    "", "RECEIVED", "PRE_REVIEW", "CORRECTION", "ACCEPTED", "REJECTED", "PROCESSING", "DONE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    case_id: str
    lamp: Lamp
    number: str
    item_name: str
    applicant: str = field(repr=False)
    state: Text
    state_name: str
    received: str
    node: str
    due: str


@dataclass(frozen=True, slots=True)
class WorklistProps:
    rows: tuple[Row, ...]
    selected: str
    words: str = field(repr=False)
    state_filter: StateFilter
    count: Text
    can_open: bool
    empty: Text | None
    """Said instead of rows."""
    warning: Text | None


def present(state: State, now: datetime) -> WorklistProps:
    """``now``: aware; years are left out of the current year's dates."""
    shown = visible(state.view)
    today = now.astimezone(CHINA).date()
    return WorklistProps(
        rows=tuple(_row(item, today) for item in shown),
        selected=state.view.selected,
        words=state.view.words,
        state_filter=state.view.state,
        count=text("window_worklist.count", shown=len(shown), all=len(state.view.items)),
        can_open=bool(state.view.selected),
        empty=None if shown else _empty(state),
        warning=_warning(state),
    )


def _warning(state: State) -> Text | None:
    """A lost line is said once for the whole window, above every screen."""
    if isinstance(state, Stale) and not state.failure.value.startswith("N"):
        return text(text_key(state.failure))
    return None


def _empty(state: State) -> Text:
    if isinstance(state, Waiting):
        return text("window_worklist.waiting")
    if isinstance(state, Stale) and not state.view.items:
        return text("window_worklist.unreachable")
    if state.view.items:
        return text("window_worklist.no_match")
    return text("window_worklist.nothing")


def _row(item: WorkItem, today: date) -> Row:
    received = item.received_at.astimezone(CHINA)
    return Row(
        case_id=item.case_id,
        lamp=item.lamp,
        number=item.official_no or item.temporary_no,
        item_name=item.item_name,
        applicant=item.applicant_masked,
        state=text("window_travel.state") if item.is_travelling else text(f"window_state.{item.state}"),
        state_name=item.state,
        received=received.strftime("%m-%d %H:%M" if received.year == today.year else "%Y-%m-%d %H:%M"),
        node=item.received_node,
        due=item.accept_due_on,
    )
