"""The rows of the worklist and what is said around them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.clock import CHINA
from domain.contract.clerk import Lamp, WorkItem
from domain.contract.theme import ThemeCase, ThemePart
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
    theme: Text | None
    """What the case is a part of, and how far that is."""
    applicant: str = field(repr=False)
    state: Text
    state_name: str
    received: str
    node: str
    due: str


@dataclass(frozen=True, slots=True)
class LedPart:
    item_name: str
    authority: str
    state: Text
    lamp: Lamp


@dataclass(frozen=True, slots=True)
class LedTheme:
    """A theme (一件事) this department leads, with every department's part."""

    title: Text
    parts: tuple[LedPart, ...]


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
    led: tuple[LedTheme, ...]


def present(state: State, now: datetime) -> WorklistProps:
    """``now``: aware; years are left out of the current year's dates."""
    shown = visible(state.view)
    today = now.astimezone(CHINA).date()
    themes = {part.case_id: theme for theme in state.view.themes for part in theme.parts if part.case_id}
    return WorklistProps(
        rows=tuple(_row(item, today, themes.get(item.case_id)) for item in shown),
        selected=state.view.selected,
        words=state.view.words,
        state_filter=state.view.state,
        count=text("window_worklist.count", shown=len(shown), all=len(state.view.items)),
        can_open=bool(state.view.selected),
        empty=None if shown else _empty(state),
        warning=_warning(state),
        led=tuple(_led(theme) for theme in state.view.themes if theme.is_lead),
    )


def theme_words(theme: ThemeCase) -> Text:
    return text("window_theme.progress", theme=theme.theme, decided=theme.decided, expected=theme.expected)


def part_state(part: ThemePart) -> Text:
    return text(f"window_state.{part.state}") if part.state else text("window_theme.not_arrived")


def _led(theme: ThemeCase) -> LedTheme:
    key = "window_theme.led_decided" if theme.is_decided else "window_theme.led"
    title = text(key, theme=theme.theme, applicant=theme.applicant_masked, decided=theme.decided,
                 expected=theme.expected)  # fmt: skip
    parts = (LedPart(part.item_name, part.authority, part_state(part), part.lamp) for part in theme.parts)
    return LedTheme(title, tuple(parts))


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


def _row(item: WorkItem, today: date, theme: ThemeCase | None) -> Row:
    received = item.received_at.astimezone(CHINA)
    return Row(
        case_id=item.case_id,
        lamp=item.lamp,
        number=item.official_no or item.temporary_no,
        item_name=item.item_name,
        theme=theme_words(theme) if theme else None,
        applicant=item.applicant_masked,
        state=text("window_travel.state") if item.is_travelling else text(f"window_state.{item.state}"),
        state_name=item.state,
        received=received.strftime("%m-%d %H:%M" if received.year == today.year else "%Y-%m-%d %H:%M"),
        node=item.received_node,
        due=item.accept_due_on,
    )
