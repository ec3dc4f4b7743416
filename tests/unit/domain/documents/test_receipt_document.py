from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assets.texts import Language, Texts
from domain.documents.document import Barcode, Document, Emphasis, Pair, Paragraph, QrCode, Table, Title
from domain.documents.receipt import MaterialLine, ReceiptFacts, submission_receipt

ZH = Texts("zh")
FACTS = ReceiptFacts(
    temporary_no="L330281000726112000010",
    item_name="医疗费用手工（零星）报销",
    applicant_masked="*三",
    mobile_masked="137****0000",
    node_name="余姚市政务服务中心自助服务区",
    device_no="0007",
    materials=(MaterialLine("医药机构收费票据", "applicant", 4), MaterialLine("居民身份证", "card", 0)),
    handed_in_at=datetime(2026, 11, 20, 16, 5, tzinfo=UTC),
    delivered=False,
    qr_payload="OW1:x:y",
)


def words(document: Document) -> str:
    return "\n".join(str(block) for block in document.blocks)


def test_a_receipt_of_a_case_not_delivered_says_so() -> None:
    document = submission_receipt(FACTS, ZH)
    assert document.blocks[:2] == (Title("申请材料收件凭证"), Emphasis("已保存，尚未送达"))
    assert Emphasis("已送达") not in document.blocks
    assert "已受理" not in words(document).replace("不代表已受理", "")


def test_a_receipt_of_a_delivered_case_says_so() -> None:
    document = submission_receipt(replace(FACTS, delivered=True, official_no="330203202611200000126"), ZH)
    assert document.blocks[1] == Emphasis("已送达")
    assert "尚未送达" not in words(document)
    assert Pair("申报号", "330203202611200000126") in document.blocks
    assert Pair("离线受件号（临时）", FACTS.temporary_no) in document.blocks


def test_the_materials_stand_in_a_table() -> None:
    (table,) = (block for block in submission_receipt(FACTS, ZH).blocks if isinstance(block, Table))
    assert [heading for heading, _ in table.columns] == ["序号", "材料", "来源", "页数"]
    assert sum(width for _, width in table.columns) == 100
    assert table.rows == (("1", "医药机构收费票据", "申请人提供", "4"), ("2", "居民身份证", "证件读取", "-"))


def test_the_law_and_the_way_on_stand_on_it() -> None:
    blocks = submission_receipt(FACTS, ZH).blocks
    said = words(Document("", blocks))
    assert "5 个工作日内" in said
    assert "逾期不告知的，自收到申请材料之日起即为受理" in said
    assert "12345" in said
    assert Barcode(FACTS.temporary_no) in blocks
    assert [block.payload for block in blocks if isinstance(block, QrCode)] == ["OW1:x:y"]


def test_times_are_local() -> None:
    assert Pair("收件时间", "2026-11-21 00:05") in submission_receipt(FACTS, ZH).blocks


def test_marks_of_a_demonstration_and_of_a_reprint() -> None:
    plain = words(submission_receipt(FACTS, ZH))
    assert "演示数据" not in plain
    assert "补打" not in plain
    marked = words(submission_receipt(replace(FACTS, demonstration=True, reprint=2), ZH))
    assert "演示数据" in marked
    assert "第 2 次补打" in marked


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("delivered", [True, False])
def test_every_word_is_there_in_both_languages(language: Language, *, delivered: bool) -> None:
    facts = replace(FACTS, delivered=delivered, demonstration=True, reprint=1, official_no="1")
    document = submission_receipt(facts, Texts(language))
    assert all(block.words for block in document.blocks if isinstance(block, Paragraph | Emphasis | Title))


def test_neither_the_job_s_name_nor_a_repr_tells_a_person() -> None:
    assert submission_receipt(FACTS, ZH).name == "receipt"
    for secret in ("*三", "137****0000", "OW1:x:y"):
        assert secret not in repr(FACTS)
