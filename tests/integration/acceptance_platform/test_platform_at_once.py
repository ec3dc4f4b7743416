"""Many requests at the same moment: nothing twice, nothing locked out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock
from typing import Any

import requests
from platform_process import HandIn, PlatformProcess, TestStation, jpeg

CALLERS = 8


def at_once(station: TestStation, ask: Callable[[], requests.Response]) -> list[dict[str, Any]]:
    """All callers start together; every answer is a success."""
    gate = Barrier(CALLERS)

    def wait_and_ask(_: int) -> requests.Response:
        gate.wait(10)
        return ask()

    with ThreadPoolExecutor(CALLERS) as pool:
        answers = list(pool.map(wait_and_ask, range(CALLERS)))
    assert {answer.status_code for answer in answers} <= {200, 201}
    return [answer.json() for answer in answers]


def test_one_case_however_often_it_is_told(kiosk: TestStation, platform: PlatformProcess) -> None:
    hand_in = kiosk.hand_in([jpeg(f"page {n}", 500_000) for n in range(3)])
    before = platform.status()
    taken = at_once(kiosk, lambda: kiosk.put(hand_in))
    for digest, data in hand_in.whole():
        assert kiosk.patch(digest, data).status_code == 204
    done = at_once(kiosk, lambda: kiosk.complete(hand_in))
    after = platform.status()
    assert len({answer["official_no"] for answer in taken + done}) == 1
    assert len({answer["acknowledgement"] for answer in done}) == 1
    assert (after["cases"] - before["cases"], after["pages"] - before["pages"]) == (1, 3)
    case_id = hand_in.manifest.case_id
    feed = kiosk.call("GET", "/v1/changes?limit=500").json()["changes"]
    assert [change["state"] for change in feed if change["case_id"] == case_id] == ["RECEIVED"]


def test_numbers_are_given_once(kiosk: TestStation) -> None:
    waiting: list[HandIn] = [kiosk.hand_in([]) for _ in range(CALLERS)]
    taking = Lock()

    def put_the_next() -> requests.Response:
        with taking:
            hand_in = waiting.pop()
        return kiosk.put(hand_in)

    numbers = {answer["official_no"] for answer in at_once(kiosk, put_the_next)}
    assert len(numbers) == CALLERS
