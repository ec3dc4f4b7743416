"""Visits that end at different steps: nothing of the citizen in any file, in shared memory or in any process left."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from kiosk_terminal import CARD, Desk

from benchmarks.supervised_kiosk import (
    ACCOUNT,
    AMOUNT,
    Act,
    Ending,
    SupervisedKiosk,
    die,
    fill_form,
    leave,
    put_away,
    show_card,
)
from demo.waiting import until

SECRETS = (CARD["name"], CARD["number"], CARD["address"], ACCOUNT, AMOUNT)
NEEDLES = tuple({secret.encode(code) for secret in SECRETS for code in ("utf-8", "utf-16-le", "gb18030")})
"""As Python, Qt and the card reader write them; a Python text of Chinese is UTF-16 in memory."""
MEMORY = Path("/dev/shm")
_CHUNK = 1 << 20
_OVERLAP = 256
_UNTOUCHED = bytes(_CHUNK + _OVERLAP)


def held(pid: int) -> set[bytes]:
    """Needles in the writable memory of a process."""
    found: set[bytes] = set()
    process = Path("/proc", str(pid))
    with (process / "maps").open() as maps, (process / "mem").open("rb", buffering=0) as memory:
        for line in maps:
            where, rights, *_ = line.split()
            if not rights.startswith("rw") or "[v" in line:
                continue
            begin, end = (int(edge, 16) for edge in where.split("-"))
            for start in range(begin, end, _CHUNK):
                found |= _in_memory(memory.fileno(), start, min(_CHUNK + _OVERLAP, end - start))
    return found


def _in_memory(descriptor: int, start: int, length: int) -> set[bytes]:
    try:
        body = os.pread(descriptor, length, start)
    except OSError:  # a page that is mapped and not there
        return set()
    return set() if body == _UNTOUCHED else {needle for needle in NEEDLES if needle in body}


def in_files(*folders: Path) -> dict[str, set[bytes]]:
    found = {}
    for folder in folders:
        for file in folder.rglob("*"):
            body = file.read_bytes() if file.is_file() else b""
            if hits := {needle for needle in NEEDLES if needle in body or needle in os.fsencode(file.name)}:
                found[str(file)] = hits
    return found


@pytest.fixture
def kiosk(desk: Desk) -> Iterator[SupervisedKiosk]:
    desk.tidy()
    folder = Path(tempfile.mkdtemp(prefix="ow"))
    kiosk = SupervisedKiosk(folder, desk)
    yield kiosk
    kiosk.stop()
    shutil.rmtree(folder)


ENDINGS: tuple[tuple[Act, Ending], ...] = (
    (show_card, leave), (fill_form, leave), (fill_form, die), (fill_form, put_away),
)  # fmt: skip


def test_nothing_of_an_ended_visit_is_left_anywhere(kiosk: SupervisedKiosk, desk: Desk) -> None:
    ended: list[int] = []
    for go, end in ENDINGS:
        pid = kiosk.at_home(*ended)
        go(kiosk, desk)
        assert CARD["number"].encode() in held(pid), "the search must find what is there"
        end(kiosk)
        ended.append(pid)
        until("the visit is gone", lambda pid=pid: not psutil.pid_exists(pid), 10)
        kiosk.at_home(*ended)
    until("a warm standby and the agent", lambda: len(kiosk.left()) >= 4, 20)
    assert {pid: hits for pid in kiosk.left() if (hits := held(pid))} == {}
    shared = [path for path in MEMORY.glob("onewindow-visit-*") if f"-{kiosk.process.pid}-" in path.name]
    assert len(shared) == 2
    assert in_files(kiosk.folder, *shared) == {}
