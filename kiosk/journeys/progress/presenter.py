"""Where a case stands, as a line of stations, and what the citizen may do now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from domain.clock import CHINA
from domain.contract.progress import CaseProgress
from domain.contract.theme import ThemeCase
from domain.failures import text_key
from domain.text import Text, text
from kiosk.journeys.progress.flow import Asking, Known, NotKnown, NotOurs, ScannerAbsent, ShowCode, State

StationState = Literal["past", "now", "ahead"]

_ENDED = ("REJECTED", "RETURNED", "WITHDRAWN")
_GOOD = ("ACCEPTED", "PROCESSING", "DONE", "DELIVERED", "ARCHIVED")


@dataclass(frozen=True, slots=True)
class Guide:
    icon: str
    title: Text
    body: Text
    trouble: Text | None = None
    retry: bool = False
    busy: bool = False
    may_identify: bool = False
    """The person's own cases can be asked for instead."""


@dataclass(frozen=True, slots=True)
class Station:
    words: Text
    state: StationState
    below: str | Text = ""


@dataclass(frozen=True, slots=True)
class CaseProps:
    item_name: str
    number: str
    state: Text
    tone: Literal["info", "success", "warning", "error"]
    facts: tuple[tuple[Text, str | Text], ...]
    line: tuple[Station, ...]
    correction: tuple[tuple[str, str], ...]
    """Name and reason of each point of an open correction."""
    correction_advice: Text
    may_correct: bool


Props = Guide | CaseProps


def present(state: State) -> Props:
    match state:
        case ShowCode():
            return Guide("code", text("progress.show"), text("progress.show_hint"), may_identify=True)
        case NotOurs(failure):
            return Guide(
                "code", text("progress.show"), text("progress.show_hint"), text(text_key(failure)), may_identify=True
            )
        case ScannerAbsent(failure):
            trouble = text(text_key(failure)) if failure else None
            return Guide("warning", text("progress.absent"), text("progress.absent_hint"), trouble, may_identify=True)
        case Asking():
            return Guide("progress", text("progress.asking"), text("progress.asking_hint"), busy=True)
        case NotKnown(_, failure, here):
            body = text("progress.here") if here else text("progress.not_known_hint")
            return Guide("offline", text("progress.not_known"), body, text(text_key(failure)), retry=True)
        case Known(_, progress, correctable):
            return _case(progress, correctable=correctable)


def _case(progress: CaseProgress, *, correctable: bool) -> CaseProps:
    correction = progress.correction
    return CaseProps(
        item_name=progress.item_name,
        number=progress.official_no or progress.temporary_no,
        state=text(f"case_state.{progress.state.lower()}"),
        tone=_tone(progress.state),
        facts=_facts(progress),
        line=_line(progress),
        correction=tuple((point.name, point.reason) for point in correction.points) if correction else (),
        correction_advice=text("progress.correct_hint" if correctable else "progress.correct_elsewhere"),
        may_correct=correction is not None and correctable,
    )


def _tone(state: str) -> Literal["info", "success", "warning", "error"]:
    if state == "CORRECTION":
        return "warning"
    if state in _ENDED:
        return "error"
    return "success" if state in _GOOD else "info"


def _facts(progress: CaseProgress) -> tuple[tuple[Text, str | Text], ...]:
    facts: list[tuple[Text, str | Text]] = [
        (text("progress.number"), progress.official_no or progress.temporary_no),
        (text("progress.authority"), progress.authority),
        (text("progress.node"), progress.node_name),
        (text("progress.received"), _moment(progress.received_at)),
    ]
    if progress.decide_due_on:
        facts.append((text("progress.decide_due"), _day(progress.decide_due_on)))
    elif progress.accept_due_on:
        facts.append((text("progress.accept_due"), _day(progress.accept_due_on)))
    if progress.theme:
        facts.extend(_parts(progress.theme))
    return tuple(facts)


def _parts(theme: ThemeCase) -> Iterator[tuple[Text, str | Text]]:
    """The theme (一件事) as one, then each of its parts."""
    said = text("progress_theme.decided", theme=theme.theme, decided=theme.decided, expected=theme.expected)
    yield text("progress_theme.theme"), said
    for part in theme.parts:
        state = f"case_state.{part.state.lower()}" if part.state else "progress_theme.not_arrived"
        yield text("progress_theme.part", item=part.item_name), text(state)


def _line(progress: CaseProgress) -> tuple[Station, ...]:
    """What happened, station by station, then the ones every case has still before it."""
    past = tuple(Station(text(f"case_state.{step.state.lower()}"), "past", _moment(step.at)) for step in progress.steps)
    if not past:
        past = (Station(text("case_state.received"), "past", _moment(progress.received_at)),)
    now = Station(text(f"case_state.{progress.state.lower()}"), "now", past[-1].below)
    ahead = {
        "ACCEPTED": ("done",), "PROCESSING": ("done",), "SUSPENDED": ("done",), "SPECIAL": ("done",),
        "RECEIVED": ("accepted", "done"), "PRE_REVIEW": ("accepted", "done"), "CORRECTION": ("accepted", "done"),
    }.get(progress.state, ())  # fmt: skip
    return (*past[:-1], now, *(Station(text(f"case_state.{name}"), "ahead") for name in ahead))


def _day(iso: str) -> Text:
    day = date.fromisoformat(iso)
    return text("common.day", year=day.year, month=day.month, day=day.day)


def _moment(at: datetime) -> Text:
    local = at.astimezone(CHINA)
    return text("common.moment", year=local.year, month=local.month, day=local.day, time=f"{local:%H:%M}")
