"""The agent asks for the signature while the last answer to its pages is still on its way."""

import contextlib
import threading

import pytest
from delivery_kit import Site

from domain.clock import SystemClock
from offline_queue.agent import Agent
from offline_queue.http_transport import Request, Transport
from offline_queue.outcome import Answer
from offline_queue.store import Store
from offline_queue.sync_loop import Tried, Turn

PATIENCE_SECONDS = 10.0


class LastAnswerHeld:
    """Every question goes to the platform; the answer to the last bytes waits for the question of completion."""

    def __init__(self, pages: int) -> None:
        self.completion_asked = threading.Event()
        self.was_asked_in_time: bool | None = None
        self._left = pages
        self._lock = threading.Lock()
        self._ask = Transport.ask

    def ask(self, transport: Transport, request: Request) -> Answer:
        if request.path.endswith("/completion"):
            self.completion_asked.set()
        answer = self._ask(transport, request)
        if request.method == "PATCH" and self._is_last(len(request.body or b"")):
            self.was_asked_in_time = self.completion_asked.wait(PATIENCE_SECONDS)
        return answer

    def _is_last(self, size: int) -> bool:
        with self._lock:
            self._left -= size
            return self._left == 0


def test_the_signature_is_asked_for_before_the_last_answer_is_there(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.hand_in(pages=3, size=90_000)
    held = LastAnswerHeld(sum(path.stat().st_size for path in site.files()))

    def ask(transport: Transport, request: Request) -> Answer:
        return held.ask(transport, request)

    monkeypatch.setattr(Transport, "ask", ask)
    with contextlib.closing(Store.open(site.station.database)) as store:
        agent = Agent(site.station, site.line.url, store, SystemClock(), threading.Event())
        agent.prepare()
        agent.ping(work_waits=1)
        assert agent.deliver(Turn(*agent.open_entries())) == Tried(delivered=True)
        agent.close()
    assert held.was_asked_in_time
