"""At the scanner pages come and go in the screen that stands."""

from dataclasses import replace

import pytestqt.qtbot
from PySide6.QtWidgets import QApplication

from assets.texts import Texts
from domain.text import text
from kiosk.journeys.materials.presenter import ScanProps
from kiosk.journeys.materials.presenter.pages import Thumb
from kiosk.journeys.materials.screen.scan_view import ScanView
from qt_edge.theme import Theme, apply_theme

NONE_YET = ScanProps("scanner", text("materials.feeding", n=1), text("materials.feeding_hint"), "身份证", ())
FIRST = replace(NONE_YET, thumbs=(Thumb("d1", text("materials.page", n=1), b""),))


def shown(view: ScanView, qtbot: pytestqt.qtbot.QtBot) -> ScanView:
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    return view


def test_the_first_page_comes_and_goes_in_place_and_looks_as_if_it_had_been_there(
    qapp: QApplication, qtbot: pytestqt.qtbot.QtBot
) -> None:
    apply_theme(qapp, Theme("kiosk"))
    view = shown(ScanView(Texts("zh"), NONE_YET), qtbot)
    for props in (FIRST, NONE_YET):
        assert view.fits(props)
        view.present(props)
        anew = shown(ScanView(Texts("zh"), props), qtbot)
        qtbot.waitUntil(lambda anew=anew: view.grab().toImage() == anew.grab().toImage())  # type: ignore[misc]


def test_other_keys_need_another_screen(qapp: QApplication, qtbot: pytestqt.qtbot.QtBot) -> None:
    view = shown(ScanView(Texts("zh"), FIRST), qtbot)
    assert not view.fits(replace(FIRST, finish=text("materials.finish"), deletable=True))
