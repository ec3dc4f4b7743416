"""A station without a line, a stick, a neighbour with one: delivered exactly once, read by nobody on the way."""

import contextlib
import hashlib
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from delivery_kit import ID_NUMBER, Process, Site, entry_state, station_command, until

from domain.clock import SystemClock
from domain.failures import FailureCode
from offline_queue.courier import Courier
from offline_queue.courier_folder import custody_break, note
from offline_queue.relay_shelf import Held, RelayShelf
from offline_queue.store import Store


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def village(site: Site, tmp_path: Path) -> Iterator[Site]:
    """Enrolled once with a line; it has none since."""
    village = Site(tmp_path / "village", site.platform)
    village.line.down = True
    village.line.cut()
    yield village
    village.close()


@contextlib.contextmanager
def running_agent(site: Site) -> Iterator[Process]:
    agent = site.agent()
    try:
        yield agent
    finally:
        agent.stop()


def shelf_of(site: Site) -> RelayShelf:
    return RelayShelf(site.station, SystemClock())


def export(site: Site, stick: Path) -> None:
    with contextlib.closing(Store.open(site.station.database)) as store:
        assert not Courier(site.station, store, SystemClock()).export(stick).refused


def only(shelf: RelayShelf) -> Held:
    (held,) = shelf.held()
    return held


def test_from_a_station_without_a_line_over_a_neighbour_and_back_with_the_receipt(site, village, stick):
    before = site.platform.cases()
    case = village.hand_in(pages=3, size=200_000).submission_id
    export(village, stick)
    shelf = shelf_of(site)
    assert (shelf.take_over(stick).done, shelf.take_over(stick).done) == ((case,), ())
    held = only(shelf)
    assert (held.state, held.device_id) == ("waiting", village.station.enrolment().device_id)
    assert held.size == (stick / f"{case}.owp").stat().st_size
    assert not any(ID_NUMBER.encode() in path.read_bytes() for path in shelf.folder.iterdir())
    site.line.cut_after(300_000)
    with running_agent(site):
        until(lambda: only(shelf).state == "delivered")
    assert site.line.cuts == 1
    assert site.platform.cases() == before + 1
    assert not (shelf.folder / f"{case}.owp").exists()
    assert entry_state(village.station, case) == "waiting"
    assert shelf.hand_back(stick).done == (case,)
    assert shelf.hand_back(stick).done == ()
    with contextlib.closing(Store.open(village.station.database)) as store:
        assert Courier(village.station, store, SystemClock()).settle(stick).done == (case,)
    assert entry_state(village.station, case) == "confirmed"
    assert village.files() == []
    assert [one.event for one in only(shelf).handlings] == ["exported", "taken_over", "relayed", "handed_back"]
    assert custody_break(stick) is None
    assert shelf.custody_broken_at() is None


def test_a_line_that_returns_meanwhile_makes_no_second_case(site, village, stick):
    before = site.platform.cases()
    case = village.hand_in(pages=1, size=30_000).submission_id
    export(village, stick)
    shelf = shelf_of(site)
    shelf.take_over(stick)
    village.line.down = False
    with running_agent(village):
        until(lambda: entry_state(village.station, case) == "confirmed")
    with running_agent(site):
        until(lambda: only(shelf).state == "delivered")
    assert site.platform.cases() == before + 1


def test_what_is_torn_altered_or_forged_is_not_taken_into_care_and_holds_up_no_other(site, village, stick):
    cases = sorted(village.hand_in(pages=1, size=30_000).submission_id for _ in range(4))
    export(village, stick)
    torn, altered, forged = (stick / f"{case}.owp" for case in cases[:3])
    whole = torn.read_bytes()
    torn.write_bytes(whole[:-10])
    altered.write_bytes(altered.read_bytes()[:-1] + b"?")
    forged.write_bytes(forged.read_bytes().replace(b"330281-K01", b"330281-K02", 1))
    shelf = shelf_of(site)
    taken = shelf.take_over(stick)
    assert taken.done == (cases[3],)
    assert taken.refused == dict.fromkeys(cases[:3], FailureCode.RELAY_PACKET_INVALID.value)
    torn.write_bytes(whole)
    assert shelf.take_over(stick).done == (cases[0],)


def test_what_a_strangers_list_says_does_not_spoil_ones_own(site, village, stick):
    case = village.hand_in(pages=1, size=30_000).submission_id
    export(village, stick)
    listed = stick / "custody.jsonl"
    said = json.loads(listed.read_bytes())
    strange = [{**said, "at": at, "event": "seen"} for at in ("never", "0001-01-01T00:00:00", {"year": 1})]
    listed.write_bytes(listed.read_bytes() + b"".join(json.dumps(line).encode() + b"\n" for line in strange))
    shelf = shelf_of(site)
    assert shelf.take_over(stick).done == (case,)
    assert [one.event for one in only(shelf).handlings] == ["exported", "taken_over"]


def test_ones_own_packets_are_no_neighbours(site, stick):
    site.hand_in(pages=1, size=30_000)
    export(site, stick)
    assert shelf_of(site).take_over(stick).done == ()


def test_what_the_platform_refuses_stands_before_a_person_and_may_be_taken_over_again(site, village, stick):
    case = village.hand_in(pages=1, size=30_000).submission_id
    export(village, stick)
    packet = (stick / f"{case}.owp").read_bytes()
    note(stick, {"at": "2026-11-20T08:00:00+00:00", "event": "taken_over", "submission_id": case,
                 "sha256": hashlib.sha256(packet).hexdigest(), "by": "another station"})  # fmt: skip
    shelf = shelf_of(site)
    shelf.take_over(stick)
    site.platform.ask("revoke", village.station.enrolment().device_id)
    with running_agent(site):
        until(lambda: only(shelf).state == "refused")
    assert only(shelf).cause is FailureCode.PACKET_ORIGIN_INVALID
    assert shelf.waiting() == ()
    assert shelf.hand_back(stick).done == ()
    assert (shelf.folder / f"{case}.refused").read_bytes() == packet
    assert shelf.take_over(stick).done == (case,)
    assert (only(shelf).state, only(shelf).cause, shelf.waiting()) == ("waiting", None, (case,))
    events = [one.event for one in only(shelf).handlings]
    assert events == ["exported", "taken_over", "taken_over", "refused", "taken_over"]


def test_the_commands_do_it_too(site, village, stick):
    case = village.hand_in(pages=1, size=30_000).submission_id
    export(village, stick)
    ask = partial(station_command, site.station)
    assert json.loads(ask("take-over", stick)) == {"taken_over": [case], "refused": {}}
    (shown,) = json.loads(ask("relays"))
    assert (shown["submission_id"], shown["state"]) == (case, "waiting")
    assert json.loads(ask("hand-back", stick)) == {"handed_back": [], "refused": {}}
