"""The pile: every step, every order of steps, and undo all the way."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.catalogue.joint import ChecklistLine, Use
from domain.documents.paper_marks import PaperMark, read_mark, write_mark
from window_client.draft import pile as piles
from window_client.draft.filing import IN_ORDER, filed
from window_client.draft.history import History, do, redo, undo
from window_client.draft.pages import WHOLE, Page
from window_client.draft.pile import Pile
from window_client.draft.steps import (
    Arrived,
    Assigned,
    Checked,
    Composed,
    Cropped,
    Moved,
    PileStep,
    PutAside,
    Rescanned,
    Split,
    Straightened,
    TakenBack,
    Toned,
    Turned,
    done,
)

IDS = tuple("abcde")
THREE = Pile(tuple(Page(name, f"picture-{name}") for name in "abc"))


def order(pile: Pile) -> str:
    return "".join(page.id for page in pile.pages)


_ids = st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True).map(tuple)
_share = st.floats(0, 1)
_steps: st.SearchStrategy[PileStep] = st.one_of(
    st.builds(
        Arrived, st.sampled_from(IDS).map(lambda name: Page(name, f"picture-{name}")), st.sampled_from(("", *IDS))
    ),
    st.builds(Assigned, _ids, st.sampled_from(("", "x", "y"))),
    st.builds(Moved, _ids, st.sampled_from(("", *IDS))),
    st.builds(Turned, _ids, st.integers(-4, 4)),
    st.builds(Cropped, _ids, st.tuples(_share, _share, _share, _share)),
    st.builds(Toned, _ids, st.sampled_from(("grey", "bilevel"))),
    st.builds(Straightened, _ids, st.booleans()),
    st.builds(Split, st.sampled_from(IDS), st.sampled_from(("f", "g")), _share),
    st.builds(PutAside, _ids),
    st.builds(TakenBack, _ids),
    st.builds(Checked, _ids, st.booleans()),
    st.builds(Rescanned, st.sampled_from(IDS), st.just(Page("new", "picture-new"))),
    st.builds(Composed, _ids, st.just(Page("h", "picture-h"))),
)


def test_pages_arrive_in_order_and_where_they_are_wanted() -> None:
    assert order(piles.insert(THREE, Page("d", "picture"))) == "abcd"
    assert order(piles.insert(THREE, Page("d", "picture"), after="a")) == "adbc"
    assert order(piles.insert(THREE, Page("d", "picture"), after="gone")) == "abcd"
    assert piles.insert(THREE, Page("b", "another")) == THREE


@pytest.mark.parametrize("chosen", [set(c) for n in range(4) for c in itertools.combinations("abc", n)])
@pytest.mark.parametrize("before", ["", "a", "b", "c"])
def test_moving_keeps_every_page_and_the_order_of_the_rest(chosen: set[str], before: str) -> None:
    moved = order(piles.move(THREE, chosen, before))
    assert sorted(moved) == list("abc")
    assert [name for name in moved if name not in chosen] == [name for name in "abc" if name not in chosen]
    assert "".join(name for name in "abc" if name in chosen) in moved
    if before and before not in chosen:
        assert all(moved.index(name) < moved.index(before) for name in chosen)


@pytest.mark.parametrize("quarters", range(-4, 9))
def test_a_crop_turns_with_its_page(quarters: int) -> None:
    cropped = piles.crop(THREE, ("a",), (0.1, 0.2, 0.5, 0.9))
    back = piles.turn(piles.turn(cropped, ("a",), quarters), ("a",), -quarters)
    assert back.pages[0].turn == 0
    assert back.pages[0].box == pytest.approx((0.1, 0.2, 0.5, 0.9))
    assert piles.turn(cropped, ("a",), 1).pages[0].box == pytest.approx((0.1, 0.1, 0.8, 0.5))


def test_a_slip_of_the_mouse_is_no_crop() -> None:
    assert piles.crop(THREE, ("a",), (0.5, 0.5, 0.501, 0.9)) == THREE
    assert piles.crop(THREE, ("a",), (-1.0, -1.0, 2.0, 2.0)).pages[0].box == WHOLE


def test_splitting_leaves_nothing_out_and_doubles_nothing() -> None:
    upper, lower, *_ = piles.split(piles.assign(THREE, ("a",), "x"), "a", "new", 0.25).pages
    assert (upper.box, lower.box) == ((0.0, 0.0, 1.0, 0.25), (0.0, 0.25, 1.0, 1.0))
    assert (lower.id, lower.image, lower.line) == ("new", upper.image, "x")
    assert piles.split(THREE, "a", "b", 0.5) == THREE


def test_a_better_picture_takes_the_same_place_unchecked() -> None:
    before = piles.check(piles.turn(piles.assign(THREE, ("b",), "x"), ("b",), 1), ("b",), on=True)
    page = piles.rescan(before, "b", Page("other", "better")).pages[1]
    assert (page.id, page.image, page.line, page.turn, page.checked) == ("b", "better", "x", 0, False)


def test_composed_sides_are_put_aside_and_their_copy_stands_after_them() -> None:
    composed = piles.compose(THREE, ("a", "b"), Page("card", "copy", line="x"))
    assert order(composed) == "abcardc"
    assert [page.aside for page in composed.pages] == ["composed", "composed", "", ""]
    assert piles.compose(THREE, ("a", "gone"), Page("card", "copy")) == THREE


@given(st.lists(_steps, max_size=14))
@settings(max_examples=300, deadline=None)
def test_undo_all_the_way_leaves_what_arrived_and_redo_brings_everything_back(steps: list[PileStep]) -> None:
    history = History()
    for step in steps:
        history = do(history, step)
    end = history.pile
    while history.can_undo:
        history = undo(history)
    arrived = Pile()
    for step in steps:
        if isinstance(step, Arrived):
            arrived = done(arrived, step)
    assert set(history.pile.pages) >= {page for page in history.pile.pages if page in arrived.pages}
    assert {page.id for page in arrived.pages} == {page.id for page in history.pile.pages}
    assert all(page.untouched and page.kept and not page.line for page in history.pile.pages)
    while history.can_redo:
        before = history
        history = redo(history)
        assert len(history.undone) == len(before.undone) - 1
    assert {page.id for page in history.pile.pages} == {page.id for page in end.pages}


@given(st.lists(_steps, max_size=14))
@settings(max_examples=300, deadline=None)
def test_no_step_loses_a_page_or_makes_two_of_one(steps: list[PileStep]) -> None:
    pile = Pile()
    for step in steps:
        after = done(pile, step)
        ids = [page.id for page in after.pages]
        assert len(set(ids)) == len(ids)
        assert {page.id for page in pile.pages} <= set(ids)
        pile = after


def test_what_arrives_meanwhile_survives_an_undo() -> None:
    history = do(History(THREE), Assigned(("a",), "x"))
    history = do(history, Arrived(Page("d", "picture-d")))
    assert order(undo(history).pile) == "abcd"
    assert undo(history).pile.pages[0].line == ""
    assert redo(undo(history)).pile == history.pile
    assert do(undo(history), Turned(("b",), 1)).can_redo is False


def _line(name: str, item: str, material: str) -> ChecklistLine:
    return ChecklistLine(name, name, "applicant", "required", False, "as_scanned", (Use(item, material),))


LINES = (_line("x", "DEMO-016", "m1"), _line("y", "DEMO-016", "m2"), _line("z", "DEMO-042", "m1"))


def arriving(*sheets: tuple[str, ...], target: str = IN_ORDER, batch: str = "b") -> Pile:
    """One page a tuple of its codes, simplex."""
    pile = Pile()
    for number, codes in enumerate(sheets):
        page = Page(f"{batch}{number}", "picture", batch=batch, side=2 * number + 1)
        pile = piles.insert(pile, filed(pile, page, codes, LINES, target))
    return pile


def test_one_sheet_for_each_line_then_all_to_the_last() -> None:
    assert [page.line for page in arriving((), (), (), ()).pages] == ["x", "y", "z", "z"]


def test_the_back_of_a_sheet_goes_with_its_front() -> None:
    pile = arriving(())
    back = filed(pile, Page("back", "picture", batch="b", side=2), (), LINES, IN_ORDER)
    assert back.line == "x"


def test_a_separator_files_what_follows_and_is_no_page() -> None:
    mark = write_mark(PaperMark("DEMO-042", "m1", separator=True))
    pages = arriving((), (mark,), (), (), target="").pages
    assert [page.line for page in pages] == ["", "z", "z", "z"]
    assert [page.aside for page in pages] == ["", "separator", "", ""]


def test_a_code_on_a_form_wins_over_the_chosen_line() -> None:
    mark = write_mark(PaperMark("DEMO-016", "m2", separator=False))
    pages = arriving(("6901234567892", mark), target="x").pages
    assert (pages[0].line, pages[0].kept) == ("y", True)


def test_a_code_of_another_item_is_only_a_code() -> None:
    assert arriving((write_mark(PaperMark("DEMO-001", "m1", separator=True)),), target="x").pages[0].line == "x"


def test_a_new_batch_is_not_filed_by_an_old_separator() -> None:
    pile = arriving((write_mark(PaperMark("DEMO-042", "m1", separator=True)),))
    assert filed(pile, Page("n", "picture", batch="other"), (), LINES, "x").line == "x"


@pytest.mark.parametrize("words", ["", "OW1:x", "OWS1:a", "OWS1:a:b:c", "OWX1:a:b", "ows1:a:b", "OWS1:A B:c"])
def test_other_codes_are_no_marks(words: str) -> None:
    assert read_mark(words) is None


def test_an_untouched_page_keeps_the_scanner_s_bytes() -> None:
    page = Page("a", "picture")
    assert page.untouched
    assert replace(page, line="x", checked=True).untouched
    assert not any(replace(page, **change).untouched for change in ({"turn": 1}, {"straight": True}, {"tone": "grey"}))
