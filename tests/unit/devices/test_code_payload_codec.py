"""What a code scanner sends, cut into payloads and read as text."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.errors import ReadFailed
from devices.qr_scanner.payload_codec import MAX_PAYLOAD, Payload, PayloadDecoder, split_aim_id, text_of
from domain.failures import FailureCode


def _data(payloads: list[Payload]) -> list[bytes]:
    return [payload.data for payload in payloads]


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\x03"])
def test_every_end(end: bytes) -> None:
    assert _data(PayloadDecoder().feed(b"OW1:a:b" + end + b"next" + end)) == [b"OW1:a:b", b"next"]


def test_line_breaks_within_stx_and_etx_belong_to_the_code() -> None:
    assert _data(PayloadDecoder().feed(b"\x02one\r\ntwo\x03\r\n")) == [b"one\r\ntwo"]


def test_stx_ends_what_had_no_end() -> None:
    assert _data(PayloadDecoder().feed(b"old\x02new\x03")) == [b"old", b"new"]


def test_quiet_line_ends_a_code() -> None:
    decoder = PayloadDecoder()
    assert decoder.feed(b"token") == []
    assert _data(decoder.idle()) == [b"token"]
    assert decoder.idle() == []


def test_group_separator_is_part_of_the_code() -> None:
    (payload,) = PayloadDecoder().feed(b"0101\x1d10AB\r")
    assert text_of(payload) == "0101\x1d10AB"


def test_too_long() -> None:
    decoder = PayloadDecoder()
    (payload, after) = decoder.feed(b"a" * (MAX_PAYLOAD + 1) + b"\rok\r")
    assert len(payload.data) == MAX_PAYLOAD
    assert payload.too_long
    assert text_of(after) == "ok"


def test_exactly_the_cap_is_not_too_long() -> None:
    (payload,) = PayloadDecoder().feed(b"a" * MAX_PAYLOAD + b"\r")
    assert not payload.too_long


@pytest.mark.parametrize("prefix", [b"]Q1", b"]C0", b"]d2"])
def test_symbology_identifier_is_taken_off_the_front(prefix: bytes) -> None:
    assert split_aim_id(Payload(prefix + b"x")) == Payload(b"x", aim_id=prefix[1:].decode())
    assert split_aim_id(Payload(b"x" + prefix)) == Payload(b"x" + prefix)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("words", ["宁波市", "https://example.invalid/宁波", "plain", "㐀𠀀"])
def test_chinese_in_both_encodings(words: str, encoding: str) -> None:
    assert text_of(Payload(words.encode(encoding))) == words


@pytest.mark.parametrize("noise", [b"\xff\xfe\x00\x01", b"\x01\x02", b"abc\x00", b"\x80"])
def test_noise_is_unreadable(noise: bytes) -> None:
    with pytest.raises(ReadFailed) as refused:
        text_of(Payload(noise))
    assert refused.value.code is FailureCode.CODE_UNREADABLE


def test_repr_does_not_show_the_code() -> None:
    assert "token" not in repr(Payload(b"token"))


@given(st.lists(st.binary(max_size=300), max_size=30))
def test_no_bytes_upset_it_and_nothing_grows(pieces: list[bytes]) -> None:
    decoder = PayloadDecoder()
    for piece in pieces:
        for payload in decoder.feed(piece):
            assert 0 < len(payload.data) <= MAX_PAYLOAD
            with suppress(ReadFailed):
                text_of(payload)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).filter(lambda t: t[0] != "]"))
def test_any_text_comes_through_however_it_is_cut(words: str) -> None:
    decoder = PayloadDecoder()
    payloads = [payload for byte in words.encode() + b"\r" for payload in decoder.feed(bytes((byte,)))]
    assert [text_of(payload) for payload in payloads] == [words]
