"""The second screen: what the citizen sees, signs and rates, and that it forgets them."""

import json
from collections.abc import Iterator
from math import sin

import citizen_states as samples
import counter_states as counter
import pytest
import window_samples as window
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from assets.texts import Texts
from domain.contract.queue_calls import QueueBoard, QueueEntry
from domain.flow.machine import Machine
from qt_edge.signature_pad import SignaturePad
from window_client.draft.application import Application, ChosenItem, FieldFilled, ItemAdded, PersonGiven, StageReached
from window_client.journeys.case import flow as case
from window_client.journeys.case.presenter import present as present_case
from window_client.journeys.case.screen import CaseScreen
from window_client.journeys.citizen import flow
from window_client.journeys.citizen.screen import CitizenScreen
from window_client.shell.citizen_place import CitizenPlace
from window_client.shell.citizen_runner import CitizenRunner
from window_client.shell.citizen_sight import sight_of, wish_of

_NUMBER = "330203190001010013"


class Desk:
    """The clerk's window, and the citizen's screen before it."""

    def __init__(self, bot: QtBot) -> None:
        self.clerk = QWidget()
        bot.addWidget(self.clerk)
        self.clerk.resize(1280, 800)
        self.clerk.show()
        self.screen = CitizenScreen(Texts("zh"))
        self.place = CitizenPlace(self.screen, self.clerk, None)
        self.runner = CitizenRunner(self.screen, self.place)
        self.place.start()
        self.answers: list[bytes | None] = []
        self.closed = 0

    def ask(self) -> None:
        self.runner.ask(wish_of(counter.FILED), self.answers.append, self._on_closed)

    def _on_closed(self) -> None:
        self.closed += 1

    def click(self, name: str) -> None:
        button = self.screen.findChild(QAbstractButton, name)
        assert button is not None
        assert button.isVisible(), name
        button.click()

    def words(self) -> str:
        return "\n".join(label.text() for label in self.screen.findChildren(QLabel) if not label.isHidden())

    def write(self) -> None:
        pad = self.screen.findChild(SignaturePad)
        assert pad is not None
        points = [QPoint(60 + n * 6, 120 + round(60 * sin(n / 4))) for n in range(80)]
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(pad, point)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qtbot)
    yield made
    made.place.stop()


def test_without_a_second_display_it_is_signed_on_the_clerks(desk: Desk) -> None:
    assert not desk.screen.isVisible()
    desk.ask()
    assert desk.screen.isVisible()
    assert desk.screen.window() is desk.screen
    desk.click("citizen.right")
    done = desk.screen.findChild(QAbstractButton, "citizen.done")
    assert done is not None
    assert not done.isEnabled(), "nothing is written yet"
    desk.write()
    desk.click("citizen.done")
    (picture,) = desk.answers
    assert picture is not None
    assert picture.startswith(b"\x89PNG")
    assert not desk.screen.isVisible()


def test_the_citizen_says_that_something_is_wrong(desk: Desk) -> None:
    desk.ask()
    desk.click("citizen.wrong")
    assert desk.answers == [None]
    assert not desk.screen.isVisible()


def test_escape_ends_the_question_and_the_next_hand_begins_on_white(desk: Desk) -> None:
    desk.ask()
    desk.click("citizen.right")
    desk.write()
    QTest.keyClick(desk.screen, Qt.Key.Key_Escape)
    assert (desk.closed, desk.answers, desk.screen.isVisible()) == (1, [], False)
    desk.ask()
    desk.click("citizen.right")
    pad = desk.screen.findChild(SignaturePad)
    assert pad is not None
    assert pad.picture() == b""


def test_nothing_of_a_person_stays_when_they_leave(desk: Desk) -> None:
    desk.runner.follow(sight_of(counter.FILED))
    seen = desk.words()
    assert "*三" in seen
    assert not any(secret in seen for secret in ("张三", _NUMBER, "13712349050", "灵桥路100号"))
    desk.runner.person_left()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not any(word in desk.words() for word in ("*三", counter.FILED.items[0].name, "海曙区"))
    assert isinstance(desk.runner.state, flow.Idle)


def test_what_is_changed_while_it_is_to_be_signed_is_not_asked_any_more(desk: Desk) -> None:
    desk.ask()
    changed = counter.FILED.after(FieldFilled(counter.FILED.fields[0].key, "2026-02-15"))
    desk.runner.follow(sight_of(counter.FILED))
    assert isinstance(desk.runner.state, flow.Confirming), "the same again changes nothing"
    desk.runner.follow(sight_of(changed))
    assert isinstance(desk.runner.state, flow.Following)


def test_a_place_is_shown_by_its_names_without_the_code_the_platform_is_sent() -> None:
    chosen = counter.desk(ItemAdded(ChosenItem("DEMO-042", counter.ITEM.case_id, "B" * 26)), of=counter.PERSON)
    key = next(joint.key for joint in chosen.fields if joint.field.kind == "place")
    sight = sight_of(chosen.after(FieldFilled(key, "330203001001 浙江省/宁波市/海曙区/南门街道/澄浪社区")))
    shown = [value for section in sight for _, value in section.lines]
    assert "浙江省宁波市海曙区南门街道澄浪社区" in shown
    assert not any("330203001001" in str(value) for value in shown)


def test_what_the_clerk_types_is_shown_soon_and_only_the_newest(desk: Desk, qtbot: QtBot) -> None:
    desk.runner.follow(sight_of(counter.FILED))
    key = counter.FILED.fields[2].key
    for words in ("右", "右手", "右手腕"):
        desk.runner.follow(sight_of(counter.FILED.after(FieldFilled(key, words))))
    assert desk.runner.state == flow.Following(flow.Head(), sight_of(counter.FILED)), "no key waits for it"
    newest = flow.Following(flow.Head(), sight_of(counter.FILED.after(FieldFilled(key, "右手腕"))))
    qtbot.waitUntil(lambda: desk.runner.state == newest)


def test_whose_turn_it_is(desk: Desk) -> None:
    entry = QueueEntry(number="A003", state="called", place="12", taken_at=counter.SIGNATURE.signed_at)
    desk.runner.serve(QueueBoard(node_name="海曙区政务服务中心", place="12", current=entry))
    assert "A003" in desk.words()
    desk.runner.follow(sight_of(counter.FILED))
    called = entry.model_copy(update={"number": "A004"})
    desk.runner.serve(QueueBoard(node_name="海曙区政务服务中心", place="12", current=called))
    assert isinstance(desk.runner.state, flow.Idle), "another number is another person"
    desk.runner.serve(None)
    assert "A004" not in desk.words()


@pytest.mark.parametrize("state", samples.STATES, ids=lambda state: type(state).__name__)
def test_a_person_who_leaves_ends_every_state_but_the_nameless_ones(state: flow.State) -> None:
    machine: Machine[flow.State, flow.Event, flow.Effect] = Machine(flow.TABLE, state)
    machine.feed(flow.PersonLeft())
    assert isinstance(machine.state, flow.Idle | flow.Rating | flow.Rated)
    assert "*三" not in json.dumps(str(machine.state), ensure_ascii=False)


def test_a_grade_is_given_once_and_the_thanks_end() -> None:
    machine: Machine[flow.State, flow.Event, flow.Effect] = Machine(flow.TABLE, flow.Rating(samples.HEAD))
    effects = machine.feed(flow.Graded(5))
    assert flow.TellGraded(5) in effects
    assert not machine.accepts(flow.Graded(1))
    machine.feed(flow.TimeOver())
    assert machine.state == flow.Idle(samples.HEAD)


def test_the_department_sees_the_signature_only_while_the_applicant_is_revealed(qtbot: QtBot) -> None:
    screen = CaseScreen(Texts("zh"))
    qtbot.addWidget(screen)
    screen.show()
    seen = []
    for revealed in (False, True):
        state = case.Reading(window.case_file(), revealed=revealed)
        screen.present(present_case(state), "Reading")
        seen.append(screen.findChild(QLabel, "case.signature_picture") is not None)
        assert screen.findChild(QLabel, "case.signature") is not None
    assert seen == [False, True]


def test_a_signature_is_void_once_anything_it_stands_under_changes() -> None:
    def signed(*changes: object) -> bool:
        application: Application = counter.desk(*changes, of=counter.SIGNED).application  # type: ignore[arg-type]
        return application.signature is not None

    assert signed()
    assert signed(StageReached("form"))
    assert not signed(FieldFilled(counter.FILED.fields[0].key, "2026-02-15"))
    assert not signed(PersonGiven("agent", counter.PERSON.application.applicant))
