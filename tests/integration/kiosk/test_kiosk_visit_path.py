"""A visit through the real screens, devices and queue, with no platform in reach."""

from collections.abc import Callable
from pathlib import Path

import pytest
from kiosk_terminal import CARD, Desk, Terminal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit

from devices.qr_scanner.image_decoder import decode_codes
from offline_queue.projection import Projection
from offline_queue.station import Station

Start = Callable[..., Terminal]


def lay_card(terminal: Terminal, desk: Desk) -> None:
    terminal.click("home.begin")
    terminal.click("identify.agree")
    terminal.see("identify", "Waiting")
    desk.do("id_card_reader", "lay_card", card=CARD)
    terminal.see("identify", "Shown")


def to_guide(terminal: Terminal, desk: Desk, item: str = "DEMO-016", typed: str = "YLFYSG") -> None:
    lay_card(terminal, desk)
    terminal.click("identify.continue")
    terminal.see("search")
    for letter in typed:
        terminal.click(f"search.key.{letter}")
    terminal.click(f"search.item.{item}")
    if item == "DEMO-016":
        terminal.see("scenario")
        terminal.click("scenario.s1")
    terminal.see("guide")


def fill_form(terminal: Terminal) -> None:
    terminal.see("form")
    terminal.click("form.f1.1")
    terminal.click("form.f2")
    terminal.type("form.f3", "0098123456")
    terminal.type("form.f4", "4058.60")
    terminal.click("form.f5.0")
    terminal.type("form.f6", "6222020200112233444")
    terminal.type("form.mobile", "13800000000")
    terminal.click("form.continue")


def scan(terminal: Terminal, desk: Desk, material: str, *sheets: Path) -> None:
    terminal.click(f"materials.scan.{material}")
    terminal.click("materials.way.scanner")
    desk.load(*sheets)
    terminal.click("materials.start")
    terminal.see("materials", "Fed", seconds=30)
    terminal.click("materials.finish")


def to_review(terminal: Terminal, desk: Desk, papers: dict[str, Path]) -> None:
    to_guide(terminal, desk)
    terminal.click("guide.continue")
    fill_form(terminal)
    for material in ("m1", "m2", "m3", "m5"):
        scan(terminal, desk, material, papers["one"])
    terminal.click("materials.continue")
    terminal.see("review", "Reviewing")


def test_a_case_is_handed_in_without_a_line(
    terminal: Start, desk: Desk, papers: dict[str, Path], station: Path
) -> None:
    screen = terminal()
    to_review(screen, desk, papers)
    assert "13800000000" not in screen.words()
    assert CARD["name"] not in screen.words()
    before = len(desk.printed())
    screen.click("review.submit")
    screen.see("done", "Printed", seconds=20)
    assert len(desk.printed()) == before + 1
    assert screen.says("done.number").startswith("L330281")
    assert screen.says("done.delivery").startswith("已保存，尚未送达")
    projection = Projection.open(Station(station))
    (entry,) = projection.entries()
    projection.close()
    assert (entry.state, entry.temporary_no) == ("waiting", screen.says("done.number"))
    codes = decode_codes(desk.printed()[-1].read_bytes())
    assert f"OW1:{entry.case_id}:".encode() in b"".join(codes)
    screen.click("done.home")
    screen.until(lambda: screen.ended, what="end of the process")
    assert screen.screen() == ""
    for file in station.rglob("*"):
        if file.is_file():
            body = file.read_bytes()
            assert all(secret.encode(code) not in body for secret in (CARD["name"], CARD["number"])
                       for code in ("utf-8", "utf-16-le", "gb18030"))  # fmt: skip


def test_no_paper_a_jam_and_empty_backs_each_have_a_way_on(
    terminal: Start, desk: Desk, papers: dict[str, Path]
) -> None:
    screen = terminal()
    to_guide(screen, desk)
    screen.click("guide.continue")
    fill_form(screen)
    screen.click("materials.scan.m1")
    screen.click("materials.way.scanner")
    screen.click("materials.start")
    screen.see("materials", "Stopped")
    assert "没有纸" in screen.words()
    desk.load(papers["one"], papers["two"])
    desk.do("document_scanner", "set_fault", fault="jam", at=3, times=1)
    screen.click("materials.start")
    screen.see("materials", "Stopped", seconds=20)
    assert "卡纸" in screen.words()
    screen.until(lambda: "已安全保存 1 页" in screen.words(), what="the page before the jam")
    desk.load(papers["two"])
    screen.click("materials.start")
    screen.see("materials", "Fed", seconds=20)
    screen.until(lambda: "空白面" in screen.words(), what="a word on empty sides")
    while screen.find("materials.delete.1") is not None:
        screen.click("materials.delete.1")
    assert "没有扫描到有内容的页面" in screen.words()
    screen.click("materials.finish")
    assert not screen.find("materials.continue").isEnabled()  # type: ignore[union-attr]
    screen.click("nav.back")
    screen.see("form")
    assert screen.says("form.f3") == "0098123456"


@pytest.mark.parametrize(("state", "words"), [("paper_out", "缺纸"), ("cover_open", "盖板")])
def test_a_printer_that_cannot_print_leaves_the_case_safe(
    terminal: Start, desk: Desk, papers: dict[str, Path], state: str, words: str
) -> None:
    screen = terminal()
    to_review(screen, desk, papers)
    desk.do("receipt_printer", "set_fault", fault=state)
    screen.click("review.submit")
    screen.see("done", "NotPrinted", seconds=20)
    assert words in screen.says("done.printing")
    assert "您的办件已提交成功" in screen.says("done.printing")
    code = screen.find("done.qr")
    assert isinstance(code, QLabel)
    assert not code.pixmap().isNull()
    desk.do("receipt_printer", "set_fault", fault="none")
    before = len(desk.printed())
    screen.click("done.reprint")
    screen.see("done", "Printed", seconds=20)
    assert len(desk.printed()) == before + 1


def test_an_expired_card_is_said(terminal: Start, desk: Desk) -> None:
    screen = terminal()
    screen.click("home.begin")
    screen.click("identify.agree")
    desk.do("id_card_reader", "lay_card", card={**CARD, "valid_to": "20210101"})
    screen.see("identify", "Refused")
    assert "已过期" in screen.words()
    screen.click("identify.retry")
    screen.see("identify", "Waiting")


def test_a_card_that_cannot_be_read_is_asked_for_again(terminal: Start, desk: Desk) -> None:
    screen = terminal()
    screen.click("home.begin")
    screen.click("identify.agree")
    desk.do("id_card_reader", "set_fault", fault="read_failed")
    desk.do("id_card_reader", "lay_card", card=CARD)
    screen.see("identify", "Unreadable")
    assert "重新放置" in screen.words()
    screen.click("identify.retry")
    screen.see("identify", "Waiting")


def test_the_number_is_shown_only_when_asked_for(terminal: Start, desk: Desk) -> None:
    screen = terminal()
    screen.click("home.begin")
    screen.click("identify.agree")
    desk.do("id_card_reader", "lay_card", card=CARD)
    screen.see("identify", "Shown")
    assert CARD["number"] not in screen.words()
    screen.click("identify.reveal")
    screen.until(lambda: CARD["number"] in screen.words(), what="the number")


def test_a_card_laid_at_home_waits_for_the_consent(terminal: Start, desk: Desk) -> None:
    screen = terminal()
    desk.do("id_card_reader", "lay_card", card=CARD)
    screen.see("identify", "Asking")
    screen.click("identify.agree")
    screen.see("identify", "Shown")


def test_without_a_reader_the_way_on_is_another_terminal(terminal: Start, desk: Desk) -> None:
    screen = terminal(id_card_reader=str(desk.folder / "unplugged"))
    screen.click("home.begin")
    screen.click("identify.agree")
    screen.see("identify", "ReaderAbsent")
    assert "旁边的终端" in screen.words()
    screen.click("identify.decline")
    screen.see("home", "Welcome")
    assert screen.ended == []


def test_without_a_scanner_it_is_said_and_other_papers_stay_possible(
    terminal: Start, desk: Desk, station: Path
) -> None:
    screen = terminal(document_scanner="127.0.0.1:9")
    to_guide(screen, desk)
    screen.click("guide.continue")
    fill_form(screen)
    screen.click("materials.scan.m1")
    screen.until(lambda: "扫描仪未连接" in screen.words(), what="the reason")
    assert screen.find("materials.way.scanner") is None
    screen.click("materials.cancel")
    screen.see("materials", "Checklist")


def test_a_foreign_code_is_refused_and_a_platform_that_is_down_is_said(terminal: Start, desk: Desk) -> None:
    screen = terminal()
    screen.click("home.progress")
    screen.see("progress", "ShowCode")
    screen.wait_for_device("qr_scanner")
    desk.do("qr_scanner", "present_text", text="https://example.invalid/")
    screen.see("progress", "NotOurs")
    desk.do("qr_scanner", "present_text", text="OW1:01950000-0000-7000-8000-000000000001:" + "A" * 26)
    screen.see("progress", "NotKnown", seconds=20)
    assert "暂时查不到办理进度" in screen.words()
    screen.click("progress.retry")
    screen.see("progress", "NotKnown", seconds=20)
    screen.click("progress.home")
    screen.until(lambda: screen.ended, what="end of the process")


def test_a_receipt_shown_at_home_opens_its_progress(terminal: Start, desk: Desk) -> None:
    screen = terminal()
    screen.wait_for_device("qr_scanner")
    desk.do("qr_scanner", "present_text", text="OW1:01950000-0000-7000-8000-000000000002:" + "B" * 26)
    screen.see("progress", seconds=10)


def test_nobody_there_ends_the_visit_and_wipes_it(terminal: Start, desk: Desk, station: Path) -> None:
    screen = terminal()
    to_guide(screen, desk)
    screen.tick(45)
    assert screen.find("idle.continue") is not None
    screen.click("idle.continue")
    screen.until(lambda: screen.find("idle.continue") is None, what="the warning to go")
    screen.click("nav.home")
    screen.click("exit.stay")
    assert screen.screen() == "guide"
    screen.tick(61)
    screen.until(lambda: screen.ended, what="end of the process")
    assert screen.words() == ""


def test_language_and_edition_change_in_the_middle_of_a_step_and_keep_what_was_typed(
    terminal: Start, desk: Desk
) -> None:
    screen = terminal()
    to_guide(screen, desk)
    screen.click("guide.continue")
    screen.type("form.f3", "0098123456")
    screen.click("shell.language")
    assert screen.says("form.f3") == "0098123456"
    assert "Next" in screen.says("form.continue")
    screen.click("shell.assist")
    assert screen.says("form.f3") == "0098123456"
    screen.click("shell.language")
    assert "下一步" in screen.says("form.continue")


def test_an_item_of_the_home_screen_is_read_before_a_card_is_asked_for(terminal: Start, desk: Desk) -> None:
    screen = terminal()
    screen.click("home.search")
    screen.click("search.key.Y")
    screen.click("search.key.L")
    screen.click("search.item.DEMO-016")
    screen.click("scenario.s1")
    screen.click("guide.continue")
    screen.see("identify", "Asking")
    screen.click("nav.back")
    screen.see("guide")
    screen.click("guide.continue")
    screen.click("identify.agree")
    desk.do("id_card_reader", "lay_card", card=CARD)
    screen.click("identify.continue")
    screen.see("form")


def test_what_was_looked_for_can_be_taken_back_and_stays_in_another_language(terminal: Start) -> None:
    screen = terminal()
    screen.click("home.search")
    for key in "QXQ":
        screen.click(f"search.key.{key}")
    screen.see("search", "NothingFound")
    screen.click("shell.language")
    assert screen.says("search.input") == "QXQ"
    line = screen.find("search.input")
    assert isinstance(line, QLineEdit)
    line.selectAll()
    line.copy()
    assert QGuiApplication.clipboard().text() == "", "nothing of a visit stays on a clipboard"
    screen.click("search.clear")
    screen.see("search", "Suggesting")
    assert screen.says("search.input") == ""
    screen.click("search.key.Y")
    screen.see("search", "Found")
    screen.click("search.key.delete")
    screen.see("search", "Suggesting")
    assert screen.says("search.input") == ""


def test_a_visit_that_gave_nothing_goes_home_in_the_same_process(terminal: Start) -> None:
    screen = terminal()
    screen.click("shell.assist")
    screen.click("home.begin")
    screen.see("identify", "Asking")
    screen.tick(121)
    screen.see("home", "Welcome")
    assert screen.ended == []
    assert "长辈版" in screen.says("shell.assist")


def test_a_station_without_a_catalogue_says_so_and_serves_as_soon_as_there_is_one(
    terminal: Start, station: Path
) -> None:
    catalogue = Station(station).catalogue_file
    body = catalogue.read_bytes()
    catalogue.unlink()
    screen = terminal()
    screen.see("home", "OutOfService")
    assert screen.find("home.begin") is None
    catalogue.write_bytes(body)
    screen.see("home", "Welcome", seconds=5)


def test_an_item_for_the_window_says_where_to_go(terminal: Start, desk: Desk) -> None:
    screen = terminal()
    to_guide(screen, desk, item="DEMO-001", typed="1")
    assert screen.state() == "NotHere"
    assert screen.find("guide.continue") is None
    screen.click("guide.other")
    screen.see("search")
