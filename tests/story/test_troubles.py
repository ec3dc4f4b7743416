"""What goes wrong has its own screen, in plain Chinese and with a way on: real processes, real devices on wires."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo import citizen
from demo.at_kiosk import AtKiosk
from demo.city import CLERK, City
from demo.hand import Refused
from demo.papers import as_load, first_pile
from demo.stage import Stage, undisturbed
from demo.waiting import until

pytestmark = [pytest.mark.story, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """Started while the platform does not answer the kiosk: the line is cut before the kiosk begins."""
    made = City(tmp_path_factory.mktemp("troubles"), size=(1920, 1080))
    try:
        made.start()
        made.control("line", "cut")
        made.services["kiosk"].kill()
        yield made
    finally:
        made.stop()


@pytest.fixture
def at_kiosk(city: City, tmp_path: Path) -> AtKiosk:
    return AtKiosk(Stage(city, tmp_path, undisturbed))


def test_the_kiosk_serves_while_the_platform_is_down_from_the_start(city: City) -> None:
    seen = city.kiosk.see(screen="home", words="网络暂时中断，可继续办理", seconds=40)
    assert "home.begin" in seen.texts


def test_an_absent_card_reader_is_told_and_its_return_goes_on(city: City) -> None:
    city.kiosk.see(screen="home", seconds=40)
    city.services["card"].pause()
    try:
        city.kiosk.click("home.begin")
        city.kiosk.click("identify.agree")
        seen = city.kiosk.see(state="ReaderAbsent", seconds=30)
    finally:
        city.services["card"].resume()
    assert any("可插入社保卡、出示手机码或手工输入号码，也可使用旁边的终端" in said for said in seen.words)
    city.kiosk.see(state="Waiting", words="请放身份证", seconds=30)


def test_an_unreadable_card_is_told_and_may_be_laid_again(city: City) -> None:
    city.control("card", "set_fault", fault="read_failed", times=20)
    city.lay_card(citizen.CARD)
    seen = city.kiosk.see(state="Unreadable", seconds=30)
    assert any("请把身份证拿起，再平放到读卡区" in said for said in seen.words)
    city.control("card", "set_fault", fault="none")
    city.lift_card()
    city.lay_card(citizen.CARD)
    city.kiosk.click("identify.continue", seconds=30)
    city.lift_card()


def test_no_paper_in_the_feeder_is_told_and_paper_goes_on(city: City, at_kiosk: AtKiosk) -> None:
    at_kiosk.choose_item()
    at_kiosk.fill_form()
    city.kiosk.click("materials.scan.m1")
    city.kiosk.click("materials.way.scanner")
    city.kiosk.click("materials.start")
    seen = city.kiosk.see(state="Stopped", seconds=30)
    assert any("纸" in said for said in seen.words)
    city.load(as_load(first_pile(at_kiosk.papers)["m1"]))
    city.kiosk.click("materials.start")
    city.kiosk.click("materials.finish", seconds=40)


def test_a_jam_keeps_the_pages_before_it(city: City, at_kiosk: AtKiosk) -> None:
    city.kiosk.click("materials.scan.m2")
    city.kiosk.click("materials.way.scanner")
    city.load(as_load(first_pile(at_kiosk.papers)["m2"]))
    city.control("scanner", "set_fault", fault="jam", at=2, times=1)
    city.kiosk.click("materials.start")
    seen = city.kiosk.see(state="Stopped", seconds=40)
    assert any("卡纸" in said for said in seen.words)
    city.control("scanner", "set_fault", fault="none")
    city.control("scanner", "clear")
    city.load(as_load(first_pile(at_kiosk.papers)["m2"]))
    city.kiosk.click("materials.start")
    city.kiosk.click("materials.finish", seconds=40)


def test_a_printer_without_paper_keeps_the_case_and_prints_when_it_has_some(city: City, at_kiosk: AtKiosk) -> None:
    for material in ("m3", "m5"):
        at_kiosk.scan_one(material, as_load(first_pile(at_kiosk.papers)[material]))
    city.control("receipt", "set_fault", fault="paper_out")
    city.kiosk.click("materials.continue")
    city.kiosk.click("review.submit")
    seen = city.kiosk.see(state="NotPrinted", seconds=40)
    assert "done.number" in seen.texts
    assert any("您的办件已提交成功" in said for said in seen.words)
    assert len(city.queue()) == 1
    city.control("receipt", "set_fault", fault="none")
    city.kiosk.click("done.reprint")
    city.kiosk.see(state="Printed", seconds=40)
    assert len(city.receipts()) == 1
    city.kiosk.click("done.home")
    city.kiosk.see(screen="home", seconds=40)


def test_a_code_that_is_not_ours_is_told(city: City) -> None:
    city.kiosk.click("home.progress")
    city.kiosk.see(state="ShowCode", seconds=20)

    def shown() -> bool:
        """Held there, and once more when the scanner was not listening yet."""
        city.control("code", "present_text", text="https://example.com/?<script>alert(1)</script>")
        try:
            city.kiosk.see(state="NotOurs", seconds=3)
        except Refused:
            return False
        return True

    until("the code is refused", shown, 20)


def test_the_window_says_that_the_platform_does_not_answer(city: City) -> None:
    city.services["platform"].pause()
    try:
        city.window.type("login.username", CLERK)
        city.window.type("login.password", city.password)
        city.window.click("login.submit")
        city.window.see(state="Unreachable", seconds=40)
    finally:
        city.services["platform"].resume()
