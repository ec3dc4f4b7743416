"""Tells the counter what this window handed in lately for the same applicant and items; asked whenever they change."""

from collections.abc import Callable

from qt_edge.background_jobs import Err, Outcome
from window_client.journeys.counter import flow
from window_client.journeys.counter.flow import events as on
from window_client.journeys.counter.flow.desk import EarlierHandIn
from window_client.shell.counter_tools import CounterTools


class CounterHistory:
    def __init__(self, tools: CounterTools, feed: Callable[[on.Event], None]) -> None:
        self._tools = tools
        self._feed = feed
        self._asked: object = None

    def shows(self, state: flow.State) -> None:
        application = state.desk.application
        asked = (application.draft_id, application.applicant, application.organisation, application.codes)
        if asked == self._asked or application.slips:
            return
        self._asked = asked

        def seen(outcome: Outcome[tuple[EarlierHandIn, ...]]) -> None:
            """A queue that cannot be read was told when the counter was opened; an old question's answer is left."""
            if asked == self._asked and not isinstance(outcome, Err):
                self._feed(on.EarlierSeen(outcome.value))

        self._tools.jobs.run(lambda: self._tools.hand_ins.earlier(application), seen)

    def forget(self) -> None:
        self._asked = None
