"""Runs the sync monitor: looks at the queue every other second while it is in front."""

from collections.abc import Callable

from domain.flow.machine import Machine
from domain.text import Text, text
from qt_edge.background_jobs import Err, Outcome
from qt_edge.flow_driver import FlowDriver
from window_client.journeys.monitor import flow
from window_client.journeys.monitor.presenter import present
from window_client.journeys.monitor.screen import MonitorScreen
from window_client.shell.looking import Looking
from window_client.shell.means import Means
from window_client.shell.queue_watch import QueueWatch


class MonitorRunner:
    def __init__(self, screen: MonitorScreen, watch: QueueWatch, means: Means) -> None:
        self._screen = screen
        self._watch = watch
        self._means = means
        self._left: Callable[[], None] = lambda: None
        self._driver = FlowDriver[flow.State, flow.Event, flow.Effect](
            Machine(flow.TABLE, flow.Watching()), self._show, self._perform
        )
        self._looking = Looking(screen, "monitor", lambda: self._driver.feed(flow.LookAsked()))
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
        self._screen.present(present(state, self._means.clock.now()), type(state).__name__)

    def _perform(self, effect: flow.Effect) -> None:
        match effect:
            case flow.Look():
                self._looking.jobs.run(self._watch.look, self._on_look)
            case flow.SendNow(submission_id):
                self._work(lambda: self._sent(submission_id))
            case flow.RetryAll():
                self._work(lambda: text("window_retry_all.asked", n=self._watch.retry_all()))
            case flow.Courier("export", folder):
                self._work(lambda: text("window_monitor.exported", n=self._watch.export(folder)))
            case flow.Courier(_, folder):
                self._work(lambda: text("window_monitor.imported", n=self._watch.take_back(folder)))
            case flow.Leave():
                self._looking.pause()
                self._left()

    def _on_look(self, outcome: Outcome[flow.Queue]) -> None:
        if isinstance(outcome, Err):
            self._driver.feed(flow.LookFailed(outcome.failure))
        else:
            self._driver.feed(flow.Arrived(outcome.value))

    def _sent(self, submission_id: str) -> Text:
        self._watch.send_now(submission_id)
        return text("window_monitor.asked")

    def _work(self, work: Callable[[], Text]) -> None:
        """``work`` runs on the worker and answers what became of it."""
        self._looking.jobs.run(work, self._on_done)

    def _on_done(self, outcome: Outcome[Text]) -> None:
        if isinstance(outcome, Err):
            self._driver.feed(flow.WorkFailed(outcome.failure))
        else:
            self._driver.feed(flow.Done(outcome.value))

    def _choose(self, way: flow.CourierWay) -> None:
        title = text(f"window_monitor.{way}_folder")
        self._looking.choose_folder(
            self._means.say, title, lambda folder: self._driver.feed(flow.CourierAsked(way, folder))
        )

    def _join(self) -> None:
        screen, feed = self._screen, self._driver.feed
        screen.selected.connect(lambda name: feed(flow.Selected(name)))
        screen.send_asked.connect(lambda: feed(flow.SendAsked()))
        screen.retry_all_asked.connect(lambda: feed(flow.RetryAllAsked()))
        screen.look_asked.connect(lambda: feed(flow.LookAsked()))
        screen.leave_asked.connect(lambda: feed(flow.LeaveAsked()))
        screen.export_asked.connect(lambda: self._choose("export"))
        screen.import_asked.connect(lambda: self._choose("import"))
