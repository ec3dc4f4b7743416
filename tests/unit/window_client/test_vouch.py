"""A clerk's word: only after a look at the document, for one number, as long as its time lasts."""

from datetime import timedelta

import pytest
import vouch_states as samples
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot
from test_window_screens import Desk, desk  # noqa: F401  a fixture

from assets.texts import Texts
from domain.contract.presence import AssistanceRequest, AssistanceTicket
from domain.documents.vouch_slip import vouch_slip
from domain.failures import Failure, FailureCode, text_key
from domain.flow.machine import Machine
from domain.text import text
from window_client.journeys.vouch import flow
from window_client.journeys.vouch.presenter import masked, present

SAY = Texts("zh")
Key = Qt.Key


def run(state: flow.State, *events: flow.Event) -> tuple[flow.State, tuple[flow.Effect, ...]]:
    machine: Machine[flow.State, flow.Event, flow.Effect] = Machine(flow.TABLE, state)
    effects: tuple[flow.Effect, ...] = ()
    for event in events:
        effects = machine.feed(event)
    return machine.state, effects


@pytest.mark.parametrize(
    ("name", "number", "compared", "wrong"),
    [(" ", samples.NUMBER, True, "name"), (samples.NAME, "330203190001010014", True, "number"),
     (samples.NAME, samples.NUMBER, False, "compared")],
)  # fmt: skip
def test_no_code_is_asked_for_before_all_is_right(name: str, number: str, compared: bool, wrong: str) -> None:
    state, effects = run(flow.Entering(), flow.AskAsked(name, number, compared, samples.NOW.date()))
    assert effects == ()
    assert isinstance(state, flow.Entering)
    assert [part for part in ("name", "number", "compared") if getattr(state.wrong, part)] == [wrong]


def test_the_number_alone_goes_to_the_platform() -> None:
    typed = flow.AskAsked(" 张三 ", "33020319000101003x", True, samples.NOW.date())
    _, (asked,) = run(flow.Entering(), typed)
    assert isinstance(asked, flow.Ask)
    assert asked.request.model_dump() == {"id_kind": "31", "id_number": "33020319000101003X"}


def test_the_time_runs_down_and_then_the_code_is_gone() -> None:
    later, _ = run(samples.SHOWING, flow.Ticked(samples.NOW + timedelta(seconds=61)))
    props = present(later)
    assert props.left is not None
    assert "3:59" in SAY(props.left)
    over, _ = run(later, flow.Ticked(samples.TICKET.expires_at))
    assert over == flow.Entering(is_over=True)
    assert present(over).code == ""


def test_one_slip_at_a_time_and_another_after_it_failed() -> None:
    printing, first = run(samples.SHOWING, flow.PrintAsked("one"))
    assert first == (flow.PrintSlip("one", samples.PERSON, samples.TICKET),)
    assert run(printing, flow.PrintAsked("two"))[1] == ()
    assert run(printing, flow.PrinterDone("another"))[0] == printing
    _, again = run(printing, flow.PrinterFailed("one", samples.PAPER_OUT), flow.PrintAsked("two"))
    assert again == (flow.PrintSlip("two", samples.PERSON, samples.TICKET),)


def test_slip_and_screen_show_the_person_masked() -> None:
    shown = repr(vouch_slip(samples.TICKET, masked(samples.PERSON), SAY)) + present(samples.SHOWING).who
    assert samples.NAME not in shown
    assert samples.NUMBER not in shown
    assert "*三" in shown


def enter(desk: Desk, qtbot: QtBot) -> None:  # noqa: F811
    """F8, the name, the number, the tick, F9."""
    desk.log_in()
    desk.until("worklist", "Listing")
    desk.key(Key.Key_F8)
    desk.until("vouch", "Entering")
    desk.type("vouch.name", samples.NAME)
    desk.key(Key.Key_Return)
    desk.type("vouch.number", samples.NUMBER)
    desk.key(Key.Key_Return)
    box = desk.part(QCheckBox, "vouch.compared")
    qtbot.waitUntil(box.hasFocus)
    desk.key(Key.Key_Space)
    desk.key(Key.Key_F9)


def test_by_keys_alone_and_nothing_stays_behind(desk: Desk, qtbot: QtBot) -> None:  # noqa: F811
    enter(desk, qtbot)
    desk.until("vouch", "Showing")
    assert "vouch 31" in desk.office.asked
    assert not desk.part(QLabel, "vouch.code").pixmap().isNull()
    assert desk.words("vouch.who") == masked(samples.PERSON)
    desk.key(Key.Key_Escape)
    desk.until("worklist", "Listing")
    assert desk.app.window.findChild(QLineEdit, "vouch.number").text() == ""
    assert desk.app.window.findChild(QLabel, "vouch.code").pixmap().isNull()


def test_a_no_of_the_platform_is_said_and_what_was_typed_stays(
    desk: Desk,  # noqa: F811
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def busy(_token: str, _whom: AssistanceRequest) -> AssistanceTicket:
        raise Failure(FailureCode.PLATFORM_BUSY)

    monkeypatch.setattr(desk.office, "vouch", busy)
    enter(desk, qtbot)
    said = SAY(text(text_key(FailureCode.PLATFORM_BUSY)))
    desk.wait(lambda: said in {label.text() for label in desk.app.window.findChildren(QLabel) if label.isVisible()})
    assert desk.screen() == ("vouch", "Entering")
    assert desk.part(QLineEdit, "vouch.name").text() == samples.NAME


def test_who_only_decides_does_not_vouch(desk: Desk) -> None:  # noqa: F811
    desk.office.role = "officer"
    desk.log_in()
    desk.until("worklist", "Listing")
    assert not desk.seen("worklist.vouch")
    desk.key(Key.Key_F8)
    assert desk.screen()[0] == "worklist"
