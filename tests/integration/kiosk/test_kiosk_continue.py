"""An application put away at the terminal: the code on screen and paper, all of it sealed; no way in without a line."""

from collections.abc import Callable
from pathlib import Path

from kiosk_terminal import CARD, Desk, Terminal
from PySide6.QtWidgets import QApplication
from test_kiosk_visit_path import fill_form, lay_card, scan, to_guide

from benchmarks.sync_site import PlatformProcess, agent
from demo.waiting import until
from devices.qr_scanner.image_decoder import decode_codes
from domain.case.continue_code import read_code
from domain.contract.draft import DraftManifest
from kiosk.composition.keeping_up import EVERY
from kiosk.session import LONG
from offline_queue.draft_rows import DraftState, to_travel
from offline_queue.station import Station
from offline_queue.store import Store

Start = Callable[..., Terminal]


def put_away(screen: Terminal) -> None:
    screen.click("nav.home")
    screen.click("exit.keep")
    screen.see("pause", "Saved", seconds=20)


def test_what_is_put_away_is_sealed_rests_and_leaves_a_slip(
    terminal: Start, desk: Desk, papers: dict[str, Path], station: Path
) -> None:
    screen = terminal()
    to_guide(screen, desk)
    screen.click("guide.continue")
    fill_form(screen)
    scan(screen, desk, "m1", papers["one"])
    before = len(desk.printed())
    put_away(screen)
    code = screen.says("pause.code")
    screen.until(lambda: len(desk.printed()) == before + 1, what="the slip", seconds=20)
    assert read_code(code) == read_code(decode_codes(desk.printed()[-1].read_bytes())[0].decode())
    screen.click("pause.go_on")
    screen.see("materials", "Checklist")
    screen.click("nav.back")
    screen.see("form")
    assert screen.says("form.f6") == "6222020200112233444"
    screen.click("form.continue")
    screen.see("materials", "Checklist")
    scan(screen, desk, "m2", papers["two"])
    put_away(screen)
    assert screen.says("pause.code") == code, "one application, one code"
    screen.click("pause.home")
    screen.until(lambda: screen.ended, what="end of the process")
    rows = waiting(station)
    assert [(row.at_rest, len(row.pages)) for row in rows] == [(True, 2)]
    for file in station.rglob("*"):
        body = file.read_bytes() if file.is_file() else b""
        assert all(word.encode() not in body for word in (CARD["name"], code, read_code(code), "6222020200112233444"))


def waiting(station: Path) -> list[DraftManifest]:
    """Unfinished applications that are to travel; one that was given up tells nothing more."""
    store = Store.open(Station(station).database)
    with store.reading() as transaction:
        manifests = [row.parsed() for row in to_travel(transaction) if row.state is not DraftState.CLOSING]
    store.close()
    return manifests


def test_whoever_just_leaves_leaves_nothing(terminal: Start, desk: Desk, station: Path) -> None:
    screen = terminal()
    to_guide(screen, desk)
    screen.click("guide.continue")
    screen.see("form")
    screen.click("nav.home")
    screen.click("exit.leave")
    screen.until(lambda: screen.ended, what="end of the process")
    assert waiting(station) == []


def test_whose_time_ran_out_finds_it_again_at_another_terminal(
    qapp: QApplication, desk: Desk, papers: dict[str, Path], platform: PlatformProcess, tmp_path: Path
) -> None:
    """And whose terminal died: the next visit there lets it go."""
    here, there = platform.station(tmp_path / "here"), platform.station(tmp_path / "there")
    url = f"https://127.0.0.1:{platform.port}"
    with agent(here, url), agent(there, url):
        until("catalogues", lambda: here.catalogue_file.exists() and there.catalogue_file.exists(), 30)
        begun = Terminal(qapp, here.root, desk.addresses)
        to_guide(begun, desk)
        begun.click("guide.continue")
        fill_form(begun)
        scan(begun, desk, "m1", papers["one"])
        begun.tick(EVERY)
        begun.until(lambda: len(waiting(here.root)) == 1, what="a draft")
        begun.close()  # As a killed process leaves it: nothing was put to rest, no code was shown.
        after = Terminal(qapp, here.root, desk.addresses)
        after.see("home")
        after.until(lambda: not waiting(here.root), what="nothing left to send", seconds=20)
        after.close()

        owner = Terminal(qapp, there.root, desk.addresses)
        lay_card(owner, desk)
        owner.click("identify.unfinished")
        owner.see("resume", "Typing")
        owner.until(lambda: any(name.startswith("resume.own.") for name in owner.names()), what="the list")
        owner.click(next(name for name in owner.names() if name.startswith("resume.own.")))
        owner.see("resume", "Found", seconds=20)
        owner.click("resume.go_on")
        owner.see("materials")
        assert "1" in owner.words()
        owner.click("nav.back")
        owner.see("form")
        assert owner.says("form.f6") == "6222020200112233444"
        owner.tick(LONG)
        owner.until(lambda: owner.ended, what="end of the process")
        owner.close()


def test_without_a_line_the_terminal_says_why_nothing_can_be_continued(terminal: Start) -> None:
    screen = terminal()
    tile = screen.find("home.continue")
    assert tile is not None
    assert not tile.isEnabled()
