"""Every screen, drawn: it says its journey and state, and no word or button is cut off."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from kiosk.shell.main_window import MainWindow
from qt_edge.theme import Theme, apply_theme
from tools.kiosk_samples import samples
from tools.kiosk_screens import SIZES, draw


def cut_off(window: QWidget) -> list[str]:
    """What is narrower than its words, or sticks out at the side."""
    found = []
    for part in window.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, QLabel | QPushButton) or not part.text():
            continue
        wraps = isinstance(part, QLabel) and part.wordWrap()
        left = part.mapTo(window, part.rect().topLeft()).x()
        if left < 0 or left + part.width() > window.width():
            found.append(f"{part.text()} sticks out")
        elif not wraps and part.sizeHint().width() > part.width() + 1:
            found.append(f"{part.text()} needs {part.sizeHint().width()}, has {part.width()}")
        elif wraps and part.heightForWidth(part.width()) > part.height() + 1:
            found.append(f"{part.text()} needs height {part.heightForWidth(part.width())}, has {part.height()}")
    return found


@pytest.mark.parametrize("shape", SIZES)
@pytest.mark.parametrize("assist", [False, True], ids=["standard", "elder"])
def test_every_screen_fits(qapp: QApplication, shape: str, assist: bool) -> None:
    apply_theme(qapp, Theme("kiosk", assist=assist))
    troubles = {}
    for sample in samples():
        window: MainWindow = draw(qapp, sample, SIZES[shape], assist=assist)
        screen = next(w for w in window.findChildren(QWidget) if w.objectName().startswith("screen.") and w.isVisible())
        assert screen.property("state") == type(sample.state).__name__
        assert window.size().toTuple() == SIZES[shape]
        names = [w.objectName() for w in window.findChildren(QWidget) if w.isVisible() and "." in w.objectName()]
        assert len(names) == len(set(names)), sample.name
        if found := cut_off(window):
            troubles[sample.name] = found
        window.cover()
        window.close()
        window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not troubles


def test_touch_targets_are_large_enough(qapp: QApplication) -> None:
    apply_theme(qapp, Theme("kiosk"))
    for sample in samples():
        window = draw(qapp, sample, SIZES["tall"])
        for button in window.findChildren(QPushButton):
            if button.isVisible():
                assert button.height() >= 60, (sample.name, button.objectName())
                assert button.width() >= 60, (sample.name, button.objectName())
        window.cover()
        window.close()
        window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
