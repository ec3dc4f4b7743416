"""Where an item asks for it, who hands in signs by hand, once."""

from kiosk_examples import FAILURE, SUMMARY, TO_SIGN

from domain.flow.machine import Machine
from kiosk.journeys.review import flow
from kiosk.journeys.review.presenter import present


def reviewing(summary: flow.Summary) -> Machine[flow.State, flow.Event, flow.Effect]:
    return Machine(flow.TABLE, flow.Reviewing(summary))


def test_an_item_that_asks_for_none_is_handed_in_at_once() -> None:
    assert reviewing(SUMMARY).feed(flow.SubmitAsked()) == (flow.Commit(),)


def test_nothing_is_handed_in_before_it_is_signed() -> None:
    machine = reviewing(TO_SIGN)
    assert machine.feed(flow.SubmitAsked()) == ()
    assert present(machine.state).signing
    assert machine.feed(flow.Signed(b"")) == ()
    assert isinstance(machine.state, flow.Signing)
    machine.feed(flow.LookAgain())
    machine.feed(flow.SubmitAsked())
    assert machine.feed(flow.Signed(b"png")) == (flow.Commit(b"png"),)


def test_a_disk_that_failed_is_tried_again_under_the_same_signature() -> None:
    machine = reviewing(TO_SIGN)
    machine.feed(flow.SubmitAsked())
    machine.feed(flow.Signed(b"png"))
    machine.feed(flow.SaveFailed(FAILURE))
    assert machine.feed(flow.SubmitAsked()) == (flow.Commit(b"png"),)
