"""A stick that somebody prepared: pipes, links, lists without an end."""

import json
import os

import pytest
from queue_kit import hand_in

from domain import custody
from domain.failures import Failure, FailureCode
from offline_queue import entries
from offline_queue.courier import Courier
from offline_queue.courier_folder import custody_break, custody_lines, custody_of, note, write_file
from offline_queue.entry_states import EntryState
from offline_queue.export_record import mark_of
from offline_queue.neighbour_packet import read_packet
from offline_queue.strange_files import lines_of, read_at_most

LINE = {"at": "2026-11-22T09:00:00+08:00", "event": "exported", "submission_id": "one", "sha256": "0", "by": "d"}


@pytest.fixture
def victim(tmp_path):
    """A file of ours that the stick's links lead to."""
    ours = tmp_path / "queue.db"
    ours.write_bytes(b"ours")
    return ours


@pytest.fixture
def stick(tmp_path):
    (made := tmp_path / "stick").mkdir()
    return made


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_is_neither_read_nor_waited_for(stick, make):
    path = stick / "one.owp"
    make(path)
    for read in (lambda: read_at_most(path, 10), lambda: read_packet(path), lambda: list(lines_of(path))):
        with pytest.raises(OSError):  # noqa: PT011 - whichever the kernel or we say
            read()


def test_a_link_in_the_place_of_a_packet_leaves_what_it_leads_to(stick, victim):
    (stick / "one.tmp").symlink_to(victim)
    (stick / "one.owp").symlink_to(victim)
    write_file(stick / "one.owp", [b"packet"])
    assert victim.read_bytes() == b"ours"
    assert (stick / "one.owp").read_bytes() == b"packet"
    assert not (stick / "one.owp").is_symlink()


def test_a_link_in_the_place_of_the_list_is_not_written_through(stick, victim):
    (stick / custody.NAME).symlink_to(victim)
    with pytest.raises(OSError):  # noqa: PT011 - ELOOP
        note(stick, LINE)
    assert victim.read_bytes() == b"ours"


def test_an_export_onto_such_a_stick_tells_it_and_lists_nothing_that_is_not_there(
    stick, victim, outbox, station, store, clock, device_key
):
    submission_id = hand_in(outbox)
    (stick / custody.NAME).symlink_to(victim)
    exported = Courier(station, store, clock).export(stick)
    assert exported.refused == {submission_id: FailureCode.COURIER_FOLDER_UNUSABLE.value}
    assert list(stick.glob("*.owp")) == []
    assert victim.read_bytes() == b"ours"


def test_an_acknowledgement_without_an_end_is_none(stick, outbox, station, store, clock):
    submission_id = hand_in(outbox)
    with (stick / f"{submission_id}.ack").open("wb") as file:
        file.truncate(1 << 40)
    settled = Courier(station, store, clock).settle(stick)
    assert settled.refused == {submission_id: FailureCode.COURIER_PACKET_INVALID.value}
    with store.reading() as transaction:
        assert entries.find_entry(transaction, submission_id).state is EntryState.WAITING


def test_a_list_of_any_length_takes_no_more_memory_than_a_line(stick):
    with (stick / custody.NAME).open("wb") as file:
        file.truncate(64 << 20)
        file.seek(0, os.SEEK_END)
        file.write(b"\n")
    note(stick, LINE)
    assert [len(line) < 8192 for line in lines_of(stick / custody.NAME)] == [True, True]
    assert [line["submission_id"] for line in custody_lines(stick)] == ["one"]
    assert custody_break(stick) == 1
    assert mark_of(stick)


STRANGE = [
    b"[" * 8000, b"{}", b"7", b"\xff\xfe", json.dumps({**LINE, "at": {}}).encode(),
    *(json.dumps({**LINE, "at": at}).encode() for at in (
        "", "never", "2026-11-22", "2026-11-22T09:00:00", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59-12:00",
    )),
]  # fmt: skip


@pytest.mark.parametrize("strange", STRANGE, ids=lambda line: repr(line[:40]))
def test_lines_that_cannot_be_shown_say_nothing(stick, strange):
    (stick / custody.NAME).write_bytes(strange + b"\n" + json.dumps(LINE).encode() + b"\n")
    assert custody_lines(stick) == [LINE]
    assert custody_break(stick) == 1


def test_of_one_hand_in_no_more_is_believed_than_could_have_happened(stick):
    (stick / custody.NAME).write_bytes((json.dumps(LINE).encode() + b"\n") * 5000)
    assert len(custody_of(stick, "one")) == 50


@pytest.mark.parametrize("length", [1 << 63, (1 << 64) - 1, 1000])
def test_a_frame_longer_than_its_file_is_torn(stick, outbox, station, store, clock, device_key, length):
    submission_id = hand_in(outbox)
    Courier(station, store, clock).export(stick)
    path = stick / f"{submission_id}.owp"
    path.write_bytes(path.read_bytes() + bytes(32) + bytes(8) + length.to_bytes(8, "big"))
    with pytest.raises(Failure) as caught:
        read_packet(path)
    assert caught.value.code is FailureCode.RELAY_PACKET_INVALID
