"""``python -m devices`` against simulators."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from devices.__main__ import main


@pytest.fixture
def config(folder: Path) -> Callable[..., Path]:
    def write(**devices: tuple[str, str]) -> Path:
        file = folder / "kiosk.toml"
        file.write_text(
            "".join(
                f'[[devices]]\nid = "{name}"\ndriver = "{driver}"\naddress = "{address}"\n'
                for name, (driver, address) in devices.items()
            )
        )
        return file

    return write


def _run(command: str, config: Path, *more: str) -> int:
    return main([command, "--config", str(config), *more])


def test_list(config: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("list", config(card=("sdt-serial", "/dev/ttyS0"))) == 0
    assert "id_card_reader     sdt-serial" in capsys.readouterr().out


def test_unknown_driver(config: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("list", config(card=("telepathy", ""))) == 1
    assert "D101" in capsys.readouterr().err


def test_unknown_key(config: Callable[..., Path]) -> None:
    file = config(card=("sdt-serial", "/dev/ttyS0"))
    file.write_text(file.read_text() + "colour = 'red'\n")
    with pytest.raises(SystemExit):
        _run("list", file)


def test_probe_names_what_is_well_and_what_is_not(
    config: Callable[..., Path], plugged_in: Callable[..., Any], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scanner = plugged_in("document_scanner")
    settings = config(
        scanner=("escl", f"http://{scanner.address}/eSCL"),
        card=("sdt-serial", str(folder / "nothing")),
        code=("qr-serial", plugged_in("qr_scanner").address),
        receipt=("escpos-network", plugged_in("receipt_printer", "--out", str(folder / "receipts")).address),
    )
    assert _run("probe", settings) == 1
    said = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert said["scanner"] == "answers, feeder empty"
    assert said["card"].startswith("C101")
    assert said["code"].startswith("line opened")
    assert said["receipt"].startswith("answers")


def test_card_is_shown_masked(
    config: Callable[..., Path],
    plugged_in: Callable[..., Any],
    card: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    reader = plugged_in("id_card_reader", "--read-delay", "0")
    settings = config(card=("sdt-serial", reader.address))
    reader.do("lay_card", card=card)
    assert _run("read-card", settings) == 0
    said = capsys.readouterr().out
    assert "resident *三 3****************3" in said
    assert card["number"] not in said
    assert card["name"] not in said
    assert _run("read-card", settings, "--seconds", "0.4") == 1


def test_scan_and_print(
    config: Callable[..., Path], plugged_in: Callable[..., Any], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scanner = plugged_in("document_scanner")
    printer = plugged_in("receipt_printer", "--out", str(folder / "receipts"))
    settings = config(scanner=("escl", f"http://{scanner.address}/eSCL"), receipt=("escpos-network", printer.address))
    Image.new("RGB", (827, 1169), "grey").save(folder / "page.jpg", dpi=(100, 100))
    scanner.do("load_sheets", sheets=[{"front": str(folder / "page.jpg"), "back": None}])
    assert _run("scan", settings, "--dpi", "100", "--simplex", "--out", str(folder)) == 0
    assert (folder / "page-001.jpeg").is_file()
    assert "page 1: 827 x 1169 at 100 dpi" in capsys.readouterr().out
    assert _run("print-test", settings) == 0
    assert len(printer.do("state")["receipts"]) == 1
    with pytest.raises(SystemExit):
        _run("read-card", settings)


def test_watch_tells_what_happens_masked_and_how_each_has_been_doing(
    config: Callable[..., Path],
    plugged_in: Callable[..., Any],
    folder: Path,
    card: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    reader = plugged_in("id_card_reader", "--read-delay", "0")
    settings = config(card=("sdt-serial", reader.address), code=("qr-serial", str(folder / "nothing")))
    reader.do("lay_card", card=card)
    assert _run("watch", settings, "--seconds", "1", "--json") == 0
    said = capsys.readouterr().out
    lines = [json.loads(line) for line in said.splitlines()]
    (read,) = [line for line in lines if line.get("event") == "card"]
    assert (read["id"], read["name"], read["number"]) == ("card", "*三", "3****************3")
    assert card["number"] not in said
    health = {line["id"]: line for line in lines if "losses" in line}
    assert (health["card"]["condition"], health["card"]["done"], health["card"]["losses"]) == ("ready", 1, 0)
    assert (health["code"]["condition"], health["code"]["last_failure"]) == ("unreachable", "Q101")


def test_probe_and_list_for_programs(
    config: Callable[..., Path], plugged_in: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    settings = config(code=("qr-hid-pos", plugged_in("qr_scanner", "--hid-pos").address), keys=("qr-keyboard", ""))
    assert _run("probe", settings, "--json") == 0
    assert [json.loads(line)["failure"] for line in capsys.readouterr().out.splitlines()] == [None, None]
    assert _run("list", settings, "--json") == 0
    assert [json.loads(line)["driver"] for line in capsys.readouterr().out.splitlines()] == [
        "qr-hid-pos",
        "qr-keyboard",
    ]


def test_find_needs_no_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find"]) == 0
    with pytest.raises(SystemExit):
        main(["probe"])
    capsys.readouterr()
