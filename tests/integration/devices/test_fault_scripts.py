"""Scripts of faults: one file format, played at any simulator."""

from pathlib import Path
from typing import Any

import pytest

from devices.catalog import DeviceSpec
from devices.events import CardRead, CardReadFailed, Condition, DeviceStatus
from devices.simulator_script import Step, main, play, read_script

SCRIPTS = sorted((Path(__file__).parents[3] / "demo" / "faults").glob("*.toml"))
SIMULATORS = {
    "card": "id_card_reader",
    "code": "qr_scanner",
    "scanner": "document_scanner",
    "receipt": "receipt_printer",
}
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
        "[[step]]\ndo = 'x'\nwithin = 'soon'",
        "speed = 3\n[[step]]\ndo = 'x'",
        "[[steps]]",
    ],
)
def test_script_that_makes_no_sense(words: str) -> None:
    with pytest.raises(ValueError, match="step"):
        read_script(words)


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.stem)
def test_scripts_of_the_panel_speak_their_simulators_words(plugged_in: Any, folder: Path, file: Path) -> None:
    """Without their waiting: what they wait for is what a visitor does."""
    script = read_script(file.read_text("utf-8"))
    assert script.title
    kind = SIMULATORS[script.simulator]
    simulated = plugged_in(kind, *(("--out", str(folder)) if kind == "receipt_printer" else ()))
    assert {name for step in script.steps for name in step.when} <= simulated.do("state").keys()
    play(folder / f"{kind}.control", tuple(Step(step.do, step.arguments) for step in script.steps))


def test_what_never_comes_true_is_named(plugged_in: Any, folder: Path) -> None:
    plugged_in("qr_scanner")
    with pytest.raises(TimeoutError, match="plugged"):
        play(folder / "qr_scanner.control", (Step("plug", when={"plugged": False}, within=0.05),))


@pytest.mark.parametrize(
    "kind",
    [
        "id_card_reader",
        "qr_scanner",
        "document_scanner.simulator_camera",
        "document_scanner",
        "receipt_printer",
        "page_printer",
    ],
)
def test_faults_are_named_and_each_can_be_set(plugged_in: Any, folder: Path, kind: str) -> None:
    simulated = plugged_in(kind, *(("--out", str(folder)) if kind == "receipt_printer" else ()))
    known = simulated.do("faults")["faults"]
    assert known
    for fault in (*known, "none"):
        simulated.do("set_fault", fault=fault, at=1000, times=1)
        assert simulated.do("state")["fault"] == fault
    for wrong in ({"fault": "flood"}, {"fault": "none", "at": 0}, {"fault": "none", "times": -1}):
        with pytest.raises(RuntimeError):
            simulated.do("set_fault", **wrong)


@pytest.mark.parametrize(
    ("kind", "do", "arguments"),
    [
        ("id_card_reader", "lay_card", {"card": {"nmae": "张三"}}),
        ("document_scanner", "load_sheets", {"sheets": [{"front": __file__, "bakc": None}]}),
    ],
)
def test_what_a_simulator_does_not_know_is_named(plugged_in: Any, kind: str, do: str, arguments: Any) -> None:
    with pytest.raises(RuntimeError, match=r"nmae|bakc"):
        plugged_in(kind).do(do, **arguments)
