"""A town of real processes: platform, a kiosk's agent, a receipt printer; both stations enrolled."""

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from demo.own_commands import ask_platform
from devices.simulator_control import ask
from domain.catalogue.load import load_catalogue
from domain.clock import SystemClock, SystemIds
from domain.contract.appointment import QueueTicket
from domain.contract.clerk import ClerkSession, Decision
from domain.contract.enrolment import EnrolmentTicket
from domain.contract.presence import PresenceReply, PresenceRequest
from domain.contract.progress import CaseProgress, Correction, ProgressQuery
from domain.contract.signature import Signature
from domain.contract.submission import Applicant
from domain.failures import Failure
from offline_queue.catalogue_mirror import read_mirror, refresh
from offline_queue.courier import Courier
from offline_queue.enrolment import enrol
from offline_queue.http_transport import Transport
from offline_queue.outbox import CaseDraft, CommittedCase, NewPage, Outbox, UnfinishedCase
from offline_queue.platform_client import PlatformClient
from offline_queue.projection import Projection
from offline_queue.station import Station
from offline_queue.store import Store

ROOT = Path(__file__).parents[3]
CLERK, PASSWORD = "window1", "correct horse battery"
PHONES = "https://phones.example.invalid"
"""Where phones reach the platform, as its QR code says."""
FIELDS = {
    "f1": "门诊",
    "f2": "2026-02-14",
    "f3": "0033021102",
    "f4": "1286.40",
    "f5": "中国工商银行",
    "f6": "6222021001116245700",
    "mobile": "13712349050",
    "region": "330203",
    "address": "海曙区灵桥路100号",
}


class Process:
    """A child that says ``ready`` and is ended by SIGTERM."""

    def __init__(self, *arguments: object) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self._child.stdout is not None
        self.ready = self._child.stdout.readline().split()
        assert self.ready[:1] == ["ready"], arguments

    def stop(self) -> int:
        self._child.terminate()
        assert self._child.stdout is not None
        self._child.stdout.read()
        self._child.stdout.close()
        return self._child.wait(15)


class Town:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._data = folder / "platform"
        self._platform("init", "--demo")
        self.add_clerk(CLERK, "综窗01")
        self.platform = Process(
            "acceptance_platform", "--data", self._data, "run", "--port", "0", "--phone-url", PHONES
        )
        self.port = int(self.platform.ready[1])
        self.kiosk = self._enrolled("kiosk", "330281-K01")
        self.window = self._enrolled("window", "330203-W01")
        self.agent = Process("offline_queue", "--state", self.kiosk.root, "run")
        self.paper = folder / "paper"
        self.paper.mkdir()
        self.printer = Process("devices.receipt_printer.simulator", "--port", "0", "--control", folder / "printer",
                               "--out", self.paper)  # fmt: skip
        self.printer_port = int(self.printer.ready[1])

    def add_clerk(self, username: str, name: str) -> None:
        clerk = ("--username", username, "--name", name, "--authority", "海曙区医疗保障局", "--node", "330203-W01",
                 "--role", "station")  # fmt: skip
        self._platform("add-clerk", *clerk, line=PASSWORD + "\n")

    def close(self) -> None:
        for process in (self.agent, self.printer, self.platform):
            process.stop()

    def stop_platform(self) -> None:
        self.platform.stop()

    def start_platform(self) -> None:
        self.platform = Process(
            "acceptance_platform", "--data", self._data, "run", "--port", self.port, "--phone-url", PHONES
        )

    def set_printer(self, fault: str) -> None:
        ask(self.folder / "printer", "set_fault", fault=fault)

    def status(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self._platform("status"))
        return found

    def hand_in(self) -> tuple[CommittedCase, str]:
        """A citizen's case without its bank card, and the token on their receipt; delivered on return."""
        ids = SystemIds(SystemClock())
        case_id, token = ids.new_id(), ids.new_token()
        pages = [NewPage(f"m{n}", 1, "image/jpeg", "C", sheet(n)) for n in (1, 2, 3)]
        return self._commit(case_id, case_id, token, pages), token

    def hand_in_with(self, pages: Sequence[NewPage], signature: Signature) -> CommittedCase:
        """A citizen's signed case of these pages; delivered on return."""
        ids = SystemIds(SystemClock())
        case_id = ids.new_id()
        return self._commit(case_id, case_id, ids.new_token(), pages, signature=signature)

    def village(self, stick: Path) -> tuple[Station, str]:
        """A township station without a line: a case kept there, and its packet on ``stick``."""
        station = self._enrolled("kiosk", "330281-K01", "village")
        ids = SystemIds(SystemClock())
        case_id = ids.new_id()
        self._commit(case_id, case_id, ids.new_token(), [NewPage("m1", 1, "image/jpeg", "C", sheet(1))], station)
        with contextlib.closing(Store.open(station.database)) as store:
            Courier(station, store, SystemClock()).export(stick)
        return station, case_id

    def begin(self) -> tuple[str, str]:
        """A citizen fills in a form at the kiosk, captures two pages and goes away; case and continue code."""
        ids = SystemIds(SystemClock())
        with self._outbox() as outbox:
            case_id = ids.new_id()
            pages = tuple(outbox.keep_page(case_id, NewPage(f"m{n}", 1, "image/jpeg", "C", sheet(n))) for n in (2, 3))
            applicant = Applicant(name="张三", id_kind="31", id_number="330203190001010013")
            case = UnfinishedCase(
                case_id=case_id, item_code="DEMO-016", catalogue_version="demo", form_version="f1",
                applicant=applicant, region="330203", fields=FIELDS, sources=dict.fromkeys(FIELDS, "user"),
                pages=pages, place="materials",
            )  # fmt: skip
            code = outbox.drafts.save(case)
            for _ in range(300):
                travel = outbox.drafts.travel(case_id)
                if travel is not None and travel.complete:
                    break
                threading.Event().wait(0.05)
            outbox.drafts.rest(case_id)
            for _ in range(300):
                if outbox.drafts.travel(case_id) is None:
                    return case_id, code
                threading.Event().wait(0.05)
        raise AssertionError("the unfinished application did not reach the platform")

    def correct(self, committed: CommittedCase, token: str, correction: Correction) -> None:
        pages = [NewPage("m5", 1, "image/jpeg", "C", sheet(5))]
        self._commit(committed.case_id, correction.correction_id, token, pages)

    def progress(self, committed: CommittedCase, token: str) -> CaseProgress:
        client = PlatformClient(self.kiosk)
        try:
            return client.progress(ProgressQuery(case_id=committed.case_id, token=token))
        finally:
            client.close()

    def _commit(
        self, case_id: str, submission_id: str, token: str, pages: Sequence[NewPage], station: Station | None = None,
        signature: Signature | None = None,
    ) -> CommittedCase:  # fmt: skip
        """Delivered on return, unless it is of another ``station`` than the kiosk."""
        mirror = read_mirror(station or self.kiosk)
        assert mirror is not None
        item = load_catalogue(mirror.body).item("DEMO-016")
        new = case_id == submission_id
        with self._outbox(station) as outbox:
            kept = tuple(outbox.keep_page(case_id, page) for page in pages)
            committed = outbox.commit(
                CaseDraft(
                    case_id=case_id,
                    submission_id=submission_id,
                    kind="new" if new else "correction",
                    item_code=item.code,
                    catalogue_version=mirror.version,
                    form_version=item.form_version,
                    applicant=Applicant(name="张三", id_kind="31", id_number="330203190001010013"),
                    region="330203",
                    fields=FIELDS if new else {},
                    sources=dict.fromkeys(FIELDS, "user") if new else {},
                    pages=kept,
                    token=token,
                    signature=signature,
                )
            )
        if station is None:
            self._until_delivered(submission_id)
        return committed

    @contextlib.contextmanager
    def as_clerk(self) -> Iterator[tuple[PlatformClient, ClerkSession]]:
        """The clerk's line to the platform, without a window."""
        client = PlatformClient(self.window)
        try:
            yield client, client.login(CLERK, PASSWORD)
        finally:
            client.close()

    def finish(self, committed: CommittedCase) -> None:
        """Accepted and granted."""
        reason = {"accept": "已在窗口查验原件", "finish": ""}
        with self.as_clerk() as (client, session):
            for action in ("accept", "finish"):
                version = client.case_file(session.token, committed.case_id).item.version
                decision = Decision(
                    decision_id=SystemIds(SystemClock()).new_id(), expected_version=version, action=action,
                    reason=reason[action], outcome="granted" if action == "finish" else None,
                )  # fmt: skip
                client.decide(session.token, committed.case_id, decision)

    def take_number(self, person: str) -> str:
        """At the ticket machine of the window's hall."""
        if not (self.folder / "machine").exists():
            self._enrolled("kiosk", "330203-W01", "machine")
        client = PlatformClient(Station(self.folder / "machine"))
        shown = PresenceRequest(proof="card", person=Applicant(name="张三", id_kind="31", id_number=person))
        try:
            token = client.personal("POST", "/v1/presences", PresenceReply, shown).token
            return client.personal("POST", "/v1/my/queue-tickets", QueueTicket, presence=token).number
        finally:
            client.close()

    def vouched(self, code: str, number: str) -> str:
        """At the kiosk, for a typed person: name of the clerk who vouches, or the platform's no."""
        person = Applicant(name="张三", id_kind="31", id_number=number)
        shown = PresenceRequest(proof="clerk", person=person, code=code)
        client = PlatformClient(self.kiosk)
        try:
            return client.personal("POST", "/v1/presences", PresenceReply, shown).vouched_by
        except Failure as no:
            return no.code
        finally:
            client.close()

    def _until_delivered(self, submission_id: str) -> None:
        projection = Projection.open(self.kiosk)
        try:
            for _ in range(300):
                states = {entry.submission_id: entry.state for entry in projection.entries()}
                if states[submission_id] == "confirmed":
                    return
                threading.Event().wait(0.05)
        finally:
            projection.close()
        raise AssertionError(f"not delivered: {states[submission_id]}")

    @contextlib.contextmanager
    def _outbox(self, station: Station | None = None) -> Iterator[Outbox]:
        clock = SystemClock()
        outbox = Outbox.open(station or self.kiosk, clock, SystemIds(clock))
        try:
            yield outbox
        finally:
            outbox.close()

    def _enrolled(self, kind: str, node: str, name: str = "") -> Station:
        station = Station(self.folder / (name or kind))
        url = f"https://127.0.0.1:{self.port}"
        enrolment = enrol(
            station,
            EnrolmentTicket.decode(self._platform("ticket", "--kind", kind, "--node", node, "--url", url).strip()),
        )
        with contextlib.closing(Transport.for_station(station, enrolment.url, 10)) as transport:
            refresh(transport, station)
        return station

    def _platform(self, *arguments: str, line: str = "") -> str:
        return ask_platform(self._data, *arguments, given=line)


def sheet(number: int) -> bytes:
    picture = Image.new("RGB", (826, 1169), "white")
    ImageDraw.Draw(picture).text((80, 60), f"{number}", fill="black", font_size=160)
    data = BytesIO()
    picture.save(data, "JPEG")
    return data.getvalue()
