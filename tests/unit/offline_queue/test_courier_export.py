"""Export onto media that are too small, broken or gone: what is on one is listed, the next one takes the rest."""

import errno
import json
import shutil
from collections import namedtuple
from pathlib import Path

import pytest
from queue_kit import hand_in, manifest_in

from domain.failures import Failure, FailureCode
from offline_queue import courier_folder
from offline_queue.courier import Courier
from offline_queue.courier_folder import note
from offline_queue.export_record import ExportRecord, mark_of
from offline_queue.neighbour_packet import read_packet
from offline_queue.page_files import PageFiles

FULL, UNUSABLE = FailureCode.COURIER_FOLDER_FULL.value, FailureCode.COURIER_FOLDER_UNUSABLE.value


@pytest.fixture
def courier(station, store, clock, device_key):
    return Courier(station, store, clock)


@pytest.fixture
def sticks(tmp_path):
    made = [tmp_path / name for name in ("first", "second", "third")]
    for folder in made:
        folder.mkdir()
    return made


def packets(stick):
    """Those that are whole, and nothing else but the list."""
    found = {path.stem for path in stick.glob("*.owp") if read_packet(path)}
    assert {path.name for path in stick.iterdir()} - {"custody.jsonl"} == {f"{one}.owp" for one in found}
    return found


def listed(stick):
    return [json.loads(line)["submission_id"] for line in (stick / "custody.jsonl").read_text().splitlines()]


@pytest.fixture
def fills_up(monkeypatch):
    """This stick, while this packet is written."""
    full = set()
    write = courier_folder.write_all

    def written(descriptor, data):
        if Path(f"/proc/self/fd/{descriptor}").readlink() in full:
            raise OSError(errno.ENOSPC, "full")
        write(descriptor, data)

    monkeypatch.setattr(courier_folder, "write_all", written)
    return lambda stick, submission_id: full.add(stick / f"{submission_id}.tmp")


def test_what_a_full_stick_does_not_take_the_next_one_does(outbox, station, courier, sticks, fills_up):
    one, two, three = (hand_in(outbox) for _ in range(3))
    first, second, third = sticks
    fills_up(first, two)
    exported = courier.export(first)
    assert (exported.done, exported.refused) == ((one, three), {two: FULL})
    assert packets(first) == set(listed(first)) == {one, three}
    assert courier.export(second).done == (two,)
    assert courier.export(second).done == ()
    record = ExportRecord(station.exported).media()
    given = {medium.mark: [packet.submission_id for packet in medium.packets] for medium in record}
    assert given == {mark_of(first): [one, three], mark_of(second): [two]}
    shutil.rmtree(first)
    assert courier.export(third, again=True).done == (one, two, three)
    assert courier.export(third).done == ()


def test_a_packet_that_will_not_fit_is_not_begun_and_a_smaller_one_still_goes(outbox, courier, sticks, monkeypatch):
    large, small = hand_in(outbox, pages=6), hand_in(outbox, pages=1)
    courier.export(sticks[1])
    usage = namedtuple("usage", "free")
    room = (1 << 20) + (sticks[1] / f"{small}.owp").stat().st_size
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage(room))
    exported = courier.export(sticks[0], again=True)
    assert (exported.done, exported.refused) == ((small,), {large: FULL})
    assert packets(sticks[0]) == {small}


def test_a_page_the_disk_does_not_give_keeps_its_own_hand_in_here_and_no_other(outbox, store, station, courier, sticks):
    bad, good = hand_in(outbox), hand_in(outbox)
    page = next(one.digest for one in manifest_in(store, bad).objects if one.role == "page")
    path = PageFiles(station.pages, station.quarantine).path(page)
    path.unlink()
    path.symlink_to("/proc/self/mem")  # Reading it is an EIO (proc(5)), as of a bad sector.
    exported = courier.export(sticks[0])
    assert (exported.done, exported.refused) == ((good,), {bad: FailureCode.STORE_PAGE_MISSING.value})
    assert packets(sticks[0]) == {good}


def test_what_cannot_be_listed_is_not_left_on_the_stick(outbox, courier, sticks):
    one = hand_in(outbox)
    (sticks[0] / "custody.jsonl").mkdir()
    assert courier.export(sticks[0]).refused == {one: UNUSABLE}
    assert list(sticks[0].glob("*.owp")) == []


def test_a_station_that_cannot_keep_its_record_exports_all_the_same(outbox, station, courier, sticks):
    one = hand_in(outbox)
    station.exported.write_text("in the way")
    assert courier.export(sticks[0]).done == (one,)
    assert courier.export(sticks[1]).done == (one,)


@pytest.mark.parametrize("asked", ["export", "settle"])
def test_a_stick_that_is_not_there_is_no_empty_one(courier, asked):
    with pytest.raises(Failure) as failure:
        getattr(courier, asked)(Path("/nowhere"))
    assert failure.value.code is FailureCode.COURIER_FOLDER_UNUSABLE


def test_a_line_that_could_not_be_written_leaves_no_half_of_it(tmp_path, monkeypatch):
    note(tmp_path, {"event": "exported"})
    before = (tmp_path / "custody.jsonl").read_bytes()

    def refused(_descriptor):
        raise OSError(errno.EIO, "as told")

    monkeypatch.setattr("os.fsync", refused)
    with pytest.raises(OSError, match="as told"):
        note(tmp_path, {"event": "relayed"})
    assert (tmp_path / "custody.jsonl").read_bytes() == before
