"""The line and the queue in words a clerk can plan a day by."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.calendar.deadlines import acceptance_due
from domain.calendar.workdays import WorkCalendar
from domain.clock import CHINA
from domain.failures import FailureCode, text_key
from domain.text import Text, text
from offline_queue.limits import Forecast
from window_client.journeys.line.flow import Down, Outlook, State, Unheard

_DAY_HOURS = 48
"""From here on the forecast speaks of days."""
_NEAR_DAYS = 1


@dataclass(frozen=True, slots=True)
class LineProps:
    is_down: bool
    is_known: bool
    title: Text
    facts: tuple[Text, ...]
    """For how long it is gone, what waits, how long the disk lasts."""
    cause: Text | None
    """Why it is gone, as the sync agent found."""
    deadline: Text | None
    """The earliest legal day of what waits here."""
    is_urgent: bool
    """It is tomorrow, today or past."""


def present(state: State, now: datetime, calendar: WorkCalendar) -> LineProps:
    """``now``: aware."""
    outlook = state.outlook
    due = _due(outlook, calendar) if outlook else None
    left = (due - now.astimezone(CHINA).date()).days if due else _NEAR_DAYS + 1
    return LineProps(
        is_down=isinstance(state, Down),
        is_known=not isinstance(state, Unheard) or (outlook is not None and outlook.summary.connected is True),
        title=_title(state, now),
        facts=(*_lasting(state, now), *_because(state), *(_facts(outlook) if outlook else ())),
        cause=_cause(state),
        deadline=text("window_line.due_passed" if left < 0 else "window_line.due", day=f"{due:%m-%d}") if due else None,
        is_urgent=left <= _NEAR_DAYS,
    )


def _title(state: State, now: datetime) -> Text:
    if isinstance(state, Down):
        if state.since is None:
            return text("window_line.never")
        return text("window_line.down", since=_since(state.since, now))
    if isinstance(state, Unheard) and not (state.outlook and state.outlook.summary.connected):
        return text("window_line.unheard")
    return text("window_line.up")


def _code(state: State) -> FailureCode | None:
    return state.outlook.summary.cause if isinstance(state, Down) and state.outlook else None


def _cause(state: State) -> Text | None:
    return text(text_key(code)) if (code := _code(state)) else None


def _because(state: State) -> tuple[Text, ...]:
    return (text("window_line.because", code=code.value),) if (code := _code(state)) else ()


def _since(moment: datetime, now: datetime) -> str:
    local, today = moment.astimezone(CHINA), now.astimezone(CHINA)
    return f"{local:%H:%M}" if local.date() == today.date() else f"{local:%m-%d %H:%M}"


def _lasting(state: State, now: datetime) -> tuple[Text, ...]:
    if not isinstance(state, Down) or state.since is None:
        return ()
    minutes = max(round((now - state.since).total_seconds() / 60), 0)
    if minutes < 60:
        return (text("window_line.minutes", n=minutes),)
    if minutes < _DAY_HOURS * 60:
        return (text("window_line.hours", n=minutes // 60),)
    return (text("window_line.days", n=minutes // (24 * 60)),)


def _facts(outlook: Outlook) -> tuple[Text, ...]:
    summary, forecast = outlook.summary, outlook.forecast
    size = f"{forecast.backlog_bytes / 1e6:.1f} MB"
    waiting = text("window_line.waiting", n=summary.waiting, size=size)
    return (
        waiting if summary.waiting else text("window_line.nothing_waits"),
        *((text("window_line.attention", n=summary.needs_attention),) if summary.needs_attention else ()),
        *((text("window_line.relayed", n=outlook.relayed),) if outlook.relayed else ()),
        _disk(forecast),
    )


def _disk(forecast: Forecast) -> Text:
    if forecast.hours_left is None:
        return text("window_line.room", n=forecast.room_for_cases)
    if forecast.hours_left < _DAY_HOURS:
        return text("window_line.full_in_hours", n=round(forecast.hours_left))
    return text("window_line.full_in_days", n=round(forecast.hours_left / 24))


def _due(outlook: Outlook, calendar: WorkCalendar) -> date | None:
    """The department has to answer within five working days of the hand-in here, whenever that arrives."""
    oldest = outlook.summary.oldest_handed_in
    return None if oldest is None else acceptance_due(oldest.astimezone(CHINA).date(), calendar).date
