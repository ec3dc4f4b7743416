"""The same reader on other lines: HID reports over the simulator's pty, USB through pyusb and an invented bus."""

from collections.abc import Callable
from typing import Any

import pytest

from devices.catalog import DeviceSpec
from devices.errors import DeviceUnreachable
from devices.events import CardRead
from devices.id_card_reader import frame_codec as sdt
from devices.id_card_reader.hid_driver import report_of
from devices.id_card_reader.sdt_reader import SdtReader
from devices.id_card_reader.simulator import Reader
from devices.id_card_reader.usb_driver import usb_reader
from domain.failures import FailureCode


def test_hid_reader_is_read_and_unplugged(plugged_in: Any, station: Any, heard: Any, card: dict[str, str]) -> None:
    reader = plugged_in("id_card_reader", "--read-delay", "0", "--hid", "--baud", "1000000")
    station(DeviceSpec("card", "sdt-hid", reader.address)).watch_cards(True)
    reader.do("lay_card", card=card)
    read = heard.until(lambda event: type(event) is CardRead)
    assert read.card.number == card["number"]
    reader.pull_out()
    gone = heard.until(lambda event: getattr(event, "failure", None) is not None)
    assert gone.failure is FailureCode.CARD_READER_UNREACHABLE
    reader.plug_in()
    reader.do("lay_card", card=card)
    heard.until(lambda event: type(event) is CardRead)


def test_a_request_is_one_report() -> None:
    report = report_of(sdt.encode_request(sdt.FIND))
    assert (len(report), report[:10].hex()) == (64, "aaaaaa96690003200122")
    assert not any(report[10:])
    with pytest.raises(ValueError, match="longer"):
        report_of(bytes(65))


@pytest.fixture
def laid(card: dict[str, str]) -> Reader:
    return Reader(card=card)


@pytest.fixture
def on_usb(laid: Reader) -> Callable[[], tuple[SdtReader, Any]]:
    pytest.importorskip("usb", reason="pyusb is not installed (requirements-native.lock)")

    def make() -> tuple[SdtReader, Any]:
        from benchmarks.invented_usb_bus import Bus

        bus = Bus(laid)
        return usb_reader("0400:c35a", {}, backend=bus), bus

    return make


def test_usb_reader_reads_a_card(on_usb: Any, card: dict[str, str]) -> None:
    driver, bus = on_usb()
    driver.open()
    read = driver.poll()
    assert read is not None
    assert read.number == card["number"]
    assert bus.claimed
    driver.close()
    assert not bus.claimed


def test_stale_answers_are_dropped(on_usb: Any) -> None:
    driver, bus = on_usb()
    driver.open()
    bus.answers = sdt.encode_answer(sdt.READ_ERROR) * 3
    assert driver.poll() is not None
    driver.close()


def test_unplugged_usb_reader(on_usb: Any) -> None:
    driver, bus = on_usb()
    driver.open()
    bus.plugged = False
    for call in (driver.check, driver.open):
        with pytest.raises(DeviceUnreachable) as caught:
            call()
        assert caught.value.code is FailureCode.CARD_READER_UNREACHABLE
    driver.close()
