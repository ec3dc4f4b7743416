"""What each role may do, and a clerk who comes back from offline work."""

from collections.abc import Callable

import pytest
from platform_process import IDS, WINDOW_NODE, PlatformProcess, TestStation, jpeg

from domain.contract.clerk import CaseFile, ClerkSession
from offline_queue.maintenance_permit import permitted
from offline_queue.station import StationEnrolment

BUREAU = "海曙区医疗保障局"
LogIn = Callable[..., ClerkSession]


@pytest.fixture
def log_in(platform: PlatformProcess, window: TestStation) -> LogIn:
    def enter(username: str, role: str, password: str = "right") -> ClerkSession:
        who = ("--username", username, "--name", "王工", "--role", role)
        platform.command("add-clerk", *who, "--node", WINDOW_NODE, "--authority", BUREAU, line=f"{password}\n")
        body = {"username": username, "password": password}
        return ClerkSession.model_validate_json(window.call("POST", "/v1/clerks/login", json=body).content)

    return enter


def of(session: ClerkSession) -> dict[str, str]:
    return {"Authorization": f"Bearer {session.token}"}


def decide(window: TestStation, session: ClerkSession, case_id: str, **decision: object) -> int:
    path = f"/v1/worklist/{case_id}"
    file = CaseFile.model_validate_json(window.call("GET", path, headers=of(session)).content)
    body = {"decision_id": IDS.new_id(), "expected_version": file.item.version, **decision}
    return window.call("POST", f"{path}/decisions", json=body, headers=of(session)).status_code


def test_who_receives_does_not_finish(kiosk: TestStation, window: TestStation, log_in: LogIn) -> None:
    counter, officer = log_in("counter1", "counter"), log_in("officer9", "officer")
    hand_in = kiosk.hand_in([jpeg("m1"), jpeg("m2"), jpeg("m3")])
    kiosk.deliver(hand_in)
    case_id = hand_in.manifest.case_id
    assert decide(window, counter, case_id, action="accept", reason="材料由部门共享核验") == 200
    file = CaseFile.model_validate_json(window.call("GET", f"/v1/worklist/{case_id}", headers=of(counter)).content)
    assert "finish" not in file.actions
    assert decide(window, counter, case_id, action="finish", outcome="granted") == 403
    assert decide(window, officer, case_id, action="finish", outcome="granted") == 200
    receipt = {"receipt": {"case_id": case_id, "token": hand_in.token}}
    assert window.call("POST", "/v1/results", json=receipt, headers=of(officer)).status_code == 403
    assert window.call("POST", "/v1/results", json=receipt, headers=of(counter)).status_code == 200
    assert window.call("GET", "/v1/queue", headers=of(officer)).status_code == 403
    assert window.call("POST", "/v1/assistance-tickets", headers=of(officer)).status_code == 403
    assert window.call("POST", "/v1/assistance-tickets", headers=of(counter)).status_code == 201


def test_a_technician_opens_kiosks_and_nothing_else(
    platform: PlatformProcess, kiosk: TestStation, window: TestStation, log_in: LogIn
) -> None:
    who = ("--username", "tech1", "--name", "孙工", "--role", "technician", "--node", WINDOW_NODE)
    platform.command("add-clerk", *who, "--authority", BUREAU, line="right\n")
    log_in("counter9", "counter")

    def ask(station: TestStation, username: str, password: str = "right") -> tuple[int, str]:
        body = {"username": username, "password": password}
        answer = station.call("POST", "/v1/maintenance/permits", json=body)
        assert password not in answer.text
        return answer.status_code, answer.json().get("code", answer.json().get("permit", ""))

    status, permit = ask(kiosk, "tech1")
    assert status == 201
    known = kiosk.enrolment.model_dump(exclude={"certificate", "authority_certificate"})
    assert permitted(permit, StationEnrolment(url="https://127.0.0.1:9", **known)) == "tech1"
    assert ask(kiosk, "counter9") == (403, "X114")
    assert ask(window, "tech1") == (403, "X114")
    as_clerk = window.call("POST", "/v1/clerks/login", json={"username": "tech1", "password": "right"})
    assert (as_clerk.status_code, as_clerk.json()["code"]) == (403, "X114")
    assert [ask(kiosk, "tech1", "wrong")[0] for _ in range(6)] == [401] * 5 + [429]
    assert ask(kiosk, "tech1") == (429, "X113")


class TestLease:
    def resume(self, station: TestStation, lease: str) -> tuple[int, str]:
        answer = station.call("POST", "/v1/clerks/resume", json={"lease": lease})
        return answer.status_code, answer.json().get("token", "")

    def test_opens_a_session_at_its_window(self, window: TestStation, log_in: LogIn) -> None:
        session = log_in("lease1", "station")
        status, token = self.resume(window, session.lease)
        assert status == 200
        assert window.call("GET", "/v1/worklist", headers={"Authorization": f"Bearer {token}"}).status_code == 200

    def test_is_worth_nothing_elsewhere(
        self, platform: PlatformProcess, kiosk: TestStation, log_in: LogIn, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        lease = log_in("lease2", "station").lease
        other = TestStation(platform, tmp_path_factory.mktemp("other") / "station", "window", WINDOW_NODE)
        assert self.resume(other, lease)[0] == 403
        assert self.resume(kiosk, lease)[0] == 403
        other.close()

    @pytest.mark.parametrize("change", [{"password": "other"}, {"role": "counter"}])
    def test_ends_with_the_password_and_the_role(
        self, window: TestStation, log_in: LogIn, change: dict[str, str]
    ) -> None:
        session = log_in("lease3", "station")
        log_in("lease3", **{"role": "station", **change})
        assert self.resume(window, session.lease)[0] == 403
        assert window.call("GET", "/v1/worklist", headers=of(session)).status_code == 401

    def test_a_forged_one_is_refused(self, window: TestStation, log_in: LogIn) -> None:
        head, body, signature = log_in("lease4", "station").lease.split(".")
        assert self.resume(window, f"{head}.{body}.{signature[::-1]}")[0] == 403
        assert self.resume(window, "no lease")[0] == 403
