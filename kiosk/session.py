"""How long a visit lasts: a countdown for each screen, a warning, an end. Stepped by a tick a second."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from domain.flow.machine import Step, Table

WARN_AT = 15
LONG = 180
DEFAULT = 60
SHORT = 30
REST_AFTER = 120
"""Seconds the home screen stays without a touch before it rests (attract loop)."""
LIMITS: dict[str, int] = {"form": LONG, "materials": LONG, "maintenance": LONG, "done": SHORT}
"""Seconds without a touch, by journey; the elder edition has twice as long."""


@dataclass(frozen=True, slots=True)
class Idle:
    """The home screen: no countdown."""

    has_data: bool = False
    quiet: int = 0
    """Seconds without a touch."""


@dataclass(frozen=True, slots=True)
class Resting:
    """The home screen lies under the attract loop: nobody is there."""


@dataclass(frozen=True, slots=True)
class Active:
    limit: int
    left: int
    has_data: bool = False


@dataclass(frozen=True, slots=True)
class Warned:
    limit: int
    left: int
    has_data: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    has_data: bool


State: TypeAlias = Idle | Resting | Active | Warned | Ended


@dataclass(frozen=True, slots=True)
class Opened:
    """A screen opened; ``limit`` in seconds, ``None`` for the home screen."""

    limit: int | None


@dataclass(frozen=True, slots=True)
class Touched:
    """A touch, a key, or a device doing what the citizen asked for."""


@dataclass(frozen=True, slots=True)
class DataGiven:
    """From now on the end of the visit is the end of the process."""


@dataclass(frozen=True, slots=True)
class Ticked:
    pass


@dataclass(frozen=True, slots=True)
class ExitAsked:
    pass


Event: TypeAlias = Opened | Touched | DataGiven | Ticked | ExitAsked


@dataclass(frozen=True, slots=True)
class End:
    has_data: bool
    asked: bool = False
    """Somebody chose to leave; otherwise the time ran out."""


Effect: TypeAlias = End


def limit_of(journey: str, *, assist: bool) -> int | None:
    """Seconds a screen waits; ``None`` at home."""
    if journey == "home":
        return None
    return LIMITS.get(journey, DEFAULT) * (2 if assist else 1)


def _opened(state: Idle | Active | Warned, event: Opened) -> Step[State, Effect]:
    if event.limit is None:
        return Step(Idle(state.has_data))
    return Step(Active(event.limit, event.limit, state.has_data))


def _at_home(state: Idle, _event: Touched) -> Step[State, Effect]:
    return Step(replace(state, quiet=0))


def _quiet(state: Idle, _event: Ticked) -> Step[State, Effect]:
    """A home screen that has data waits for its end, not for the next citizen."""
    if state.has_data or state.quiet + 1 < REST_AFTER:
        return Step(replace(state, quiet=state.quiet + 1))
    return Step(Resting())


def _wake(_state: Resting, _event: Touched) -> Step[State, Effect]:
    return Step(Idle())


def _called(_state: Resting, event: Opened) -> Step[State, Effect]:
    """A card was laid, or a code shown, without a touch."""
    return Step(Idle() if event.limit is None else Active(event.limit, event.limit))


def _given_at_rest(_state: Resting, _event: DataGiven) -> Step[State, Effect]:
    return Step(Idle(has_data=True))


def _still(state: Resting, _event: Ticked) -> Step[State, Effect]:
    return Step(state)


def _touched(state: Active | Warned, _event: Touched) -> Step[State, Effect]:
    return Step(Active(state.limit, state.limit, state.has_data))


def _given(state: Idle | Active | Warned, _event: DataGiven) -> Step[State, Effect]:
    return Step(replace(state, has_data=True))


def _ticked(state: Active | Warned, _event: Ticked) -> Step[State, Effect]:
    left = state.left - 1
    if left <= 0:
        return Step(Ended(state.has_data), (End(state.has_data),))
    if left <= WARN_AT:
        return Step(Warned(state.limit, left, state.has_data))
    return Step(replace(state, left=left))


def _exit(state: Idle | Active | Warned, _event: ExitAsked) -> Step[State, Effect]:
    return Step(Ended(state.has_data), (End(state.has_data, asked=True),))


def _again(_state: Ended, event: Opened) -> Step[State, Effect]:
    """A visit that gave no data may begin again in the same process."""
    return Step(Idle() if event.limit is None else Active(event.limit, event.limit))


TABLE: Table[State, Effect] = {
    (Idle, Opened): _opened,
    (Idle, Touched): _at_home,
    (Idle, DataGiven): _given,
    (Idle, Ticked): _quiet,
    (Idle, ExitAsked): _exit,
    (Resting, Opened): _called,
    (Resting, Touched): _wake,
    (Resting, DataGiven): _given_at_rest,
    (Resting, Ticked): _still,
    (Active, Opened): _opened,
    (Active, Touched): _touched,
    (Active, DataGiven): _given,
    (Active, Ticked): _ticked,
    (Active, ExitAsked): _exit,
    (Warned, Opened): _opened,
    (Warned, Touched): _touched,
    (Warned, DataGiven): _given,
    (Warned, Ticked): _ticked,
    (Warned, ExitAsked): _exit,
    (Ended, Opened): _again,
}
