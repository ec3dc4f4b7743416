"""Scripts of faults: one file format, played at any simulator."""

from pathlib import Path
from typing import Any

import pytest

from devices.catalog import DeviceSpec
from devices.events import CardRead, CardReadFailed, Condition, DeviceStatus
from devices.simulator_script import Step, main, play, read_script

CARD_TABLE = '{ name = "张三", sex = "1", birth = "19000101", number = "330203190001010013", valid_to = "长期" }'
BAD_DAY = f"""
[[step]]
do = "set_fault"
fault = "torn_frame"
at = 3
times = 2

[[step]]
do = "lay_card"
card = {CARD_TABLE}

[[step]]
when = {{ reads = 1 }}
do = "unplug"

[[step]]
after = 0.1
do = "plug"

[[step]]
do = "lay_card"
card = {CARD_TABLE}
"""


def test_script_of_a_bad_day_is_survived(plugged_in: Any, station: Any, heard: Any, folder: Path) -> None:
    reader = plugged_in("id_card_reader", "--read-delay", "0")
    station(DeviceSpec("card", "sdt-serial", reader.address)).watch_cards(True)
    heard.until(lambda event: type(event) is DeviceStatus and event.condition is Condition.READY)
    file = folder / "bad-day.toml"
    file.write_text(BAD_DAY, encoding="utf-8")
    assert main([str(file), "--control", str(folder / "id_card_reader.control")]) == 0
    heard.until(lambda event: type(event) is DeviceStatus and event.condition is Condition.UNREACHABLE)
    heard.until(lambda event: type(event) is CardRead)
    assert not [event for event in heard.all if isinstance(event, CardReadFailed)]


def test_steps_in_order(plugged_in: Any, folder: Path) -> None:
    plugged_in("qr_scanner")
    told: list[str] = []
    play(folder / "qr_scanner.control", (Step("unplug"), Step("plug")), lambda step: told.append(step.do))
    assert told == ["unplug", "plug"]


def test_action_that_the_simulator_refuses_ends_the_script(
    plugged_in: Any, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plugged_in("qr_scanner")
    file = folder / "script.toml"
    file.write_text('[[step]]\ndo = "set_fault"\nfault = "flood"\n')
    assert main([str(file), "--control", str(folder / "qr_scanner.control")]) == 1
    assert "flood" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        "",
        "[step]\ndo = 'x'",
        "[[step]]\nfault = 'x'",
        "[[step]]\ndo = 'x'\nafter = -1",
        "[[step]]\ndo = 'x'\nwhen = 3",
        "[[steps]]",
    ],
)
def test_script_that_makes_no_sense(words: str) -> None:
    with pytest.raises(ValueError, match="step"):
        read_script(words)
