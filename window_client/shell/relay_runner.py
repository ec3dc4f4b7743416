"""Runs the screen of neighbours' packets: looks at the shelf every other second while it is in front."""

from collections.abc import Callable

from domain.flow.machine import Machine
from domain.text import text
from qt_edge.background_jobs import Err, Outcome
from qt_edge.flow_driver import FlowDriver
from window_client.journeys.relay import flow
from window_client.journeys.relay.presenter import present
from window_client.journeys.relay.screen import RelayScreen
from window_client.shell.looking import Looking
from window_client.shell.means import Means
from window_client.shell.relay_watch import RelayWatch


class RelayRunner:
    def __init__(self, screen: RelayScreen, watch: RelayWatch, means: Means) -> None:
        self._screen = screen
        self._watch = watch
        self._means = means
        self._left: Callable[[], None] = lambda: None
        self._driver = FlowDriver[flow.State, flow.Event, flow.Effect](
            Machine(flow.TABLE, flow.Watching()), self._show, self._perform
        )
        self._looking = Looking(screen, "relay", lambda: self._driver.feed(flow.LookAsked()))
        self._join()

    def on_left(self, left: Callable[[], None]) -> None:
        self._left = left

    def open(self) -> None:
        self._driver.start()
        self._looking.begin()

    def forget(self) -> None:
        self._looking.pause()

    def stop(self) -> None:
        """Part of the shutdown order."""
        self._looking.stop()

    def _show(self, state: flow.State) -> None:
        self._screen.present(present(state), type(state).__name__)

    def _perform(self, effect: flow.Effect) -> None:
        match effect:
            case flow.Look():
                self._looking.jobs.run(self._watch.look, self._on_look)
            case flow.Carry(way, stick):
                self._looking.jobs.run(lambda: self._watch.carry(way, stick), self._on_carried)
            case flow.Leave():
                self._looking.pause()
                self._left()

    def _on_look(self, outcome: Outcome[flow.Shelf]) -> None:
        if isinstance(outcome, Err):
            self._driver.feed(flow.LookFailed(outcome.failure))
        else:
            self._driver.feed(flow.Arrived(outcome.value))

    def _on_carried(self, outcome: Outcome[flow.Carried]) -> None:
        if isinstance(outcome, Err):
            self._driver.feed(flow.WorkFailed(outcome.failure))
        else:
            self._driver.feed(flow.Done(outcome.value))

    def _choose(self, way: flow.Way) -> None:
        title = text(f"window_relay.{way}_folder")
        self._looking.choose_folder(
            self._means.say, title, lambda folder: self._driver.feed(flow.CarryAsked(way, folder))
        )

    def _join(self) -> None:
        screen, feed = self._screen, self._driver.feed
        screen.selected.connect(lambda name: feed(flow.Selected(name)))
        screen.look_asked.connect(lambda: feed(flow.LookAsked()))
        screen.leave_asked.connect(lambda: feed(flow.LeaveAsked()))
        screen.take_over_asked.connect(lambda: self._choose("take_over"))
        screen.hand_back_asked.connect(lambda: self._choose("hand_back"))
