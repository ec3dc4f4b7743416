"""The counter's and the monitor's states for ``tools/window_screens.py``: a person, a form, a pile, a queue."""

from collections.abc import Iterator
from dataclasses import replace

import counter_states as states
import in_hand_states
import monitor_states
import relay_states
import vouch_states
import window_samples as samples
from PySide6.QtWidgets import QWidget

from domain.failures import FailureCode
from domain.text import Say, text
from window_client.draft.application import ItemAdded, ItemRemoved, PaperHandled
from window_client.draft.pages import Page
from window_client.draft.steps import Arrived, Assigned, Checked, Cropped, PutAside, Toned
from window_client.journeys.counter import flow
from window_client.journeys.counter.flow.desk import Desk
from window_client.journeys.counter.flow.states import Scan
from window_client.journeys.counter.presenter import present
from window_client.journeys.counter.screen import CounterScreen
from window_client.journeys.in_hand.presenter import present as present_in_hand
from window_client.journeys.in_hand.screen import InHandScreen
from window_client.journeys.monitor.presenter import present as present_monitor
from window_client.journeys.monitor.screen import MonitorScreen
from window_client.journeys.relay.presenter import present as present_relay
from window_client.journeys.relay.screen import RelayScreen
from window_client.journeys.vouch.presenter import present as present_vouch
from window_client.journeys.vouch.screen import VouchScreen
from window_client.shell.pages import decode

_PAGES = 23


def counters(say: Say) -> Iterator[tuple[str, QWidget]]:
    pile = _pile(states.FILLED)
    shown: dict[str, flow.State] = {
        "": flow.Reception(replace(states.EMPTY, drafts=(states.HEAD,))),
        "-search": flow.Reception(states.PERSON, words="gl", found=("THEME-05", "DEMO-042", "DEMO-010", "DEMO-016")),
        "-question": flow.Reception(states.QUESTION),
        "-continuing": flow.Continuing(states.PERSON),
        "-problem": flow.Reception(states.EMPTY, problem=text("counter.name_missing")),
        "-form": flow.Form(states.desk(ItemAdded(states.ITEM), of=states.QUESTION)),
        "-form-problems": flow.Form(states.CHOSEN, states.CHOSEN.form_problems()),
        "-paper-empty": flow.Paper(states.FILLED),
        "-paper": flow.Paper(pile),
        "-paper-scanning": flow.Paper(pile, Scan("b", arrived=_PAGES)),
        "-paper-jam": flow.Paper(pile, trouble=FailureCode["SCANNER_JAM"]),
        "-check-missing": flow.Check(states.FILLED),
        "-check": flow.Check(states.FILED),
        "-check-asked": flow.Check(states.FILED, "asked"),
        "-check-refused": flow.Check(states.FILED, "refused"),
        "-check-signed": flow.Check(states.SIGNED),
        "-check-repeated": flow.Check(replace(states.SIGNED, earlier=(states.EARLIER,))),
        "-check-full": flow.Check(states.FILED, trouble=FailureCode["STORE_DISK_FULL"]),
        "-saved": flow.Saved(states.HANDED_IN, frozenset({"DEMO-010"})),
        "-saved-no-paper": flow.Saved(states.HANDED_IN, trouble=FailureCode["PRINTER_PAPER_OUT"]),
    }  # fmt: skip
    for name, state in shown.items():
        screen = CounterScreen(say)
        screen.present(present(state), type(state).__name__)
        yield f"counter{name}", screen


def monitors(say: Say) -> Iterator[tuple[str, QWidget]]:
    for name, state in zip(("-looking", "", "-told", "-trouble", "-asking"), monitor_states.STATES, strict=True):
        screen = MonitorScreen(say)
        screen.present(present_monitor(state, samples.NOW), type(state).__name__)
        yield f"monitor{name}", screen
    for name in ("township", "township-up"):
        screen = MonitorScreen(say, tells_line=False)
        screen.present(present_monitor(monitor_states.STATES[1], samples.NOW), "Watching")
        yield name, screen


def relays(say: Say) -> Iterator[tuple[str, QWidget]]:
    for name, state in zip(("-looking", "-empty", "", "-broken"), relay_states.STATES, strict=False):
        screen = RelayScreen(say)
        screen.present(present_relay(state), type(state).__name__)
        yield f"relay{name}", screen


def in_hands(say: Say) -> Iterator[tuple[str, QWidget]]:
    shown = {"": in_hand_states.STATES[2], "-nothing": in_hand_states.STATES[1], "-take-over": in_hand_states.STATES[6]}
    for name, state in shown.items():
        screen = InHandScreen(say)
        screen.present(present_in_hand(state), type(state).__name__)
        yield f"in-hand{name}", screen


def vouches(say: Say) -> Iterator[tuple[str, QWidget]]:
    for name, state in zip(
        ("", "-wrong", "-refused", "-over", "-asking", "-code", "-printing", "-printed", "-no-paper"),
        vouch_states.STATES, strict=True,
    ):  # fmt: skip
        screen = VouchScreen(say)
        screen.present(present_vouch(state), type(state).__name__)
        yield f"vouch{name}", screen


def fill_pile(screen: CounterScreen) -> None:
    """Pictures of the pages, and the first of them large."""
    for row in screen.paper.grid.model().rows:
        data = samples.page_bytes(row.number % 8 + 1)
        screen.show_thumbnail(row.page.image, decode(data, None))
    screen.paper.view_wanted.connect(lambda page: screen.show_view(page, decode(samples.page_bytes(3), None)))
    screen.paper.grid.setCurrentIndex(screen.paper.grid.model().index(1, 0))


def _pile(desk: Desk) -> Desk:
    """Filed, unfiled, blank, cropped, grey, put aside and checked pages."""
    desk = states.desk(ItemRemoved(""), of=desk)
    for number in range(1, _PAGES + 1):
        line = desk.paper_lines[number % 2].id if number < 18 else ""
        page = Page(f"p{number}", f"picture{number}", batch="b", side=number, line=line,
                    aside="blank" if number in (4, 8) else "separator" if number == 1 else "")  # fmt: skip
        desk = desk.after(PaperHandled(Arrived(page)))
    steps = (Checked(("p2", "p3"), True), Toned(("p5",), "grey"), Cropped(("p6",), (0.1, 0.1, 0.9, 0.6)),
             PutAside(("p7",)), Assigned(("p9",), ""))  # fmt: skip
    for step in steps:
        desk = desk.after(PaperHandled(step))
    return desk
