"""Social-security cards: the driver over pcscd and vsmartcard's virtual reader, and the chip's answers alone."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.fuzz_cards import SOCIAL_CARD
from benchmarks.pcsc_service import ServiceElsewhere, pcsc_service
from devices.catalog import DeviceSpec
from devices.errors import DeviceUnreachable, ReadFailed
from devices.events import Condition, DeviceStatus, SocialCard, SocialCardRead, SocialCardReadFailed
from devices.simulator_control import ask
from devices.simulator_faults import FaultPlan
from devices.smart_card.pcsc_driver import SocialCardReader
from devices.smart_card.security_module import security_module, unlocked
from devices.smart_card.simulator_chip import CRYPTOGRAM, FAULTS, Chip
from devices.smart_card.social_card import read_social_card
from domain.failures import FailureCode


def _planned(fault: str) -> FaultPlan:
    plan = FaultPlan(FAULTS)
    plan.set(fault)
    return plan


def _read(chip: Chip) -> Any:
    return read_social_card(lambda command: chip.answer(command) or b"")


@pytest.mark.parametrize("fault", ["none", "more", "other_length"])
@pytest.mark.parametrize("by_record", [False, True])
def test_everything_a_free_card_tells(fault: str, by_record: bool) -> None:
    chip = Chip(SOCIAL_CARD, by_record, _planned(fault))
    card = _read(chip)
    assert (card.region, card.version, card.number) == ("330200", "2.00", "A12345678")
    assert (card.name, card.person_number, card.sex, card.ethnicity) == ("张三", "330203190001010013", "1", "01")
    assert (card.birth, card.issued, card.valid_to) == (date(1900, 1, 1), date(2020, 1, 1), date(2030, 1, 1))
    assert not card.kept_back
    assert chip.pins == 0
    assert "张三" not in repr(card)


def test_card_that_keeps_the_person_back() -> None:
    chip = Chip(SOCIAL_CARD | {"version": "3.00"})
    card = _read(chip)
    assert (card.region, card.version, card.name, card.number, card.birth) == ("330200", "3.00", "", "", None)
    assert card.kept_back
    assert chip.pins == 0


def test_security_module_frees_the_person() -> None:
    chip = Chip(SOCIAL_CARD | {"version": "3.00"})

    class Module:
        def unlock(self, transmit: Any, id_code: bytes) -> None:
            assert id_code.hex().upper() == SOCIAL_CARD["id_code"]
            transmit(b"\x00\x82\x00\x0a\x08" + CRYPTOGRAM)

    card = read_social_card(lambda command: chip.answer(command) or b"", partial(unlocked, Module()))
    assert (card.name, card.refusal) == ("张三", None)


def test_without_a_module_the_station_says_why_it_cannot() -> None:
    assert _read(Chip(SOCIAL_CARD | {"version": "3.00"})).refusal is FailureCode.SOCIAL_CARD_PROTECTED


@pytest.mark.parametrize("instruction", [0x20, 0x21, 0x24, 0x2C])
def test_not_even_a_module_can_present_a_pin(instruction: int) -> None:
    chip = Chip(SOCIAL_CARD | {"version": "3.00"})

    class Module:
        def unlock(self, transmit: Any, id_code: bytes) -> None:
            transmit(bytes((0x00, instruction, 0x00, 0x00, 0x03)) + id_code[:3])

    with pytest.raises(ReadFailed, match="presents a PIN"):
        read_social_card(lambda command: chip.answer(command) or b"", partial(unlocked, Module()))
    assert chip.pins == 0
    assert instruction not in chip.instructions


def test_module_that_crashes_costs_one_card() -> None:
    class Module:
        def unlock(self, transmit: Any, id_code: bytes) -> None:
            raise KeyError(transmit, id_code)

    chip = Chip(SOCIAL_CARD | {"version": "3.00"})
    with pytest.raises(ReadFailed) as caught:
        read_social_card(lambda command: chip.answer(command) or b"", partial(unlocked, Module()))
    assert caught.value.code is FailureCode.SECURITY_MODULE_FAILED
    assert SOCIAL_CARD["id_code"].lower() not in str(caught.value).lower()


def test_module_that_is_not_installed() -> None:
    assert security_module("") is None
    with pytest.raises(DeviceUnreachable) as caught:
        security_module("no-such-module")
    assert caught.value.code is FailureCode.SECURITY_MODULE_MISSING


def test_card_that_makes_no_sense() -> None:
    for chip in (Chip(SOCIAL_CARD, plan=_planned("nonsense")), Chip(SOCIAL_CARD | {"birth": "19001399"})):
        with pytest.raises(ReadFailed) as caught:
            _read(chip)
        assert caught.value.code is FailureCode.SOCIAL_CARD_INVALID


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=30), st.booleans())
def test_any_answer_ends_in_a_card_or_a_declared_failure(answers: list[bytes], well: bool) -> None:
    given_answers = iter(answers * 40)
    with suppress(ReadFailed):
        read_social_card(lambda _: next(given_answers, b"\x6a\x82") + (b"\x90\x00" if well else b""))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    pytest.importorskip("smartcard", reason="pyscard is not installed (requirements-native.lock)")
    with ExitStack() as stack:
        try:
            yield stack.enter_context(pcsc_service(tmp_path_factory.mktemp("card") / "control"))
        except ServiceElsewhere as error:
            pytest.skip(str(error))


def _is(kind: type) -> Any:
    return lambda event: type(event) is kind


def _polled(driver: SocialCardReader, until: Callable[[SocialCard | None], bool]) -> SocialCard | None:
    """What the look that was waited for told; failures before it are passed over."""
    end = time.monotonic() + 10.0
    while time.monotonic() < end:
        with suppress(ReadFailed):
            if until(card := driver.poll()):
                return card
    raise TimeoutError


SPEC = DeviceSpec("social", "social-card-pcsc", "Virtual PCD 00 00")


def test_card_in_a_reader(service: Path, station: Any, heard: Any) -> None:
    station(SPEC).watch_cards(True)
    heard.until(lambda event: type(event) is DeviceStatus and event.condition is Condition.READY)
    for _ in range(2):
        ask(service, "insert", fields=SOCIAL_CARD)
        assert heard.until(_is(SocialCardRead)).card.person_number == SOCIAL_CARD["person_number"]
        ask(service, "eject")
        ask(service, "insert", fields=SOCIAL_CARD | {"version": "3.00"})
        assert heard.until(_is(SocialCardRead)).card.kept_back
    state = ask(service, "state")
    assert state["pins"] == 0
    assert set(state["instructions"]) <= {"a4", "b2", "c0"}
    ask(service, "eject")


@pytest.mark.parametrize("fault", ["more", "other_length", "late"])
def test_ways_of_answering_over_the_real_service(service: Path, station: Any, heard: Any, fault: str) -> None:
    ask(service, "set_fault", fault=fault, times=2)
    station(SPEC).watch_cards(True)
    ask(service, "insert", fields=SOCIAL_CARD)
    assert heard.until(_is(SocialCardRead)).card.name == SOCIAL_CARD["name"]
    ask(service, "eject")


def test_service_that_starts_after_the_station(service: Path, station: Any, heard: Any) -> None:
    ask(service, "stop_service")
    station(SPEC).watch_cards(True)
    heard.until(lambda event: type(event) is DeviceStatus and event.condition is Condition.UNREACHABLE)
    ask(service, "start_service")
    ask(service, "insert", fields=SOCIAL_CARD)
    heard.until(_is(SocialCardRead))
    ask(service, "eject")


def test_card_pulled_out_while_it_is_read(service: Path, station: Any, heard: Any) -> None:
    """With a service that knows no card yet: its looks are so far apart that a former test's could still be seen."""
    ask(service, "restart_service")
    station(SPEC).watch_cards(True)
    ask(service, "set_fault", fault="remove", at=7, times=1)
    ask(service, "insert", fields=SOCIAL_CARD)
    failed = heard.until(_is(SocialCardReadFailed))
    assert failed.failure in (FailureCode.SMART_CARD_REMOVED, FailureCode.SMART_CARD_UNREADABLE)
    ask(service, "insert", fields=SOCIAL_CARD)
    heard.until(_is(SocialCardRead))
    ask(service, "eject")


def test_card_put_back_before_the_service_looks_again(service: Path) -> None:
    ask(service, "restart_service")
    with closing(SocialCardReader(SPEC.address, {})) as driver:
        driver.open()
        ask(service, "set_fault", fault="remove", at=7, times=1)
        ask(service, "insert", fields=SOCIAL_CARD)
        _polled(driver, until=lambda _: ask(service, "state")["fault"] == "none")
        ask(service, "insert", fields=SOCIAL_CARD)
        card = _polled(driver, until=lambda card: card is not None)
    assert card is not None
    assert card.number == SOCIAL_CARD["number"]
    ask(service, "eject")


def test_restart_of_the_service_is_survived(service: Path, station: Any, heard: Any) -> None:
    station(SPEC).watch_cards(True)
    heard.until(lambda event: type(event) is DeviceStatus and event.condition is Condition.READY)
    ask(service, "restart_service")
    gone = heard.until(lambda event: type(event) is DeviceStatus and event.condition is Condition.UNREACHABLE)
    assert gone.failure is FailureCode.SMART_READER_UNREACHABLE
    ask(service, "insert", fields=SOCIAL_CARD)
    heard.until(_is(SocialCardRead))
    ask(service, "eject")


def test_reader_that_is_not_there(service: Path) -> None:
    driver = SocialCardReader("no such reader", {})
    for call in (driver.open, driver.check):
        with pytest.raises(DeviceUnreachable) as caught:
            call()
        assert caught.value.code is FailureCode.SMART_READER_UNREACHABLE
