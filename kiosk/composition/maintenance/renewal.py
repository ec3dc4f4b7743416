"""A ticket becomes this terminal's new key."""

from collections.abc import Callable
from functools import partial

from kiosk.composition.workbench import Ways, Workbench
from kiosk.journeys.maintenance import flow
from kiosk.upkeep.usb_stick import read_words
from offline_queue.renewal import read_ticket, renew
from qt_edge.background_jobs import Err, Outcome

TICKET_FILE = "onewindow-ticket.txt"


class Renewal:
    def __init__(self, bench: Workbench, ways: Ways, feed: Callable[[flow.Event], None]) -> None:
        self._bench, self._ways, self._feed = bench, ways, feed

    def perform(self, effect: flow.Renew | flow.ReadTicket) -> None:
        work = partial(self._renew, effect.ticket) if isinstance(effect, flow.Renew) else self._renew_from_stick
        self._bench.line.run(work, self._on_outcome)

    def _renew_from_stick(self) -> str:
        return self._renew(read_words(self._bench.upkeep.stick, TICKET_FILE))

    def _renew(self, line: str) -> str:
        """On the line's worker: the number of the device. Raises E…, N… and STORE_*."""
        ticket, summary = read_ticket(line), self._bench.queue.summary()
        undelivered = summary.waiting + summary.needs_attention
        return renew(self._bench.upkeep.station, ticket, undelivered=undelivered).device_no

    def _on_outcome(self, outcome: Outcome[str]) -> None:
        self._ways.active()
        ended = flow.RenewFailed(outcome.failure) if isinstance(outcome, Err) else flow.Renewed(outcome.value)
        self._feed(ended)
