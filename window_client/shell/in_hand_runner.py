"""Runs the list of work in hand: drafts from the disk, held numbers from the queue's board."""

from collections.abc import Callable

from domain.flow.machine import Machine
from qt_edge.background_jobs import BackgroundJobs, Err, Outcome
from qt_edge.flow_driver import FlowDriver
from window_client.journeys.in_hand import flow
from window_client.journeys.in_hand.presenter import present
from window_client.journeys.in_hand.screen import InHandScreen
from window_client.shell.draft_keeper import DraftKeeper
from window_client.shell.work_shelf import WorkShelf


class InHandRunner:
    def __init__(self, screen: InHandScreen, shelf: WorkShelf, keeper: DraftKeeper,
                 held: Callable[[], tuple[flow.HeldNumber, ...]]) -> None:  # fmt: skip
        """``held``: the numbers on hold as the queue's board was seen last."""
        self._screen = screen
        self._shelf = shelf
        self._keeper = keeper
        self._held = held
        self._jobs = BackgroundJobs("in-hand")
        self._opened: Callable[[str], None] = lambda _draft_id: None
        self._call: Callable[[str], None] = lambda _number: None
        self._left: Callable[[], None] = lambda: None
        self._driver = self._fresh()
        self._join()

    def on_exits(self, opened: Callable[[str], None], call: Callable[[str], None], left: Callable[[], None]) -> None:
        """``opened(draft_id)`` it is this clerk's now; ``call(number)`` to the window; ``left()``."""
        self._opened, self._call, self._left = opened, call, left

    def open(self) -> None:
        self._driver = self._fresh()
        self._driver.start()
        self._feed(flow.LookAsked())

    def forget(self) -> None:
        """No name of a person stays on the screen."""
        self._driver = self._fresh()
        self._driver.start()

    def stop(self) -> None:
        """Part of the shutdown order."""
        self._jobs.stop()

    def _fresh(self) -> FlowDriver[flow.State, flow.Event, flow.Effect]:
        return FlowDriver(Machine(flow.TABLE, flow.Listing()), self._show, self._perform)

    def _show(self, state: flow.State) -> None:
        self._screen.present(present(state), type(state).__name__)

    def _perform(self, effect: flow.Effect) -> None:
        owner = self._keeper.owner
        match effect:
            case flow.Look():
                self._keeper.when_written(
                    lambda: self._jobs.run(lambda: self._shelf.drafts(owner.username), self._on_drafts)
                )
            case flow.Take(draft_id):
                self._jobs.run(
                    lambda: self._shelf.take(draft_id, owner), lambda outcome: self._on_taken(draft_id, outcome)
                )
            case flow.Open(draft_id):
                self._opened(draft_id)
            case flow.Call(number):
                self._call(number)
            case flow.Leave():
                self._left()

    def _on_drafts(self, outcome: Outcome[tuple[flow.Draft, ...]]) -> None:
        if isinstance(outcome, Err):
            self._feed(flow.Failed(outcome.failure))
        else:
            self._feed(flow.Arrived((*outcome.value, *self._held())))

    def _on_taken(self, draft_id: str, outcome: Outcome[bool]) -> None:
        if isinstance(outcome, Err):
            self._feed(flow.Failed(outcome.failure))
        elif outcome.value:
            self._feed(flow.Taken(draft_id))
        else:
            self._feed(flow.Gone())

    def _feed(self, event: flow.Event) -> None:
        """Keys and answers come when they come."""
        if (type(self._driver.state), type(event)) in flow.TABLE:
            self._driver.feed(event)

    def _join(self) -> None:
        screen = self._screen
        screen.selected.connect(lambda name: self._feed(flow.Selected(name)))
        screen.open_asked.connect(lambda: self._feed(flow.OpenAsked()))
        screen.look_asked.connect(lambda: self._feed(flow.LookAsked()))
        screen.back_asked.connect(lambda: self._feed(flow.BackAsked()))
