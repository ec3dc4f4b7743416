"""Numbers of a hall called by two windows, over the wire."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from platform_process import IDS, NUMBER, WINDOW_NODE, PlatformProcess, TestStation

PERSONS = (NUMBER, "33020319000101003X", "330226196006010006")


class Hall:
    """A ticket machine and two windows."""

    def __init__(self, platform: PlatformProcess, folder: Any) -> None:
        self._machine = TestStation(platform, folder / "machine", "kiosk", WINDOW_NODE)
        self._windows = [TestStation(platform, folder / f"window{n}", "window", WINDOW_NODE) for n in (0, 1)]
        platform.command(
            "add-clerk", "--username", "caller", "--name", "李工", "--role", "counter", "--node", WINDOW_NODE,
            "--authority", "海曙区医疗保障局", line="right\n",
        )  # fmt: skip
        login = {"username": "caller", "password": "right"}
        tokens = [one.call("POST", "/v1/clerks/login", json=login).json()["token"] for one in self._windows]
        self._headers = [{"Authorization": f"Bearer {token}"} for token in tokens]

    def take(self, number: str) -> str:
        person = {"name": "李测试", "id_kind": "31", "id_number": number}
        token = self._machine.call("POST", "/v1/presences", json={"proof": "card", "person": person}).json()["token"]
        headers = {"Authorization": f"Presence {token}"}
        return str(self._machine.call("POST", "/v1/my/queue-tickets", headers=headers).json()["number"])

    def call(self, window: int, call: str, number: str = "", to_place: str = "", call_id: str = "") -> Any:
        body = {"call_id": call_id or IDS.new_id(), "call": call, "number": number, "to_place": to_place}
        answer = self._windows[window].call("POST", "/v1/queue/calls", json=body, headers=self._headers[window])
        return answer.json() if answer.status_code == 200 else answer.json()["code"]

    def board(self, window: int) -> Any:
        return self._windows[window].call("GET", "/v1/queue", headers=self._headers[window]).json()

    def at(self, window: int) -> str:
        current = self.board(window)["current"]
        return current["number"] if current else ""

    def close(self) -> None:
        for one in (self._machine, *self._windows):
            one.close()


@pytest.fixture
def hall(mortal_platform: PlatformProcess, tmp_path: Any) -> Iterator[Hall]:
    hall = Hall(mortal_platform, tmp_path)
    yield hall
    hall.close()


def test_a_day_of_calls(hall: Hall) -> None:
    first, second, third = (hall.take(person) for person in PERSONS)
    again = IDS.new_id()
    for _ in range(2):
        assert hall.call(0, "next", call_id=again)["current"]["number"] == first
    assert hall.call(1, "next")["current"]["number"] == second
    assert hall.call(1, "recall", first) == "X152"
    assert hall.call(0, "recall", first)["current"]["times_called"] == 2

    places = hall.board(0)["places"]
    mine, other = hall.board(0)["place"], hall.board(1)["place"]
    assert {mine, other} <= set(places)
    assert hall.call(0, "transfer", first, to_place="9999") == "X152"
    assert hall.call(0, "transfer", first, to_place=other)["current"] is None
    assert hall.call(1, "skip", second)["current"] is None
    assert hall.call(1, "next")["current"]["number"] == first
    assert hall.call(0, "next")["current"]["number"] == third

    assert hall.call(0, "hold", third)["current"] is None
    assert hall.call(0, "next") == "X151"
    assert hall.call(0, "call", second)["current"]["number"] == second
    assert hall.call(0, "finish", second)["current"] is None
    assert hall.call(0, "call", second) == "X152"
    assert hall.call(0, "call", third)["current"]["number"] == third
    assert [one["number"] for one in hall.board(0)["others"]] == [first]


def test_two_windows_at_once_never_get_the_same_person(hall: Hall) -> None:
    numbers = [hall.take(person) for person in PERSONS]
    with ThreadPoolExecutor(2) as windows:
        boards = list(windows.map(lambda window: hall.call(window, "next"), (0, 1)))
    assert sorted(board["current"]["number"] for board in boards) == numbers[:2]


def test_the_board_tells_no_person(hall: Hall) -> None:
    hall.take(NUMBER)
    said = str(hall.board(0))
    assert NUMBER not in said
    assert "李" not in said
