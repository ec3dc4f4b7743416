"""Renders every screen of the clerk's window to PNG files: ``tools/window_screens.py FOLDER [--size WxH] [--en]``.

``--docs``: one contact sheet of all of them instead, as in ``docs/screens``.
Real screens with real presenters over the invented office of the tests; no platform is needed.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests" / "unit" / "window_client"), str(_ROOT / "tools")]

import line_states as lines  # noqa: E402 - the path above comes first
import window_samples as samples  # noqa: E402 - the path above comes first
from contact_sheet import contact_sheet, thumbnail  # noqa: E402
from PIL import Image  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402
from theme_samples import theme_case  # noqa: E402
from window_counter import counters, fill_pile, in_hands, monitors, relays, vouches  # noqa: E402
from window_handover import handovers  # noqa: E402

from assets.texts import Texts  # noqa: E402
from assets.workdays import workdays  # noqa: E402
from domain.case.decision_rules import Want  # noqa: E402
from domain.contract.clerk import ClerkSession  # noqa: E402
from domain.failures import FailureCode  # noqa: E402
from domain.text import Say, text  # noqa: E402
from qt_edge.lasting_constants import keep_constants  # noqa: E402
from qt_edge.take_down import take_down  # noqa: E402
from qt_edge.theme import Theme, apply_theme  # noqa: E402
from window_client.journeys.case import flow as case_flow  # noqa: E402
from window_client.journeys.case import presenter as case_presenter  # noqa: E402
from window_client.journeys.case.screen import CaseScreen  # noqa: E402
from window_client.journeys.correction import flow as correction_flow  # noqa: E402
from window_client.journeys.correction import presenter as correction_presenter  # noqa: E402
from window_client.journeys.correction.screen import CorrectionScreen  # noqa: E402
from window_client.journeys.counter.screen import CounterScreen  # noqa: E402
from window_client.journeys.line import flow as line_flow  # noqa: E402
from window_client.journeys.line import presenter as line_presenter  # noqa: E402
from window_client.journeys.line.presenter import LineProps  # noqa: E402
from window_client.journeys.login import flow as login_flow  # noqa: E402
from window_client.journeys.login import presenter as login_presenter  # noqa: E402
from window_client.journeys.login.screen import LoginScreen  # noqa: E402
from window_client.journeys.notice import flow as notice_flow  # noqa: E402
from window_client.journeys.notice import presenter as notice_presenter  # noqa: E402
from window_client.journeys.notice.screen import NoticeScreen  # noqa: E402
from window_client.journeys.worklist import flow as worklist_flow  # noqa: E402
from window_client.journeys.worklist import presenter as worklist_presenter  # noqa: E402
from window_client.journeys.worklist.screen import WorklistScreen  # noqa: E402
from window_client.shell.main_window import MainWindow  # noqa: E402
from window_client.shell.pages import THUMBNAIL, decode  # noqa: E402
from window_client.shell.platform_gate import PlatformGate  # noqa: E402

_THUMB, _COLUMNS = (680, 383), 5
_DOWN = FailureCode["PLATFORM_UNREACHABLE"]


def _clerk_at(name: str) -> ClerkSession | None:
    """Nobody is in at the login; a list gone stale may be that of a clerk under a lease."""
    if name.startswith("login"):
        return None
    session = samples.session()
    return session.model_copy(update={"token": ""}) if name == "worklist-stale" else session


def _line_at(name: str) -> LineProps:
    down = ("stale", "-un", "-lease", "-offline", "monitor")
    is_down = any(word in name for word in down) or name == "township"
    state = line_flow.Down(lines.LOST, lines.AWAY) if is_down else line_flow.Up(lines.AT_HOME)
    return line_presenter.present(state, samples.NOW, workdays())


def _show_line(window: MainWindow, name: str, say: Say) -> None:
    """The strip, and the marks of what needs the platform."""
    gate = PlatformGate(say, window.explain)
    gate.watch(window)
    line = _line_at(name)
    window.show_line(line)
    gate.show_line(is_down=line.is_down)


def logins(say: Say) -> Iterator[tuple[str, QWidget]]:
    states: dict[str, login_flow.State] = {
        "": login_flow.Entry(),
        "-locked": login_flow.Entry("window1", locked=True),
        "-refused": login_flow.Refused("window1", False, FailureCode["CLERK_REFUSED"]),
        "-unreachable": login_flow.Unreachable("window1", False, _DOWN),
        "-lease-expired": login_flow.NoLeave("window1", False, _DOWN, login_flow.LeaseRefusal.EXPIRED),
        "-lease-wrong": login_flow.NoLeave("window1", False, _DOWN, login_flow.LeaseRefusal.WRONG),
    }
    for name, state in states.items():
        screen = LoginScreen(say)
        screen.present(login_presenter.present(state), type(state).__name__)
        yield f"login{name}", screen


def worklists(say: Say) -> Iterator[tuple[str, QWidget]]:
    arrive = worklist_flow.TABLE[worklist_flow.Waiting, worklist_flow.Arrived]
    assert callable(arrive)
    arrived = arrive(worklist_flow.Waiting(), worklist_flow.Arrived(samples.many_items(34))).state
    view = replace(arrived.view, selected=samples.case_id(11))
    led = replace(view, themes=(theme_case(),))
    none = worklist_flow.View(samples.many_items(6), words="不存在")
    states: dict[str, worklist_flow.State] = {
        "": worklist_flow.Listing(view),
        "-themes": worklist_flow.Listing(led),
        "-stale": worklist_flow.Stale(view, _DOWN),
        "-no-match": worklist_flow.Listing(none),
    }
    for name, state in states.items():
        screen = WorklistScreen(say)
        screen.present(worklist_presenter.present(state, samples.NOW), type(state).__name__)
        yield f"worklist{name}", screen


def cases(say: Say) -> Iterator[tuple[str, QWidget]]:
    file, corrected = samples.case_file(), samples.case_file(corrected=True)
    conflict = text("failure.case_state_conflict")
    states: dict[str, case_flow.State] = {
        "": case_flow.Reading(file),
        "-override": case_flow.Confirming(file, "accept", samples.case_id(9), want=Want.OVERRIDE),
        "-tolerate": case_flow.Confirming(corrected, "tolerate", samples.case_id(9), want=Want.PROMISE),
        "-not-competent": case_flow.Confirming(file, "not_competent", samples.case_id(9)),
        "-finish": case_flow.Confirming(corrected, "finish", samples.case_id(9), want=Want.OUTCOME),
        "-revealed": case_flow.Reading(file, revealed=True),
        "-corrected": case_flow.Reading(samples.case_file(corrected=True)),
        "-in-correction": case_flow.Reading(samples.case_file("CORRECTION", open_correction=True)),
        "-conflict": case_flow.Reading(samples.case_file("ACCEPTED", version=2), conflict),
        "-accept": case_flow.Confirming(file, "accept", samples.case_id(1)),
        "-reject": case_flow.Confirming(file, "reject", samples.case_id(1), want=Want.REASON),
        "-unanswered": case_flow.Undecided(file, samples.decision(), _DOWN),
        "-former": case_flow.Reading(file.model_copy(update={"former": samples.former("changed")})),
        "-load-failed": case_flow.LoadFailed(samples.case_id(1), _DOWN),
    }
    for name, state in states.items():
        screen = CaseScreen(say)
        screen.present(case_presenter.present(state), type(state).__name__)
        yield f"case{name}", screen


def corrections(say: Say) -> Iterator[tuple[str, QWidget]]:
    editing = correction_flow.begin(samples.case_file(), samples.case_id(700))
    filled = correction_flow.TABLE[correction_flow.Editing, correction_flow.Ticked]
    reason = "请补交加盖医院收费章的费用明细清单"
    assert callable(filled)
    ticked = filled(editing, correction_flow.Ticked("material", "m3", True, reason)).state
    ticked = filled(ticked, correction_flow.Ticked("field", "f4", True, "与所附票据金额不一致，请核对")).state
    assert isinstance(ticked, correction_flow.Editing)
    both = samples.decision("ask_correction")
    states: dict[str, correction_flow.State] = {
        "": ticked,
        "-nothing": correction_flow.Editing(editing.draft, "nothing_ticked"),
        "-confirm": correction_flow.Confirming(ticked.draft, both),
        "-unanswered": correction_flow.Unanswered(ticked.draft, both, _DOWN),
    }
    for name, state in states.items():
        screen = CorrectionScreen(say)
        number = say(text("window_correction.number_to_come"))
        screen.present(correction_presenter.present(state, samples.NOW, number), type(state).__name__)
        yield f"correction{name}", screen


def notices(say: Say) -> Iterator[tuple[str, QWidget]]:
    accepted = samples.reply_to(samples.decision())
    states: dict[str, notice_flow.State] = {
        "": notice_flow.Printed(accepted),
        "-printing": notice_flow.Printing(accepted, samples.case_id(1)),
        "-no-paper": notice_flow.NotPrinted(accepted, FailureCode["PRINTER_PAPER_OUT"]),
        "-correction": notice_flow.Printed(samples.reply_to(samples.decision("ask_correction"))),
        "-rejection": notice_flow.Printed(samples.reply_to(samples.decision("reject"))),
    }
    for name, state in states.items():
        screen = NoticeScreen(say)
        screen.present(notice_presenter.present(state), type(state).__name__)
        yield f"notice{name}", screen


def _fill_pages(screen: CaseScreen) -> None:
    for number in range(1, 9):
        data = samples.page_bytes(number)
        small, large = decode(data, THUMBNAIL), decode(data, None)
        assert small is not None
        assert large is not None
        screen.show_thumbnail(samples.digest(number), small)
        screen.show_page(samples.digest(number), large)


_MAKERS: tuple[Callable[[Say], Iterator[tuple[str, QWidget]]], ...] = (
    logins,
    worklists,
    cases,
    corrections,
    notices,
    counters,
    monitors,
    relays,
    handovers,
    in_hands,
    vouches,
)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1920x1080")
    parser.add_argument("--en", action="store_true")
    parser.add_argument("--docs", action="store_true", help="all of them in one picture")
    parser.add_argument("--only", default="", help="names that begin with this")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    keep_constants()
    app = QApplication([])
    apply_theme(app, Theme("window"))
    say = Texts("en" if arguments.en else "zh")
    width, height = (int(side) for side in arguments.size.split("x"))
    thumbs: list[tuple[str, Image.Image]] = []
    for maker in _MAKERS:
        for name, screen in maker(say):
            if not name.startswith(arguments.only):
                continue
            window = MainWindow(say, line_is_everyday=name.startswith("township"))
            window.add(screen)
            window.show_clerk(_clerk_at(name))
            _show_line(window, name, say)
            window.resize(width, height)
            window.show()
            window.show_screen(screen)
            app.sendPostedEvents()
            if isinstance(screen, CaseScreen):
                _fill_pages(screen)
            if isinstance(screen, CounterScreen):
                fill_pile(screen)
            for _ in range(5):
                app.sendPostedEvents()
            picture = window.grab()
            if arguments.docs:
                thumbs.append((name, thumbnail(picture, _THUMB)))
            else:
                picture.save(str(arguments.folder / f"window-{name}.png"))
            window.close()
    if thumbs:
        name = "all-window-en.png" if arguments.en else "all-window.png"
        contact_sheet(thumbs, _COLUMNS).save(arguments.folder / name, optimize=True)
    take_down(app)
    return 0


if __name__ == "__main__":
    sys.exit(main())
