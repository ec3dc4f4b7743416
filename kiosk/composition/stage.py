"""One step on the stage: flow, presenter and screen put together."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

from devices.events import Condition, DeviceEvent, DeviceStatus
from domain.flow.machine import Machine, Table
from kiosk.journey_map import Back
from qt_edge.flow_driver import FlowDriver
from qt_edge.widgets import ScreenFrame

S = TypeVar("S")
E = TypeVar("E")
F = TypeVar("F")

WORKING = (Condition.READY, Condition.BUSY, Condition.WARMING_UP)
GONE = (Condition.UNREACHABLE, Condition.NEEDS_PERSON)


class Stage(Generic[S, E, F]):
    """Base of the steps. A screen has ``intent`` and ``show_props``; after :meth:`close` nothing is fed."""

    def __init__(
        self,
        make_screen: Callable[[], Any],
        table: Table[S, F],
        state: S,
        present: Callable[[S], Any],
        perform: Callable[[F], None],
    ) -> None:
        self._make_screen = make_screen
        self._present = present
        self._closed = False
        self.shown: Callable[[], None] = _nothing
        """Called whenever the screen shows another state."""
        self.screen: ScreenFrame = self._new_screen()
        self._driver: FlowDriver[S, E, F] = FlowDriver(Machine(table, state), self._show, perform)
        self._driver.start()

    def redraw(self) -> None:
        """The same state on a new screen, in the language and the edition of now. The old one is the caller's."""
        self.screen = self._new_screen()
        self._show(self.state)

    def _new_screen(self) -> ScreenFrame:
        screen = self._make_screen()
        screen.intent.connect(self.feed)
        return cast("ScreenFrame", screen)

    def _show(self, state: S) -> None:
        cast("Any", self.screen).show_props(type(state).__name__, self._present(state))
        self.shown()

    @property
    def state(self) -> S:
        return self._driver.state

    def feed(self, event: E) -> None:
        if not self._closed:
            self._driver.feed(event)

    def on_device(self, event: DeviceEvent) -> None:
        """What a device told, on the GUI thread."""

    def opened(self) -> None:
        """The screen is in sight."""

    def gathered(self) -> Back:
        """What goes along when the citizen steps back."""
        return Back()

    def close(self) -> None:
        self._closed = True


def _nothing() -> None:
    """Nobody asked to be told."""


AnyStage = Stage[object, object, object]


def any_stage(stage: object) -> AnyStage:
    """Each step has states and events of its own; who puts them on stage handles them all alike."""
    assert isinstance(stage, Stage)
    return stage


def reader_trouble(event: DeviceEvent, kind: str) -> DeviceStatus | None:
    """The event, if it is the status of a device of this kind that is of no use now."""
    is_status = isinstance(event, DeviceStatus) and event.kind == kind
    return event if is_status and isinstance(event, DeviceStatus) and event.condition in GONE else None


def is_working(event: DeviceEvent, kind: str) -> bool:
    return isinstance(event, DeviceStatus) and event.kind == kind and event.condition in WORKING
