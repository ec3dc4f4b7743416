"""The SDT codec against recorded vectors and against anything a line can deliver."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.errors import DeviceTrouble, ReadFailed
from devices.id_card_reader import frame_codec as sdt
from domain.failures import FailureCode

REQUESTS = [
    ("10FF", "AAAAAA9669000310FFEC"),
    ("11FF", "AAAAAA9669000311FFED"),
    ("12FF", "AAAAAA9669000312FFEE"),
    ("2001", "AAAAAA96690003200122"),
    ("2002", "AAAAAA96690003200221"),
    ("3001", "AAAAAA96690003300132"),
    ("3010", "AAAAAA96690003301023"),
    ("3003", "AAAAAA96690003300330"),
]
ANSWERS = [
    ("AAAAAA9669000400009094", 0x90, ""),
    ("AAAAAA9669000800009F0000000097", 0x9F, "00000000"),
    ("AAAAAA9669000400008084", 0x80, ""),
    ("AAAAAA9669000C00009000000000000000009C", 0x90, "0000000000000000"),
    ("AAAAAA9669000400008185", 0x81, ""),
    ("AAAAAA9669000400004145", 0x41, ""),
]
READ_HEADER = bytes.fromhex("AAAAAA96690508000090" + "01000400")


@pytest.mark.parametrize(("command", "wire"), REQUESTS)
def test_request_vector(command: str, wire: str) -> None:
    assert sdt.encode_request(bytes.fromhex(command)).hex().upper() == wire


@pytest.mark.parametrize(("wire", "status", "data"), ANSWERS)
def test_answer_vector(wire: str, status: int, data: str) -> None:
    frame = bytes.fromhex(wire)
    (body,) = sdt.FrameDecoder().feed(frame)
    assert sdt.answer_of(body) == sdt.Answer(status, bytes.fromhex(data))
    assert sdt.encode_answer(status, bytes.fromhex(data)) == frame


def test_read_frame_has_the_size_and_header_of_the_recording() -> None:
    frame = sdt.encode_answer(sdt.OK, bytes.fromhex("01000400") + bytes(256 + 1024))
    assert len(frame) == 1295
    assert frame.startswith(READ_HEADER)


def test_stray_byte_in_the_preamble_is_passed_over() -> None:
    wire = bytes.fromhex("AA00AAAA9669000400009094")
    assert sdt.FrameDecoder().feed(wire) == [b"\x00\x00\x90"]


def test_one_byte_of_the_preamble_is_enough() -> None:
    assert sdt.FrameDecoder().feed(bytes.fromhex("AA9669000400009094")) == [b"\x00\x00\x90"]


def test_wrong_checksum_is_rejected_and_the_next_frame_found() -> None:
    decoder = sdt.FrameDecoder()
    good = sdt.encode_answer(sdt.NO_CARD)
    assert decoder.feed(good[:-1] + b"\x00" + good) == [b"\x00\x00\x80"]
    assert decoder.rejected == 1


def test_length_over_the_cap_is_not_waited_for() -> None:
    decoder = sdt.FrameDecoder()
    good = sdt.encode_answer(sdt.OK)
    assert decoder.feed(sdt.PREAMBLE + (sdt.MAX_LENGTH + 1).to_bytes(2, "big") + good) == [b"\x00\x00\x90"]


def test_half_a_frame_is_known_as_started() -> None:
    decoder = sdt.FrameDecoder()
    frame = sdt.encode_answer(sdt.OK, bytes(8))
    assert decoder.feed(frame[:9]) == []
    assert decoder.started
    assert decoder.feed(frame[9:]) == [b"\x00\x00\x90" + bytes(8)]
    assert not decoder.started


@pytest.mark.parametrize("body", [b"", b"\x00\x00", b"\x01\x00\x90", b"\x00\x01\x90"])
def test_what_is_no_answer(body: bytes) -> None:
    assert sdt.answer_of(body) is None


@pytest.mark.parametrize("status", [0x31, 0x33, 0x40, 0x41, 0x80, 0x81])
def test_the_cards_fault(status: int) -> None:
    failure = sdt.failure_of(status)
    assert isinstance(failure, ReadFailed)
    assert failure.code is FailureCode.CARD_UNREADABLE


@pytest.mark.parametrize("status", [0x10, 0x11, 0x21, 0x23, 0x24, 0x4E, 0x60, 0x66, 0xEE])
def test_the_readers_fault(status: int) -> None:
    failure = sdt.failure_of(status)
    assert isinstance(failure, DeviceTrouble)
    assert failure.code is FailureCode.CARD_READER_FAULT


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_no_bytes_upset_the_decoder(pieces: list[bytes]) -> None:
    decoder = sdt.FrameDecoder()
    for piece in pieces:
        for body in decoder.feed(piece):
            sdt.answer_of(body)


@given(
    st.binary(max_size=40).filter(lambda junk: b"\xaa\x96\x69" not in junk + b"\xaa\xaa"),
    st.binary(max_size=1300),
    st.integers(0, 255),
    st.data(),
)
def test_a_frame_is_found_behind_junk_however_it_is_cut(
    junk: bytes, data: bytes, status: int, draw: st.DataObject
) -> None:
    wire = junk + sdt.encode_answer(status, data)
    cuts = sorted(draw.draw(st.lists(st.integers(0, len(wire)), max_size=8)))
    decoder = sdt.FrameDecoder()
    bodies = []
    for start, end in zip([0, *cuts], [*cuts, len(wire)], strict=True):
        bodies += decoder.feed(wire[start:end])
    assert [sdt.answer_of(body) for body in bodies] == [sdt.Answer(status, data)]
