"""Forms as browsers send them, and as nobody should: the page of the phone is open to the whole network."""

import asyncio
import os
import tracemalloc

import pytest

from acceptance_platform.phone_uploads.multipart import files_of

KIND = "multipart/form-data; boundary=x"
PICTURE = b"\xff\xd8\xff\r\n--\r--x\n--x--\r\n-" + os.urandom(200_000)


def part(data: bytes, head: str = 'form-data; name="pages"; filename="a.jpg"') -> bytes:
    return b"--x\r\nContent-Disposition: " + head.encode() + b"\r\nContent-Type: image/jpeg\r\n\r\n" + data + b"\r\n"


def read(content_type: str, body: bytes, size: int = 65_536) -> tuple[tuple[bytes, ...], int]:
    """The files, and how much of the body was read."""
    taken = 0

    async def pieces():
        nonlocal taken
        for start in range(0, len(body), size):
            taken += len(body[start : start + size])
            yield body[start : start + size]

    return asyncio.run(files_of(content_type, pieces())), taken


@pytest.mark.parametrize("size", [1, 7, 65_536, 1 << 30])
def test_files_come_in_their_order_however_they_are_cut(size):
    small = b"%PDF-1.4\r\n--"
    body = part(small) + part(PICTURE[:2000], 'form-data; name="pages"; filename="\u7968\u636e.jpg"') + b"--x--\r\n"
    assert read(KIND, body, size)[0] == (small, PICTURE[:2000])
    assert read(KIND.replace("=x", '="x"'), body, size)[0] == (small, PICTURE[:2000])


def test_fields_and_files_left_empty_are_none():
    body = part(b"") + part(b"words", 'form-data; name="note"') + part(PICTURE) + b"--x--\r\n"
    assert read(KIND, body)[0] == (PICTURE,)


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "multipart/form-data",
        "multipart/mixed; boundary=x",
        "multipart/form-data; boundary=" + "y" * 5000,
        "multipart/form-data; boundary=\u7968",
    ],
)
@pytest.mark.parametrize("body", [b"", part(PICTURE) + b"--x--\r\n"])
def test_what_is_no_such_form_has_no_files_and_is_read_to_its_end(content_type, body):
    assert read(content_type, body) == ((), len(body))


@pytest.mark.parametrize(
    "body",
    [
        b"--y\r\n" + PICTURE,
        part(b"")[:30] + b"a:b\r\n" * 100_000,
        b"--x\r\n" + b"a" * 300_000,
        part(b"") * 10_000,
        b"--x\r\n\r\n\r\n" * 50_000,
    ],
    ids=["another boundary", "headers", "a long header", "many files", "many parts"],
)
def test_what_somebody_prepared_has_none_costs_little_and_is_read_to_its_end(body):
    tracemalloc.start()
    assert read(KIND, body) == ((), len(body))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000
