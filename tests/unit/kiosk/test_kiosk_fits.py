"""Every screen, drawn: it says its journey and state; nothing is cut off, overlaps, is too small or too faint."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from qt_edge.theme import Theme, apply_theme
from qt_edge.widgets import Label
from tools.kiosk_samples import samples
from tools.kiosk_screens import SIZES, draw, put_away
from tools.screen_findings import AA, AAA, findings


@pytest.mark.parametrize(
    ("shape", "assist", "language"),
    [("tall", False, "zh"), ("wide", True, "zh"), ("tall", True, "en"), ("wide", False, "en")],
)
def test_every_screen_is_fit_to_be_read_and_touched(
    qapp: QApplication, shape: str, assist: bool, language: str
) -> None:
    """Every shape with every type size and every language; all eight editions: ``tools/kiosk_screens.py --check``."""
    apply_theme(qapp, Theme("kiosk", assist=assist))
    troubles = {}
    for sample in samples():
        window = draw(qapp, sample, SIZES[shape], assist=assist, language=language)  # type: ignore[arg-type]
        screen = next(w for w in window.findChildren(QWidget) if w.objectName().startswith("screen.") and w.isVisible())
        assert screen.property("state") == type(sample.state).__name__
        assert window.size().toTuple() == SIZES[shape]
        names = [w.objectName() for w in window.findChildren(QWidget) if w.isVisible() and "." in w.objectName()]
        assert len(names) == len(set(names)), sample.name
        if found := findings(window, contrast=AAA if assist else AA):
            troubles[sample.name] = found
        put_away(qapp, window)
    assert not troubles


def test_lowered_for_a_seated_citizen_everything_to_touch_is_in_the_lower_part(qapp: QApplication) -> None:
    apply_theme(qapp, Theme("kiosk"))
    troubles = {}
    for sample in samples():
        window = draw(qapp, sample, SIZES["tall"], lowered=True)
        for button in window.findChildren(QPushButton):
            if button.isVisible():
                assert button.mapTo(window, button.rect().topLeft()).y() > 0.26 * window.height(), sample.name
        if found := findings(window, contrast=AA):
            troubles[sample.name] = found
        put_away(qapp, window)
    assert not troubles


def test_the_check_finds_what_is_wrong(qapp: QApplication) -> None:
    apply_theme(qapp, Theme("kiosk"))
    window = QWidget()
    window.resize(600, 400)
    lines = QVBoxLayout(window)
    faint, tiny, under = Label("灰色的字"), QPushButton("小"), Label("压在下面")
    faint.setStyleSheet("color: #BBBBBB")
    tiny.setStyleSheet("min-height: 40px; max-height: 40px")
    lines.addWidget(faint)
    lines.addWidget(tiny)
    lines.addWidget(under)
    over = Label("压在上面", parent=window)
    window.show()
    over.setGeometry(under.geometry())
    cut = Label("这一行太长了", parent=window)
    cut.setGeometry(0, 350, 60, 40)
    cut.show()
    found = " / ".join(findings(window, contrast=AA))
    window.close()
    for words in ("灰色的字 has a contrast of", "压在下面 lies over 压在上面", "这一行太长了 needs", " x 4"):
        assert words in found
