"""A grade reaches the platform although its case is still on the way, is given once, and is not lost unsaid."""

from collections.abc import Callable
from typing import Any, cast

import pytest
import window_samples as samples
from pytestqt.qtbot import QtBot

from domain.failures import FailureCode
from qt_edge.background_jobs import Err, Ok, Outcome
from window_client.shell import citizen_ratings
from window_client.shell.citizen_ratings import CitizenRatings
from window_client.shell.platform_desk import PlatformDesk

DOWN, NOT_THERE, GIVEN, REFUSED = (
    FailureCode[name] for name in ("PLATFORM_UNREACHABLE", "CASE_NOT_FOUND", "EVALUATION_GIVEN", "REQUEST_INVALID")
)


class Line:
    """A desk that answers at once: failures first, then the invented office."""

    def __init__(self, *failures: FailureCode) -> None:
        self._failures = list(failures)
        self.office = samples.Office()
        self.asked = 0

    def ask(self, question: Callable[[Any], Any], done: Callable[[Outcome[Any]], None], *, anybody: bool) -> None:
        assert anybody, "a grade needs no clerk"
        self.asked += 1
        if self._failures:
            done(Err(self._failures.pop(0)))
        else:
            done(Ok(question(self.office)))


@pytest.mark.parametrize(
    ("failures", "asked", "unsent"),
    [((), 1, 0), ((DOWN, NOT_THERE), 3, 0), ((GIVEN,), 1, 0), ((REFUSED,), 1, 1), ((DOWN,) * 60, 60, 1)],
    ids=["at once", "still on its way", "given before", "refused", "never reached"],
)
def test_a_grade(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, failures: tuple[FailureCode, ...], asked: int, unsent: int
) -> None:
    monkeypatch.setattr(citizen_ratings, "_AGAIN_MS", 0)
    line, told = Line(*failures), []
    ratings = CitizenRatings(cast(PlatformDesk, line), lambda: told.append(1))
    ratings.send(samples.case_id(1), samples.token(), 2)
    qtbot.waitUntil(lambda: line.asked == asked and len(told) == unsent)
