"""容缺受理, overrides and matters of another body, as the platform judges them."""

from datetime import date, datetime, timedelta

import pytest
from platform_process import IDS, WINDOW_NODE, HandIn, PlatformProcess, TestStation, jpeg

from domain.clock import CHINA
from domain.contract.clerk import CaseFile, DecisionReply
from domain.contract.progress import CaseProgress

ROAD_WORKS = "DEMO-052"
"""m2 and m4 are required, m3 may follow."""


@pytest.fixture(scope="module")
def officer(platform: PlatformProcess, window: TestStation) -> dict[str, str]:
    add = ("add-clerk", "--username", "officer1", "--name", "王工", "--node", WINDOW_NODE, "--role", "station")
    platform.command(*add, "--authority", "海曙区综合行政执法局", line="right\n")
    answer = window.call("POST", "/v1/clerks/login", json={"username": "officer1", "password": "right"})
    return {"Authorization": f"Bearer {answer.json()['token']}"}


def handed_in(kiosk: TestStation, *others: str, signed: bool = True) -> HandIn:
    """With ``m1``, the application form, signed with a pen."""
    materials = ("m1", *others) if signed else others
    hand_in = kiosk.hand_in([jpeg(name) for name in materials], item=ROAD_WORKS, materials=materials)
    kiosk.deliver(hand_in)
    return hand_in


class Desk:
    def __init__(self, window: TestStation, headers: dict[str, str], hand_in: HandIn) -> None:
        self._window, self._headers, self._case_id = window, headers, hand_in.manifest.case_id

    def file(self) -> CaseFile:
        answer = self._window.call("GET", f"/v1/worklist/{self._case_id}", headers=self._headers)
        return CaseFile.model_validate_json(answer.content)

    def decide(self, **decision: object) -> tuple[int, DecisionReply | None]:
        version = self.file().item.version
        body = {"decision_id": IDS.new_id(), "expected_version": version, **decision}
        path = f"/v1/worklist/{self._case_id}/decisions"
        answer = self._window.call("POST", path, json=body, headers=self._headers)
        is_answered = answer.status_code == 200
        return answer.status_code, DecisionReply.model_validate_json(answer.content) if is_answered else None


def soon() -> date:
    return datetime.now(CHINA).date() + timedelta(days=2)


def test_a_paper_that_may_follow_is_owed_and_ends_the_debt_when_it_comes(
    kiosk: TestStation, window: TestStation, officer: dict[str, str]
) -> None:
    hand_in = handed_in(kiosk, "m2", "m4")
    desk = Desk(window, officer, hand_in)
    assert "tolerate" in desk.file().actions
    status, reply = desk.decide(action="tolerate", supply_by=soon().isoformat(), promise_signed=True)
    assert status == 200
    assert reply is not None
    assert (reply.item.state, reply.item.supply_by, reply.notice.kind) == ("ACCEPTED", soon().isoformat(), "tolerance")
    assert [point.name for point in reply.notice.points] == ["交通组织方案"]
    assert reply.item.lamp != "grey"

    query = {"case_id": hand_in.manifest.case_id, "token": hand_in.token}
    seen = CaseProgress.model_validate_json(kiosk.call("POST", "/v1/progress", json=query).content)
    assert seen.correction is not None
    assert (seen.state, [point.id for point in seen.correction.points]) == ("ACCEPTED", ["m3"])
    answers = (hand_in, seen.correction.correction_id)
    kiosk.deliver(kiosk.hand_in([jpeg("m3")], item=ROAD_WORKS, materials=["m3"], answers=answers))
    after = desk.file()
    assert (after.item.state, after.item.supply_by, after.correction) == ("ACCEPTED", "", None)


@pytest.mark.parametrize(
    ("materials", "decision"),
    [
        (("m2", "m4"), {"action": "tolerate", "promise_signed": True}),
        (("m2", "m4"), {"action": "tolerate", "supply_by": soon().isoformat()}),
        (("m2", "m4"), {"action": "tolerate", "supply_by": "2036-01-01", "promise_signed": True}),
        (("m2",), {"action": "tolerate", "supply_by": soon().isoformat(), "promise_signed": True}),
        (("m2", "m4"), {"action": "accept"}),
        (("m2", "m3", "m4"), {"action": "reject"}),
        (("m2", "m3", "m4"), {"action": "not_competent", "reason": "x"}),
    ],
)
def test_what_a_decision_lacks_is_refused_and_nothing_moves(
    kiosk: TestStation,
    window: TestStation,
    officer: dict[str, str],
    materials: tuple[str, ...],
    decision: dict[str, object],
) -> None:
    desk = Desk(window, officer, handed_in(kiosk, *materials))
    before = desk.file()
    assert desk.decide(**decision) == (422, None)
    assert desk.file() == before


def test_complete_papers_need_no_reason_and_offer_no_tolerance(
    kiosk: TestStation, window: TestStation, officer: dict[str, str]
) -> None:
    desk = Desk(window, officer, handed_in(kiosk, "m2", "m3", "m4"))
    assert "tolerate" not in desk.file().actions
    assert desk.decide(action="accept")[0] == 200


def test_without_a_signature_anywhere_accepting_takes_a_reason(
    kiosk: TestStation, window: TestStation, officer: dict[str, str]
) -> None:
    desk = Desk(window, officer, handed_in(kiosk, "m2", "m3", "m4", signed=False))
    assert [material.name for material in desk.file().materials if material.unsigned] == ["申请书"]
    assert "tolerate" not in desk.file().actions
    assert desk.decide(action="accept") == (422, None)
    assert desk.decide(action="accept", reason="申请人已当面补签")[0] == 200


def test_another_bodys_matter_names_that_body(kiosk: TestStation, window: TestStation, officer: dict[str, str]) -> None:
    desk = Desk(window, officer, handed_in(kiosk, "m2", "m3", "m4"))
    status, reply = desk.decide(action="not_competent", competent_body="海曙区住房和城乡建设局")
    assert status == 200
    assert reply is not None
    assert (reply.item.state, reply.notice.competent_body) == ("REJECTED", "海曙区住房和城乡建设局")
    assert desk.file().history[-1].note == "海曙区住房和城乡建设局"


def test_a_case_is_finished_and_its_history_is_whole(
    kiosk: TestStation, window: TestStation, officer: dict[str, str]
) -> None:
    desk = Desk(window, officer, handed_in(kiosk, "m2", "m3", "m4"))
    assert desk.decide(action="finish", outcome="granted") == (409, None)
    desk.decide(action="accept")
    assert desk.decide(action="finish") == (422, None)
    assert desk.decide(action="finish", outcome="refused") == (422, None)
    status, reply = desk.decide(action="finish", outcome="granted")
    assert status == 200
    assert reply is not None
    assert (reply.item.state, reply.notice.kind, reply.notice.outcome) == ("DONE", "result", "granted")
    assert [entry.state for entry in desk.file().history] == ["RECEIVED", "ACCEPTED", "PROCESSING", "DONE"]


def test_what_was_promised_and_never_came_ends_but_is_not_granted(
    kiosk: TestStation, window: TestStation, officer: dict[str, str]
) -> None:
    desk = Desk(window, officer, handed_in(kiosk, "m2", "m4"))
    desk.decide(action="tolerate", supply_by=soon().isoformat(), promise_signed=True)
    assert desk.decide(action="finish", outcome="granted") == (422, None)
    status, reply = desk.decide(action="finish", outcome="ended", reason="逾期未补交")
    assert status == 200
    assert reply is not None
    assert (reply.item.state, reply.item.supply_by, reply.item.lamp) == ("DONE", "", "grey")
    assert desk.file().correction is None
