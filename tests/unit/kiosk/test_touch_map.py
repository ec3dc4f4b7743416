"""The map of a touch panel: found from touches, composed, refused where it cannot be true; and the panel udev knows."""

import random
from dataclasses import astuple
from pathlib import Path

import pytest

from kiosk.upkeep.touch_map import FARTHEST, WANTED, Fit, Implausible, Spot, TouchMap, fit
from kiosk.upkeep.touch_panel import TouchPanel

PANEL = "E:ID_INPUT=1\nE:ID_INPUT_TOUCHSCREEN=1\n"
MATRIX = "E:LIBINPUT_CALIBRATION_MATRIX="


def landed(shown: TouchMap, shake: float = 0.0) -> list[Spot]:
    """Where touches on the targets land on a panel that shows them through this map."""
    hand = random.Random(7)
    return [
        (x + hand.uniform(-shake, shake), y + hand.uniform(-shake, shake))
        for x, y in (shown.at(spot) for spot in WANTED)
    ]


@pytest.mark.parametrize(
    "shown",
    [TouchMap(), TouchMap(0.95, 0.01, 0.03, -0.02, 1.04, -0.01), TouchMap(1.08, 0, -0.06, 0, 0.93, 0.05)],
)
def test_an_exact_hand_gives_the_map_back(shown: TouchMap) -> None:
    found = fit(landed(shown))
    assert isinstance(found, Fit)
    assert astuple(found.map.after(shown)) == pytest.approx((1, 0, 0, 0, 1, 0), abs=1e-9)
    assert found.residual == pytest.approx(0, abs=1e-9)


def test_a_shaking_hand_is_evened_out() -> None:
    shown = TouchMap(0.96, 0, 0.03, 0, 0.97, 0.02)
    found = fit(landed(shown, shake=0.005))
    assert isinstance(found, Fit)
    assert found.largest_offset > 0.03
    for corner in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)):
        assert found.map.at(shown.at(corner)) == pytest.approx(corner, abs=0.01)


def test_maps_follow_each_other() -> None:
    first, second = TouchMap(0.9, 0.1, 0.02, -0.1, 1.1, 0.03), TouchMap(1.2, -0.2, 0.1, 0.3, 0.8, -0.1)
    assert second.after(first).at((0.3, 0.6)) == pytest.approx(second.at(first.at((0.3, 0.6))))


@pytest.mark.parametrize(
    ("touches", "why"),
    [
        (landed(TouchMap())[:-1], "few"),
        (landed(TouchMap(-1, 0, 1, 0, 1, 0)), "mirrored"),
        (landed(TouchMap(0, -1, 1, 1, 0, 0)), "far"),
        (landed(TouchMap(1, 0, FARTHEST + 0.01, 0, 1, 0)), "far"),
        ([(0.5, 0.5)] * len(WANTED), "far"),
        ([*landed(TouchMap())[:-1], (0.55, 0.5)], "uneven"),
    ],
)
def test_what_cannot_be_true_is_refused(touches: list[Spot], why: str) -> None:
    assert fit(touches) == Implausible(why)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("matrix", "fine"),
    [
        (TouchMap(), True), (TouchMap(0, -1, 1, 1, 0, 0), True), (TouchMap(-1, 0, 1, 0, 1, 0), True),
        (TouchMap(2.2, 0, -0.6, 0, 1, 0), False), (TouchMap(0.4, 0, 0.3, 0, 0.4, 0.3), False),
        (TouchMap(1, 0, 0.51, 0, 1, 0), False), (TouchMap(c=float("nan")), False), (TouchMap(a=float("inf")), False),
    ],
)  # fmt: skip
def test_a_matrix_stays_in_bounds(matrix: TouchMap, fine: bool) -> None:
    assert matrix.in_bounds is fine


@pytest.fixture
def udev(tmp_path: Path) -> Path:
    (tmp_path / "udev").mkdir()
    (tmp_path / "udev" / "c13:63").write_text(PANEL + MATRIX + "9 9 9 9 9 9\n")
    (tmp_path / "udev" / "c13:64").write_text("E:ID_INPUT_KEYBOARD=1\n")
    return tmp_path / "udev"


def test_the_matrix_in_force_is_that_of_the_panel(udev: Path, tmp_path: Path) -> None:
    panel = TouchPanel(tmp_path / "touch", helped=True, udev=udev)
    assert panel.in_force() is None
    (udev / "c13:65").write_text(PANEL)
    assert panel.in_force() == TouchMap()
    (udev / "c13:65").write_text(PANEL + MATRIX + "1.02 0 -0.01 0 1 0\n")
    assert panel.in_force() == TouchMap(1.02, 0, -0.01, 0, 1, 0)
    (udev / "c13:256").write_text(PANEL)
    assert panel.in_force() is None, "which of two panels was touched, nobody can tell"
    (udev / "c13:256").write_text(PANEL + MATRIX + "1.02 0 -0.01 0 1 0\n")
    assert panel.in_force() == TouchMap(1.02, 0, -0.01, 0, 1, 0)


def test_what_is_asked_stands_on_the_disk_and_an_old_answer_is_gone(udev: Path, tmp_path: Path) -> None:
    folder = tmp_path / "touch"
    panel = TouchPanel(folder, helped=True, udev=udev)
    folder.mkdir()
    (folder / "answer").write_text("applied\n")
    panel.ask(TouchMap(1.02, 0, -0.01, 0, 1, -1e-7))
    assert (folder / "matrix").read_text() == "1.020000 0.000000 -0.010000 0.000000 1.000000 -0.000000\n"
    assert (folder / "asked").exists()
    assert panel.answer() is None
    (folder / "answer").write_text("applied\n")
    assert panel.answer() == "applied"
