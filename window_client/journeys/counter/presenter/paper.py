"""The workbench: the checklist with what is missing, and the pages."""

from dataclasses import dataclass
from typing import Literal

from domain.catalogue.joint import ChecklistLine
from domain.failures import text_key
from domain.text import Text, text
from window_client.draft.filing import IN_ORDER, NOWHERE
from window_client.draft.pages import Page
from window_client.journeys.counter.flow.desk import Desk
from window_client.journeys.counter.flow.states import Paper

Mark = Literal["good", "missing", "later", "quiet"]


@dataclass(frozen=True, slots=True)
class LineRow:
    id: str
    """Empty: pages not filed; ``aside``: those put aside."""
    key: str
    """Digit that files pages here; empty: none."""
    name: str | Text
    pages: int
    mark: Mark
    words: Text
    is_target: bool


@dataclass(frozen=True, slots=True)
class PageRow:
    page: Page
    number: int
    """In the pile, from 1."""
    line_key: str
    """The digit of its line; empty: not filed."""


@dataclass(frozen=True, slots=True)
class PaperProps:
    lines: tuple[LineRow, ...]
    pages: tuple[PageRow, ...]
    scanning: Text | None
    target: Text
    trouble: Text | None
    can_undo: bool
    can_redo: bool


ASIDE = "aside"


def present_paper(state: Paper) -> PaperProps:
    desk = state.desk
    lines = desk.paper_lines
    keys = {line.id: str(number) if number < 10 else "" for number, line in enumerate(lines, 1)}
    papers = desk.application.papers
    return PaperProps(
        lines=_line_rows(desk, lines, keys),
        pages=tuple(
            PageRow(page, number, keys.get(page.line, ""))
            for number, page in enumerate(desk.as_handed_in(papers.pile.pages), 1)
        ),
        scanning=text("counter.scanning", n=state.scan.arrived) if state.scan else None,
        target=_target(desk, lines),
        trouble=text(text_key(state.trouble)) if state.trouble else None,
        can_undo=papers.can_undo,
        can_redo=papers.can_redo,
    )


def _line_rows(desk: Desk, lines: tuple[ChecklistLine, ...], keys: dict[str, str]) -> tuple[LineRow, ...]:
    pile, target = desk.application.papers.pile, desk.application.target
    counts = pile.counts()
    rows = [_line_row(line, keys[line.id], counts.get(line.id, 0), is_target=target == line.id) for line in lines]
    unfiled, aside = desk.unfiled(), sum(not page.kept for page in pile.pages)
    words = text("counter.pages", n=unfiled)
    rows.append(LineRow("", "0", text("counter.unfiled"), unfiled, "missing" if unfiled else "quiet", words, False))
    rows.append(LineRow(ASIDE, "Del", text("counter.aside"), aside, "quiet", text("counter.pages", n=aside), False))
    return tuple(rows)


def _line_row(line: ChecklistLine, key: str, pages: int, *, is_target: bool) -> LineRow:
    if pages:
        mark, words = "good", text("counter.pages", n=pages)
    elif line.signed_on:
        mark, words = "quiet", text("counter_signing.on_paper")
    elif not line.to_scan or line.necessity == "optional":
        mark, words = "quiet", text("counter.optional")
    elif line.necessity == "tolerable":
        mark, words = "later", text("counter.may_follow")
    else:
        mark, words = "missing", text("counter.missing")
    kind: Mark = mark  # type: ignore[assignment]
    return LineRow(line.id, key, line.name, pages, kind, words, is_target)


def _target(desk: Desk, lines: tuple[ChecklistLine, ...]) -> Text:
    target = desk.application.target
    if target == IN_ORDER:
        return text("counter.target_order")
    name = next((line.name for line in lines if line.id == target), "")
    return text("counter.target_line", name=name) if target != NOWHERE and name else text("counter.target_none")
