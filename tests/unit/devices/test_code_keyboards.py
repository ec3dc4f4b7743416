"""Codes from scanners that are HID POS devices or play a keyboard."""

from hypothesis import given
from hypothesis import strategies as st

from devices.qr_scanner.hid_pos_codec import REPORT, HidPosDecoder, encode_reports
from devices.qr_scanner.payload_codec import MAX_PAYLOAD, Payload
from devices.qr_scanner.wedge_codec import KEY_GAP_SECONDS, LEAST_KEYS, WedgeDecoder


@given(st.binary(min_size=1, max_size=400))
def test_hid_code_over_several_encode_reports(data: bytes) -> None:
    decoder = HidPosDecoder()
    told = [decoder.feed(report) for report in encode_reports(data)]
    assert told == [*[None] * (len(told) - 1), Payload(data, aim_id="Q1")]
    assert {len(report) for report in encode_reports(data)} == {REPORT}


def test_hid_code_that_is_too_long() -> None:
    decoder = HidPosDecoder()
    *_, told = [decoder.feed(report) for report in encode_reports(bytes(MAX_PAYLOAD + 1))]
    assert told == Payload(bytes(MAX_PAYLOAD), too_long=True, aim_id="Q1")
    assert decoder.feed(encode_reports(b"next")[0]) == Payload(b"next", aim_id="Q1")


@given(st.lists(st.binary(max_size=70), max_size=30))
def test_noise_never_raises(pieces: list[bytes]) -> None:
    decoder = HidPosDecoder()
    for piece in pieces:
        decoder.feed(piece)
    decoder.forget()
    assert decoder.feed(encode_reports(b"well")[0]) == Payload(b"well", aim_id="Q1")


def typed(decoder: WedgeDecoder, keys: str, gap: float, start: float = 100.0) -> tuple[list[bytes], int]:
    """Payloads, and how many keys were swallowed."""
    verdicts = [decoder.key(key, start + number * gap) for number, key in enumerate(keys)]
    return [v.payload.data for v in verdicts if v.payload is not None], sum(v.swallow for v in verdicts)


def test_fast_keys_ended_by_enter_are_a_code() -> None:
    assert typed(WedgeDecoder(), "OW1:0189-ABC\r", 0.01)[0] == [b"OW1:0189-ABC"]


def test_a_person_typing_is_left_alone() -> None:
    assert typed(WedgeDecoder(), "ningbo\r", KEY_GAP_SECONDS * 2) == ([], 0)
    assert typed(WedgeDecoder(), "abc\r", 0.01) == ([], 0)


def test_framed_code_is_swallowed_whole_with_its_line_breaks() -> None:
    decoder = WedgeDecoder()
    assert typed(decoder, "\x02a\r\nb\x03", 0.2) == ([b"a\r\nb"], 6)
    assert typed(decoder, "x", 0.2, 200.0) == ([], 0)


def test_frame_without_an_end_lets_go() -> None:
    decoder = WedgeDecoder()
    typed(decoder, "\x02half", 0.01)
    assert typed(decoder, "k", 0.01, 200.0) == ([], 0)


def test_key_held_down_is_bounded() -> None:
    decoder = WedgeDecoder()
    (told,), _ = typed(decoder, "a" * (MAX_PAYLOAD + 50) + "\r", 0.001)
    assert len(told) == MAX_PAYLOAD


def retracted(keys: str) -> list[int]:
    decoder = WedgeDecoder()
    return [decoder.key(key, 100.0 + number * 0.01).retract for number, key in enumerate(keys)]


def test_keys_that_got_through_before_the_code_was_known_are_taken_back_once() -> None:
    assert retracted("OW1:abcdef\r") == [0] * LEAST_KEYS + [LEAST_KEYS] + [0] * 4
    assert retracted("123456\r") == [0] * LEAST_KEYS + [LEAST_KEYS]
    assert retracted("\x02OW1:abcdef\x03") == [0] * 12
