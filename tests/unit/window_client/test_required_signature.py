"""An item that asks for a signature waits for it: on the pad, or on the scanned form."""

from dataclasses import replace

import counter_states as samples
from test_counter_flow import run

from domain.catalogue.signing import is_signed
from domain.text import text
from window_client.draft.application import PaperHandled
from window_client.draft.pages import Page
from window_client.draft.steps import Arrived, PutAside
from window_client.journeys.counter import flow
from window_client.journeys.counter.flow import events as on
from window_client.journeys.counter.flow.check import hindrance
from window_client.journeys.counter.presenter import present
from window_client.journeys.counter.presenter.check import CheckProps
from window_client.journeys.counter.presenter.paper import PaperProps

(FORM,) = (line for line in samples.FILED.lines if line.source == "form")
ON_PAPER = samples.desk(PaperHandled(Arrived(Page("form", "picture-form", line=FORM.id))), of=samples.FILED)


def test_nothing_is_handed_in_unsigned() -> None:
    state, effects = run(flow.Check(samples.FILED), on.CommitAsked())
    assert isinstance(state, flow.Check)
    assert state.problem == text("counter_signing.missing", item="工伤认定申请")
    assert effects == ()


def test_the_citizen_may_be_asked_although_it_is_missing() -> None:
    state, effects = run(flow.Check(samples.FILED), on.SignatureAsked())
    assert effects == (on.AskSignature(),)
    state, _ = run(state, on.SignatureCame(samples.SIGNATURE))
    assert hindrance(state.desk) is None


def test_the_form_signed_with_a_pen_counts_while_its_page_is_there() -> None:
    assert hindrance(ON_PAPER) is None
    assert ON_PAPER.unfiled() == 0
    aside = samples.desk(PaperHandled(PutAside(("form",))), of=ON_PAPER)
    assert hindrance(aside) == text("counter_signing.missing", item="工伤认定申请")


def test_an_item_that_asks_for_none_is_not_held_up() -> None:
    item = samples.CATALOGUE.item("DEMO-042")
    assert not item.signed
    assert is_signed(item, by_hand=False, paged=())
    assert not is_signed(replace(item, signed=True), by_hand=False, paged={material.id for material in item.materials
                                                                          if material.source != "form"})  # fmt: skip


def test_the_line_of_the_form_comes_last_and_is_never_missing() -> None:
    step = present(flow.Paper(samples.FILLED)).step
    assert isinstance(step, PaperProps)
    row = step.lines[len(samples.FILLED.paper_lines) - 1]
    assert (row.id, row.mark, row.words) == (FORM.id, "quiet", text("counter_signing.on_paper"))


def test_what_is_asked_for_is_said_once_before_the_hand_in() -> None:
    step = present(flow.Check(samples.FILLED)).step
    assert isinstance(step, CheckProps)
    assert step.signature == (text("counter_signing.asked"), "warning")
    step = present(flow.Check(samples.FILED)).step
    assert isinstance(step, CheckProps)
    assert step.hindrance is not None
    assert (step.hindrance.key, step.signature) == ("counter_signing.missing", None)
