"""What every identity card reader keeps to: serial line, HID reports, USB bulk.

No reader here is real. Serial and HID speak to the simulator in a process of its own over a pseudo terminal; USB goes
through the real pyusb over an invented bus (this kernel has no virtual USB).
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from devices.catalog import drivers
from devices.errors import DeviceTrouble, DeviceUnreachable, ReadFailed
from devices.id_card_reader.hid_driver import hid_reader
from devices.id_card_reader.sdt_reader import SdtReader
from devices.id_card_reader.serial_driver import BAUDS, serial_reader
from devices.id_card_reader.simulator import Reader
from devices.id_card_reader.usb_driver import usb_reader
from domain.failures import FailureCode
from domain.identity.id_card import IdCard

KINDS: dict[str, dict[str, str]] = {
    "resident": {},
    "hmt_permit": {"number": "810000190001010015", "ethnicity": "", "pass_number": "H12345678"},
    "foreigner_2017": {
        "number": "CHN310000123456",
        "english_name": "TEST, PERSON",
        "nationality": "CHN",
        "address": "",
        "issuer": "",
        "ethnicity": "",
        "valid_to": "20300101",
    },
    "foreigner_2023": {
        "number": "911124190001010019",
        "english_name": "TEST PERSON WITH A NAME OF FORTY CHARACTER",
        "nationality": "XXA",
        "address": "",
        "issuer": "",
        "ethnicity": "",
        "valid_to": "20300101",
    },
}


class Subject(Protocol):
    """A driver and the hands at its reader."""

    driver: SdtReader

    def make(self) -> SdtReader: ...

    def lay(self, card: dict[str, str]) -> None: ...

    def lift(self) -> None: ...

    def fault(self, fault: str, at: int = 1, times: int = 0) -> None: ...

    def commands(self) -> dict[str, int]: ...

    def unplug(self) -> None: ...

    def plug(self) -> None: ...


class OnALine:
    def __init__(self, simulated: Any, make: Callable[[str], SdtReader]) -> None:
        self.make = lambda: make(simulated.address)
        self.driver = self.make()
        self._do = simulated.do

    def lay(self, card: dict[str, str]) -> None:
        self._do("lay_card", card=card)

    def lift(self) -> None:
        self._do("lift_card")

    def fault(self, fault: str, at: int = 1, times: int = 0) -> None:
        self._do("set_fault", fault=fault, at=at, times=times)

    def commands(self) -> dict[str, int]:
        return dict(self._do("state")["commands"])

    def unplug(self) -> None:
        self._do("unplug")

    def plug(self) -> None:
        self._do("plug")


class OnUsb:
    def __init__(self, now: Any) -> None:
        pytest.importorskip("usb", reason="pyusb is not installed (requirements-native.lock)")
        from benchmarks.invented_usb_bus import Bus

        self._reader = Reader()
        self._bus = Bus(self._reader)
        self.make = lambda: usb_reader("0400:c35a", {}, now, backend=self._bus)
        self.driver = self.make()

    def lay(self, card: dict[str, str]) -> None:
        self._reader.lay(card)

    def lift(self) -> None:
        self._reader.lay(None)

    def fault(self, fault: str, at: int = 1, times: int = 0) -> None:
        self._reader.plan.set(fault, at, times)

    def commands(self) -> dict[str, int]:
        return dict(self._reader.commands)

    def unplug(self) -> None:
        self._bus.unplug()

    def plug(self) -> None:
        self._bus.plug()


QUICK = ("--read-delay", "0")
SUBJECTS: dict[str, Callable[..., Subject]] = {
    "sdt-serial": lambda plugged_in, now: OnALine(
        plugged_in("id_card_reader", *QUICK), lambda address: serial_reader(address, {}, now)
    ),
    "sdt-hid": lambda plugged_in, now: OnALine(
        plugged_in("id_card_reader", *QUICK, "--hid", "--baud", "640000"),
        lambda address: hid_reader(address, {}, now),
    ),
    "sdt-usb": lambda _, now: OnUsb(now),
}


def test_every_driver_of_the_catalogue_is_held_to_it() -> None:
    assert {name for name, kind in drivers().items() if kind == "id_card_reader"} == SUBJECTS.keys()


@pytest.fixture(params=SUBJECTS)
def subject(request: pytest.FixtureRequest, plugged_in: Any, now: Any) -> Iterator[Subject]:
    subject = SUBJECTS[request.param](plugged_in, now)
    subject.driver.open()
    yield subject
    subject.driver.close()


@pytest.fixture
def looks(subject: Subject, now: Any) -> Callable[[int], list[IdCard]]:
    """So many looks, each when the next is allowed; what they told."""

    def look(count: int) -> list[IdCard]:
        told = []
        for _ in range(count):
            now.skip(0.31)
            if (card := subject.driver.poll()) is not None:
                told.append(card)
        return told

    return look


Looks = Callable[[int], list[IdCard]]


def test_nothing_lies_there(subject: Subject, looks: Looks) -> None:
    subject.driver.check()
    assert looks(3) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_card_is_told_once_with_everything_on_it(
    subject: Subject, looks: Looks, card: dict[str, str], kind: str
) -> None:
    laid = card | KINDS[kind] | {"kind": kind}
    subject.lay(laid)
    (read,) = looks(5)
    assert (read.kind, read.name, read.number) == (kind, card["name"], laid["number"])
    for field in ("address", "issuer", "ethnicity", "english_name", "nationality", "pass_number"):
        assert getattr(read, field) == laid.get(field, ""), field
    assert (read.valid_to is None) == (laid["valid_to"] == "长期")
    assert read.photo is not None
    assert len(read.photo) == 1024
    assert subject.commands()["3001"] == 1


def test_fingerprints_are_never_asked_for(subject: Subject, looks: Looks, card: dict[str, str]) -> None:
    subject.lay(card)
    assert len(looks(3)) == 1
    subject.lift()
    looks(2)
    assert set(subject.commands()) == {"11ff", "2001", "2002", "3001", "3003"}


def test_card_lifted_and_laid_again_is_told_again(
    subject: Subject, looks: Looks, now: Any, card: dict[str, str]
) -> None:
    subject.lay(card)
    assert len(looks(2)) == 1
    subject.lift()
    now.skip(1.1)
    assert looks(1) == []
    subject.lay(card)
    assert len(looks(2)) == 1


def test_card_that_slips_is_not_told_twice(subject: Subject, looks: Looks, card: dict[str, str]) -> None:
    subject.lay(card)
    assert len(looks(1)) == 1
    subject.lift()
    subject.lay(card)
    assert looks(2) == []


def test_another_card_is_told_at_once(subject: Subject, looks: Looks, card: dict[str, str]) -> None:
    subject.lay(card)
    assert len(looks(2)) == 1
    subject.lay(card | {"name": "李四", "number": "33020319000101003X"})
    assert [read.number for read in looks(2)] == ["33020319000101003X"]


def test_new_address_takes_the_place_of_the_printed_one(subject: Subject, looks: Looks, card: dict[str, str]) -> None:
    subject.lay(card | {"appended_address": "宁波市鄞州区测试路2号"})
    assert [read.address for read in looks(2)] == ["宁波市鄞州区测试路2号"]


def test_looks_are_no_closer_than_a_reader_bears(subject: Subject) -> None:
    for _ in range(20):
        subject.driver.poll()
    assert subject.commands()["2001"] == 1


@pytest.mark.parametrize("at", [1, 2, 3, 4])
@pytest.mark.parametrize("fault", ["bad_checksum", "torn_frame", "garbage_before"])
def test_bad_line_is_overcome_whichever_answer_it_hits(
    subject: Subject, looks: Looks, card: dict[str, str], fault: str, at: int
) -> None:
    subject.lay(card)
    subject.fault(fault, at, times=1)
    assert len(looks(3)) == 1


def test_read_that_fails_is_repeated_without_a_new_select(subject: Subject, looks: Looks, card: dict[str, str]) -> None:
    subject.lay(card)
    subject.fault("read_failed", times=4)
    assert len(looks(1)) == 1
    assert subject.commands()["2002"] == 1


def test_card_that_cannot_be_read_is_said_once_until_it_is_lifted(
    subject: Subject, looks: Looks, card: dict[str, str]
) -> None:
    subject.fault("read_failed")
    subject.lay(card)
    with pytest.raises(ReadFailed) as refused:
        looks(1)
    assert refused.value.code is FailureCode.CARD_UNREADABLE
    assert looks(3) == []
    subject.fault("none")
    subject.lift()
    looks(1)
    subject.lay(card)
    assert len(looks(2)) == 1


def test_card_whose_text_means_nothing(subject: Subject, looks: Looks, card: dict[str, str]) -> None:
    subject.lay(card | {"birth": "19001301"})
    with pytest.raises(ReadFailed) as refused:
        looks(1)
    assert refused.value.code is FailureCode.CARD_TEXT_INVALID
    assert "19001301" not in str(refused.value)


def test_broken_module_needs_a_person(subject: Subject) -> None:
    subject.fault("sam_fault")
    with pytest.raises(DeviceTrouble) as refused:
        subject.driver.check()
    assert refused.value.code is FailureCode.CARD_READER_FAULT


def test_silence_ends_in_bounded_time(subject: Subject, looks: Looks) -> None:
    subject.fault("silent")
    with pytest.raises(DeviceUnreachable) as refused:
        looks(1)
    assert refused.value.code is FailureCode.CARD_READER_SILENT


def test_pulled_out_and_plugged_in(subject: Subject, looks: Looks, card: dict[str, str]) -> None:
    subject.unplug()
    with pytest.raises(DeviceUnreachable) as refused:
        looks(1)
    assert refused.value.code is FailureCode.CARD_READER_UNREACHABLE
    subject.driver.close()
    subject.driver.close()
    with pytest.raises(DeviceUnreachable):
        subject.driver.open()
    subject.plug()
    subject.driver.open()
    subject.lay(card)
    assert len(looks(2)) == 1


def test_closed_driver_refuses_in_words(subject: Subject) -> None:
    with pytest.raises(DeviceUnreachable) as refused:
        subject.make().check()
    assert refused.value.code is FailureCode.CARD_READER_UNREACHABLE


@pytest.fixture(params=["sdt-serial", "sdt-hid"])
def line(request: pytest.FixtureRequest, plugged_in: Any, now: Any) -> Iterator[Subject]:
    subject = SUBJECTS[request.param](plugged_in, now)
    subject.driver.open()
    yield subject
    subject.driver.close()


def test_late_byte_is_waited_for(line: Subject, now: Any, card: dict[str, str]) -> None:
    line.lay(card)
    line.fault("slow_byte", at=3, times=1)
    now.skip(1.0)
    assert line.driver.poll() is not None
    assert line.commands()["3001"] == 1


def test_unplugged_while_the_card_is_read(line: Subject, now: Any, card: dict[str, str]) -> None:
    line.lay(card)
    line.fault("unplug", at=3, times=1)
    now.skip(1.0)
    with pytest.raises(DeviceUnreachable):
        line.driver.poll()
    line.driver.close()
    line.plug()
    line.driver.open()
    line.lay(card)
    now.skip(1.0)
    assert line.driver.poll() is not None


def test_one_owner(subject: Subject, looks: Looks, card: dict[str, str]) -> None:
    with pytest.raises(DeviceUnreachable) as refused:
        subject.make().open()
    assert refused.value.code is FailureCode.DEVICE_IN_USE
    subject.lay(card)
    assert len(looks(2)) == 1


@pytest.mark.parametrize("baud", BAUDS)
def test_timeouts_follow_the_line(plugged_in: Any, now: Any, card: dict[str, str], baud: int) -> None:
    reader = plugged_in("id_card_reader", *QUICK, "--baud", str(baud))
    driver = serial_reader(reader.address, {"baud": baud}, now)
    driver.open()
    reader.do("lay_card", card=card)
    assert driver.poll() is not None
    assert reader.do("state")["commands"]["3001"] == 1
    driver.close()


def test_reader_that_finds_the_same_card_again_and_again(plugged_in: Any, now: Any, card: dict[str, str]) -> None:
    reader = plugged_in("id_card_reader", *QUICK, "--finds-again")
    driver = serial_reader(reader.address, {}, now)
    driver.open()
    reader.do("lay_card", card=card)
    told = []
    for _ in range(8):
        now.skip(0.31)
        told.append(driver.poll())
    assert sum(read is not None for read in told) == 1
    assert reader.do("state")["commands"]["3001"] == 1
    driver.close()


def test_line_that_is_not_there(folder: Path) -> None:
    with pytest.raises(DeviceUnreachable):
        serial_reader(str(folder / "nothing"), {}).open()
