"""Scripts of faults on the simulator panel."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from demo.fault_box import FaultBox
from devices.simulator_script import Step


def test_chosen_script_is_played_and_its_end_told(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.toml").write_text('simulator = "card"\ntitle = "pulled out"\n[[step]]\ndo = "unplug"\n')
    (tmp_path / "b.toml").write_text('simulator = "code"\ntitle = "torn"\n[[step]]\ndo = "set_fault"\n')
    played: list[tuple[Path, tuple[Step, ...]]] = []
    monkeypatch.setattr("demo.fault_box.play", lambda control, steps, _told: played.append((control, steps)))
    box = FaultBox(tmp_path, Path("controls"))
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.told, check_params_cb=lambda words: words.endswith("pulled out")):
        box.play_chosen()
    assert played == [(Path("controls/card"), (Step("unplug"),))]


def test_simulator_that_is_gone_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('simulator = "card"\ntitle = "pulled out"\n[[step]]\ndo = "unplug"\n')
    box = FaultBox(tmp_path, tmp_path)
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.told, check_params_cb=lambda words: "No such file" in words):
        box.play_chosen()
