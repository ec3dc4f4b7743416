"""The real platform, the real agent and a line between them that can be cut, each as it runs on site."""

import contextlib
import json
import socket
import sqlite3
import struct
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from demo.own_commands import ask_platform, ask_queue
from domain.catalogue.load import load_catalogue
from domain.clock import SystemClock, SystemIds
from domain.contract.enrolment import EnrolmentTicket
from domain.contract.submission import Applicant
from offline_queue.agent_report import read_report
from offline_queue.catalogue_mirror import read_mirror, refresh
from offline_queue.enrolment import enrol
from offline_queue.http_transport import Transport
from offline_queue.outbox import CaseDraft, CommittedCase, KeptPage, NewPage, Outbox
from offline_queue.platform_client import PlatformClient
from offline_queue.station import Station
from offline_queue.status_mirror import pull_changes
from offline_queue.store import Store

ID_NUMBER = "330203190001010013"
ROOT = Path(__file__).parents[3]


class Process:
    """A child that says ``ready`` and ends when told."""

    def __init__(self, *arguments: object) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", *map(str, arguments)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.errors: list[str] = []
        self._drain = threading.Thread(target=self._collect, daemon=True)
        self._drain.start()
        assert self._child.stdout is not None
        self.ready = self._child.stdout.readline().split()
        assert self.ready[:1] == ["ready"], "".join(self.errors)

    def _collect(self) -> None:
        assert self._child.stderr is not None
        self.errors.extend(self._child.stderr)

    def kill(self) -> None:
        self._child.kill()
        self._finish()

    def stop(self) -> int:
        """By SIGTERM; the exit code."""
        if self._child.poll() is None:
            self._child.terminate()
        return self._finish()

    def _finish(self) -> int:
        code = self._child.wait(15)
        self._drain.join()
        for stream in (self._child.stdout, self._child.stderr):
            assert stream is not None
            stream.close()
        return code


def command(*arguments: object, line: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", *map(str, arguments)], cwd=ROOT, input=line, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def station_command(station: Station, *arguments: object) -> str:
    return ask_queue(station.root, *arguments)


class Line:
    """A TCP proxy. ``cut_after`` bytes towards the platform every connection made so far is reset once."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"https://127.0.0.1:{self.port}"
        self.down = False
        self.cuts = 0
        self._cut_after: list[int] = []
        self.carried = 0
        self._lock = threading.Lock()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._carriers: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    def cut_after(self, *totals: int) -> None:
        """Reset all connections when so many bytes in all went towards the platform from now."""
        with self._lock:
            self.carried = 0
            self._cut_after = list(totals)

    def cut(self) -> None:
        """Reset everything that is open."""
        pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for end in pair:
                _slam(end)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join()
        self.cut()
        for thread in self._carriers:
            thread.join()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                if self.down:
                    near.close()
                    continue
                try:
                    far = socket.create_connection(("127.0.0.1", self._target))
                except OSError:
                    near.close()
                    continue
                self._pairs.append((near, far))
                for way in ((near, far, True), (far, near, False)):
                    self._carriers.append(threading.Thread(target=self._carry, args=way, daemon=True))
                    self._carriers[-1].start()

    def _carry(self, source: socket.socket, sink: socket.socket, outward: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(16384):
                sink.sendall(data)
                if outward and self._is_due(len(data)):
                    self.cut()
                    return
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_RDWR)

    def _is_due(self, size: int) -> bool:
        with self._lock:
            self.carried += size
            if self._cut_after and self.carried >= self._cut_after[0]:
                self._cut_after.pop(0)
                self.cuts += 1
                return True
            return False


def _slam(end: socket.socket) -> None:
    """A reset instead of a goodbye, also under another thread's ``recv``."""
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


class Platform:
    """The real one, as a process; may be killed and comes back at the same port with the same data."""

    def __init__(self, folder: Path) -> None:
        self.data = folder
        self.ask("init", "--demo")
        self._process = Process("acceptance_platform", "--data", folder, "run", "--port", "0")
        self.port = int(self._process.ready[1])

    def restart(self) -> None:
        """By SIGKILL."""
        self._process.kill()
        self._process = Process("acceptance_platform", "--data", self.data, "run", "--port", self.port)

    def stop(self) -> None:
        self._process.stop()

    def ask(self, *arguments: object) -> str:
        return ask_platform(self.data, *arguments)

    def add_clerk(self, username: str, password: str, authority: str, node: str) -> None:
        arguments = ("--username", username, "--name", "李审", "--authority", authority, "--node", node,
                     "--role", "station")  # fmt: skip
        ask_platform(self.data, "add-clerk", *arguments, given=f"{password}\n")

    def cases(self) -> int:
        return int(json.loads(self.ask("status"))["cases"])


class Site:
    """One enrolled station at the end of a line of its own."""

    def __init__(self, folder: Path, platform: Platform) -> None:
        self.platform = platform
        self.line = Line(platform.port)
        self.station = Station(folder / "state")
        ticket = platform.ask("ticket", "--kind", "kiosk", "--node", "330281-K01", "--url", self.line.url)
        enrolment = enrol(self.station, EnrolmentTicket.decode(ticket))
        with contextlib.closing(Transport.for_station(self.station, enrolment.url, 10)) as transport:
            refresh(transport, self.station)

    def agent(self) -> Process:
        return Process("offline_queue", "--state", self.station.root, "run")

    def close(self) -> None:
        self.line.close()

    def connected(self) -> bool | None:
        return read_report(self.station.agent_file, SystemClock()).connected

    @contextlib.contextmanager
    def outbox(self) -> Iterator[Outbox]:
        clock = SystemClock()
        outbox = Outbox.open(self.station, clock, SystemIds(clock))
        try:
            yield outbox
        finally:
            outbox.close()

    def hand_in(self, pages: int = 3, size: int = 300_000) -> CommittedCase:
        return self.hand_in_with_token(pages, size)[0]

    def hand_in_with_token(self, pages: int = 3, size: int = 300_000) -> tuple[CommittedCase, str]:
        case_id = SystemIds(SystemClock()).new_id()
        with self.outbox() as outbox:
            kept = tuple(outbox.keep_page(case_id, page(number, size)) for number in range(1, pages + 1))
            draft = self.draft(case_id, kept)
            return outbox.commit(draft), draft.token

    def answer_correction(self, case_id: str, correction_id: str, token: str) -> CommittedCase:
        with self.outbox() as outbox:
            kept = (outbox.keep_page(case_id, page(1, 50_000)),)
            draft = self.draft(case_id, kept)
            return outbox.commit(replace(draft, kind="correction", submission_id=correction_id, token=token))

    def pull_changes(self) -> None:
        """What the agent does every ten seconds, now."""
        with (
            contextlib.closing(Store.open(self.station.database)) as store,
            contextlib.closing(Transport.for_station(self.station, self.line.url, 10)) as transport,
        ):
            pull_changes(transport, store)

    def window(self, folder: Path) -> PlatformClient:
        """Of the department the case is for."""
        folder.mkdir()
        ticket = self.platform.ask("ticket", "--kind", "window", "--node", "330203-W01", "--url", self.line.url)
        station = Station(folder)
        enrol(station, EnrolmentTicket.decode(ticket))
        self.platform.add_clerk("li", "a pass phrase", "海曙区医疗保障局", "330203-W01")
        return PlatformClient(station)

    def draft(self, case_id: str, pages: tuple[KeptPage, ...]) -> CaseDraft:
        mirror = read_mirror(self.station)
        assert mirror is not None
        item = load_catalogue(mirror.body).item("DEMO-016")
        return CaseDraft(
            case_id=case_id,
            submission_id=case_id,
            kind="new",
            item_code=item.code,
            catalogue_version=mirror.version,
            form_version=item.form_version,
            applicant=Applicant(name="张三", id_kind="31", id_number=ID_NUMBER, mobile="13800000000"),
            region="330203",
            fields={"mobile": "13800000000", "region": "330203"},
            sources={"mobile": "user", "region": "card"},
            pages=pages,
            token=SystemIds(SystemClock()).new_token(),
        )

    def files(self) -> list[Path]:
        return sorted(self.station.pages.iterdir())


def page(number: int, size: int) -> NewPage:
    """A JPEG by its first bytes; random, so that nothing compresses it."""
    data = b"\xff\xd8\xff\xe0" + uuid.uuid4().bytes * (size // 16)
    return NewPage(material_id="m1", page_no=number, media_type="image/jpeg", grade="B", data=data)


def until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for something another process does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "did not happen in time"
        threading.Event().wait(0.05)


def entry_state(station: Station, submission_id: str) -> str:
    with contextlib.closing(sqlite3.connect(station.database)) as database:
        return str(database.execute("SELECT state FROM entry WHERE submission_id = ?", (submission_id,)).fetchone()[0])
