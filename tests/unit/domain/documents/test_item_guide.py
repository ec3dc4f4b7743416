"""The guide to take along: what is asked for in every item, in a code that a phone still reads."""

from dataclasses import replace

import qrcode

from assets.texts import Texts
from domain.documents.document import QrCode, Table
from domain.documents.item_guide import MOST_BYTES, guide_slip, take_away
from tools.kiosk_samples import demo_catalogue

SAY = Texts("zh")
ITEMS = demo_catalogue().items


def test_every_item_fits_a_code_of_a_slip() -> None:
    for item in ITEMS:
        words = take_away(item, "", (), SAY)
        assert words.startswith(item.name)
        assert item.promised_text in words
        code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M)
        code.add_data(words.encode(), optimize=0)
        code.make()
        assert code.version <= 23, item.code


def test_what_does_not_fit_is_left_off_and_said_so() -> None:
    item = next(item for item in ITEMS if item.materials)
    long = replace(item, materials=item.materials * 40)
    words = take_away(long, "", (), SAY)
    assert len(words.encode()) <= MOST_BYTES
    assert words.endswith("其余见纸质指南")


def test_the_paper_names_every_material_and_the_answers() -> None:
    item = next(item for item in ITEMS if len(item.materials) > 2)
    blocks = guide_slip(item, "海曙区医疗保障局", ("住院费用",), SAY).blocks
    table = next(block for block in blocks if isinstance(block, Table))
    assert [row[0] for row in table.rows] == [material.name for material in item.materials]
    assert any("住院费用" in repr(block) for block in blocks if not isinstance(block, QrCode))
