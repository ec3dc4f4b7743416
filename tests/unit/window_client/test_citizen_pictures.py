"""The pages on the citizen's screen: those that go out, as they go out, and gone with the person."""

from dataclasses import replace

import counter_states as counter
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from assets.texts import Texts
from window_client.draft.application import PaperHandled
from window_client.draft.steps import Cropped, PutAside, Turned
from window_client.journeys.citizen import flow
from window_client.journeys.citizen.presenter import present
from window_client.journeys.citizen.screen import CitizenScreen
from window_client.journeys.citizen.screen.picture_strip import PictureStrip
from window_client.shell.citizen_sight import sight_of

SIGHT = sight_of(counter.FILED)


def shots_of(*steps: object) -> tuple[flow.Shot, ...]:
    desk = counter.desk(*(PaperHandled(step) for step in steps), of=counter.FILED)  # type: ignore[arg-type]
    return tuple(shot for section in sight_of(desk) for shot in section.shots)


def test_what_goes_out_is_shown_in_the_order_of_the_list() -> None:
    assert [shot.picture for shot in shots_of()] == ["picture1", "picture2", "picture3"]
    assert [shot.picture for shot in shots_of(PutAside(("p2",)))] == ["picture1", "picture3"]


def test_as_it_will_be_handed_in() -> None:
    (first, *_) = shots_of(Turned(("p1",), 1), Cropped(("p1",), (0.0, 0.5, 1.0, 1.0)))
    assert first == flow.Shot("picture1", 1, (0.0, 0.5, 1.0, 1.0))


@pytest.fixture
def screen(qtbot: QtBot) -> CitizenScreen:
    screen = CitizenScreen(Texts("zh"))
    qtbot.addWidget(screen)
    screen.resize(1920, 1080)
    screen.show()
    return screen


def show(screen: CitizenScreen, state: flow.State) -> None:
    screen.present(present(state), type(state).__name__)


def test_each_picture_is_asked_for_once_and_none_stays(screen: CitizenScreen) -> None:
    wanted: list[str] = []
    screen.picture_wanted.connect(wanted.append)
    show(screen, flow.Following(flow.Head(), SIGHT))
    assert wanted == ["picture1", "picture2", "picture3"]
    for name in (*wanted, "of another person"):
        screen.show_picture(name, QImage(10, 14, QImage.Format.Format_RGB32))
    strip = screen.findChild(PictureStrip)
    assert strip is not None
    assert set(strip._pictures) == set(wanted)
    show(screen, flow.Following(flow.Head(), tuple(replace(section) for section in SIGHT[:-1]) + SIGHT[-1:], "signed"))
    assert len(wanted) == 3
    show(screen, flow.Idle())
    assert strip._pictures == {}


def test_a_turned_and_cropped_page_is_painted_so(screen: CitizenScreen) -> None:
    """Red above, blue below; turned by a quarter and its right half kept, it is red."""
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    for row in range(50, 100):
        for column in range(100):
            image.setPixelColor(column, row, QColor("blue"))
    strip = PictureStrip()
    strip.resize(400, 300)
    strip.present((flow.Shot("a", 1, (0.5, 0.0, 1.0, 1.0)),))
    strip.show_picture("a", image)
    assert strip.grab().toImage().pixelColor(75, 106) == QColor("red")
