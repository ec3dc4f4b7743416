"""Frames of a child process, however the pipe cuts them and whatever a broken child writes."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.pipe_frames import Frame, FrameBroken, FrameReader, encode_frame

_HEADS = st.dictionaries(
    st.text(max_size=8), st.integers() | st.text(max_size=8) | st.booleans() | st.none(), max_size=4
)
_FRAMES = st.lists(st.builds(Frame, _HEADS, st.binary(max_size=300)), max_size=5)


@given(_FRAMES, st.integers(1, 50))
def test_frames_arrive_whole_and_in_order(frames: list[Frame], step: int) -> None:
    data = b"".join(map(encode_frame, frames))
    reader = FrameReader()
    arrived = [frame for start in range(0, len(data), step) for frame in reader.feed(data[start : start + step])]
    assert arrived == frames


@given(st.lists(st.binary(max_size=64), max_size=20))
def test_noise_is_refused_or_waited_for(pieces: list[bytes]) -> None:
    reader = FrameReader()
    with contextlib.suppress(FrameBroken):
        for piece in pieces:
            reader.feed(piece)


@pytest.mark.parametrize(
    "data", [b"\xff" * 8, b"\0\0\0\1\xff\xff\xff\xff{", b"\0\0\0\2\0\0\0\0[]", b"\0\0\0\1\0\0\0\0{"]
)
def test_what_is_no_frame(data: bytes) -> None:
    with pytest.raises(FrameBroken):
        FrameReader().feed(data)


def test_body_is_not_shown() -> None:
    assert "secret" not in repr(Frame({}, b"secret"))
