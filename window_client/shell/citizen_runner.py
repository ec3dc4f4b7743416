"""Runs the citizen's screen: what the clerk's journeys show and ask, and what the citizen answers."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QTimer

from domain.case.evaluation import Level
from domain.contract.queue_calls import QueueBoard
from domain.flow.machine import Machine
from qt_edge.flow_driver import FlowDriver
from window_client.journeys.citizen import flow
from window_client.journeys.citizen.presenter import present
from window_client.journeys.citizen.screen import CitizenScreen
from window_client.shell.citizen_place import CitizenPlace

_SOON_MS = 300
Answer = Callable[[bytes | None], None]
"""The signature as PNG, or ``None``: what is shown is wrong."""


class CitizenRunner:
    """Without a second display only signatures are asked for, on the clerk's: a grade would not be secret there."""

    def __init__(self, screen: CitizenScreen, place: CitizenPlace) -> None:
        self._screen = screen
        self.place = place
        self._answer: Answer = lambda _picture: None
        self._closed: Callable[[], None] = lambda: None
        self._graded: Callable[[Level], None] = lambda _level: None
        self._driver: FlowDriver[flow.State, flow.Event, flow.Effect] = FlowDriver(
            Machine(flow.TABLE, flow.Idle()), self._show, self._perform
        )
        self._time = QTimer(screen)
        self._time.setSingleShot(True)
        self._time.timeout.connect(lambda: self._feed(flow.TimeOver()))
        self._newest: flow.Sight = ()
        self._soon = QTimer(screen)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._on_soon)
        screen.agreed.connect(lambda: self._feed(flow.Agreed()))
        screen.objected.connect(lambda: self._feed(flow.Objected()))
        screen.signed.connect(lambda picture: self._feed(flow.Signed(picture)))
        screen.graded.connect(lambda level: self._feed(flow.Graded(cast(Level, level))))
        place.closed.connect(self._on_closed)
        self._driver.start()

    @property
    def state(self) -> flow.State:
        return self._driver.state

    def serve(self, board: QueueBoard | None) -> None:
        """Whose turn it is, or nobody knows."""
        number = board.current.number if board and board.current else ""
        head = flow.Head(board.node_name, board.place, number) if board else flow.Head()
        if head != self.state.head:
            self._feed(flow.Headed(head))

    def follow(self, sight: flow.Sight) -> None:
        """What is entered so far; while the clerk types a few times a second, so that no key waits for it."""
        if isinstance(self.state, flow.Following):
            self._newest = sight
            if not self._soon.isActive():
                self._soon.start()
        else:
            self._show_sight(sight)

    def _on_soon(self) -> None:
        if isinstance(self.state, flow.Following):
            self._show_sight(self._newest)

    def _show_sight(self, sight: flow.Sight) -> None:
        """The same again changes nothing."""
        shown = self.state
        now = shown.sight if isinstance(shown, flow.Following) else None
        if isinstance(shown, flow.Confirming | flow.Signing):
            now = shown.wish.sight
        if sight != now:
            self._feed(flow.Shown(sight))

    def ask(self, wish: flow.Wish, answer: Answer, closed: Callable[[], None]) -> None:
        """``closed()``: ended without an answer, which only the clerk's own screen permits."""
        self._answer, self._closed = answer, closed
        self._feed(flow.SignatureAsked(wish))

    def withdraw(self) -> None:
        """Nothing is asked any more."""
        self._feed(flow.Withdrawn())

    def ask_rating(self, graded: Callable[[Level], None]) -> None:
        self._graded = graded
        self._feed(flow.RatingAsked() if self.place.is_there else flow.PersonLeft())

    def person_left(self) -> None:
        self._soon.stop()
        self._newest = ()
        self._feed(flow.PersonLeft())

    def _feed(self, event: flow.Event) -> None:
        """A touch may come when its time is over; that is no fault worth a log line."""
        if (type(self._driver.state), type(event)) in flow.TABLE:
            self._driver.feed(event)

    def _on_closed(self) -> None:
        if not self.place.is_there and isinstance(self.state, flow.Confirming | flow.Signing):
            self.withdraw()
            self._closed()

    def _show(self, state: flow.State) -> None:
        self._screen.present(present(state), type(state).__name__)
        self.place.present(asking=isinstance(state, flow.Confirming | flow.Signing))

    def _perform(self, effect: flow.Effect) -> None:
        match effect:
            case flow.TellObjected():
                self._answer(None)
            case flow.TellSigned(picture):
                self._answer(picture)
            case flow.TellGraded(level):
                self._graded(level)
            case flow.StartTime(seconds):
                self._time.start(seconds * 1000)
