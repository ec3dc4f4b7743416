"""The card reader's driver over a serial line to the simulator in a process of its own."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.errors import DeviceTrouble, DeviceUnreachable, ReadFailed
from devices.id_card_reader.sdt_reader import SdtReader
from devices.id_card_reader.serial_driver import serial_reader
from domain.failures import FailureCode
from domain.identity.id_card import IdCard


class SkippingTime:
    """Real time that can be moved on, so that no test waits between two looks."""

    def __init__(self) -> None:
        self._skipped = 1000.0

    def __call__(self) -> float:
        return time.monotonic() + self._skipped

    def skip(self, seconds: float) -> None:
        self._skipped += seconds


class Looks:
    def __init__(self, driver: SdtReader, now: SkippingTime) -> None:
        self.driver = driver
        self._now = now

    def look(self, seconds_later: float = 0.31) -> IdCard | None:
        self._now.skip(seconds_later)
        return self.driver.poll()

    def looks(self, count: int) -> list[IdCard]:
        return [card for _ in range(count) if (card := self.look()) is not None]


@pytest.fixture
def reader(plugged_in: Callable[..., Any]) -> Any:
    return plugged_in("id_card_reader", "--read-delay", "0")


@pytest.fixture
def opened(reader: Any) -> Iterator[Looks]:
    now = SkippingTime()
    driver = serial_reader(reader.address, {}, now)
    driver.open()
    yield Looks(driver, now)
    driver.close()


def test_nothing_lies_there(opened: Looks) -> None:
    assert opened.looks(3) == []


def test_card_is_told_once_with_everything_on_it(opened: Looks, reader: Any, card: dict[str, str]) -> None:
    reader.do("lay_card", card=card)
    (read,) = opened.looks(5)
    assert (read.name, read.number, read.address) == (card["name"], card["number"], card["address"])
    assert reader.do("state")["reads"] == 1


def test_laid_down_again_it_is_told_again(opened: Looks, reader: Any, card: dict[str, str]) -> None:
    reader.do("lay_card", card=card)
    assert len(opened.looks(2)) == 1
    reader.do("lift_card")
    assert opened.look(1.1) is None
    reader.do("lay_card", card=card)
    assert len(opened.looks(2)) == 1


def test_another_card_is_told_at_once(opened: Looks, reader: Any, card: dict[str, str]) -> None:
    reader.do("lay_card", card=card)
    assert len(opened.looks(2)) == 1
    reader.do("lay_card", card=card | {"name": "李四", "number": "33020319000101003X"})
    assert [read.number for read in opened.looks(2)] == ["33020319000101003X"]


def test_reader_that_finds_the_same_card_again_and_again(plugged_in: Callable[..., Any], card: dict[str, str]) -> None:
    reader = plugged_in("id_card_reader", "--read-delay", "0", "--finds-again")
    now = SkippingTime()
    driver = serial_reader(reader.address, {}, now)
    driver.open()
    reader.do("lay_card", card=card)
    looks = Looks(driver, now)
    assert len(looks.looks(8)) == 1
    assert reader.do("state")["reads"] == 1
    reader.do("lift_card")
    looks.look(1.1)
    reader.do("lay_card", card=card)
    assert len(looks.looks(3)) == 1
    driver.close()


def test_new_address_takes_the_place_of_the_printed_one(opened: Looks, reader: Any, card: dict[str, str]) -> None:
    reader.do("lay_card", card=card | {"appended_address": "宁波市鄞州区测试路2号"})
    (read,) = opened.looks(2)
    assert read.address == "宁波市鄞州区测试路2号"


@pytest.mark.parametrize("kind", ["hmt_permit", "resident"])
def test_kind_of_card(opened: Looks, reader: Any, card: dict[str, str], kind: str) -> None:
    reader.do("lay_card", card=card | {"kind": kind})
    assert [read.kind for read in opened.looks(2)] == [kind]


@pytest.mark.parametrize(
    ("fault", "times"),
    [("bad_checksum", 3), ("torn_frame", 1), ("garbage_before", 0), ("read_failed", 4), ("silent", 1)],
)
def test_a_bad_line_is_overcome(opened: Looks, reader: Any, card: dict[str, str], fault: str, times: int) -> None:
    reader.do("set_fault", fault=fault, times=times)
    reader.do("lay_card", card=card)
    assert len(opened.looks(3)) == 1


def test_card_that_cannot_be_read_is_told_once_until_it_is_lifted(
    opened: Looks, reader: Any, card: dict[str, str]
) -> None:
    reader.do("set_fault", fault="read_failed")
    reader.do("lay_card", card=card)
    with pytest.raises(ReadFailed) as refused:
        opened.look()
    assert refused.value.code is FailureCode.CARD_UNREADABLE
    assert opened.looks(3) == []
    reader.do("set_fault", fault="none")
    reader.do("lift_card")
    opened.look()
    reader.do("lay_card", card=card)
    assert len(opened.looks(2)) == 1


def test_card_whose_text_means_nothing(opened: Looks, reader: Any, card: dict[str, str]) -> None:
    reader.do("lay_card", card=card | {"birth": "19001301"})
    with pytest.raises(ReadFailed) as refused:
        opened.look()
    assert refused.value.code is FailureCode.CARD_TEXT_INVALID


def test_silent_reader(opened: Looks, reader: Any) -> None:
    reader.do("set_fault", fault="silent")
    with pytest.raises(DeviceUnreachable) as refused:
        opened.look()
    assert refused.value.code is FailureCode.CARD_READER_SILENT


def test_broken_reader(opened: Looks, reader: Any) -> None:
    reader.do("set_fault", fault="sam_fault")
    with pytest.raises(DeviceTrouble) as refused:
        opened.driver.check()
    assert refused.value.code is FailureCode.CARD_READER_FAULT


def test_pulled_out_and_plugged_in(opened: Looks, reader: Any, card: dict[str, str]) -> None:
    assert reader.pull_out() == 0
    assert not Path(reader.address).is_symlink()
    with pytest.raises(DeviceUnreachable) as refused:
        opened.look()
    assert refused.value.code is FailureCode.CARD_READER_UNREACHABLE
    opened.driver.close()
    with pytest.raises(DeviceUnreachable):
        opened.driver.open()
    reader.plug_in()
    opened.driver.open()
    reader.do("lay_card", card=card)
    assert len(opened.looks(2)) == 1


def test_line_in_use(opened: Looks, reader: Any) -> None:
    with pytest.raises(DeviceUnreachable):
        serial_reader(reader.address, {}).open()


def test_call_on_a_closed_driver(reader: Any) -> None:
    driver = serial_reader(reader.address, {})
    driver.close()
    with pytest.raises(DeviceUnreachable):
        driver.check()


def test_timeouts_follow_the_slowest_line(plugged_in: Callable[..., Any], card: dict[str, str]) -> None:
    reader = plugged_in("id_card_reader", "--baud", "9600")
    now = SkippingTime()
    driver = serial_reader(reader.address, {"baud": 9600}, now)
    driver.open()
    reader.do("lay_card", card=card)
    assert len(Looks(driver, now).looks(1)) == 1
    driver.close()
