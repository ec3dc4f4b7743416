"""What a kiosk brings in new ways, before the clerk: a page from a phone, one that is held already, a signature."""

import contextlib
from collections.abc import Iterator
from io import BytesIO

import pytest
import requests
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot
from test_window_decides import Clerk
from window_town import PHONES, Town, sheet

from domain.clock import SystemClock
from domain.contract.signature import Signature
from domain.identity.person import Person
from offline_queue.outbox import NewPage
from offline_queue.personal_desk import PersonalDesk
from offline_queue.phone_uploads import PhoneUploads
from offline_queue.platform_client import PlatformClient
from qt_edge.theme import Theme, apply_theme
from window_client.composition import WindowApp
from window_client.settings import Settings

PERSON = Person("resident", "张三", "330203190001010013")


@pytest.fixture
def clerk(qapp: QApplication, qtbot: QtBot, town: Town) -> Iterator[Clerk]:
    apply_theme(qapp, Theme("window"))
    app = WindowApp(qapp, Settings(town.window.root, refresh_seconds=0.3))
    app.start()
    yield Clerk(app, qtbot)
    app.stop()
    app.window.deleteLater()


def sent_from_a_phone(town: Town, client: PlatformClient, case_id: str, picture: bytes) -> bytes:
    """By the page behind the QR code, as a browser without a certificate sends it; fetched as the kiosk does."""
    uploads = PhoneUploads(client)
    upload = uploads.open(case_id)
    address = upload.url.replace(PHONES, f"https://127.0.0.1:{town.port}")
    answer = requests.post(address, files=[("pages", ("1.jpg", picture))], timeout=30,
                           verify=str(town.kiosk.authority_certificate))  # fmt: skip
    assert answer.status_code == 200
    (page,) = uploads.new_pages(upload.upload_id, frozenset())
    uploads.close(upload.upload_id)
    return page.data


def held_already(client: PlatformClient, case_id: str) -> bytes:
    """A page of an earlier case of the same person, as the government gives it to them."""
    desk = PersonalDesk(client)
    paper = next(one for one in desk.papers(PERSON).papers if one.paper_id.startswith(case_id) and one.pages)
    return desk.paper_page(PERSON, paper.paper_id, paper.pages[0])


def handwriting() -> bytes:
    picture = Image.new("L", (600, 200), 255)
    ImageDraw.Draw(picture).line(((60, 90), (140, 60), (220, 150), (420, 120)), fill=0, width=6)
    data = BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


def test_the_clerk_sees_each_of_them_in_the_case(town: Town, clerk: Clerk, qtbot: QtBot) -> None:
    earlier, _ = town.hand_in()
    with contextlib.closing(PlatformClient(town.kiosk)) as client:
        phone = sent_from_a_phone(town, client, earlier.case_id, sheet(7))
        held = held_already(client, earlier.case_id)
    signature = Signature.of(handwriting(), "applicant", SystemClock().now())
    pages = [NewPage("m2", 1, "image/jpeg", "C", phone), NewPage("m3", 1, "image/jpeg", "A", held)]
    committed = town.hand_in_with(pages, signature)
    clerk.log_in()
    clerk.sees("worklist", "Listing")
    clerk.open_case(committed.temporary_no)
    clerk.wait(lambda: {"case.page.1", "case.page.2"} <= clerk.pictured())
    assert "申请人上传" in clerk.words("case.where")
    second = clerk.part(QToolButton, "case.page.2")
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    clerk.wait(lambda: "A 级：电子签章材料" in clerk.words("case.where"))
    assert "申请人已手写签名" in clerk.words("case.signature")
    assert not clerk.window.findChildren(QLabel, "case.signature_picture")
    clerk.click("case.reveal")
    shown = clerk.part(QLabel, "case.signature_picture")
    assert isinstance(shown, QLabel)
    ink = shown.pixmap().toImage()
    assert any(ink.pixelColor(x, y).lightness() < 100 for x in range(ink.width()) for y in range(0, ink.height(), 3))
