"""What else travels: unfinished applications, and packets that a courier carries."""

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path

from domain.failures import Failure
from offline_queue import durable_files
from offline_queue.courier import Courier
from offline_queue.courier_folder import PACKET
from offline_queue.hand_in import KeptPage
from offline_queue.http_transport import Transport
from offline_queue.outbox import Outbox
from offline_queue.station import Station
from offline_queue.store import Store
from tests.durability.tasks import CLOCK, IDS, keep, promise, say, unfinished
from tests.durability.travel_checks import USB

_SECONDS = 10.0


def drafting(marks: int, state: str, bug: str) -> None:
    """Three unfinished applications: one is saved twice and goes on, one is left, one is given up."""
    assert not bug
    station = Station(Path(state))
    with _refusals(marks), contextlib.closing(Outbox.open(station, CLOCK, IDS)) as outbox:
        going_on, left, given_up = (IDS.new_id() for _ in range(3))
        pages: tuple[KeptPage, ...] = ()
        for number in (1, 2):
            pages = (*pages, keep(marks, outbox, going_on, number))
            _save(marks, station, outbox, going_on, pages)
        _save(marks, station, outbox, left, (keep(marks, outbox, left, 1),))
        outbox.drafts.rest(left)
        say(marks, "drafted", left, 2)
        kept = keep(marks, outbox, given_up, 1)
        _save(marks, station, outbox, given_up, (kept,))
        say(marks, "undrafting", given_up)
        say(marks, "dropping", kept.sealed_digest)
        outbox.discard(given_up)
    say(marks, "ended")


def _save(marks: int, station: Station, outbox: Outbox, case_id: str, pages: tuple[KeptPage, ...]) -> None:
    outbox.drafts.save(unfinished(station, case_id, pages))
    say(marks, "drafted", case_id, len(pages))


def drafted_hand_in(marks: int, state: str, bug: str) -> None:
    """An application that was saved first is handed in: its draft is over."""
    assert not bug
    station, case_id = Station(Path(state)), IDS.new_id()
    with _refusals(marks), contextlib.closing(Outbox.open(station, CLOCK, IDS)) as outbox:
        kept = (keep(marks, outbox, case_id, 1),)
        _save(marks, station, outbox, case_id, kept)
        say(marks, "undrafting", case_id)
        promise(marks, station, outbox, case_id, kept)
    say(marks, "ended")


def courier(marks: int, state: str, url: str) -> None:
    """Exports what waits, sends it on as a station with a line does, and brings the acknowledgements home; without a
    ``url`` it only exports."""
    station = Station(Path(state))
    folder = station.queue / USB
    with _refusals(marks), contextlib.closing(Store.open(station.database)) as store:
        durable_files.make_folder(folder)
        carrier = Courier(station, store, CLOCK)
        for submission_id in carrier.export(folder).done:
            packet = (folder / f"{submission_id}{PACKET}").read_bytes()
            say(marks, "exported", submission_id, hashlib.sha256(packet).hexdigest())
        if not url:
            return
        with contextlib.closing(Transport.for_station(station, url, _SECONDS)) as transport:
            for submission_id in carrier.relay(folder, transport).done:
                say(marks, "relayed", submission_id)
        for submission_id in carrier.settle(folder).done:
            say(marks, "settled", submission_id)
    say(marks, "ended")


@contextlib.contextmanager
def _refusals(marks: int) -> Iterator[None]:
    """On a disk that refuses something: nothing more is promised."""
    try:
        yield
    except Failure as failure:
        say(marks, "refused", failure.code.value)


TRAVELS = {"drafting": drafting, "drafted_hand_in": drafted_hand_in, "courier": courier}
