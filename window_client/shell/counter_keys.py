"""What the clerk's keys and clicks mean at the counter."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, cast

from domain.text import text
from qt_edge.background_jobs import Err, Outcome
from qt_edge.disk_dialog import ask_files
from window_client.draft.application import STAGES, ChosenItem, Role
from window_client.draft.filing import IN_ORDER, NOWHERE
from window_client.draft.pages import WHOLE, Box, Page
from window_client.draft.steps import (
    Assigned,
    Checked,
    Cropped,
    Ids,
    Moved,
    PileStep,
    PutAside,
    Split,
    Straightened,
    TakenBack,
    Toned,
    Turned,
)
from window_client.journeys.counter import flow
from window_client.journeys.counter.flow import events as on
from window_client.journeys.counter.presenter.paper import ASIDE
from window_client.journeys.counter.screen import CounterScreen
from window_client.journeys.counter.screen.preview_window import PreviewWindow
from window_client.shell.counter_tools import CounterTools
from window_client.shell.means import Means
from window_client.shell.preview_pages import preview_pages
from window_client.shell.separator_sheets import separator_sheets


class Counter(Protocol):
    @property
    def state(self) -> flow.State | None: ...
    def feed(self, event: on.Event) -> None: ...
    def new_items(self, code: str) -> tuple[ChosenItem, ...]: ...


class CounterKeys:
    def __init__(self, screen: CounterScreen, tools: CounterTools, means: Means, counter: Counter) -> None:
        self._screen = screen
        self._tools = tools
        self._means = means
        self._counter = counter
        self._files: tuple[Path, ...] = ()
        self._simple = self._table()
        self._join()

    def start_source(self, job_id: str, source: on.PaperSource) -> None:
        match source:
            case "feeder":
                self._tools.sources.scan(job_id)
            case "camera":
                self._tools.sources.photograph(job_id)
            case "files":
                self._tools.sources.import_files(job_id, self._files)

    def _table(self) -> dict[str, Callable[[], None]]:
        feed = self._counter.feed
        return {
            "next": self._next,
            "sign": lambda: feed(on.SignatureAsked()),
            "back": lambda: feed(on.BackAsked()),
            "continue_code": self._take_code,
            "park": lambda: feed(on.ParkAsked()),
            "discard": lambda: feed(on.DiscardAsked()),
            "scan_pile": lambda: feed(on.ScanAsked(self._new_id())),
            "stop": lambda: feed(on.StopAsked()),
            "camera": lambda: feed(on.ScanAsked(self._new_id(), source="camera")),
            "import": self._choose_files,
            "insert": lambda: feed(on.ScanAsked(self._new_id(), after=self._last_selected())),
            "rescan": self._rescan,
            "separators": self._print_separators,
            "target_order": lambda: feed(on.TargetAsked(IN_ORDER)),
            "target_none": lambda: feed(on.TargetAsked(NOWHERE)),
            "target_here": self._target_here,
            "unassign": lambda: self._step(lambda ids: Assigned(ids, "")),
            "aside": lambda: self._step(PutAside),
            "take_back": lambda: self._step(TakenBack),
            "earlier": lambda: self._move(-1),
            "later": lambda: self._move(1),
            "right": lambda: self._step(lambda ids: Turned(ids, 1)),
            "left": lambda: self._step(lambda ids: Turned(ids, 3)),
            "straighten": lambda: self._step(lambda ids: Straightened(ids, not self._all(lambda p: p.straight))),
            "uncrop": lambda: self._step(lambda ids: Cropped(ids, WHOLE)),
            "split": self._split,
            "grey": lambda: self._step(lambda ids: Toned(ids, "grey")),
            "bilevel": lambda: self._step(lambda ids: Toned(ids, "bilevel")),
            "as_scanned": lambda: self._step(lambda ids: Toned(ids, "as_scanned")),
            "compose": lambda: feed(on.ComposeAsked(self._selected())),
            "check_original": lambda: self._step(lambda ids: Checked(ids, not self._all(lambda p: p.checked))),
            "undo": lambda: feed(on.UndoAsked()),
            "redo": lambda: feed(on.RedoAsked()),
            "preview": self._preview,
        }

    def _on_asked(self, action: str) -> None:
        if action in STAGES:
            self._counter.feed(on.StageAsked(action))
        else:
            self._simple[action]()

    def _next(self) -> None:
        """The same key goes on, and hands in at the last step."""
        commits = isinstance(self._counter.state, flow.Check)
        self._counter.feed(on.CommitAsked() if commits else on.NextAsked())

    def _take_code(self) -> None:
        if self._means.may_ask("continue_code"):
            self._counter.feed(on.StageAsked("reception"))
            self._screen.reception.take_code()

    def _on_line(self, number: int) -> None:
        state = self._counter.state
        lines = state.desk.paper_lines if state else ()
        if number <= len(lines):
            self._step(lambda ids: Assigned(ids, lines[number - 1].id))

    def _on_dropped_on_line(self, line: str) -> None:
        self._step(PutAside if line == ASIDE else lambda ids: Assigned(ids, line))

    def _on_line_chosen(self, line: str) -> None:
        """The line pages go to; the same again: back to the order of the list."""
        state = self._counter.state
        if state is not None and line != ASIDE:
            again = state.desk.application.target == line
            self._counter.feed(on.TargetAsked(IN_ORDER if again else line))

    def _step(self, make: Callable[[Ids], PileStep]) -> None:
        ids = self._selected()
        if ids:
            self._counter.feed(on.Stepped(make(ids)))

    def _move(self, by: int) -> None:
        """Over the next page outside the selection."""
        ids = self._selected()
        order = [page.id for page in self._pages()]
        places = [order.index(name) for name in ids]
        if not places:
            return
        at = min(places) - 1 if by < 0 else max(places) + 2
        if 0 <= at <= len(order):
            self._counter.feed(on.Stepped(Moved(ids, order[at] if at < len(order) else "")))

    def _split(self) -> None:
        row = self._screen.paper.grid.current()
        if row is not None:
            self._counter.feed(on.Stepped(Split(row.page.id, self._new_id(), 0.5)))

    def _rescan(self) -> None:
        row = self._screen.paper.grid.current()
        if row is not None:
            self._counter.feed(on.ScanAsked(self._new_id(), replacing=row.page.id))

    def _target_here(self) -> None:
        row = self._screen.paper.grid.current()
        if row is not None:
            self._counter.feed(on.TargetAsked(row.page.line))

    def _on_cropped(self, page_id: str, box: Box) -> None:
        self._counter.feed(on.Stepped(Cropped((page_id,), box)))

    def _choose_files(self) -> None:
        say = self._means.say
        title, kinds = say(text("counter.import_files")), say(text("counter.file_kinds"))
        ask_files(self._screen, say, title, "counter.file_dialog", kinds, self.import_files)

    def import_files(self, names: list[str]) -> None:
        self._files = tuple(Path(name) for name in names)
        self._counter.feed(on.ScanAsked(self._new_id(), source="files"))

    def _print_separators(self) -> None:
        state = self._counter.state
        lines = [line for line in state.desk.paper_lines if line.to_scan] if state else []
        if lines:
            self._tools.devices.print_pages(self._new_id(), separator_sheets(lines, self._means.say))

    def _preview(self) -> None:
        state = self._counter.state
        if state is None:
            return
        pages = [page for page in state.desk.as_handed_in(self._pages()) if page.kept]
        draft_id, vault = state.desk.application.draft_id, self._tools.vault
        self._tools.jobs.run(lambda: tuple(preview_pages(vault, draft_id, pages)), self._on_preview)

    def _on_preview(self, outcome: Outcome[tuple[bytes, ...]]) -> None:
        if not isinstance(outcome, Err):
            PreviewWindow(self._screen, self._means.say, outcome.value).open()

    def _all(self, holds: Callable[[Page], bool]) -> bool:
        ids = self._selected()
        return all(holds(page) for page in self._pages() if page.id in ids)

    def _pages(self) -> tuple[Page, ...]:
        state = self._counter.state
        return state.desk.application.papers.pile.pages if state else ()

    def _selected(self) -> Ids:
        return self._screen.paper.grid.selected()

    def _last_selected(self) -> str:
        ids = self._selected()
        return ids[-1] if ids else ""

    def _new_id(self) -> str:
        return self._means.ids.new_id()

    def _join(self) -> None:
        feed, screen = self._counter.feed, self._screen
        reception, paper, check = screen.reception, screen.paper, screen.check
        screen.asked.connect(self._on_asked)
        screen.line_asked.connect(self._on_line)
        reception.person_typed.connect(lambda name, number: feed(on.PersonTyped(name, number)))
        reception.organisation_typed.connect(lambda name, code: feed(on.OrganisationTyped(name, code)))
        reception.role_chosen.connect(lambda role: feed(on.RoleChosen(cast(Role, role))))
        reception.searched.connect(lambda words: feed(on.Searched(words)))
        reception.hit_taken.connect(lambda code: feed(on.ItemsTaken(self._counter.new_items(code))))
        reception.item_dropped.connect(lambda code: feed(on.ItemDropped(code)))
        reception.answered.connect(lambda code, scenario: feed(on.Answered(code, scenario)))
        reception.draft_taken.connect(lambda draft_id: feed(on.DraftTaken(draft_id)))
        reception.continue_asked.connect(lambda code: feed(on.ContinueAsked(code)))
        screen.form.filled.connect(lambda key, value: feed(on.Filled(key, value)))
        paper.checklist.chosen.connect(self._on_line_chosen)
        paper.checklist.dropped.connect(self._on_dropped_on_line)
        paper.grid.dropped.connect(lambda before: self._step(lambda ids: Moved(ids, before)))
        paper.grid.picture_wanted.connect(self._tools.papers.want_thumbnail)
        paper.view_wanted.connect(self._tools.papers.want_view)
        paper.cropped.connect(self._on_cropped)
        check.sign_asked.connect(lambda: feed(on.SignatureAsked()))
        check.commit_asked.connect(lambda: feed(on.CommitAsked()))
        check.preview_asked.connect(self._preview)
        check.print_asked.connect(lambda: feed(on.PrintAsked()))
        check.repeat_reasoned.connect(lambda reason: feed(on.RepeatReasoned(reason)))
        check.done_asked.connect(lambda: feed(on.DoneAsked()))
