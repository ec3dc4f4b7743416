"""Visits that end at different steps: nothing of the citizen in any file, in shared memory or in any process left."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from kiosk_terminal import CARD, Desk, make_station

from demo.hand import Hand
from demo.waiting import until

ACCOUNT = "6222020200112233444"
SECRETS = (CARD["name"], CARD["number"], CARD["address"], ACCOUNT, "4058.67")
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


class Kiosk:
    """The supervisor, its visits with a robot's hand, and the agent."""

    def __init__(self, folder: Path, desk: Desk) -> None:
        self.folder = folder
        self.hand = Hand(folder / "hands")
        config = folder / "kiosk.toml"
        visit = [sys.executable, "-m", "demo.robot", str(folder / "hands"), "kiosk.visit"]
        config.write_text(
            f"state = {json.dumps(str(make_station(folder / 'state')))}\nfull_screen = false\nsize = [540, 960]\n"
            f"run_agent = true\nlog = {json.dumps(str(folder / 'visit.log'))}\nvisit_command = {json.dumps(visit)}\n"
            + "".join(_device(kind, address) for kind, address in desk.addresses.items()),
            encoding="utf-8",
        )
        with (folder / "supervisor.log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kiosk", "--config", str(config)],
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[3])},
                stdout=log,
                stderr=log,
            )

    def at_home(self, *ended: int) -> int:
        """Process of the visit that shows the home screen, once one is warm behind it."""

        def there() -> int | None:
            seen = self.hand.look()
            return seen.pid if seen and seen.screen == "home" and seen.pid not in ended else None

        return until("home", there, 20)

    def left(self) -> list[int]:
        return [self.process.pid, *(child.pid for child in psutil.Process(self.process.pid).children(recursive=True))]


def _device(kind: str, address: str) -> str:
    driver = {"id_card_reader": "sdt-serial", "qr_scanner": "qr-serial", "document_scanner": "escl",
              "receipt_printer": "escpos-network"}[kind]  # fmt: skip
    where = f"http://{address}/eSCL" if driver == "escl" else address
    return f'\n[[devices]]\nid = "{kind}"\ndriver = "{driver}"\naddress = {json.dumps(where)}\n'


@pytest.fixture
def kiosk(desk: Desk) -> Iterator[Kiosk]:
    desk.tidy()
    folder = Path(tempfile.mkdtemp(prefix="ow"))
    kiosk = Kiosk(folder, desk)
    yield kiosk
    kiosk.process.terminate()
    kiosk.process.wait(10)
    shutil.rmtree(folder)


def show_card(kiosk: Kiosk, desk: Desk) -> None:
    kiosk.hand.click("home.begin")
    kiosk.hand.click("identify.agree")
    kiosk.hand.see(screen="identify", state="Waiting")
    desk.do("id_card_reader", "lay_card", card=CARD)
    kiosk.hand.see(name="identify.continue")
    desk.do("id_card_reader", "lift_card")


def fill_form(kiosk: Kiosk, desk: Desk) -> None:
    show_card(kiosk, desk)
    kiosk.hand.click("identify.continue")
    for letter in "YLFYSG":
        kiosk.hand.click(f"search.key.{letter}")
    for name in ("search.item.DEMO-016", "scenario.s1", "guide.continue"):
        kiosk.hand.click(name)
    kiosk.hand.type("form.f4", "4058.67")
    kiosk.hand.type("form.f6", ACCOUNT)


def put_away(kiosk: Kiosk) -> None:
    """What is kept is kept sealed."""
    kiosk.hand.click("nav.home")
    kiosk.hand.click("exit.keep")
    kiosk.hand.see(screen="pause", state="Saved")
    kiosk.hand.click("pause.home")


def leave(kiosk: Kiosk) -> None:
    kiosk.hand.click("nav.home")
    kiosk.hand.click("exit.leave")


def die(kiosk: Kiosk) -> None:
    seen = kiosk.hand.look()
    assert seen is not None
    os.kill(seen.pid, signal.SIGKILL)


ENDINGS: tuple[tuple[Callable[[Kiosk, Desk], None], Callable[[Kiosk], None]], ...] = (
    (show_card, leave), (fill_form, leave), (fill_form, die), (fill_form, put_away),
)  # fmt: skip


def test_nothing_of_an_ended_visit_is_left_anywhere(kiosk: Kiosk, desk: Desk) -> None:
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
