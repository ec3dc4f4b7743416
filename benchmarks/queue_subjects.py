"""What is measured of our queue, and the bare loop: ``python -m benchmarks.queue_subjects NAME FOLDER COUNT``.

Each subject prepares itself in a new folder and answers what one run of so many turns does. A few turns go before the
clock starts: the first of a process loads libraries, which a visit pays for once.
"""

import io
import json
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from PIL import Image
from pyrage import x25519

from benchmarks.draft import draft_of
from domain.clock import SystemClock, SystemIds
from domain.contract.enrolment import Node, Recipient
from offline_queue import entries
from offline_queue.current_keys import CurrentKeys
from offline_queue.delivery import Confirmed
from offline_queue.outbox import NewPage, Outbox
from offline_queue.page_files import PageFiles
from offline_queue.settlement import Settlement, delete_confirmed
from offline_queue.station import Station, StationEnrolment
from offline_queue.store import Store

PAGES = 4
PAGE_BYTES = 500_000
PRODUCERS = 8
Subject = Callable[[Path], Callable[[int], None]]
_DELIVERED_TOGETHER = 64
"""As the agent deletes: after so many deliveries, or when nothing is under way."""


def pile(root: Path) -> Callable[[int], None]:
    """Cases whose four pages are there at once, as from a folder or a fast scanner."""
    return _cases(root, os.urandom(PAGE_BYTES))


def pictures(root: Path) -> Callable[[int], None]:
    """The same of pages that can be drawn: a set of previews goes with each case."""
    return _cases(root, _picture())


def _cases(root: Path, data: bytes) -> Callable[[int], None]:
    outbox, ids = opened(root)

    def run(count: int) -> None:
        for _ in range(count):
            case_id = ids.new_id()
            kept = outbox.keep_pages(case_id, [_page(number, data) for number in range(1, PAGES + 1)])
            outbox.commit(draft_of(case_id, kept, ids.new_token()))

    return run


def page_by_page(root: Path) -> Callable[[int], None]:
    """Cases whose pages come one after the other."""
    outbox, ids = opened(root)
    data = os.urandom(PAGE_BYTES)

    def run(count: int) -> None:
        for _ in range(count):
            case_id = ids.new_id()
            kept = tuple(outbox.keep_page(case_id, _page(number, data)) for number in range(1, PAGES + 1))
            outbox.commit(draft_of(case_id, kept, ids.new_token()))

    return run


def pages_together(root: Path) -> Callable[[int], None]:
    """Four pages that are there at once, of a case that goes on."""
    outbox, ids = opened(root)
    data, case_id = os.urandom(PAGE_BYTES), ids.new_id()

    def run(count: int) -> None:
        for _ in range(count):
            outbox.keep_pages(case_id, [_page(number, data) for number in range(1, PAGES + 1)])

    return run


def page_alone(root: Path) -> Callable[[int], None]:
    """One page at a time, of a case that goes on."""
    outbox, ids = opened(root)
    data, case_id = os.urandom(PAGE_BYTES), ids.new_id()

    def run(count: int) -> None:
        for number in range(count):
            outbox.keep_page(case_id, _page(number + 1, data))

    return run


def hand_ins(producers: int) -> Subject:
    """Hand-ins without pages from so many threads at once; each commit returns only when it is durable."""

    def prepare(root: Path) -> Callable[[int], None]:
        outbox, ids = opened(root)

        def produce(count: int) -> None:
            for _ in range(count):
                outbox.commit(draft_of(ids.new_id(), (), ids.new_token()))

        return lambda count: _in_threads(producers, lambda: produce(count // producers))

    return prepare


def rows(producers: int) -> Subject:
    """Entries of 1 KB, without what makes a hand-in of them: the group commit alone."""

    def prepare(root: Path) -> Callable[[int], None]:
        store = Store.open(root / "queue.db")
        with store.transaction() as transaction:
            transaction.change("CREATE TABLE item (number INTEGER PRIMARY KEY, body BLOB)")

        def produce(count: int) -> None:
            for _ in range(count):
                body = os.urandom(1024)
                store.together(lambda transaction: transaction.change("INSERT INTO item (body) VALUES (?)", body))  # noqa: B023

        return lambda count: _in_threads(producers, lambda: produce(count // producers))

    return prepare


def life(root: Path) -> Callable[[int], None]:
    """put → claim → done → deleted, of hand-ins without pages, as the agent does it."""
    outbox, ids = opened(root)
    station = Station(root)
    store, files = Store.open(station.database), PageFiles(station.pages, station.quarantine)
    settlement = Settlement(store, SystemClock())

    def run(count: int) -> None:
        for number in range(1, count + 1):
            case_id = ids.new_id()
            outbox.commit(draft_of(case_id, (), ids.new_token()))
            with store.reading() as transaction:
                entry = entries.find_entry(transaction, case_id)
            assert entry is not None
            settlement.begin(entry)
            settlement.settle(entry, Confirmed("330281202611200000015", "signed"), asked=True, wait=0.0)
            if number % _DELIVERED_TOGETHER == 0 or number == count:
                delete_confirmed(store, files)

    return run


def bare(root: Path) -> Callable[[int], None]:
    """The bytes of a case, unsealed, with the fewest syncs that are safe: each file, the folder once, one commit."""
    root.mkdir(parents=True)
    line = sqlite3.connect(root / "bare.db", isolation_level=None)
    line.execute("pragma journal_mode = wal")
    line.execute("pragma synchronous = full")
    line.execute("create table cases (number integer primary key, body text)")
    data = os.urandom(PAGE_BYTES)

    def run(count: int) -> None:
        for _ in range(count):
            digests = [_write(root, os.urandom(16) + data) for _ in range(PAGES)]
            directory = os.open(root, os.O_RDONLY)
            os.fsync(directory)
            os.close(directory)
            line.execute("insert into cases (body) values (?)", (" ".join(digests) + "x" * 3000,))

    return run


def opened(root: Path) -> tuple[Outbox, SystemIds]:
    station = Station(root)
    station.queue.mkdir(parents=True)
    clock = SystemClock()
    ids = SystemIds(clock)
    files = PageFiles(station.pages, station.quarantine)
    files.prepare()
    station.identity.mkdir()
    station.enrolment_file.write_text(_enrolment(ids.new_id()).model_dump_json())
    return Outbox(CurrentKeys(station), Store.open(station.database), files, clock, ids), ids


def recipient() -> Recipient:
    return Recipient(key_id="k1", suite="age-v1", public_key=str(x25519.Identity.generate().to_public()))


def _picture() -> bytes:
    """A page of A4 at 200 dpi with as many bytes as the others, nearly."""
    page = io.BytesIO()
    Image.effect_noise((1654, 2339), 40).convert("RGB").save(page, "JPEG", quality=17)
    return page.getvalue()


def _page(number: int, data: bytes) -> NewPage:
    return NewPage("m1", number, "image/jpeg", "C", data)


def _in_threads(number: int, work: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _enrolment(device_id: str) -> StationEnrolment:
    node = Node(code="N1", name="N1", region="330281", region_name="余姚市")
    return StationEnrolment(
        url="https://127.0.0.1:1",
        device_id=device_id,
        device_no="0001",
        kind="kiosk",
        node=node,
        recipients=(recipient(),),
        verification_keys=(),
    )


def _write(folder: Path, content: bytes) -> str:
    digest = sha256(content).hexdigest()
    temporary = folder / f"{digest}.tmp"
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.rename(folder / digest)
    return digest


SUBJECTS: Mapping[str, Subject] = {
    "pile": pile, "pictures": pictures, "page_by_page": page_by_page,
    "page_alone": page_alone, "pages_together": pages_together, "bare": bare, "life": life,
    "hand_ins_1": hand_ins(1), "hand_ins_8": hand_ins(PRODUCERS), "rows_1": rows(1), "rows_8": rows(PRODUCERS),
}  # fmt: skip


def main(subjects: Mapping[str, Subject]) -> None:
    name, folder, count = sys.argv[1:]
    run = subjects[name](Path(folder))
    run(PRODUCERS)
    started = time.perf_counter()
    run(int(count))
    print(json.dumps(time.perf_counter() - started))


if __name__ == "__main__":
    main(SUBJECTS)
