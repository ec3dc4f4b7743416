from datetime import UTC, datetime
from typing import Literal

import pytest

from assets.texts import Language, Texts
from domain.contract.clerk import NoticeFacts
from domain.contract.progress import CorrectionPoint
from domain.documents.document import Emphasis, Pair, Table, Title
from domain.documents.notices import notice

ZH = Texts("zh")
KINDS: tuple[Literal["acceptance", "correction", "rejection"], ...] = ("acceptance", "correction", "rejection")
POINTS = (
    CorrectionPoint(kind="material", id="m2", name="费用清单", reason="缺少第二页"),
    CorrectionPoint(kind="field", id="f4", name="总金额", reason="与票据合计不符"),
)


def facts(kind: Literal["acceptance", "correction", "rejection"], **other: object) -> NoticeFacts:
    plain: dict[str, object] = {
        "kind": kind,
        "document_no": "海医保受〔2026〕1号",
        "case_id": "01932b3e-7b6c-7def-8000-000000000001",
        "official_no": "330203202611200000126",
        "item_name": "医疗费用手工（零星）报销",
        "applicant_name": "张三",
        "authority": "海曙区医疗保障局",
        "node_name": "余姚市政务服务中心自助服务区",
        "decided_at": datetime(2026, 11, 23, 6, 0, tzinfo=UTC),
        "received_at": datetime(2026, 11, 20, 1, 5, tzinfo=UTC),
        "legal_days": 30,
        "promised_days": 15,
        "decide_due_on": "2026-12-14",
        "points": POINTS,
        "reason": "不属于本机关职权范围",
    }
    return NoticeFacts.model_validate(plain | other)


@pytest.mark.parametrize(
    ("kind", "title"),
    [("acceptance", "受理通知书"), ("correction", "补正告知书"), ("rejection", "不予受理通知书")],
)
def test_a_notice_has_title_number_authority_and_day(
    kind: Literal["acceptance", "correction", "rejection"], title: str
) -> None:
    document = notice(facts(kind), ZH)
    assert document.blocks[0] == Title(title)
    assert Pair("实施机关", "海曙区医疗保障局") in document.blocks
    assert Pair("日期", "2026年11月23日") in document.blocks
    assert Pair("申报号", "330203202611200000126") in document.blocks
    assert "海医保受〔2026〕1号" in str(document.blocks)
    assert "张三" not in document.name


def test_an_acceptance_tells_the_periods() -> None:
    blocks = notice(facts("acceptance"), ZH).blocks
    assert Emphasis("已受理") in blocks
    assert Pair("法定期限", "30 个工作日") in blocks
    assert Pair("承诺期限", "15 个工作日") in blocks
    assert Pair("承诺办结日期", "2026-12-14") in blocks


def test_an_acceptance_keeps_silent_about_what_is_not_known() -> None:
    said = str(notice(facts("acceptance", legal_days=None, promised_days=0, decide_due_on=""), ZH).blocks)
    assert "法定期限" not in said
    assert "即办" in said
    assert "承诺办结日期" not in said


def test_a_correction_says_everything_at_once() -> None:
    (table,) = (block for block in notice(facts("correction"), ZH).blocks if isinstance(block, Table))
    assert table.rows == (("1", "费用清单", "缺少第二页"), ("2", "总金额", "与票据合计不符"))
    assert "共 2 项" in str(notice(facts("correction"), ZH).blocks)


def test_a_rejection_gives_the_reason_and_the_remedies() -> None:
    blocks = notice(facts("rejection"), ZH).blocks
    assert Pair("理由", "不属于本机关职权范围") in blocks
    assert "行政复议" in str(blocks)
    assert "行政诉讼" in str(blocks)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_is_there_in_both_languages(
    kind: Literal["acceptance", "correction", "rejection"], language: Language
) -> None:
    assert notice(facts(kind), Texts(language)).blocks
