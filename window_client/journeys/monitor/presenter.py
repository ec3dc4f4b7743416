"""The queue in words: every entry says what it waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.documents.moments import brief_minute, minute_words
from domain.failures import text_key
from domain.text import Text, text
from offline_queue.limits import Forecast
from offline_queue.projection import EntryView, QueueSummary
from window_client.journeys.monitor.flow import Asking, State, Working, stuck

SHOWN = 300
"""Rows; what is delivered longest ago is left out first."""
_ORDER = {"needs_attention": 0, "sending": 1, "unknown": 2, "waiting": 3, "confirmed": 4}
_DAY_HOURS = 48
"""From here on the forecast speaks of days."""


@dataclass(frozen=True, slots=True)
class Row:
    submission_id: str
    number: str
    handed_in: str
    size: str
    state_name: str
    state: Text
    last_try: str
    cause: Text | None
    next_try: Text | None


@dataclass(frozen=True, slots=True)
class MonitorProps:
    rows: tuple[Row, ...]
    selected: str
    line: Text
    cause: Text | None
    """Why there is no line."""
    forecast: Text | None
    told: Text | None
    trouble: Text | None
    why: tuple[Text, ...]
    """Why the selected one is not delivered, whole: the list's column may be narrow."""
    retry_all: Text | None
    """The way to try all again, while some wait for a person."""
    question: Text | None
    """While it is asked: ``send`` is the yes, ``back`` the no."""
    send: Text
    back: Text
    relay: Text
    """The way to neighbours' packets, with how many wait here."""
    busy: bool


def present(state: State, now: datetime) -> MonitorProps:
    view = state.view
    queue, is_asking = view.queue, isinstance(state, Asking)
    entries = sorted(queue.entries if queue else (), key=lambda one: (_ORDER[one.state], -one.handed_in_at.timestamp()))
    return MonitorProps(
        rows=tuple(_row(entry, now) for entry in entries[:SHOWN]),
        selected=view.selected,
        line=_line(queue.summary) if queue else text("window_monitor.looking"),
        cause=_cause(queue.summary) if queue else None,
        forecast=_forecast(queue.forecast) if queue else None,
        told=view.told,
        trouble=text(text_key(code)) if (code := view.trouble or view.blind) else None,
        why=_why(entries, view.selected),
        retry_all=text("window_retry_all.open", n=count) if (count := stuck(view)) else None,
        question=text("window_retry_all.question", n=count) if is_asking else None,
        send=text("window_retry_all.yes" if is_asking else "window_monitor.send"),
        back=text("window_retry_all.no" if is_asking else "counter.back"),
        relay=_relay(queue.relayed if queue else 0),
        busy=isinstance(state, Working),
    )


def _why(entries: Sequence[EntryView], selected: str) -> tuple[Text, ...]:
    chosen = next((entry for entry in entries if entry.submission_id == selected), None)
    if chosen is None or chosen.cause is None or chosen.state == "confirmed":
        return ()
    number = chosen.official_no or chosen.temporary_no
    return text("window_retry_all.why", number=number, code=chosen.cause.value), text(text_key(chosen.cause))


def _relay(waiting: int) -> Text:
    return text("window_relay.open_n", n=waiting) if waiting else text("window_relay.open")


def _row(entry: EntryView, now: datetime) -> Row:
    return Row(
        submission_id=entry.submission_id,
        number=entry.official_no or entry.temporary_no,
        handed_in=minute_words(entry.handed_in_at),
        size=f"{entry.bytes_total / 1e6:.1f} MB",
        state_name=entry.state,
        state=_state(entry),
        last_try=brief_minute(entry.last_try_at, now) if entry.last_try_at else "",
        cause=text(text_key(entry.cause)) if entry.cause and entry.state != "confirmed" else None,
        next_try=_next_try(entry, now),
    )


def _state(entry: EntryView) -> Text:
    if entry.state == "sending":
        share = 100 * entry.bytes_sent // max(entry.bytes_total, 1)
        return text("window_monitor.state_sending", percent=share)
    return text(f"window_monitor.state_{entry.state}")


def _next_try(entry: EntryView, now: datetime) -> Text | None:
    match entry.state:
        case "confirmed" | "sending":
            return None
        case "needs_attention":
            return text("window_monitor.next_person")
        case _ if entry.next_try_at is None or entry.next_try_at <= now:
            return text("window_monitor.next_turn")
        case _:
            return text("window_monitor.next_at", at=brief_minute(entry.next_try_at, now))


def _line(summary: QueueSummary) -> Text:
    """The line, and what waits for it."""
    counts = {"waiting": summary.waiting, "attention": summary.needs_attention}
    if summary.connected is None:
        return text("window_monitor.no_agent", **counts)
    since = minute_words(summary.last_contact) if summary.last_contact else "–"
    if summary.cause is not None:
        return text("window_monitor.offline_because", code=summary.cause.value, at=since, **counts)
    return text("window_monitor.online" if summary.connected else "window_monitor.offline", at=since, **counts)


def _cause(summary: QueueSummary) -> Text | None:
    return None if summary.cause is None else text(text_key(summary.cause))


def _forecast(forecast: Forecast) -> Text:
    """The room on the disk, in words a person can plan by."""
    room = forecast.room_for_cases
    if forecast.hours_left is None:
        return text("window_monitor.room", n=room)
    if forecast.hours_left < _DAY_HOURS:
        return text("window_monitor.full_in_hours", n=room, hours=round(forecast.hours_left))
    return text("window_monitor.full_in_days", n=room, days=round(forecast.hours_left / 24))
