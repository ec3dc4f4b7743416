"""What stands behind the monkey's kiosk: a platform with invented records, the line to it, an agent and a clerk."""

import contextlib
import secrets
import sqlite3
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from benchmarks import monkey_disk
from benchmarks.draft import draft_of
from demo.own_commands import ask_platform
from demo.services import Command, Service
from demo.waiting import until
from devices.simulator_control import ask
from domain.case.receipt_code import ReceiptCode, encode
from domain.clock import SystemClock, SystemIds
from domain.contract.clerk import Decision
from domain.contract.enrolment import EnrolmentTicket
from domain.contract.presence import AssistanceRequest
from domain.contract.progress import CorrectionPoint
from domain.failures import Failure
from offline_queue.enrolment import enrol
from offline_queue.outbox import NewPage, Outbox
from offline_queue.platform_client import PlatformClient
from offline_queue.projection import Projection
from offline_queue.station import Station

PHONES = "https://phones.example.invalid"
"""Where phones would reach the platform; the monkey's phone takes the path of it only."""
_PATIENCE_S = 60.0
_AUTHORITY = "海曙区医疗保障局"
_POINTS = (
    CorrectionPoint(kind="material", id="m3", name="诊断证明/出院小结", reason="出院小结缺少第2页，请补交"),
    CorrectionPoint(kind="field", id="f6", name="银行账号", reason="账号与户名不符，请重新填写"),
)


class Town:
    """``station`` is the kiosk's, enrolled over a line that can be cut, with a catalogue and one case of the
    citizen's that waits for a correction; ``receipt`` is the code of its receipt."""

    def __init__(self, folder: Path, page: bytes = b"\xff\xd8\xff\xe0 a page") -> None:
        """``page``: the only one of that case."""
        self._folder = folder
        self._page = page
        self.station = Station(folder / "state")
        self._plug = folder / "plug.control"
        self._data = folder / "platform"
        self._ids = SystemIds(SystemClock())
        self._open = ExitStack()

    def __enter__(self) -> "Town":
        password = secrets.token_urlsafe(9)
        self._order("init", "--demo")
        clerk = ("--username", "clerk1", "--name", "综窗01", "--authority", _AUTHORITY, "--node", "330203-W01")
        ask_platform(self._data, "add-clerk", *clerk, "--role", "station", given=password + "\n")
        serve = ("-m", "acceptance_platform", "--data", str(self._data), "run", "--port", "0", "--phone-url", PHONES)
        platform = self._serve("platform", *serve)
        self.port = platform.wait_ready()
        line = self._serve("line", "-m", "benchmarks.tcp_plug", "--to", self.port, "--control", str(self._plug))
        plug = line.wait_ready()
        self._enrol(self.station, "kiosk", "330281-K01", plug)
        self._agent = self._serve("agent", "-m", "offline_queue", "--state", str(self.station.root), "run")
        until("the catalogue", self.station.catalogue_file.exists, _PATIENCE_S)
        self._window = Station(self._folder / "window")
        self._enrol(self._window, "window", "330203-W01", self.port)
        self._desk = PlatformClient(self._window)
        self._open.callback(self._desk.close)
        self._session = self._desk.login("clerk1", password).token
        self._hand_in_one()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._open.close()

    def dismiss_agent(self) -> None:
        """Where the kiosk's supervisor runs one of its own."""
        self._agent.stop()

    def line(self, do: str) -> None:
        """``pull`` or ``put``."""
        ask(self._plug, do)

    def permit(self) -> str:
        """For the kiosk's maintenance, as a code."""
        device = self.station.enrolment().device_id
        return self._order("maintenance-permit", device, "--by", "weihu1")

    def phone_code(self, person: str) -> str:
        return self._order("sandbox-phone-code", person)

    def vouching_code(self, number: str) -> str:
        """The clerk's, for who has that resident identity number."""
        return self._desk.vouch(self._session, AssistanceRequest(id_kind="31", id_number=number)).code

    def renewal(self) -> str:
        """A ticket for the kiosk's new key."""
        enrolled = self.station.enrolment()
        return self._order("renewal", enrolled.device_id, "--url", enrolled.url)

    def pay(self, payment_no: str) -> None:
        with contextlib.suppress(RuntimeError):  # Over: the code was looked at for too long, the money comes back.
            self._order("sandbox-pay", payment_no)

    def let_go(self, payment_no: str) -> None:
        """Its minutes are over now."""
        monkey_disk.free()
        with contextlib.closing(sqlite3.connect(self._data / "platform.db", timeout=_PATIENCE_S)) as database, database:
            over = SystemClock().now().isoformat(timespec="microseconds")
            database.execute("UPDATE payments SET expires_at = ? WHERE payment_no = ?", (over, payment_no))

    def ask_corrections(self) -> None:
        """The clerk's word on every case the desk has not looked at yet."""
        for item in self._desk.worklist(self._session).items:
            if item.state == "RECEIVED" and not item.is_travelling:
                asked = Decision(
                    decision_id=self._ids.new_id(), expected_version=item.version, action="ask_correction",
                    points=_POINTS if item.item_code == "DEMO-016" else _POINTS[:1],
                )  # fmt: skip
                try:
                    self._desk.decide(self._session, item.case_id, asked)
                except Failure:
                    continue  # Another item has no such material, or the case moved meanwhile.

    def _hand_in_one(self) -> None:
        clock, case_id, token = SystemClock(), self._ids.new_id(), self._ids.new_token()
        outbox = Outbox.open(self.station, clock, self._ids)
        projection = Projection.open(self.station, clock)
        try:
            page = outbox.keep_page(case_id, NewPage("m1", 1, "image/jpeg", "C", self._page))
            outbox.commit(draft_of(case_id, (page,), token))
            until("the case is there", lambda: projection.entries()[0].state == "confirmed", _PATIENCE_S)
        finally:
            outbox.close()
            projection.close()
        self.receipt = encode(ReceiptCode(case_id, token))
        self.ask_corrections()

    def _enrol(self, station: Station, kind: str, node: str, port: str) -> None:
        ticket = ("ticket", "--kind", kind, "--node", node, "--url", f"https://127.0.0.1:{port}")
        enrol(station, EnrolmentTicket.decode(self._order(*ticket)))

    def _order(self, *arguments: str) -> str:
        """What an administrator runs beside the platform; what it says."""
        monkey_disk.free()
        return ask_platform(self._data, *arguments).strip()

    def _serve(self, name: str, *arguments: str) -> Service:
        service = Service(Command(name, arguments), self._folder)
        self._open.callback(service.stop)
        service.wait_ready()
        return service
