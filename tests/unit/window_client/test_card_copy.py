"""The copy of a card: from one page or two, where the items permit it; taken back like any other step."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import counter_states as samples
import pytest
from PIL import Image, ImageDraw
from pytestqt.qtbot import QtBot
from test_counter_flow import run
from test_work_vault import enrolled
from window_samples import case_id

from domain.clock import SystemClock, SystemIds
from window_client.draft.application import ChosenItem, ItemAdded, PaperHandled
from window_client.draft.pages import Page
from window_client.draft.steps import Arrived, Composed
from window_client.journeys.counter import flow
from window_client.journeys.counter.flow import events as on
from window_client.shell.draft_vault import DraftVault
from window_client.shell.paper_desk import PaperDesk

BIRTH = samples.desk(ItemAdded(ChosenItem("DEMO-046", case_id(46), "D" * 26)), of=samples.PERSON)
LINE = next(line.id for line in BIRTH.lines if line.card_copy)
GLASS = samples.desk(
    *(PaperHandled(Arrived(Page(f"p{n}", case_id(50 + n), batch="b", side=n, line=LINE))) for n in range(1, 4)),
    of=BIRTH,
)


@pytest.mark.parametrize("sides", [("p1",), ("p1", "p2")])
def test_one_page_with_both_sides_or_a_page_for_each(sides: tuple[str, ...]) -> None:
    _, (effect,) = run(flow.Paper(GLASS), on.ComposeAsked(sides))
    assert isinstance(effect, on.Compose)
    assert tuple(side.id for side in effect.sides) == sides
    assert (effect.purpose, effect.line) == ("生育登记", LINE)


@pytest.mark.parametrize("sides", [(), ("p1", "p2", "p3")])
def test_more_or_fewer_pages_are_no_card(sides: tuple[str, ...]) -> None:
    state, effects = run(flow.Paper(GLASS), on.ComposeAsked(sides))
    assert isinstance(state, flow.Paper)
    assert state.problem is not None
    assert (state.problem.key, effects) == ("counter_card.which_pages", ())


def test_what_was_composed_of_one_page_is_undone() -> None:
    made = Composed(("p1",), Page("sheet", case_id(60), line=LINE))
    state, _ = run(flow.Paper(GLASS), on.Stepped(made))
    pile = state.desk.application.papers.pile
    assert [(page.id, page.aside) for page in pile.pages[:2]] == [("p1", "composed"), ("sheet", "")]
    state, _ = run(state, on.UndoAsked())
    assert state.desk.application.papers.pile == GLASS.application.papers.pile
    state, _ = run(state, on.RedoAsked())
    assert state.desk.application.papers.pile == pile


def flatbed(*, sides: int) -> bytes:
    """A4 at 150 dpi with drawn cards in true size, the back above."""
    page = Image.new("RGB", (1240, 1754), (250, 250, 250))
    draw = ImageDraw.Draw(page)
    for at in range(sides):
        draw.rectangle((300, 200 + 700 * at, 300 + 505, 200 + 700 * at + 318), fill=(222, 231, 240))
    draw.ellipse((345, 245, 445, 350), fill=(190, 30, 40))
    data = BytesIO()
    page.save(data, "JPEG", quality=90, dpi=(150, 150))
    return data.getvalue()


def test_the_sheet_is_sealed_beside_its_page_and_one_side_alone_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    vault, draft, clock = DraftVault(enrolled(tmp_path)), case_id(40), SystemClock()
    papers = PaperDesk(vault, SystemIds(clock))
    papers.open(draft)
    told: list[Page | None] = []
    for number, sides in enumerate((2, 1)):
        name = case_id(51 + number)
        vault.keep_picture(draft, name, flatbed(sides=sides))
        papers.compose((Page("p", name),), "仅供办理生育登记使用，他用无效", told.append)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=30_000)
    papers.stop()
    sheet, nothing = told
    assert sheet is not None
    assert nothing is None
    assert (vault.picture(draft, sheet.image) or b"").startswith(b"\xff\xd8")
    state, _ = run(flow.Paper(GLASS), on.CardNotFound())
    assert isinstance(state, flow.Paper)
    assert state.problem is not None
    assert state.problem.key == "counter_card.not_found"
    assert replace(state, problem=None) == flow.Paper(GLASS)
