"""What one page or one key costs the workbench does not grow with the pile: counted, not timed."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

import counter_states as states
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from assets.texts import Texts
from domain.flow.machine import Machine
from qt_edge.flow_driver import FlowDriver
from window_client.draft import steps
from window_client.draft.history import History
from window_client.draft.pages import Page
from window_client.draft.pile import Pile
from window_client.journeys.counter import flow
from window_client.journeys.counter.flow import events as on
from window_client.journeys.counter.flow.states import Scan
from window_client.journeys.counter.presenter import present
from window_client.journeys.counter.screen import CounterScreen
from window_client.journeys.counter.screen.page_cells import PageCells

SMALL, LARGE = 60, 540
"""Both fill the grid, and its last row alike, with up to six pages a row."""
LINE = states.FILLED.paper_lines[1].id
OPERATIONS: dict[str, tuple[on.Event, ...]] = {
    "arrive": (on.PageReady(Page("new", "new", batch="b"), ()),),
    "turn": (on.Stepped(steps.Turned(("p31",), 1)),),
    "assign": (on.Stepped(steps.Assigned(("p31",), LINE)),),
    "move": (on.Stepped(steps.Moved(("p31",), "p30")),),
    "undo": (on.Stepped(steps.Moved(("p31",), "p30")), on.UndoAsked()),
    "split": (on.Stepped(steps.Split("p31", "half", 0.5)),),
}


@dataclass
class Workbench:
    """The real screen under the real table with a pile of ``pages``, painted whenever it says so."""

    screen: CounterScreen
    pages: int
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        pile = Pile(tuple(Page(f"p{n}", f"i{n}", batch="b", side=n) for n in range(1, self.pages + 1)))
        desk = replace(states.FILLED, application=replace(states.FILLED.application, papers=History(pile)))
        self._driver = FlowDriver(Machine(flow.TABLE, flow.Paper(desk, Scan("b"))), self._show, lambda _effect: None)
        self.screen.paper.grid.picture_wanted.connect(self.thumbnail)
        self._driver.start()
        self._count_changes_of_rows()

    def do(self, *events: on.Event) -> Counter[str]:
        self.screen.grab()
        self.counts.clear()
        for event in events:
            self._driver.feed(event)
            self.screen.grab()
        return Counter(self.counts)

    def thumbnail(self, name: str) -> None:
        self.screen.show_thumbnail(name, QImage(150, 212, QImage.Format.Format_RGB32))

    def _show(self, state: flow.State) -> None:
        self.screen.present(present(state), type(state).__name__)

    def _count_changes_of_rows(self) -> None:
        model = self.screen.paper.grid.model()
        for name in ("modelReset", "layoutChanged", "rowsInserted", "rowsRemoved"):
            getattr(model, name).connect(lambda *_, name=name: self.counts.update([name]))
        model.dataChanged.connect(lambda first, last, _: self._changed(last.row() - first.row() + 1))

    def _changed(self, rows: int) -> None:
        self.counts["rows changed"] += rows


def workbench(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, pages: int, looked_at: int) -> Workbench:
    screen = CounterScreen(Texts("zh"))
    qtbot.addWidget(screen)
    screen.resize(1600, 900)
    screen.show()
    made = Workbench(screen, pages)
    for name in ("_drawn", "sizeHint"):
        real = getattr(PageCells, name)

        def counted(*given: Any, real: Any = real, name: str = name) -> Any:
            made.counts[name] += 1
            return real(*given)

        monkeypatch.setattr(PageCells, name, counted)
    grid = screen.paper.grid
    screen.grab()
    grid.setCurrentIndex(grid.model().index(looked_at, 0))
    grid.scrollToBottom() if looked_at == pages - 1 else grid.scrollTo(grid.currentIndex())
    screen.grab()
    return made


@pytest.mark.parametrize("name", OPERATIONS)
def test_it_costs_the_same_with_nine_times_the_pages(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    costs = []
    for pages in (SMALL, LARGE):
        with monkeypatch.context() as patches:
            looked_at = pages - 1 if name == "arrive" else 30
            costs.append(workbench(qtbot, patches, pages, looked_at).do(*OPERATIONS[name]))
    few, many = costs
    assert many["modelReset"] == many["layoutChanged"] == 0
    assert {key: many[key] for key in many if key != "rows changed"} == {
        key: few[key] for key in few if key != "rows changed"
    }
    assert 0 < many["_drawn"] <= _FEW[name]


_FEW = {"arrive": 12, "turn": 1, "assign": 1, "move": 2, "undo": 4, "split": 24}
"""Cells: an arrival may show the next row of them; after a split every number behind it is another."""
