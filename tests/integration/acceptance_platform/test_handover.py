"""A finished case's result leaves once, from any window, for whoever shows the receipt and signs."""

import base64
from datetime import datetime

import pytest
from platform_process import IDS, HandIn, PlatformProcess, TestStation, jpeg
from test_decisions import Desk, handed_in, officer  # noqa: F401  the fixture

from domain.clock import CHINA
from domain.contract.handover import HandoverFacts, ResultFile
from domain.contract.progress import CaseProgress
from domain.contract.transfer import TransferList, TransferLists

PNG = b"\x89PNG\r\n\x1a\n" + b"strokes of a signature"
AGENT = "李四"


class Counter:
    def __init__(self, window: TestStation, clerk: dict[str, str], hand_in: HandIn) -> None:
        self._window, self._clerk = window, clerk
        self.receipt = {"case_id": hand_in.manifest.case_id, "token": hand_in.token}

    def result(self) -> tuple[int, ResultFile | None]:
        answer = self._window.call("POST", "/v1/results", json={"receipt": self.receipt}, headers=self._clerk)
        good = answer.status_code == 200
        return answer.status_code, ResultFile.model_validate_json(answer.content) if good else None

    def hand_over(self, **handover: object) -> tuple[int, HandoverFacts | None]:
        body = {"handover_id": IDS.new_id(), "receipt": self.receipt, "way": "counter"} | handover
        path = f"/v1/results/{self.receipt['case_id']}/handover"
        answer = self._window.call("POST", path, json=body, headers=self._clerk)
        good = answer.status_code == 200
        return answer.status_code, HandoverFacts.model_validate_json(answer.content) if good else None


def signed() -> str:
    return base64.b64encode(PNG).decode()


@pytest.fixture
def finished(kiosk: TestStation, window: TestStation, officer: dict[str, str]) -> HandIn:  # noqa: F811
    hand_in = handed_in(kiosk, "m2", "m3", "m4")
    desk = Desk(window, officer, hand_in)
    assert desk.decide(action="accept")[0] == 200
    assert desk.decide(action="finish", outcome="granted")[0] == 200
    return hand_in


def test_a_result_is_handed_over_once_at_any_window(
    kiosk: TestStation, window: TestStation, clerk: dict[str, str], finished: HandIn
) -> None:
    """The clerk is of another authority than the one that decided."""
    counter = Counter(window, clerk, finished)
    status, result = counter.result()
    assert (status, result and result.outcome, result and result.handed_over) == (200, "granted", None)

    handover = {"handover_id": IDS.new_id(), "signature": signed(), "recipient": "agent", "recipient_name": AGENT}
    status, facts = counter.hand_over(**handover)
    assert status == 200
    assert counter.hand_over(**handover) == (200, facts)
    assert counter.hand_over(signature=signed()) == (409, None)
    assert counter.result()[1].handed_over == facts  # type: ignore[union-attr]

    progress = CaseProgress.model_validate_json(kiosk.call("POST", "/v1/progress", json=counter.receipt).content)
    assert progress.state == "DELIVERED"


def test_a_number_needs_the_document_it_was_applied_with(
    window: TestStation, clerk: dict[str, str], finished: HandIn
) -> None:
    def status(number: str, id_number: str) -> int:
        shown = {"number": {"number": number, "id_number": id_number}}
        return window.call("POST", "/v1/results", json=shown, headers=clerk).status_code

    _, result = Counter(window, clerk, finished).result()
    assert result is not None
    mine = finished.form.applicant.id_number
    assert status(result.official_no, mine) == status(f" {result.official_no.lower()}", mine) == 200
    assert status(result.official_no, "330203190001010021") == status("", mine) == status("330", mine) == 404
    handover = {"handover_id": IDS.new_id(), "way": "courier", "tracking_no": "SF1",
                "number": {"number": result.official_no, "id_number": mine}}  # fmt: skip
    path = f"/v1/results/{result.case_id}/handover"
    assert window.call("POST", path, json=handover, headers=clerk).status_code == 200
    assert (
        window.call("POST", path, json=handover | {"receipt": None, "number": None}, headers=clerk).status_code == 422
    )


def test_one_list_for_each_department_and_day_and_a_reprint_says_so(window: TestStation, clerk: dict[str, str]) -> None:
    """Paper that was brought to this hall only: a card is none, and another hall's is not ours."""
    today = datetime.now(CHINA).date()
    hand_in = window.hand_in([jpeg(name) for name in ("a", "b", "c")], materials=("m2", "m2", "m3"))
    window.deliver(hand_in)

    def lists(print_id: str) -> tuple[TransferList, ...]:
        ask = {"print_id": print_id, "day": today.isoformat()}
        answer = window.call("POST", "/v1/transfers", json=ask, headers=clerk)
        assert answer.status_code == 200, answer.text
        return TransferLists.model_validate_json(answer.content).lists

    first, second = IDS.new_id(), IDS.new_id()
    (made,) = lists(first)
    mine = made.cases[-1]
    assert ([paper.pages for paper in mine.papers], made.authority) == ([2, 1], "海曙区医疗保障局")
    assert made.printed_before == 0
    assert lists(first) == (made,), "asked again for want of an answer"
    (again,) = lists(second)
    assert (again.list_no, again.printed_before) == (made.list_no, 1)


def test_neither_signature_nor_agent_is_readable_on_the_disk(
    platform: PlatformProcess, window: TestStation, clerk: dict[str, str], finished: HandIn
) -> None:
    agent = "赵六丰"
    counter = Counter(window, clerk, finished)
    assert counter.hand_over(signature=signed(), recipient="agent", recipient_name=agent)[0] == 200
    for path in (path for path in platform.data.rglob("*") if path.is_file()):
        content = path.read_bytes()
        assert not any(word in content for word in (PNG, signed().encode(), agent.encode())), path.name


@pytest.mark.parametrize(
    "handover",
    [
        {},
        {"signature": base64.b64encode(b"GIF89a").decode()},
        {"way": "courier"},
        {"signature": signed(), "recipient": "agent"},
        {"signature": base64.b64encode(PNG + bytes(300_000)).decode()},
    ],
)
def test_an_incomplete_handover_is_refused(
    window: TestStation, clerk: dict[str, str], finished: HandIn, handover: dict[str, object]
) -> None:
    assert Counter(window, clerk, finished).hand_over(**handover) == (422, None)


def test_there_is_no_result_before_the_case_is_finished(
    kiosk: TestStation, window: TestStation, clerk: dict[str, str]
) -> None:
    counter = Counter(window, clerk, handed_in(kiosk, "m2", "m3", "m4"))
    assert counter.result() == (409, None)
    assert counter.hand_over(signature=signed()) == (409, None)


def test_a_wrong_token_and_a_kiosk_get_nothing(
    kiosk: TestStation, window: TestStation, clerk: dict[str, str], finished: HandIn
) -> None:
    counter = Counter(window, clerk, finished)
    counter.receipt["token"] = IDS.new_token()
    assert counter.result() == (404, None)
    assert counter.hand_over(signature=signed()) == (404, None)
    assert Counter(kiosk, clerk, finished).result()[0] in (401, 403)
