"""tus 1.0 with programs we did not write: our uploader against @tus/server, tus-js-client against our platform."""

import base64
import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from delivery_kit import Line, Site

from domain.clock import SystemClock
from domain.contract.submission import UploadState
from offline_queue import entries, pace
from offline_queue.http_transport import LineFailed, Request, Transport, Trust
from offline_queue.pace import Pace
from offline_queue.page_files import PageFiles
from offline_queue.store import Store
from offline_queue.uploads import Uploader, Whole
from tests.npm.javascript import needs_peers, start_node

NPM = Path(__file__).parents[2] / "npm"
SIZE = 700_000

pytestmark = needs_peers


@pytest.fixture
def their_server(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """Port and folder."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    node = start_node(NPM / "tus_server.cjs", folder)
    assert node.stdin is not None
    assert node.stdout is not None
    try:
        yield int(node.stdout.readline()), folder
    finally:
        node.stdin.close()
        node.wait(10)
        node.stdout.close()


@pytest.fixture
def line(their_server: tuple[int, Path]) -> Iterator[Line]:
    line = Line(their_server[0])
    yield line
    line.close()


def kept(tmp_path: Path) -> tuple[PageFiles, str, bytes]:
    files = PageFiles(tmp_path / "pages", tmp_path / "quarantine")
    files.prepare()
    data = os.urandom(SIZE)
    digest = hashlib.sha256(data).hexdigest()
    files.path(digest).write_bytes(data)
    return files, digest, data


def create(port: int, digest: str) -> None:
    """The step that our platform makes needless."""
    metadata = f"digest {base64.b64encode(digest.encode()).decode()}"
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(SIZE), "Upload-Metadata": metadata}
    answer = requests.post(f"http://127.0.0.1:{port}/v1/uploads", headers=headers, timeout=10)
    assert answer.status_code == 201, answer.text


def test_our_uploader_fills_their_server(
    tmp_path: Path, their_server: tuple[int, Path], line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In pieces, with two resets of the line on the way; from where their server says it stands."""
    monkeypatch.setattr(pace, "FIRST_PIECE", 100_000)
    port, folder = their_server
    files, digest, data = kept(tmp_path)
    create(port, digest)
    line.cut_after(250_000, 450_000)
    transport = Transport(f"http://127.0.0.1:{line.port}", Trust("", None), 10)
    uploader = Uploader(transport, files, SystemClock(), Pace(), lambda: False)
    told: list[int] = []
    state, breaks = UploadState(digest=digest, offset=0, size=SIZE), 0
    with contextlib.closing(transport):
        while True:
            try:
                way = uploader.resume if breaks else uploader.send
                assert way(state, lambda _, offset: told.append(offset)) == Whole()
                break
            except LineFailed:
                breaks += 1
    assert (folder / digest).read_bytes() == data
    assert breaks == line.cuts == 2
    assert told == sorted(told)
    assert told[-1] == SIZE


def test_their_answer_to_a_question_is_understood(tmp_path: Path, their_server: tuple[int, Path]) -> None:
    """An unknown upload is 404, a wrong offset 409: the same table of outcomes as for our platform."""
    transport = Transport(f"http://127.0.0.1:{their_server[0]}", Trust("", None), 10)
    tus = {"Tus-Resumable": "1.0.0"}
    with contextlib.closing(transport):
        assert transport.ask(Request("HEAD", f"/v1/uploads/{'0' * 64}", headers=tus)).status == 404
        digest = hashlib.sha256(b"x").hexdigest()
        create(their_server[0], digest)
        headers = {**tus, "Upload-Offset": "5", "Content-Type": "application/offset+octet-stream"}
        assert transport.ask(Request("PATCH", f"/v1/uploads/{digest}", b"late", headers)).status == 409


def announced(site: Site) -> str:
    """A hand-in of one page, its manifest on the platform; the page's digest."""
    committed = site.hand_in(pages=1, size=SIZE)
    with contextlib.closing(Store.open(site.station.database)) as store, store.reading() as transaction:
        manifest = entries.manifest_of(transaction, committed.submission_id)
    with contextlib.closing(Transport.for_station(site.station, site.line.url, 10)) as transport:
        body = manifest.model_dump_json().encode()
        put = transport.ask(Request("PUT", f"/v1/cases/{manifest.case_id}", body, {"Content-Type": "application/json"}))
        assert put.status == 201
    return manifest.objects[1].digest


def sent_by_their_client(site: Site, digest: str, upload_url: str = "") -> tuple[int, str]:
    """tus-js-client over mutual TLS: how it ended and what it said."""
    station = site.station
    node = start_node(
        NPM / "tus_js_client.cjs",
        f"{site.line.url}/v1/uploads",
        digest,
        station.pages / f"{digest}.age",
        station.device_certificate,
        station.device_key,
        station.authority_certificate,
        upload_url,
    )
    said, _ = node.communicate(timeout=60)
    return node.returncode, said


def is_there(site: Site, digest: str) -> bool:
    sealed = site.platform.data / "sealed" / f"{digest}.age"
    return sealed.exists() and hashlib.sha256(sealed.read_bytes()).hexdigest() == digest


def test_their_client_fills_our_platform(site: Site) -> None:
    """The line reset twice under it."""
    digest = announced(site)
    site.line.cut_after(200_000, 450_000)
    assert sent_by_their_client(site, digest) == (0, "done\n")
    assert site.line.cuts == 2
    assert is_there(site, digest)


def test_their_client_begins_anew_what_expired(site: Site) -> None:
    digest = announced(site)
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    first = (site.station.pages / f"{digest}.age").read_bytes()[:100_000]
    with contextlib.closing(Transport.for_station(site.station, site.line.url, 10)) as transport:
        answer = transport.ask(Request("PATCH", f"/v1/uploads/{digest}", first, headers))
    assert answer.headers["upload-expires"].endswith("GMT")
    with contextlib.closing(sqlite3.connect(site.platform.data / "platform.db")) as line, line:
        line.execute("UPDATE unfinished_uploads SET grew_at = grew_at - 8 * 86400")
    site.platform.restart()
    assert sent_by_their_client(site, digest, f"{site.line.url}/v1/uploads/{digest}") == (0, "done\n")
    assert is_there(site, digest)
