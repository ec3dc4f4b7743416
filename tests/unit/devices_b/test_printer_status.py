"""What a printer says about itself, and the simulated printer's answers read by our codec."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.receipt_printer import status_codec
from devices.receipt_printer.simulator_machine import PrinterMachine, State
from devices.receipt_printer.simulator_paper import Paper
from devices.receipt_printer.status_codec import Automatic, EndOfJob, RealTime, ReplyReader


def test_replies_are_told_apart() -> None:
    assert ReplyReader().feed(b"\x12\x10\x00\x03\x00\x03\x1e\x00") == [
        RealTime(0x12), Automatic(b"\x10\x00\x03\x00"), EndOfJob(3), RealTime(0x1E), EndOfJob(0),
    ]  # fmt: skip


@given(st.binary(max_size=60), st.integers(0, 60))
def test_replies_are_the_same_in_any_pieces(data: bytes, cut: int) -> None:
    reader = ReplyReader()
    assert reader.feed(data[:cut]) + reader.feed(data[cut:]) == ReplyReader().feed(data)


@pytest.mark.parametrize(
    ("byte", "out", "near_end"), [(0x12, False, False), (0x1E, False, True), (0x72, True, False), (0x7E, True, True)]
)
def test_paper(byte: int, out: bool, near_end: bool) -> None:
    assert status_codec.paper_is_out(byte) is out
    assert status_codec.paper_near_end(byte) is near_end


def machine() -> tuple[PrinterMachine, list[Image.Image]]:
    receipts: list[Image.Image] = []
    return PrinterMachine(Paper(576, 640), receipts.append), receipts


def test_real_time_commands_are_obeyed_inside_a_picture() -> None:
    """The hazard the encoder avoids: the machine answers in the middle of raster data."""
    printer, _ = machine()
    assert printer.receive(b"\x1dv0\x00\x01\x00\x08\x00\x10\x04\x01AAAAA") == b"\x12"


def test_real_time_command_across_two_packets() -> None:
    printer, _ = machine()
    assert printer.receive(b"\x10\x04") == b""
    assert printer.receive(b"\x04\x10") == b"\x12"
    assert printer.receive(b"\x04\x01") == b"\x12"


def test_offline_printer_keeps_its_buffer_and_prints_it_later() -> None:
    printer, receipts = machine()
    printer.set_state(State.PAPER_OUT)
    assert printer.receive(b"\x1d\x61\xffABC\n\x1dV\x00\x1dr\x01") == b""
    assert not receipts
    assert printer.set_state(State.OK) == b"\x10\x00\x00\x00\x00"
    assert len(receipts) == 1


def test_cleared_buffer_is_not_printed() -> None:
    printer, receipts = machine()
    printer.set_state(State.COVER_OPEN)
    printer.receive(b"ABC\n\x1dV\x00" + status_codec.CLEAR_BUFFER)
    printer.set_state(State.OK)
    assert not receipts


def test_changes_are_told_unasked_when_switched_on() -> None:
    printer, _ = machine()
    assert printer.receive(b"\x1da\xff") == b"\x10\x00\x00\x00"
    assert ReplyReader().feed(printer.set_state(State.COVER_OPEN)) == [Automatic(b"\x38\x00\x00\x00")]
    printer.set_state(State.OK)
    printer.receive(b"\x1da\x00")
    assert printer.set_state(State.NEAR_END) == b""


@given(st.binary(max_size=400))
def test_any_stream_is_survived(data: bytes) -> None:
    machine()[0].receive(data + b"\n")
