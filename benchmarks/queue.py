"""Durable enqueue: a sealed case of four pages of 500 KB, beside a bare loop that does only what durability needs."""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from pyrage import x25519

from benchmarks.report import Report, interleaved
from domain.clock import SystemClock, SystemIds
from domain.contract.enrolment import Node, Recipient
from domain.contract.submission import Applicant
from offline_queue.outbox import CaseDraft, NewPage, Outbox
from offline_queue.page_files import PageFiles
from offline_queue.station import Station, StationEnrolment
from offline_queue.store import Store

PAGES = 4
PAGE_BYTES = 500_000
CASES = 12
REPEATS = 5


def run() -> Report:
    with tempfile.TemporaryDirectory() as folder:
        ours = _ours(Path(folder) / "ours")
        bare = _bare(Path(folder) / "bare")
        page_alone = _ours(Path(folder) / "pages", commit=False)
        seconds = interleaved(REPEATS, ours=ours, bare=bare, page_alone=page_alone)
    per_second = {name: CASES / taken for name, taken in seconds.items()}
    return Report(
        "queue",
        {"cases_per_s": per_second["ours"], "page_kept_ms": seconds["page_alone"] / CASES / PAGES * 1000},
        {"enqueue_vs_raw_sqlite": per_second["ours"] / per_second["bare"]},
        {"bare files and SQLite": {"cases_per_s": per_second["bare"]}},
    )


def _ours(root: Path, *, commit: bool = True) -> Callable[[], None]:
    station = Station(root)
    station.queue.mkdir(parents=True)
    clock = SystemClock()
    ids = SystemIds(clock)
    files = PageFiles(station.pages, station.quarantine)
    files.prepare()
    outbox = Outbox(_enrolment(ids.new_id()), Store.open(station.database), files, clock, ids)
    data = os.urandom(PAGE_BYTES)

    def enqueue() -> None:
        for _ in range(CASES):
            case_id = ids.new_id()
            pages = [NewPage("m1", number + 1, "image/jpeg", "C", data) for number in range(PAGES)]
            kept = tuple(outbox.keep_page(case_id, page) for page in pages)
            if commit:
                outbox.commit(_draft(case_id, kept, ids.new_token()))

    return enqueue


def _draft(case_id: str, pages: tuple[object, ...], token: str) -> CaseDraft:
    return CaseDraft(
        case_id=case_id,
        submission_id=case_id,
        kind="new",
        item_code="DEMO-016",
        catalogue_version="1",
        form_version="1",
        applicant=Applicant(name="测试", id_kind="31", id_number="330203190001010013"),
        region="330203",
        fields={"mobile": "13800000000"},
        sources={"mobile": "user"},
        pages=pages,  # type: ignore[arg-type]  # what keep_page returned
        token=token,
    )


def _enrolment(device_id: str) -> StationEnrolment:
    recipient = Recipient(key_id="k1", suite="age-v1", public_key=str(x25519.Identity.generate().to_public()))
    node = Node(code="N1", name="N1", region="330281", region_name="余姚市")
    return StationEnrolment(
        url="https://127.0.0.1:1",
        device_id=device_id,
        device_no="0001",
        kind="kiosk",
        node=node,
        recipients=(recipient,),
        verification_keys=(),
    )


def _bare(root: Path) -> Callable[[], None]:
    """The same bytes, unsealed: write, fsync, rename, fsync the folder; a row a page as it is kept, a commit a case."""
    root.mkdir(parents=True)
    line = sqlite3.connect(root / "bare.db", isolation_level=None)
    line.execute("pragma journal_mode = wal")
    line.execute("pragma synchronous = full")
    line.execute("create table pages (digest text primary key, size integer)")
    line.execute("create table cases (number integer primary key, body text)")
    data = os.urandom(PAGE_BYTES)

    def enqueue() -> None:
        for case in range(CASES):
            for page in range(PAGES):
                content = os.urandom(16) + data
                digest = _keep(root, content)
                line.execute("insert into pages values (?, ?)", (digest, page))
            _keep(root, os.urandom(1200))
            line.execute("insert into cases (body) values (?)", (f"case {case}",))

    return enqueue


def _keep(folder: Path, content: bytes) -> str:
    digest = sha256(content).hexdigest()
    temporary = folder / f"{digest}.tmp"
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.rename(folder / digest)
    directory = os.open(folder, os.O_RDONLY)
    os.fsync(directory)
    os.close(directory)
    return digest
