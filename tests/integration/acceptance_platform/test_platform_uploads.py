"""tus 1.0 over real TLS: offsets, checksums, quotas, broken and stalled lines, a stock client."""

import base64
import contextlib
import hashlib
import io
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from platform_process import TUS, HandIn, PlatformProcess, TestStation, jpeg
from tusclient.client import TusClient

TICK = threading.Event()
Completing = Callable[[], Future[requests.Response]]


def until(condition: Callable[[], bool]) -> None:
    for _ in range(2000):
        if condition():
            return
        TICK.wait(0.005)
    pytest.fail("it never came to pass")


def half_sent(station: TestStation, digest: str, data: bytes, offset: int = 0) -> ssl.SSLSocket:
    """A PATCH that stops in the middle of its body, once all that was sent has arrived on the platform."""
    context = ssl.create_default_context(cafile=str(station.authority))
    context.load_cert_chain(*station.certificate_and_key)
    line = context.wrap_socket(
        socket.create_connection(("127.0.0.1", station.platform.port)), server_hostname="127.0.0.1"
    )
    fields = TUS | {"Host": "127.0.0.1", "Upload-Offset": str(offset), "Content-Length": str(len(data) - offset)}
    head = f"PATCH /v1/uploads/{digest} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in fields.items()) + "\r\n"
    half = (len(data) + offset) // 2
    line.sendall(head.encode() + data[offset:half])
    part = station.platform.data / "uploads" / f"{digest}.part"
    until(lambda: part.exists() and part.stat().st_size == half)
    return line


def offset_of(station: TestStation, digest: str) -> int:
    return int(station.head(digest).headers["Upload-Offset"])


@pytest.fixture
def page(kiosk: TestStation) -> tuple[HandIn, str, bytes]:
    """A submission taken in, and the page of it that a test uploads."""
    hand_in = kiosk.hand_in([jpeg("page", 300_000)])
    assert kiosk.put(hand_in).status_code == 201
    digest, data = hand_in.whole()[1]
    return hand_in, digest, data


def test_every_upload_of_a_manifest_exists(kiosk: TestStation, page: tuple[HandIn, str, bytes]) -> None:
    _, digest, data = page
    answer = kiosk.head(digest)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (200, "0")
    assert (answer.headers["Upload-Length"], answer.headers["Tus-Resumable"]) == (str(len(data)), "1.0.0")
    assert answer.headers["Cache-Control"] == "no-store"


def test_pieces(kiosk: TestStation, page: tuple[HandIn, str, bytes]) -> None:
    hand_in, digest, data = page
    for start in range(0, len(data), 100_000):
        answer = kiosk.patch(digest, data[start : start + 100_000], start)
        assert answer.headers["Upload-Offset"] == str(min(start + 100_000, len(data)))
    assert (kiosk.platform.data / "sealed" / f"{digest}.age").read_bytes() == data
    answer = kiosk.complete(hand_in)
    assert (answer.status_code, answer.json()["code"]) == (409, "X108")
    (missing,) = answer.json()["missing"]
    assert (missing["digest"], missing["offset"]) == (hand_in.manifest.objects[0].digest, 0)


def test_wrong_offset(kiosk: TestStation, page: tuple[HandIn, str, bytes]) -> None:
    _, digest, data = page
    kiosk.patch(digest, data[:1000])
    answer = kiosk.patch(digest, data, 0)
    assert (answer.status_code, answer.json()["code"], answer.headers["Upload-Offset"]) == (409, "X104", "1000")
    assert answer.headers["Tus-Resumable"] == "1.0.0"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_checksum(kiosk: TestStation, page: tuple[HandIn, str, bytes], algorithm: str) -> None:
    _, digest, data = page
    value = base64.b64encode(hashlib.new(algorithm, data[:1000]).digest()).decode()
    answer = kiosk.patch(digest, data[1:1001], Upload_Checksum=f"{algorithm} {value}")
    assert (answer.status_code, answer.json()["code"]) == (460, "X105")
    assert offset_of(kiosk, digest) == 0
    assert kiosk.patch(digest, data[:1000], Upload_Checksum=f"{algorithm} {value}").status_code == 204


def test_flipped_bit_starts_again(kiosk: TestStation, page: tuple[HandIn, str, bytes]) -> None:
    _, digest, data = page
    answer = kiosk.patch(digest, data[:-1] + bytes([data[-1] ^ 1]))
    assert (answer.status_code, answer.json()["code"]) == (460, "X106")
    assert offset_of(kiosk, digest) == 0
    assert kiosk.patch(digest, data).status_code == 204


def test_too_long(kiosk: TestStation, page: tuple[HandIn, str, bytes]) -> None:
    _, digest, data = page
    kiosk.patch(digest, data[:10])
    answer = kiosk.patch(digest, data[10:] + b"more", 10)
    assert (answer.status_code, answer.json()["code"]) == (413, "X107")
    assert offset_of(kiosk, digest) == 10


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Content-Type": "text/plain"}, 415),
        ({"Upload-Offset": "-1"}, 400),
        ({"Upload-Checksum": "md5 AAAA"}, 400),
        ({"Upload-Checksum": "sha256 ?"}, 400),
    ],
)
def test_malformed(kiosk: TestStation, page: tuple[HandIn, str, bytes], headers: dict[str, str], status: int) -> None:
    answer = kiosk.patch(page[1], b"data", **headers)
    assert (answer.status_code, answer.json()["code"]) == (status, "X118")


def test_other_stations_do_not_see_it(other_kiosk: TestStation, page: tuple[HandIn, str, bytes]) -> None:
    assert other_kiosk.patch(page[1], page[2]).json()["code"] == "X103"
    assert other_kiosk.head("0" * 64).status_code == 404


def test_terminated_upload_starts_again(kiosk: TestStation, page: tuple[HandIn, str, bytes]) -> None:
    _, digest, data = page
    kiosk.patch(digest, data[:1000])
    assert kiosk.call("DELETE", f"/v1/uploads/{digest}", headers=TUS).status_code == 204
    assert offset_of(kiosk, digest) == 0


def test_broken_line_keeps_what_came(kiosk: TestStation, page: tuple[HandIn, str, bytes]) -> None:
    _, digest, data = page
    half_sent(kiosk, digest, data).close()
    assert offset_of(kiosk, digest) == len(data) // 2
    assert kiosk.patch(digest, data[len(data) // 2 :], len(data) // 2).status_code == 204


def test_stalled_line_does_not_hold_up_the_next(kiosk: TestStation, page: tuple[HandIn, str, bytes]) -> None:
    _, digest, data = page
    with half_sent(kiosk, digest, data) as stalled:
        assert offset_of(kiosk, digest) == len(data) // 2
        assert kiosk.patch(digest, data[len(data) // 2 :], len(data) // 2).status_code == 204
        assert stalled.recv(100).startswith(b"HTTP/1.1 204")


@pytest.fixture
def completing(kiosk: TestStation, page: tuple[HandIn, str, bytes]) -> Iterator[Completing]:
    """Asks for completion; the platform has answered others since."""
    hand_in, _, _ = page
    form_digest, form = hand_in.whole()[0]
    assert kiosk.patch(form_digest, form).status_code == 204
    with ThreadPoolExecutor(1) as pool:

        def begin() -> Future[requests.Response]:
            answer = pool.submit(kiosk.complete, hand_in)
            for _ in range(20):
                assert kiosk.call("GET", f"/v1/submissions/{hand_in.manifest.submission_id}").status_code == 200
            return answer

        yield begin


def test_a_completion_waits_for_the_bytes_that_are_arriving(
    kiosk: TestStation, page: tuple[HandIn, str, bytes], completing: Completing
) -> None:
    _, digest, data = page
    with half_sent(kiosk, digest, data) as line:
        answer = completing()
        line.sendall(data[len(data) // 2 :])
        assert answer.result(30).json()["state"] == "complete"


def test_a_completion_whose_bytes_broke_off_is_told_what_is_missing(
    kiosk: TestStation, page: tuple[HandIn, str, bytes], completing: Completing
) -> None:
    _, digest, data = page
    line = half_sent(kiosk, digest, data)
    answer = completing()
    line.close()
    told = answer.result(30)
    assert told.status_code == 409
    assert [entry["offset"] for entry in told.json()["missing"]] == [len(data) // 2]


def test_stock_client(kiosk: TestStation, page: tuple[HandIn, str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """tuspy creates by ``POST``, sends pieces with sha1 and goes on at the offset it is told."""
    hand_in, digest, data = page
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(kiosk.authority))
    client = TusClient(f"{kiosk.platform.url}/v1/uploads", client_cert=kiosk.certificate_and_key)
    uploader = client.uploader(
        file_stream=io.BytesIO(data), chunk_size=90_000, metadata={"digest": digest}, upload_checksum=True
    )
    uploader.upload(stop_at=90_000)
    assert offset_of(kiosk, digest) == 90_000
    client.uploader(file_stream=io.BytesIO(data), chunk_size=90_000, url=uploader.url).upload()
    form_digest, form = hand_in.whole()[0]
    client.uploader(file_stream=io.BytesIO(form), metadata={"digest": form_digest}).upload()
    assert kiosk.complete(hand_in).json()["state"] == "complete"


def test_creation_with_upload(kiosk: TestStation, page: tuple[HandIn, str, bytes]) -> None:
    _, digest, data = page
    named = base64.b64encode(digest.encode()).decode()
    headers = TUS | {"Upload-Length": str(len(data)), "Upload-Metadata": f"digest {named}"}
    answer = kiosk.call("POST", "/v1/uploads", data=data[:5000], headers=headers)
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/v1/uploads/{digest}")
    assert answer.headers["Upload-Offset"] == "5000"


def test_options_names_the_extensions(kiosk: TestStation) -> None:
    answer = kiosk.call("OPTIONS", "/v1/uploads")
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert "creation-with-upload" in answer.headers["Tus-Extension"]


def test_killed_in_the_middle_of_a_piece(mortal_platform: PlatformProcess, tmp_path: Path) -> None:
    station = TestStation(mortal_platform, tmp_path / "station", "kiosk", "330281-K01")
    hand_in = station.hand_in([jpeg("page", 400_000)])
    assert station.put(hand_in).status_code == 201
    digest, data = hand_in.whole()[1]
    offset = 0
    for _ in range(2):
        with half_sent(station, digest, data, offset):
            mortal_platform.end(9)
        mortal_platform.start()
        told = offset_of(station, digest)
        assert told >= offset
        offset = told
    assert offset > len(data) // 2
    part = mortal_platform.data / "uploads" / f"{digest}.part"
    assert part.read_bytes() == data[:offset]
    assert station.patch(digest, data[offset:], offset).status_code == 204
    station.patch(*hand_in.whole()[0])
    assert station.complete(hand_in).json()["state"] == "complete"
    station.close()


def test_killed_between_the_last_byte_and_the_object(mortal_platform: PlatformProcess, tmp_path: Path) -> None:
    station = TestStation(mortal_platform, tmp_path / "station", "kiosk", "330281-K01")
    hand_in = station.hand_in([jpeg("page")])
    station.put(hand_in)
    mortal_platform.end(9)
    for digest, data in hand_in.whole():
        (mortal_platform.data / "uploads" / f"{digest}.part").write_bytes(data)
    mortal_platform.start()
    assert station.complete(hand_in).json()["state"] == "complete"
    station.close()


def test_killed_during_completion(mortal_platform: PlatformProcess, tmp_path: Path) -> None:
    station = TestStation(mortal_platform, tmp_path / "station", "kiosk", "330281-K01")
    hand_in = station.hand_in([jpeg(f"page {n}", 3_000_000) for n in range(4)])
    station.put(hand_in)
    for digest, data in hand_in.whole():
        assert station.patch(digest, data).status_code == 204
    for delay in (0.005, 0.04):
        asked = threading.Thread(target=_ask_in_vain, args=(station, hand_in))
        asked.start()
        TICK.wait(delay)
        mortal_platform.end(9)
        asked.join()
        mortal_platform.start()
    done = station.complete(hand_in).json()
    assert station.complete(hand_in).json() == done
    assert station.put(hand_in).json() == done
    status = mortal_platform.status()
    assert (status["cases"], status["pages"], status["audit_intact"]) == (1, 4, True)
    assert len(station.call("GET", "/v1/changes").json()["changes"]) == 1
    station.close()


def _ask_in_vain(station: TestStation, hand_in: HandIn) -> None:
    with contextlib.suppress(OSError):
        station.complete(hand_in)
