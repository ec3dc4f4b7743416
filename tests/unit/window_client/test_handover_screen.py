"""Handing a result over: once, to somebody who signed, and nothing of them stays."""

import handover_states as samples
import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from assets.texts import Texts
from domain.documents.document import Barcode, Pair
from domain.documents.handover_slip import CourierLabel, courier_label, handover_slip
from domain.flow.machine import Machine
from window_client.journeys.handover import flow
from window_client.journeys.handover.presenter import present
from window_client.journeys.handover.screen import HandoverScreen

SAY = Texts("zh")


def run(state: flow.State, *events: flow.Event) -> tuple[flow.State, tuple[flow.Effect, ...]]:
    machine: Machine[flow.State, flow.Event, flow.Effect] = Machine(flow.TABLE, state)
    effects: tuple[flow.Effect, ...] = ()
    for event in events:
        effects = machine.feed(event)
    return machine.state, effects


def test_what_is_sent_names_the_agent_and_carries_the_signature() -> None:
    state, effects = run(
        samples.FOUND, flow.AgentShown("李四"), flow.CounterChosen(samples.HANDOVER_ID, "agent", "李四"),
        flow.Signed(samples.PNG),
    )  # fmt: skip
    assert isinstance(state, flow.Sending)
    (sent,) = effects
    assert isinstance(sent, flow.Send)
    handover = sent.handover
    assert (handover.recipient, handover.recipient_name, handover.signature) == ("agent", "李四", samples.PNG)
    assert (handover.receipt, handover.number) == (None, samples.QUERY.number)


def test_silence_is_sent_again_under_the_same_id() -> None:
    first = flow.CourierChosen(samples.HANDOVER_ID, "SF1")
    state, effects = run(samples.FOUND, first)
    again, repeated = run(state, flow.Failed(samples.DOWN), flow.RetryAsked())
    assert repeated == effects
    assert again == state


def test_a_no_of_the_platform_is_looked_up_again() -> None:
    state, effects = run(flow.Sending(samples.FOUND, samples.SENT), flow.Failed(samples.MOVED))
    assert (state, effects) == (flow.Looking(samples.QUERY), (flow.Look(samples.QUERY),))


@pytest.mark.parametrize(
    "event", [flow.CounterChosen(samples.HANDOVER_ID, "applicant"), flow.CourierChosen(samples.HANDOVER_ID, "SF1")]
)
def test_what_left_already_does_not_leave_again(event: flow.Event) -> None:
    given = flow.Found(samples.QUERY, samples.samples.result_file(samples.FACTS))
    assert run(given, event) == (given, ())
    assert not present(given).may_choose
    reprinted, effects = run(given, flow.PrintAsked("job"))
    assert effects == (flow.PrintSlip("job", samples.FACTS),)
    assert isinstance(reprinted, flow.HandedOver)


@pytest.fixture
def screen(qtbot: QtBot) -> HandoverScreen:
    made = HandoverScreen(SAY)
    qtbot.addWidget(made)
    made.resize(1280, 900)
    made.show()
    return made


def _page(screen: HandoverScreen, state: flow.State) -> None:
    screen.present(present(state), type(state).__name__)


def test_nothing_typed_for_one_person_is_there_for_the_next(screen: HandoverScreen) -> None:
    _page(screen, samples.FOUND)
    for line in screen.findChildren(QLineEdit):
        line.setText("赵六")
    _page(screen, flow.Asking())
    assert {line.text() for line in screen.findChildren(QLineEdit)} == {""}
    assert not any("*三" in str(part.property("text")) for part in screen.findChildren(QWidget) if part.isVisible())


def test_what_can_be_done_is_to_be_seen(screen: HandoverScreen) -> None:
    def visible() -> set[str]:
        names = ("look", "applicant", "to_agent", "courier", "label", "print", "retry")
        found = {name: screen.findChild(QWidget, f"handover.{name}") for name in names}
        return {name for name, button in found.items() if button is not None and button.isVisible()}

    ways = {"applicant", "to_agent", "courier", "label"}
    for state, expected in (
        (flow.Asking(), {"look"}), (samples.FOUND, ways), (flow.Sending(samples.FOUND, samples.SENT), set()),
        (flow.Unanswered(samples.FOUND, samples.SENT, samples.DOWN), {"retry"}),
        (flow.HandedOver(samples.FACTS), {"print"}),
    ):  # fmt: skip
        _page(screen, state)
        assert visible() == expected, type(state).__name__


def test_the_slip_and_the_label_say_what_they_are_for() -> None:
    slip = handover_slip(samples.FACTS, SAY, reprint=True)
    values = [block.value for block in slip.blocks if isinstance(block, Pair)]
    assert {"SF1234567890", samples.FACTS.official_no, "*三"} <= {*values, samples.FACTS.applicant_masked}
    assert any(getattr(block, "words", "") == "补打" for block in slip.blocks)
    label = courier_label(CourierLabel("SF1", "赵六", "13712349050", "灵桥路100号"), "海曙区政务服务中心", SAY)
    assert Barcode("SF1") in label.blocks
    assert "赵六" not in repr(CourierLabel("SF1", "赵六", "13712349050", "灵桥路100号"))
