"""The demonstration catalogue as it is shipped."""

from pathlib import Path

import pytest

from domain.catalogue.lint import lint
from domain.catalogue.load import dump_catalogue, load_catalogue

BODY = (Path(__file__).parents[4] / "assets/catalogue/demo_catalogue.json").read_text(encoding="utf-8")
CATALOGUE = load_catalogue(BODY)


def test_it_says_it_is_a_demonstration_and_is_whole() -> None:
    assert CATALOGUE.demonstration
    assert [item.code for item in CATALOGUE.items] == [f"DEMO-{number:03d}" for number in range(1, 63)]
    assert len(CATALOGUE.regions) == 10
    assert CATALOGUE.region_name("330203") == "海曙区"
    with pytest.raises(KeyError):
        CATALOGUE.region_name("330204")
    with pytest.raises(KeyError):
        CATALOGUE.item("DEMO-063")


def test_the_places_of_the_story_exist() -> None:
    nodes = {node.code: node for node in CATALOGUE.nodes}
    assert nodes["330281-K01"].name == "余姚市政务服务中心自助服务区"
    assert nodes["330281-K01"].region == "330281"
    assert nodes["330203-W01"].name == "海曙区政务服务中心综合窗口"
    assert nodes["330226201-V01"].name == "宁海县茶院乡茶院村便民服务站"


def test_the_reimbursement() -> None:
    item = CATALOGUE.item("DEMO-016")
    assert item.name == "医疗费用手工（零星）报销"
    assert [(field.id, field.kind) for field in item.fields] == [
        ("f1", "choice"), ("f2", "date"), ("f3", "text"), ("f4", "money"), ("f5", "choice"), ("f6", "bank_account"),
        ("mobile", "phone"), ("region", "region"), ("address", "text"),
    ]  # fmt: skip
    assert [material.name for material in item.materials if material.to_scan] == [
        "医药机构收费票据", "费用清单", "诊断证明/出院小结", "银行卡",
    ]  # fmt: skip
    assert (item.legal_days, item.promised_days, item.kiosk_class) == (30, 15, "S")


def test_every_item_asks_for_what_all_need() -> None:
    for item in CATALOGUE.items:
        fields = {field.id: field for field in item.fields}
        assert fields["mobile"].required
        assert fields["region"].prefill == "region"
        assert fields["address"].prefill == "address"


def test_readings_are_those_of_administrative_words() -> None:
    spelled = {item.no: item.pinyin for item in CATALOGUE.items}
    assert spelled[30] == "wang lai gang ao tong xing zheng zai ci qian zhu"
    assert spelled[1].startswith("she hui bao xian can bao zheng ming")
    assert CATALOGUE.item("DEMO-016").initials == "ylfysglxbx"


def test_periods_that_are_no_working_days_stay_words() -> None:
    item = CATALOGUE.item("DEMO-010")
    assert (item.legal_days, item.legal_text) == (None, "60日")


def test_dumped_and_loaded_it_is_the_same() -> None:
    assert dump_catalogue(CATALOGUE) == BODY
    assert load_catalogue(dump_catalogue(CATALOGUE)) == CATALOGUE


def test_what_lint_finds_is_known() -> None:
    """Three rows of the collected data break a rule; they are shown, not bent."""
    assert [(finding.item_code, finding.rule) for finding in lint(CATALOGUE)] == [
        ("DEMO-006", "materials"),
        ("DEMO-020", "immediate"),
        ("DEMO-057", "materials"),
    ]
