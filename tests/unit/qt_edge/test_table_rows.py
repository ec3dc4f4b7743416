"""A table filled in with a finger."""

from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from qt_edge.widgets.form_field import FormField
from qt_edge.widgets.line_field import LineField
from qt_edge.widgets.place_picker import PlacePicker
from qt_edge.widgets.table_rows import Column, TableRows, TableWords

WORDS = TableWords(lambda n: f"row {n}", "add", "remove")


def table(max_rows: int = 3) -> tuple[TableRows, list[str]]:
    def cell(name: str, changed: object) -> FormField:
        line = LineField(name)
        line.textEdited.connect(changed)
        return FormField("cell", "", line, name)

    rows = TableRows("t", [Column(True, cell), Column(False, cell)], WORDS, max_rows)
    told: list[str] = []
    rows.changed.connect(told.append)
    return rows, told


def line(rows: TableRows, name: str) -> QLineEdit:
    found = [one for one in rows.findChildren(QLineEdit) if one.objectName() == name and one.parent() is not None]
    assert len(found) == 1, name
    return found[0]


def key(rows: TableRows, name: str) -> QPushButton:
    found = rows.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def write(rows: TableRows, name: str, words: str) -> None:
    field = line(rows, name)
    field.setText("")
    field.insert(words)
    field.textEdited.emit(words)


def test_rows_are_filled_in_added_and_taken_away(qapp: QApplication) -> None:
    rows, told = table()
    write(rows, "t.0.0", "张三")
    key(rows, "t.add").click()
    write(rows, "t.1.0", "李四 ")
    write(rows, "t.1.1", "a|b")
    assert told[-1] == "张三 | \n李四  | a b"
    rows.set_value(told[-1])
    assert line(rows, "t.1.0").text() == "李四 "
    key(rows, "t.remove.0").click()
    assert told[-1] == "李四  | a b"
    assert line(rows, "t.0.0").text() == "李四 "
    key(rows, "t.remove.0").click()
    assert told[-1] == ""
    assert line(rows, "t.0.0").text() == ""


def test_a_full_table_takes_no_more_rows(qapp: QApplication) -> None:
    rows, _ = table(max_rows=2)
    rows.set_value("一 | \n二 | ")
    assert not key(rows, "t.add").isEnabled()
    rows.set_value("一 | ")
    assert key(rows, "t.add").isEnabled()


def test_a_place_is_chosen_level_by_level(qapp: QApplication) -> None:
    tree = {"": (("1", "甲"), ("2", "乙")), "1": (("11", "丙"),), "11": ()}
    picker = PlacePicker("p", lambda value: ([("1", "甲")][: len(value)], tree[value]), ("*", "全部"))
    told: list[str] = []
    picker.chosen.connect(told.append)
    picker.set_value("")
    picker.findChild(QPushButton, "p.next.0").click()  # type: ignore[union-attr]
    picker.set_value("1")
    picker.findChild(QPushButton, "p.next.0").click()  # type: ignore[union-attr]
    picker.findChild(QPushButton, "p.level.0").click()  # type: ignore[union-attr]
    assert told == ["1", "11", "*"]
