"""Hand-ins that travel by hand, to the platform or to a station with a line."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from delivery_kit import Platform, Site, entry_state, station_command

from domain.clock import SystemClock
from domain.failures import FailureCode
from offline_queue import entries
from offline_queue.courier import Courier
from offline_queue.courier_folder import Carried, custody_break
from offline_queue.entry_states import EntryEvent
from offline_queue.http_transport import Transport
from offline_queue.page_files import PageFiles
from offline_queue.store import Store


@pytest.fixture
def stick(tmp_path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def station(site: Site, *arguments: object) -> dict[str, list[str]]:
    return json.loads(station_command(site.station, *arguments))


@contextlib.contextmanager
def courier(site: Site) -> Iterator[Courier]:
    with contextlib.closing(Store.open(site.station.database)) as store:
        yield Courier(site.station, store, SystemClock())


def platform_takes(platform: Platform, stick: Path) -> dict[str, str]:
    return json.loads(platform.ask("import", stick))


def events(stick: Path) -> list[str]:
    return [json.loads(line)["event"] for line in (stick / "custody.jsonl").read_text().splitlines()]


def test_exported_is_not_delivered_until_the_signature_comes_back(site, stick):
    before = site.platform.cases()
    case = site.hand_in(pages=2, size=30_000).submission_id
    told = station(site, "export", stick)
    assert (told["exported"], told["refused"]) == ([case], {})
    (medium,) = json.loads(station_command(site.station, "exports"))
    assert (medium["mark"], [one["submission_id"] for one in medium["packets"]]) == (told["medium"], [case])
    assert station(site, "export", stick)["exported"] == []
    assert entry_state(site.station, case) == "waiting"
    for _ in range(2):
        assert platform_takes(site.platform, stick) == {case: "complete"}
    assert site.platform.cases() == before + 1
    assert entry_state(site.station, case) == "waiting"
    assert station(site, "import", stick)["confirmed"] == [case]
    assert entry_state(site.station, case) == "confirmed"
    assert site.files() == []
    assert events(stick) == ["exported", "taken", "taken", "confirmed"]
    assert station(site, "export-again", stick)["exported"] == [], "what is confirmed stays at home"
    assert custody_break(stick) is None


def test_a_station_with_a_line_sends_a_neighbours_packets_which_it_cannot_read(site, stick, tmp_path):
    neighbour = Site(tmp_path / "neighbour", site.platform)
    try:
        before = site.platform.cases()
        case = neighbour.hand_in(pages=1, size=30_000).submission_id
        station(neighbour, "export", stick)
        assert station(site, "import", stick)["relayed"] == [case]
        assert station(site, "import", stick)["relayed"] == []
        assert site.platform.cases() == before + 1
        assert station(neighbour, "import", stick)["confirmed"] == [case]
        assert events(stick) == ["exported", "relayed", "confirmed"]
        assert custody_break(stick) is None
    finally:
        neighbour.close()


def test_a_torn_or_forged_packet_is_refused_and_the_case_stays(site, stick):
    case = site.hand_in(pages=1, size=30_000).submission_id
    station(site, "export", stick)
    packet = stick / f"{case}.owp"
    whole = packet.read_bytes()
    for broken in (whole[:-10], whole.replace(b"signature", b"sagniture", 1), b"noise", b""):
        packet.write_bytes(broken)
        with pytest.raises(RuntimeError, match="ended with 1"):
            platform_takes(site.platform, stick)
    assert not packet.with_suffix(".ack").exists()
    assert entry_state(site.station, case) == "waiting"
    packet.write_bytes(whole)
    assert platform_takes(site.platform, stick) == {case: "complete"}


def test_a_forged_acknowledgement_deletes_nothing(site, stick):
    forged, genuine = (site.hand_in(pages=1, size=30_000).submission_id for _ in range(2))
    station(site, "export", stick)
    platform_takes(site.platform, stick)
    (stick / f"{forged}.ack").write_text("not.a.signature")
    with courier(site) as carrier:
        settled = carrier.settle(stick)
    assert settled == Carried((genuine,), {forged: FailureCode.COURIER_PACKET_INVALID.value})
    assert entry_state(site.station, forged) == "waiting"


def test_what_is_under_way_or_in_front_of_a_person_travels_too_and_damage_holds_up_nobody(site, stick):
    under_way, refused, damaged = (site.hand_in(pages=1, size=30_000).submission_id for _ in range(3))
    with contextlib.closing(Store.open(site.station.database)) as store:
        with store.transaction() as transaction:
            entries.move(transaction, under_way, EntryEvent.STARTED)
            entries.move(transaction, refused, EntryEvent.STARTED)
            entries.move(transaction, refused, EntryEvent.REFUSED)
            page = entries.manifest_of(transaction, damaged).objects[1].digest
        PageFiles(site.station.pages, site.station.quarantine).path(page).write_bytes(b"torn")
    with courier(site) as carrier:
        assert carrier.export(stick) == Carried((under_way, refused), {damaged: FailureCode.STORE_PAGE_MISSING.value})
    assert platform_takes(site.platform, stick) == {under_way: "complete", refused: "complete"}
    with courier(site) as carrier:
        assert carrier.settle(stick).done == (refused,)
    assert entry_state(site.station, refused) == "confirmed"
    assert entry_state(site.station, under_way) == "sending"


def test_a_packet_the_platform_refuses_holds_up_no_other_at_a_relay(site, stick, tmp_path):
    neighbour = Site(tmp_path / "neighbour", site.platform)
    try:
        cases = sorted(neighbour.hand_in(pages=1, size=30_000).submission_id for _ in range(2))
        station(neighbour, "export", stick)
        packet = stick / f"{cases[0]}.owp"
        packet.write_bytes(packet.read_bytes().replace(b"signature", b"sagniture", 1))
        transport = Transport.for_station(site.station, site.line.url, 10)
        with courier(site) as carrier, contextlib.closing(transport):
            relayed = carrier.relay(stick, transport)
        assert (relayed.done, list(relayed.refused)) == ((cases[1],), [cases[0]])
    finally:
        neighbour.close()


def test_packets_of_a_revoked_station_are_refused(site, stick):
    site.hand_in(pages=1, size=30_000)
    station(site, "export", stick)
    site.platform.ask("revoke", site.station.enrolment().device_id)
    with pytest.raises(RuntimeError, match="ended with 1"):
        platform_takes(site.platform, stick)


def test_a_packet_passes_a_line_that_is_pulled_again_and_again(site, stick, tmp_path):
    neighbour = Site(tmp_path / "neighbour", site.platform)
    transport = Transport.for_station(site.station, site.line.url, 10)
    try:
        case = neighbour.hand_in(pages=1, size=600_000).submission_id
        station(neighbour, "export", stick)
        site.line.cut_after(*range(90_000, 600_000, 90_000))
        with courier(site) as carrier, contextlib.closing(transport):
            assert carrier.relay(stick, transport, wait=lambda _seconds: None) == Carried((case,), {})
        assert site.line.cuts == 6
        assert (stick / f"{case}.ack").exists()
    finally:
        neighbour.close()


def test_a_line_that_is_gone_hides_nothing_of_what_was_confirmed(site, stick, tmp_path, monkeypatch):
    neighbour = Site(tmp_path / "neighbour", site.platform)
    try:
        own = site.hand_in(pages=1, size=30_000).submission_id
        station(site, "export", stick)
        platform_takes(site.platform, stick)
        foreign = sorted(neighbour.hand_in(pages=1, size=30_000).submission_id for _ in range(2))
        station(neighbour, "export", stick)
        site.line.down = True
        monkeypatch.setattr("random.random", lambda: 0.0)  # No waits between tries.
        with pytest.raises(RuntimeError, match="ended with 1") as ended:
            station(site, "import", stick)
        told = json.loads(str(ended.value).partition(": ")[2])
        assert told["confirmed"] == [own]
        assert told["refused"] == dict.fromkeys(foreign, FailureCode.PLATFORM_UNREACHABLE.value)
    finally:
        neighbour.close()


@pytest.mark.parametrize("asked", ["export", "import", "take-over", "hand-back"])
def test_a_folder_that_is_not_there_is_an_error(site, tmp_path, asked):
    with pytest.raises(RuntimeError, match="ended with 1"):
        station(site, asked, tmp_path / "nowhere")


def test_what_a_stick_does_not_give_or_take_is_told_and_the_platform_takes_the_others(site, stick, tmp_path):
    unreadable, unwritable, good = sorted(site.hand_in(pages=1, size=30_000).submission_id for _ in range(3))
    station(site, "export", stick)
    packet = stick / f"{unreadable}.owp"
    whole = packet.read_bytes()
    packet.unlink()
    packet.symlink_to("/proc/self/mem")  # Reading it is an EIO (proc(5)), as of a bad sector.
    (stick / f"{unwritable}.tmp").mkdir()
    failed = FailureCode.COURIER_MEDIUM_FAILED.value
    with pytest.raises(RuntimeError, match="ended with 1") as ended:
        platform_takes(site.platform, stick)
    told = json.loads(str(ended.value).partition(": ")[2])
    assert told == {unreadable: failed, unwritable: failed, good: "complete"}
    packet.unlink()
    packet.write_bytes(whole)
    (stick / f"{unwritable}.tmp").rmdir()
    assert set(platform_takes(site.platform, stick).values()) == {"complete"}
    with pytest.raises(RuntimeError, match="ended with 1"):
        platform_takes(site.platform, tmp_path / "nowhere")
