"""From committed here to signed for there, over a real line."""

import contextlib
import json
import ssl
import threading
import time
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from delivery_kit import Site, command, entry_state, until

from domain.clock import SystemClock, SystemIds
from domain.contract.clerk import Decision
from domain.contract.progress import CorrectionPoint, ProgressQuery
from domain.failures import Failure, FailureCode
from offline_queue.agent import Agent
from offline_queue.doctor import Doctor
from offline_queue.entry_states import EntryState
from offline_queue.http_transport import Request, Transport, Trust
from offline_queue.platform_client import PlatformClient
from offline_queue.platform_watch import PlatformWatch
from offline_queue.portal_probe import PortalProbe
from offline_queue.projection import Projection
from offline_queue.schedule import Turn
from offline_queue.store import Store
from offline_queue.sync_loop import Tried
from offline_queue.transport_pool import TransportPool


def is_confirmed(site: Site, submission_id: str) -> bool:
    return entry_state(site.station, submission_id) == "confirmed"


def test_a_case_is_delivered_once_and_its_files_go_only_then(site):
    before = site.platform.cases()
    committed = site.hand_in(pages=3)
    assert len(site.files()) == 3
    agent = site.agent()
    try:
        until(partial(is_confirmed, site, committed.submission_id))
        until(lambda: site.files() == [])
    finally:
        assert agent.stop() == 0
    shown = json.loads(command("offline_queue", "--state", site.station.root, "show", committed.case_id))
    assert shown[0]["state"] == "confirmed"
    assert shown[0]["official_no"]
    assert shown[0]["bytes_sent"] == shown[0]["bytes_total"]
    assert site.platform.cases() == before + 1
    findings = {finding.subject: finding.fine for finding in Doctor(site.station, SystemClock()).examine()}
    # What this machine does with its memory is not the station's doing; the agent was stopped.
    assert findings == dict.fromkeys(findings, True) | {"swap": findings["swap"], "agent": False}


def test_two_resets_in_the_middle_of_uploads_cost_nothing(site):
    before = site.platform.cases()
    committed = site.hand_in(pages=3, size=900_000)
    site.line.cut_after(500_000, 1_400_000)
    agent = site.agent()
    try:
        until(partial(is_confirmed, site, committed.submission_id))
    finally:
        assert agent.stop() == 0
    assert site.line.cuts == 2
    assert site.platform.cases() == before + 1


def test_a_line_that_is_down_keeps_everything_and_its_return_is_noticed(site):
    site.line.down = True
    site.line.cut()
    agent = site.agent()
    projection = Projection.open(site.station)
    try:
        until(lambda: projection.summary().connected is False)
        committed = site.hand_in(pages=1)
        assert projection.summary().waiting == 1
        site.line.down = False
        back = time.monotonic()
        until(partial(is_confirmed, site, committed.submission_id))
        assert time.monotonic() - back < 8
        until(lambda: projection.summary().connected is True)
        assert projection.summary().waiting == 0
    finally:
        projection.close()
        agent.stop()


def test_the_agent_wakes_at_once_for_new_work_also_on_a_line_that_rests(site):
    site.station.line_settings.write_text("metered = true")
    agent = site.agent()
    try:
        until(lambda: site.connected() is True)
        committed = site.hand_in(pages=1, size=16_000)
        committed_at = time.monotonic()
        until(partial(is_confirmed, site, committed.submission_id))
        assert time.monotonic() - committed_at < 3
    finally:
        agent.stop()


def test_kills_of_agent_and_platform_while_sending_end_in_one_case(site):
    before = site.platform.cases()
    committed = site.hand_in(pages=4, size=900_000)
    for after in (500_000, 2_000_000):
        agent = site.agent()
        until(partial(lambda most, line: line.carried >= most, after, site.line))
        agent.kill()
        site.platform.restart()
    agent = site.agent()
    try:
        until(partial(is_confirmed, site, committed.submission_id))
    finally:
        agent.stop()
    assert site.platform.cases() == before + 1
    assert site.files() == []


def test_a_hand_in_that_waits_for_a_hand_has_its_number_and_its_pages_stay_here(site):
    committed = site.hand_in(pages=2, size=100_000)
    with contextlib.closing(Store.open(site.station.database)) as store:
        agent = Agent(site.station, site.line.url, store, SystemClock(), threading.Event())
        agent.prepare()
        assert agent.deliver(Turn(*agent.open_entries(), introduces=True)) == Tried()
        (entry,) = agent.open_entries()
        assert (entry.state, entry.submission_id) == (EntryState.WAITING, committed.submission_id)
        assert entry.official_no
        assert len(site.files()) == 2
        assert agent.deliver(Turn(entry)) == Tried(delivered=True)
        agent.close()


def test_a_second_agent_steps_back(site):
    agent = site.agent()
    try:
        with pytest.raises(AssertionError, match="another agent"):
            command("offline_queue", "--state", site.station.root, "run")
    finally:
        agent.stop()


def test_a_revoked_station_keeps_its_work_and_says_why(site):
    committed = site.hand_in(pages=1)
    site.platform.ask("revoke", site.station.enrolment().device_id)
    with pytest.raises(Failure) as refused:
        PlatformClient(site.station).ping()
    assert refused.value.code is FailureCode.DEVICE_REVOKED
    agent = site.agent()
    try:
        until(lambda: site.connected() is False)
        status = json.loads(command("offline_queue", "--state", site.station.root, "status"))
        assert (status["connected"], status["cause"]) == (False, "E104")
    finally:
        agent.stop()
    assert entry_state(site.station, committed.submission_id) == "waiting"
    assert len(site.files()) == 1


def test_who_answers_in_the_platforms_place_is_named(site):
    """TLS is real, and the other end is of a CA this station does not know; its web page stands at another port."""

    class Login(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(302)
            self.send_header("Location", "http://login.example/")
            self.end_headers()

        def log_message(self, *_):
            """Quiet."""

    certificate = str(site.station.device_certificate)
    foreign = Trust(certificate, (certificate, str(site.station.device_key)))
    clock = SystemClock()
    with HTTPServer(("127.0.0.1", 0), Login) as login, contextlib.closing(Store.open(site.station.database)) as store:
        threading.Thread(target=login.serve_forever, daemon=True).start()
        portal = PortalProbe(site.line.url, clock, login.server_port)
        pool = TransportPool(lambda: Transport(site.line.url, foreign, 10.0))
        with pytest.raises(Failure) as refused:
            PlatformWatch(site.station, store, pool, portal, clock).ping()
        login.shutdown()
    assert refused.value.code is FailureCode.PLATFORM_CAPTIVE_PORTAL


def test_screens_ask_the_platform(site):
    client = PlatformClient(site.station)
    try:
        assert client.ping() > 0
        with pytest.raises(Failure) as refused:
            client.progress(ProgressQuery(case_id=SystemIds(SystemClock()).new_id(), token="A" * 26))
        assert refused.value.code is FailureCode.CASE_NOT_FOUND
        site.line.down = True
        site.line.cut()
        with pytest.raises(Failure) as refused:
            client.ping()
        assert refused.value.code is FailureCode.PLATFORM_UNREACHABLE
    finally:
        client.close()


def test_a_correction_asked_by_a_clerk_comes_back_and_is_accepted(site, tmp_path):
    committed, token = site.hand_in_with_token(pages=2)
    window = site.window(tmp_path / "window")
    agent = site.agent()
    projection = Projection.open(site.station)
    try:
        until(partial(is_confirmed, site, committed.submission_id))
        session = window.login("li", "a pass phrase").token
        file = window.case_file(session, committed.case_id)
        shown = next(part for material in file.materials for part in material.pages)
        assert window.page(session, committed.case_id, shown.plain_digest).startswith(b"\xff\xd8")
        window.decide(session, committed.case_id, ask_for("m1", file.item.version))
        site.pull_changes()
        assert projection.case_state(committed.case_id) == "CORRECTION"
        (task,) = projection.corrections()
        assert (task.case_id, task.material_ids) == (committed.case_id, ("m1",))
        client = PlatformClient(site.station)
        asked = client.progress(ProgressQuery(case_id=committed.case_id, token=token))
        assert task.correction_id == asked.correction.correction_id
        site.answer_correction(committed.case_id, asked.correction.correction_id, token)
        assert projection.corrections() == ()
        until(partial(is_confirmed, site, asked.correction.correction_id))
        file = window.case_file(session, committed.case_id)
        window.decide(session, committed.case_id, decision("accept", file.item.version))
        assert client.progress(ProgressQuery(case_id=committed.case_id, token=token)).state == "ACCEPTED"
        client.close()
    finally:
        window.close()
        projection.close()
        agent.stop()
    assert site.files() == []


def ask_for(material: str, version: int) -> Decision:
    point = CorrectionPoint(kind="material", id=material, name="票据", reason="看不清")
    return decision("ask_correction", version, (point,))


def decision(action: str, version: int, points: tuple[CorrectionPoint, ...] = ()) -> Decision:
    return Decision(
        decision_id=SystemIds(SystemClock()).new_id(),
        expected_version=version,
        action=action,
        points=points,
        reason="已在窗口查验原件" if action == "accept" else "",
    )


def test_while_sending_a_silence_is_borne_as_long_as_while_waiting(site, monkeypatch):
    """urllib3 would send under the time-out of connecting, which a slow line with full buffers outlasts."""
    borne = []
    send = ssl.SSLSocket.send

    def noted(sock, *arguments):
        borne.append(sock.gettimeout())
        return send(sock, *arguments)

    monkeypatch.setattr(ssl.SSLSocket, "send", noted)
    with contextlib.closing(Transport.for_station(site.station, site.line.url, 33.0)) as transport:
        for _ in range(2):
            transport.ask(Request("GET", f"/v1/ping?nonce={'0' * 32}"))
    assert set(borne) == {33.0}
    assert len(borne) >= 2
