"""The counter's promises to a clerk: nothing is lost on the way, and nothing is handed in half."""

import counter_states as samples
import pytest

from domain.flow.machine import Machine
from window_client.draft.pages import Page
from window_client.journeys.counter import flow
from window_client.journeys.counter.flow import events as on
from window_client.journeys.counter.flow.check import hindrance
from window_client.journeys.counter.flow.states import Scan
from window_client.journeys.counter.presenter import present
from window_client.journeys.counter.presenter.paper import PaperProps


def run(state: flow.State, *events: on.Event) -> tuple[flow.State, tuple[on.Effect, ...]]:
    machine: Machine[flow.State, on.Event, on.Effect] = Machine(flow.TABLE, state)
    effects: tuple[on.Effect, ...] = ()
    for event in events:
        effects = machine.feed(event)
    return machine.state, effects


def notes(effects: tuple[on.Effect, ...]) -> int:
    return sum(isinstance(effect, on.Note) for effect in effects)


def test_what_the_card_says_is_filled_in_once_items_are_chosen() -> None:
    state, effects = run(flow.Reception(samples.EMPTY), on.CardSeen(samples.CARD), on.ItemsTaken((samples.ITEM,)))
    filled = {joint.field.name: state.desk.application.values.get(joint.key) for joint in state.desk.fields}
    assert filled["办理区（县、市）"] == "330203"
    assert filled["联系地址"] == samples.CARD.address
    assert notes(effects) == len(effects) > 1


def test_an_expired_or_inconsistent_card_is_not_taken() -> None:
    from dataclasses import replace

    state, effects = run(flow.Reception(samples.EMPTY), on.CardSeen(replace(samples.CARD, sex="2")))
    assert isinstance(state, flow.Reception)
    assert (state.problem is not None, state.desk.application.applicant, effects) == (True, None, ())


def test_an_agent_comes_for_somebody_else() -> None:
    state, _ = run(flow.Reception(samples.PERSON), on.RoleChosen("agent"), on.PersonTyped("李四", "330203190001010013"))
    application = state.desk.application
    assert application.agent is not None
    assert application.applicant is not None
    assert (application.agent.name, application.applicant.name) == ("李四", "张三")
    assert isinstance(state, flow.Reception)
    assert state.role == "applicant"


@pytest.mark.parametrize(
    ("desk", "key"),
    [
        (samples.EMPTY, "counter.applicant_missing"),
        (samples.PERSON, "counter.items_missing"),
        (samples.QUESTION, "counter.question_open"),
        (samples.CHOSEN, "counter.form_incomplete"),
        (samples.PAGES, "counter.pages_unfiled"),
        (samples.FILLED, "counter.paper_missing"),
        (samples.FILED, "counter_signing.missing"),
    ],
)
def test_the_first_thing_to_do_is_said_and_nothing_is_handed_in(desk: flow.Desk, key: str) -> None:
    state, effects = run(flow.Check(desk), on.CommitAsked())
    assert isinstance(state, flow.Check)
    assert state.problem is not None
    assert (state.problem.key, effects) == (key, ())


def test_a_whole_case_is_saved_and_its_receipts_are_printed() -> None:
    assert hindrance(samples.SIGNED) is None
    state, effects = run(flow.Check(samples.SIGNED), on.CommitAsked())
    assert isinstance(effects[0], on.Save)
    state, effects = run(state, on.ItemSaved(samples.SLIP))
    assert isinstance(state, flow.Saved)
    assert [type(effect) for effect in effects] == [on.Note, on.PrintReceipts]


def test_a_page_that_was_sealed_is_filed_whatever_scan_it_is_of() -> None:
    state, effects = run(flow.Paper(samples.PAGES), on.PageReady(Page("late", "picture", batch="other")))
    assert state.desk.application.papers.pile.page("late") is not None
    assert notes(effects) == 1


def test_a_scan_ends_only_when_its_last_page_is_safe() -> None:
    scanning = flow.Paper(samples.FILLED, Scan("b"))
    state, _ = run(scanning, on.PageReady(Page("n1", "x", batch="b")), on.ScanEnded("b", 2), on.NextAsked())
    assert isinstance(state, flow.Paper)
    assert state.scan is not None
    assert state.problem is not None
    state, _ = run(state, on.PageReady(Page("n2", "x", batch="b", side=2)))
    assert isinstance(state, flow.Paper)
    assert state.scan is None


def test_pages_are_inserted_behind_the_page_and_in_their_order() -> None:
    state, _ = run(
        flow.Paper(samples.PAGES), on.ScanAsked("n", after="p1"),
        on.PageReady(Page("n1", "x", batch="n")), on.PageReady(Page("n2", "x", batch="n")),
    )  # fmt: skip
    assert [page.id for page in state.desk.application.papers.pile.pages] == ["p1", "n1", "n2", "p2", "p3"]


def test_a_page_scanned_again_takes_the_place_of_the_old_one_and_undo_gives_it_back() -> None:
    state, _ = run(
        flow.Paper(samples.FILED), on.ScanAsked("n", replacing="p2"), on.PageReady(Page("n1", "y", batch="n"))
    )
    page = state.desk.application.papers.pile.page("p2")
    assert page is not None
    assert (page.image, page.line) == ("y", samples.FILED.paper_lines[1].id)
    state, _ = run(state, on.UndoAsked())
    assert state.desk.application.papers.pile == samples.FILED.application.papers.pile


def test_a_copy_of_a_card_only_where_the_items_permit_it() -> None:
    state, effects = run(flow.Paper(samples.FILED), on.ComposeAsked(("p1", "p2")))
    assert isinstance(state, flow.Paper)
    assert state.problem is not None
    assert (state.problem.key, effects) == ("counter.copy_not_permitted", ())


def test_what_is_missing_is_in_sight() -> None:
    props = present(flow.Paper(samples.FILLED)).step
    assert isinstance(props, PaperProps)
    assert [row.mark for row in props.lines[:3]] == ["missing", "missing", "later"]
    props = present(flow.Paper(samples.FILED)).step
    assert isinstance(props, PaperProps)
    assert [row.mark for row in props.lines[:3]] == ["good"] * 3


@pytest.mark.parametrize("state", samples.STATES)
def test_every_state_can_be_shown_and_shows_no_whole_number_or_name(state: flow.State) -> None:
    shown = repr(present(state).person) + repr(present(state).step)
    assert not any(secret in shown for secret in ("张三", "330203190001010013", "13712349050"))
