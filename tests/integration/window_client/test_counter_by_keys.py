"""One person, two items, one pile: by keys alone, from the list to the department's worklist."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from counter_station import CounterClerk, Key, Scanner, paper, separator, sign, window
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
)
from pytestqt.qtbot import QtBot
from window_town import Town

from domain.catalogue.load import load_catalogue
from domain.clock import SystemClock, SystemIds
from domain.contract.submission import Repeated
from offline_queue.catalogue_mirror import read_mirror
from offline_queue.projection import Projection
from window_client.draft.application import Application, ChosenItem, ItemAdded, Person, PersonGiven
from window_client.journeys.counter.flow.desk import Desk
from window_client.shell.draft_vault import DraftVault
from window_client.shell.hand_ins import HandIns

VALUES = {
    "联系手机": "13700000000", "联系地址": "Lingqiao 100", "就医日期": "2026-02-14", "票据号": "0033021102",
    "总金额": "1286.40", "银行账号": "6222021001116245700", "代办人及关系": "none",
    "户籍地": "330203001001 浙江省/宁波市/海曙区/南门街道/澄浪社区",
    "发放账户": "6222021001116245700",
}  # fmt: skip


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[Scanner]:
    scanner = Scanner(tmp_path / "scanner")
    yield scanner
    scanner.stop()


def identify(clerk: CounterClerk) -> None:
    clerk.sees("worklist", "Listing")
    clerk.press(Key.Key_F2)
    clerk.sees("counter", "Reception")
    clerk.wait(lambda: clerk.focus() == "counter.name")
    clerk.type("张三")
    clerk.press(Key.Key_Return)
    clerk.type("330203190001010013")
    clerk.press(Key.Key_Return)
    clerk.wait(lambda: "三" in clerk.words("counter.person"))


def choose(clerk: CounterClerk, number: str) -> None:
    clerk.wait(lambda: clerk.focus() == "counter.find")
    before = clerk.words("counter.items")
    clerk.type(number)
    clerk.wait(lambda: hits(clerk) > 0)
    clerk.press(Key.Key_Return)
    clerk.wait(lambda: clerk.words("counter.items") != before)


def hits(clerk: CounterClerk) -> int:
    found = clerk.app.window.findChild(QListWidget, "counter.hits")
    assert found is not None
    return sum(bool(found.item(row).data(Qt.ItemDataRole.UserRole)) for row in range(found.count()))


def fill(clerk: CounterClerk) -> None:
    """Every field by its keys: Enter goes on, arrows choose."""
    seen: set[str] = set()
    while (name := clerk.focus()).startswith("counter.field.") and name not in seen:
        seen.add(name)
        target = QApplication.focusWidget()
        if isinstance(target, QComboBox):
            if target.currentIndex() == 0:
                clerk.press(Key.Key_Down)
            clerk.press(Key.Key_Return)
        elif isinstance(target, QLineEdit | QPlainTextEdit):
            label = name.removeprefix("counter.field.")
            if isinstance(target, QLineEdit) and not target.text():
                target.setCompleter(None)  # the whole value is given: no list of places in the way
                clerk.type(VALUES.get(label, "x"))
            clerk.press(Key.Key_Return)


def asks(clerk: CounterClerk) -> bool:
    buttons = clerk.app.window.findChildren(QPushButton)
    return any(one.isVisible() and one.text().endswith("Ctrl+1") for one in buttons)


def answer(clerk: CounterClerk) -> None:
    """The first option of every question of the item just chosen."""
    clerk.wait(lambda: asks(clerk))
    while asks(clerk):
        clerk.press(Key.Key_1, Qt.KeyboardModifier.ControlModifier)


def push_at_the_monitor(clerk: CounterClerk) -> None:
    """Both hand-ins wait for an agent that does not run; one is asked to go first."""
    clerk.press(Key.Key_F3)
    clerk.sees("monitor", "Watching")
    table = clerk.app.window.findChild(QTableWidget, "monitor.table")
    clerk.wait(lambda: table.rowCount() == 2)
    assert {table.item(row, 3).text() for row in range(2)} == {"已保存，待送达"}
    assert "没有运行" in clerk.words("monitor.line")
    clerk.press(Key.Key_F9)
    clerk.wait(lambda: any("优先发送" in one.text() for one in clerk.app.window.findChildren(QLabel)))
    clerk.press(Key.Key_Escape)
    clerk.sees("worklist", "Listing")


def problems(clerk: CounterClerk) -> list[str]:
    labels = clerk.app.window.findChildren(QLabel)
    return [one.text() for one in labels if one.objectName().startswith("counter.problem.") and one.isVisible()]


def test_two_items_and_one_pile_by_keys(town: Town, qtbot: QtBot, scanner: Scanner) -> None:
    with window(town, qtbot, (scanner.spec,)) as clerk:
        clerk.log_in()
        identify(clerk)
        choose(clerk, "16")
        answer(clerk)
        choose(clerk, "42")
        answer(clerk)
        clerk.press(Key.Key_F9)
        clerk.sees("counter", "Form")
        fill(clerk)
        assert problems(clerk) == []
        clerk.sees("counter", "Paper")
        scanner.load(
            paper("bill"), separator("DEMO-016", "m2"), paper("list one"), paper("list two"),
            separator("DEMO-016", "m3"), paper("diagnosis"), separator("DEMO-016", "m5"), paper("bank card"),
            separator("DEMO-042", "m2"), paper("card"),
        )  # fmt: skip
        clerk.press(Key.Key_F5)
        clerk.wait(lambda: len(clerk.pages()) == 20)
        clerk.wait(lambda: not clerk.words("counter.scanning"))
        fronts = clerk.pages()[::2]
        assert [aside for _, aside in fronts].count("separator") == 4
        assert [key for key, aside in fronts if not aside] == ["1", "2", "2", "3", "4", "5"]
        assert {aside for _, aside in clerk.pages()[1::2]} == {"blank"}
        clerk.press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        clerk.press(Key.Key_C)
        clerk.press(Key.Key_F9)
        clerk.sees("counter", "Check")
        assert clerk.words("counter.hindrance") == ""
        clerk.press(Key.Key_F9)
        clerk.sees("counter", "Saved")
        clerk.wait(lambda: "2/2" in clerk.words("counter.printing"))
        clerk.press(Key.Key_Return)
        clerk.sees("worklist", "Listing")
        assert (clerk.pressed, clerk.typed) == (28, 150)
        push_at_the_monitor(clerk)
        clerk.wait(lambda: not list((town.window.root / "desk" / "drafts").iterdir()))
    projection = Projection.open(town.window)
    entries = projection.entries()
    projection.close()
    assert len(entries) == 2


def test_one_item_in_the_order_of_the_list(town: Town, qtbot: QtBot, scanner: Scanner) -> None:
    """No separator: the sheets lie in the order of the list. Nothing is filed by hand."""
    (town.window.root / "desk" / "recent").unlink(missing_ok=True)  # nobody was here before
    with window(town, qtbot, (scanner.spec,)) as clerk:
        clerk.log_in()
        identify(clerk)
        choose(clerk, "42")
        answer(clerk)
        clerk.press(Key.Key_F9)
        clerk.sees("counter", "Form")
        fill(clerk)
        clerk.sees("counter", "Paper")
        scanner.load(paper("card"), paper("proof"))
        clerk.press(Key.Key_F5)
        clerk.wait(lambda: len(clerk.pages()) == 4)
        clerk.wait(lambda: not clerk.words("counter.scanning"))
        clerk.press(Key.Key_F9)
        clerk.sees("counter", "Check")
        assert clerk.words("counter.hindrance") == ""
        clerk.press(Key.Key_F9)
        clerk.sees("counter", "Saved")
        clerk.press(Key.Key_Return)
        clerk.sees("worklist", "Listing")
        assert (clerk.pressed, clerk.typed) == (16, 102)


def continue_by(clerk: CounterClerk, code: str) -> None:
    clerk.press(Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    clerk.wait(lambda: clerk.focus() == "counter.continue")
    clerk.type(code)
    clerk.press(Key.Key_Return)


def scan(clerk: CounterClerk, scanner: Scanner, *fronts: bytes) -> None:
    pages = len(clerk.pages()) + 2 * len(fronts)
    scanner.load(*fronts)
    clerk.press(Key.Key_F5)
    clerk.wait(lambda: len(clerk.pages()) == pages and not clerk.words("counter.scanning"))


def discard(clerk: CounterClerk) -> None:
    clerk.press(Key.Key_Delete, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    question = clerk.app.window.findChild(QMessageBox, "counter.question")
    assert question is not None
    question.buttons()[0].click()
    clerk.sees("worklist", "Listing")


def handed_in_before(town: Town) -> str:
    """The same person with the same item, an hour ago as it were; the number on their receipt."""
    clock = SystemClock()
    ids, station = SystemIds(clock), town.window
    mirror = read_mirror(station)
    assert mirror is not None
    catalogue = load_catalogue(mirror.body)
    chosen = ChosenItem("DEMO-016", ids.new_id(), ids.new_token())
    person = Person("31", "张三", "330203190001010013", region="330203")
    desk = Desk(Application(ids.new_id()), catalogue, clock.now().date())
    for change in (PersonGiven("applicant", person), ItemAdded(chosen)):
        desk = desk.after(change)
    hand_ins = HandIns(station, DraftVault(station), clock, ids)
    try:
        return hand_ins.save(desk, chosen).temporary_no
    finally:
        hand_ins.close()


def test_begun_at_the_kiosk_and_handed_in_here(town: Town, qtbot: QtBot, scanner: Scanner) -> None:
    """The same was handed in here before: the clerk is told, and says why again."""
    before = handed_in_before(town)
    case_id, code = town.begin()
    with window(town, qtbot, (scanner.spec,), agent=True) as clerk:
        clerk.log_in()
        identify(clerk)
        continue_by(clerk, code.lower())
        clerk.wait(lambda: clerk.screen() == ("counter", "Reception") and "1" in clerk.words("counter.items"))
        answer(clerk)
        clerk.press(Key.Key_3, Qt.KeyboardModifier.AltModifier)
        clerk.sees("counter", "Paper")
        assert sorted(clerk.pages()) == [("2", ""), ("3", "")], "the kiosk's pages, each on its line"
        scan(clerk, scanner, paper("bill"), paper("bank card"))
        clerk.press(Key.Key_F9)
        clerk.sees("counter", "Check")
        assert before in clerk.words("counter.repeats")
        assert "再次收件的原因" in clerk.words("counter.hindrance"), "and nothing else: the kiosk's form is complete"
        clerk.type("上次填写有误")
        clerk.wait(lambda: clerk.words("counter.hindrance") == "")
        clerk.press(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        clerk.wait(lambda: "核对并签名" in clerk.words("counter.signature"))
        sign(clerk.app.window)
        assert clerk.words("counter.signature") == "申请人已签名"
        clerk.press(Key.Key_F9)
        clerk.sees("counter", "Saved")
        clerk.press(Key.Key_Return)
        clerk.sees("worklist", "Listing")
        projection = Projection.open(town.window)
        clerk.wait(lambda: {one.submission_id: one.state for one in projection.entries()}[case_id] == "confirmed")
        projection.close()
        with town.as_clerk() as (platform, session):
            file = platform.case_file(session.token, case_id)
        assert file.repeated == Repeated(temporary_no=before, reason="上次填写有误")
        signature = file.signature
        assert signature is not None
        assert (signature.by, signature.picture[:4]) == ("applicant", b"\x89PNG")
        identify(clerk)
        continue_by(clerk, code)
        clerk.wait(lambda: "没有找到" in clerk.words("counter.problem"))
        discard(clerk)


def test_a_colleague_takes_over_what_was_laid_aside(town: Town, qtbot: QtBot) -> None:
    town.add_clerk("window2", "综窗02")
    with window(town, qtbot) as clerk:
        clerk.log_in()
        identify(clerk)
        choose(clerk, "42")
        clerk.press(Key.Key_F12)
        clerk.sees("worklist", "Listing")
    with window(town, qtbot) as clerk:
        clerk.log_in("window2")
        clerk.sees("worklist", "Listing")
        clerk.press(Key.Key_F4)
        clerk.sees("in_hand", "Listing")
        table = clerk.app.window.findChild(QTableWidget, "in_hand.table")
        clerk.wait(lambda: table.rowCount() == 1)
        assert [table.item(0, column).text() for column in (0, 2, 3)] == ["同事草稿", "*三", "综窗01"]
        clerk.press(Key.Key_Return)
        clerk.sees("in_hand", "Asking")
        clerk.press(Key.Key_Return)
        clerk.sees("counter", "Reception")
        assert "三" in clerk.words("counter.person")
        assert "1" in clerk.words("counter.items")
        discard(clerk)
        clerk.press(Key.Key_F4)
        clerk.wait(lambda: "没有办到一半" in clerk.words("in_hand.empty"))
