"""The touch panel is set right: targets are touched, the map is judged, and taken or not."""

from dataclasses import dataclass, replace
from typing import Any

from domain.flow.machine import Step
from domain.text import text
from kiosk.journeys.maintenance.flow.admission import BackAsked
from kiosk.journeys.maintenance.flow.opened import LockAsked, LookAround, Opened, Rows, leave
from kiosk.upkeep.touch_map import WANTED, Fit, Implausible, Spot, TouchMap, fit


@dataclass(frozen=True, slots=True)
class Touching:
    by: str
    """User name on the permit."""
    touches: tuple[Spot, ...] = ()

    @property
    def target(self) -> Spot:
        return WANTED[len(self.touches)]


@dataclass(frozen=True, slots=True)
class Measured:
    by: str
    fit: Fit


@dataclass(frozen=True, slots=True)
class Mismeasured:
    by: str
    why: Implausible


@dataclass(frozen=True, slots=True)
class TouchAsked:
    """The touch panel is to be measured, or once more."""


@dataclass(frozen=True, slots=True)
class Touched:
    at: Spot


@dataclass(frozen=True, slots=True)
class MapAccepted:
    pass


@dataclass(frozen=True, slots=True)
class KeepMap:
    """Where the panel's touches should land, seen from where they land now."""

    map: TouchMap


def _begin(state: Opened | Measured | Mismeasured, _event: TouchAsked) -> Step[Any, Any]:
    return Step(Touching(state.by))


def _touched(state: Touching, event: Touched) -> Step[Any, Any]:
    touches = (*state.touches, event.at)
    if len(touches) < len(WANTED):
        return Step(replace(state, touches=touches))
    found = fit(touches)
    return Step(Mismeasured(state.by, found) if isinstance(found, Implausible) else Measured(state.by, found))


def _accept(state: Measured, _event: MapAccepted) -> Step[Any, Any]:
    return Step(Opened(state.by, note=text("maintenance_touch.asked")), (KeepMap(state.fit.map), LookAround()))


def _back(state: Measured | Mismeasured, _event: BackAsked) -> Step[Any, Any]:
    return Step(Opened(state.by), (LookAround(),))


TOUCHING_ROWS: Rows = {
    (Opened, TouchAsked): _begin,
    (Touching, Touched): _touched,
    (Measured, MapAccepted): _accept,
    (Measured, TouchAsked): _begin,
    (Measured, BackAsked): _back,
    (Measured, LockAsked): leave,
    (Mismeasured, TouchAsked): _begin,
    (Mismeasured, BackAsked): _back,
    (Mismeasured, LockAsked): leave,
}
"""Targets are left by touching them all, or by the countdown: a button could not be trusted to be hit."""
