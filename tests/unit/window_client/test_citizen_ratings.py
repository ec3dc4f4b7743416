"""A grade reaches the platform although its case is still on the way, is given once, and is not lost unsaid."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
import window_samples as samples
from pytestqt.qtbot import QtBot
from test_work_vault import enrolled

from domain.failures import FailureCode
from qt_edge.background_jobs import Err, Ok, Outcome
from window_client.shell import citizen_ratings
from window_client.shell.citizen_ratings import CitizenRatings
from window_client.shell.platform_desk import PlatformDesk
from window_client.shell.rating_vault import RatingVault

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


class Wall:
    def __init__(self) -> None:
        self.wall = samples.NOW

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return 0.0


class Desk:
    def __init__(self, folder: Path, *failures: FailureCode) -> None:
        self.line, self.wall, self.told = Line(*failures), Wall(), list[int]()
        self.vault = RatingVault(enrolled(folder))
        self.ratings = self.restarted()

    def restarted(self) -> CitizenRatings:
        return CitizenRatings(cast(PlatformDesk, self.line), self.vault, self.wall, lambda: self.told.append(1))


@pytest.mark.parametrize(
    ("failures", "asked", "unsent"),
    [((), 1, 0), ((DOWN, NOT_THERE), 3, 0), ((GIVEN,), 1, 0), ((REFUSED,), 1, 1)],
    ids=["at once", "still on its way", "given before", "refused"],
)
def test_a_grade(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, failures: tuple[FailureCode, ...], asked: int,
    unsent: int,
) -> None:  # fmt: skip
    monkeypatch.setattr(citizen_ratings, "_AGAIN_MS", 0)
    desk = Desk(tmp_path, *failures)
    desk.ratings.send(samples.case_id(1), samples.token(), 2)
    qtbot.waitUntil(lambda: desk.line.asked == asked and len(desk.told) == unsent)
    assert desk.vault.read() == ()


def test_a_grade_survives_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(tmp_path, DOWN)
    desk.ratings.send(samples.case_id(1), samples.token(), 4)
    desk.ratings.stop()
    (kept,) = desk.vault.read()
    assert kept.evaluation.level == 4
    desk.restarted().start()
    assert (desk.line.asked, desk.told, desk.vault.read()) == (2, [], ())


def test_it_is_sealed_for_this_device(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(tmp_path, DOWN)
    desk.ratings.send(samples.case_id(1), samples.token(), 4)
    desk.ratings.stop()
    data = (tmp_path / "desk" / "ratings.sealed").read_bytes()
    assert samples.case_id(1).encode() not in data
    assert b"level" not in data
    assert RatingVault(enrolled(tmp_path, b"another device")).read() == ()


def test_what_could_not_be_sent_for_long_is_told_and_forgotten(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk(tmp_path, DOWN, DOWN)
    desk.ratings.send(samples.case_id(1), samples.token(), 4)
    desk.ratings.stop()
    desk.wall.wall += citizen_ratings.KEPT
    desk.restarted().start()
    assert (desk.told, desk.vault.read()) == ([1], ())
