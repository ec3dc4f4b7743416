"""Whatever one hand-in does, the agent lives and the others are delivered."""

import contextlib
import threading
from functools import partial

import pytest
from delivery_kit import Site, entry_state, until

from domain.clock import SystemClock
from domain.failures import FailureCode
from offline_queue import entries
from offline_queue.agent import Agent
from offline_queue.entry_states import EntryState
from offline_queue.projection import Projection
from offline_queue.schedule import Turn
from offline_queue.settlement import Settlement
from offline_queue.store import Store
from offline_queue.sync_loop import Crew, SyncLoop, Tried
from offline_queue.verification import verify

UNREADABLE = "/proc/self/mem"
"""A regular file whose first read is refused by the kernel with EIO, as a bad sector is."""


def spoil(site: Site, submission_id: str):
    """The first page of it cannot be read any more; what gives it back."""
    with contextlib.closing(Store.open(site.station.database)) as store, store.reading() as transaction:
        manifest = entries.manifest_of(transaction, submission_id)
    path = site.station.pages / f"{manifest.objects[-1].digest}.age"
    good = path.read_bytes()
    path.unlink()
    path.symlink_to(UNREADABLE)

    def heal() -> None:
        path.unlink()
        path.write_bytes(good)

    return heal


def is_confirmed(site: Site, submission_id: str) -> bool:
    return entry_state(site.station, submission_id) == "confirmed"


def cause_of(site: Site, submission_id: str) -> FailureCode | None:
    with contextlib.closing(Projection.open(site.station)) as projection:
        return next(entry.cause for entry in projection.entries() if entry.submission_id == submission_id)


def test_pages_the_disk_does_not_give_hold_up_nobody_and_go_when_the_disk_gives_them(site):
    """One sent whole and one in pieces."""
    bad, good = ([site.hand_in(pages=2, size=size).submission_id for size in (20_000, 400_000)] for _ in range(2))
    heal = [spoil(site, one) for one in bad]
    agent = site.agent()
    try:
        for one in good:
            until(partial(is_confirmed, site, one))
        for one in bad:
            until(lambda one=one: cause_of(site, one) == FailureCode.STORE_PAGE_MISSING)
        assert ["cannot be read" in fault for fault in verify(site.station)] == [True] * 2
        for mend in heal:
            mend()
        for one in bad:
            until(partial(is_confirmed, site, one))
    finally:
        assert agent.stop() == 0


@pytest.fixture
def agent(site):
    """In this process."""
    with contextlib.closing(Store.open(site.station.database)) as store:
        agent = Agent(site.station, site.line.url, store, SystemClock(), threading.Event())
        agent.prepare()
        yield agent, store
        agent.close()


def found(store: Store, submission_id: str) -> entries.Entry:
    with store.reading() as transaction:
        entry = entries.find_entry(transaction, submission_id)
    assert entry is not None
    return entry


def test_a_page_that_stays_unreadable_waits_for_a_person_in_the_end(site, agent):
    agent, store = agent
    bad = site.hand_in(pages=2, size=20_000).submission_id
    spoil(site, bad)
    tries = 0
    while (entry := found(store, bad)).state is not EntryState.NEEDS_ATTENTION:
        assert agent.deliver(Turn(entry)).next_try_in <= 60.0
        tries += 1
    assert tries == 10
    assert entry.last_failure == FailureCode.STORE_PAGE_MISSING.value


def test_what_somebody_else_has_settled_meanwhile_is_let_go(site, agent):
    agent, store = agent
    submission_id = site.hand_in(pages=1, size=8_000).submission_id
    looked_at = found(store, submission_id)
    Settlement(store, SystemClock()).begin(looked_at)
    assert agent.deliver(Turn(looked_at)) == Tried()
    assert found(store, submission_id).attempts == 1


def test_an_exception_nobody_foresaw_sinks_its_hand_in_and_ends_nothing(site, agent, caplog):
    """As a manifest would be that another program wrote."""
    agent, store = agent
    bad, good = (site.hand_in(pages=1, size=8_000).submission_id for _ in range(2))
    with store.transaction() as transaction:
        transaction.change("UPDATE entry SET manifest = '{\"secret\": 1}' WHERE submission_id = ?", bad)
    stop = threading.Event()
    loop = threading.Thread(target=SyncLoop(agent, Crew(agent.deliver, 2), SystemClock(), stop).run)
    loop.start()
    try:
        until(partial(is_confirmed, site, good))
        until(lambda: cause_of(site, bad) == FailureCode.DELIVERY_UNEXPECTED)
        assert loop.is_alive()
    finally:
        stop.set()
        loop.join()
    assert "ValidationError at " in caplog.text
    assert "secret" not in caplog.text


def test_a_ping_nobody_foresaw_is_no_line_and_ends_nothing(site, agent, monkeypatch, caplog):
    """As a box on the way may answer what breaks a library. The next is asked as ever."""
    agent, _store = agent
    submission_id = site.hand_in(pages=1, size=8_000).submission_id
    answers = iter([RuntimeError("secret")])
    ping = agent.watch.ping

    def once_broken():
        for error in answers:
            raise error
        return ping()

    monkeypatch.setattr(agent.watch, "ping", once_broken)
    stop = threading.Event()
    loop = threading.Thread(target=SyncLoop(agent, Crew(agent.deliver, 2), SystemClock(), stop).run)
    loop.start()
    try:
        until(partial(is_confirmed, site, submission_id))
    finally:
        stop.set()
        loop.join()
    assert "RuntimeError at " in caplog.text
    assert "secret" not in caplog.text
