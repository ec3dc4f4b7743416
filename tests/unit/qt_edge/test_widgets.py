from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qt_edge.widgets import Card, ChoiceGrid, DateSteppers, KeyPad, Label, LineField, Notice, ScreenFrame, Toast
from qt_edge.widgets.qr_image import qr_pixmap

WORDS = ("今天", "年", "月", "日")


def press(qtbot: QtBot, widget: QWidget, name: str) -> None:
    button = widget.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_a_card_or_code_says_is_never_markup(qtbot: QtBot) -> None:
    label = Label("<b>x</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_notice_without_words_is_not_there(qtbot: QtBot) -> None:
    notice = Notice()
    card = Card()
    qtbot.addWidget(card)
    card.add(notice)
    card.show()
    assert not notice.isVisible()
    notice.say("x", "error")
    assert notice.isVisible()
    notice.say("")
    assert not notice.isVisible()


def test_keys_never_take_the_focus_and_say_what_they_are(qtbot: QtBot) -> None:
    part = QWidget()
    qtbot.addWidget(part)
    lines = QVBoxLayout(part)
    line, pad = LineField("field"), KeyPad(("12", "3"), ("删除", "完成"))
    lines.addWidget(line)
    lines.addWidget(pad)
    typed: list[str] = []
    line.textEdited.connect(typed.append)
    pad.key_pressed.connect(line.press)
    pad.delete_pressed.connect(line.press_delete)
    part.show()
    line.setFocus()
    for name in ("pad.1", "pad.3", "pad.delete"):
        press(qtbot, pad, name)
    assert line.text() == "1"
    assert typed == ["1", "13", "1"]
    with qtbot.waitSignal(pad.done_pressed):
        press(qtbot, pad, "pad.done")


def test_the_first_press_takes_today(qtbot: QtBot) -> None:
    steppers = DateSteppers("d", date(2026, 3, 31), WORDS)
    qtbot.addWidget(steppers)
    seen: list[str] = []
    steppers.changed.connect(seen.append)
    for name in ("d.year_up", "d.month_down", "d.day_up", "d.year_down", "d"):
        press(qtbot, steppers, name)
    assert seen == ["2026-03-31", "2026-02-28", "2026-02-01", "2025-02-01", "2026-03-31"]


def test_months_turn_round_and_a_leap_day_is_kept_possible(qtbot: QtBot) -> None:
    steppers = DateSteppers("d", date(2026, 3, 31), WORDS)
    qtbot.addWidget(steppers)
    seen: list[str] = []
    steppers.changed.connect(seen.append)
    steppers.set_value("2024-02-29")
    press(qtbot, steppers, "d.year_down")
    steppers.set_value("2024-12-01")
    press(qtbot, steppers, "d.month_up")
    assert seen == ["2023-02-28", "2024-01-01"]


def test_a_month_has_no_day(qtbot: QtBot) -> None:
    steppers = DateSteppers("m", date(2026, 3, 31), WORDS, days=False)
    qtbot.addWidget(steppers)
    seen: list[str] = []
    steppers.changed.connect(seen.append)
    steppers.set_value("2025-12")
    press(qtbot, steppers, "m.month_up")
    assert seen == ["2025-01"]
    assert steppers.findChild(QPushButton, "m.day_up") is None


def test_one_of_several_is_chosen(qtbot: QtBot) -> None:
    grid = ChoiceGrid("c", [("a", "甲"), ("b", "乙")])
    qtbot.addWidget(grid)
    seen: list[str] = []
    grid.chosen.connect(seen.append)
    press(qtbot, grid, "c.1")
    assert seen == ["b"]
    grid.set_value("a")
    assert [button.isChecked() for button in grid.findChildren(QPushButton)] == [True, False]
    grid.set_value("")
    assert not any(button.isChecked() for button in grid.findChildren(QPushButton))


def test_old_content_is_out_of_sight_at_once(qtbot: QtBot) -> None:
    frame = ScreenFrame("x")
    qtbot.addWidget(frame)
    frame.show()
    first, second = QLabel("1"), QLabel("2")
    frame.show_content(first)
    frame.show_content(second)
    assert not first.isVisible()
    qtbot.waitUntil(second.isVisible)
    assert second.isVisible()


def test_a_toast_goes_away(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(400, 300)
    over.show()
    toast = Toast(over, milliseconds=30)
    toast.say("好")
    assert toast.isVisible()
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_the_code_on_the_screen_can_be_read_by_a_phone(qtbot: QtBot) -> None:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    from devices.qr_scanner.image_decoder import decode_codes

    payload = "OW1:01950000-0000-7000-8000-000000000001:" + "A" * 26
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    qr_pixmap(payload, 320).save(buffer, "PNG")
    assert decode_codes(bytes(data.data())) == (payload.encode(),)
