"""What goes on A4 and what on a slip; every sheet whole, numbered, with codes that can be read again."""

import re
from collections.abc import Collection
from io import BytesIO
from typing import cast

import numpy as np
import pypdfium2
import pytest
import test_transfer_lists as lists
import window_samples as samples
from PIL import Image
from pytestqt.qtbot import QtBot

from assets.texts import Texts
from devices.events import DeviceKind
from devices.manager import DeviceManager
from devices.page_printer.pdf_page_count import page_count
from devices.qr_scanner.image_decoder import codes_in
from devices.qr_scanner.payload_codec import text_of
from domain.documents.document import Barcode, Document, Pair, Paragraph, QrCode, Title
from domain.documents.notices import notice
from domain.documents.transfer_list import transfer_list
from window_client.shell.a4_pages import a4_pages
from window_client.shell.print_room import PrintRoom

ZH = Texts("zh")
RECEIPT = Document("receipt", (Title("收件凭证"), Pair("申请人", "*三"), QrCode("OW1:" + "A" * 60, "扫一扫")))
LIST = transfer_list(lists.made(), ZH)


class Printers:
    def __init__(self) -> None:
        self.slips: list[str] = []
        self.sheets: list[int | None] = []

    def print(self, _job_id: str, document: Document) -> None:
        self.slips.append(document.name)

    def print_pages(self, _job_id: str, pdf: bytes) -> None:
        self.sheets.append(page_count(pdf))


@pytest.mark.parametrize(
    ("kinds", "slips", "sheets"),
    [
        ({"receipt_printer", "page_printer"}, ["receipt"], 2),
        ({"receipt_printer"}, ["receipt", "transfer-list", "notice-correction"], 0),
        ({"page_printer"}, [], 3),
        (set(), ["receipt", "transfer-list", "notice-correction"], 0),
    ],
    ids=["both", "slips only", "A4 only", "none: the device manager says so"],
)
def test_each_kind_goes_where_people_expect_it(
    qtbot: QtBot, kinds: Collection[DeviceKind], slips: list[str], sheets: int
) -> None:
    printers = Printers()
    room = PrintRoom(cast(DeviceManager, printers), kinds, ZH)
    facts = samples.reply_to(samples.decision("ask_correction")).notice
    for document in (RECEIPT, LIST, notice(facts, ZH)):
        room.print("job", document)
    assert (printers.slips, len(printers.sheets)) == (slips, sheets)
    assert all(pages == 1 for pages in printers.sheets)


def pictures(pdf: bytes) -> list[Image.Image]:
    return [page.render(scale=2).to_pil() for page in pypdfium2.PdfDocument(BytesIO(pdf))]


def test_a_long_list_goes_on_over_numbered_pages(qtbot: QtBot) -> None:
    made = lists.made().model_copy(update={"cases": (lists.CASE,) * 40})
    document = pypdfium2.PdfDocument(a4_pages(transfer_list(made, ZH), ZH))
    words = [page.get_textpage().get_text_range() for page in document]
    assert len(words) > 2
    # A typeface may share one glyph between two code points of the same look: only the figures are compared.
    assert all(
        [int(one) for one in re.findall(r"\d+", page)[-2:]] == [n, len(words)] for n, page in enumerate(words, 1)
    )
    # In the theme's typeface the figures of a number are glyphs of one width, which have no code points of their own.
    number = rf"\n(\d+) [\s\S]{{{len(lists.CASE.official_no) - 1}}}X"
    assert [int(one) for page in words for one in re.findall(number, page)] == list(range(1, 41)), "each row once"
    assert all(page.count(lists.CASE.papers[0].name) == page.count(lists.CASE.papers[1].name) for page in words)
    width, height = document[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)


def test_codes_are_read_again_and_signs_are_no_markup(qtbot: QtBot) -> None:
    blocks = (Paragraph("<b>&甲"), QrCode("OW1:0190a0b0:AAAA", ""), Barcode("L3302030001261121000140"))
    pdf = a4_pages(Document("receipt", blocks), ZH)
    (picture,) = pictures(pdf)
    found = {text_of(payload) for payload in codes_in(np.asarray(picture.convert("L")))}
    assert found == {"OW1:0190a0b0:AAAA", "L3302030001261121000140"}
    assert "<b>&甲" in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
