"""Chinese with our own keys on a real screen: what a finger touches, and what stands in the line then."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from kiosk.shell.main_window import MainWindow
from qt_edge.theme import Theme, apply_theme
from qt_edge.widgets import LineField
from tools.kiosk_samples import Sample, samples
from tools.kiosk_screens import SIZES, draw, put_away
from tools.screen_findings import AAA, findings

NAME = "identify.typed_name"


class Typist:
    def __init__(self, app: QApplication, window: MainWindow) -> None:
        self._app, self.window = app, window
        self._line.clear()
        self._line.entered.emit()
        self._settle()

    def type(self, keys: str) -> None:
        for key in keys:
            self.touch(f"pad.{key}")

    def touch(self, name: str) -> None:
        button = self.window.findChild(QPushButton, name)
        assert button is not None, name
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self._settle()

    @property
    def written(self) -> str:
        return self._line.text()

    @property
    def spelled(self) -> str:
        label = self.window.findChild(QLabel, "pad.typed")
        assert label is not None
        return label.text()

    @property
    def offered(self) -> list[str]:
        buttons = [self.window.findChild(QPushButton, f"pad.candidate.{n}") for n in range(1, 10)]
        return [button.text() for button in buttons if button is not None and button.isVisible()]

    @property
    def _line(self) -> LineField:
        line = self.window.findChild(LineField, NAME)
        assert line is not None
        return line

    def _settle(self) -> None:
        for _ in range(3):
            self._app.sendPostedEvents()
            self._app.processEvents()


@pytest.fixture(scope="module")
def typing() -> Sample:
    return next(one for one in samples() if one.name == "identify-typing")


@pytest.fixture
def typist(qapp: QApplication, typing: Sample) -> Iterator[Typist]:
    apply_theme(qapp, Theme("kiosk"))
    window = draw(qapp, typing, SIZES["tall"])
    yield Typist(qapp, window)
    put_away(qapp, window)


def test_a_name_is_typed_by_its_sound(typist: Typist) -> None:
    typist.type("WANG")
    assert typist.spelled == "wang"
    assert typist.offered[0] == "王"
    typist.touch("pad.candidate.1")
    typist.type("CESHI")
    assert typist.spelled == "ce shi"
    typist.touch("pad.done")
    assert typist.written == "王测试"


def test_delete_takes_a_letter_first_and_then_a_character(typist: Typist) -> None:
    typist.type("WANG")
    typist.touch("pad.candidate.1")
    typist.type("LI")
    for spelled in ("l", ""):
        typist.touch("pad.delete")
        assert typist.spelled == spelled
    assert typist.written == "王"
    typist.touch("pad.delete")
    assert typist.written == ""


def test_other_words_come_page_by_page_and_back(typist: Typist) -> None:
    typist.type("YI")
    first = typist.offered
    typist.touch("pad.candidates_on")
    assert not set(first) & set(typist.offered)
    wanted = typist.offered[1]
    typist.touch("pad.candidates_on")
    typist.touch("pad.candidates_back")
    typist.touch("pad.candidate.2")
    assert typist.written == wanted
    typist.type("YI")
    assert typist.offered == first, "what was chosen is not learned"


def test_digits_signs_and_latin_letters_need_no_other_keyboard(typist: Typist) -> None:
    typist.type("LU")
    typist.type("12")
    typist.touch("pad.candidate.1")
    typist.touch("pad.plane")
    typist.type("a")
    typist.touch("pad.plane")
    typist.type("B")
    assert typist.written == "路12，aB"


def test_letters_that_spell_nothing_are_written_as_they_are(typist: Typist) -> None:
    typist.type("IV")
    assert typist.offered == []
    typist.touch("pad.done")
    assert typist.written == "iv"


@pytest.mark.parametrize("shape", list(SIZES))
def test_the_keys_are_fit_to_be_read_and_touched_in_the_elder_edition(
    qapp: QApplication, typing: Sample, shape: str
) -> None:
    apply_theme(qapp, Theme("kiosk", assist=True))
    window = draw(qapp, typing, SIZES[shape], assist=True)
    typist = Typist(qapp, window)
    typist.type("ZHONGGUOGONGSHANGYINHANG")
    assert typist.offered[0] == "中国工商银行"
    assert findings(window, contrast=AAA) == []
    put_away(qapp, window)
