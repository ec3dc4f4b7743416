from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.catalogue.load import load_catalogue
from domain.catalogue.model import FormField
from domain.catalogue.prefill import home_region, prefill
from domain.identity.id_card import IdCard

CATALOGUE = load_catalogue(
    (Path(__file__).parents[4] / "assets/catalogue/demo_catalogue.json").read_text(encoding="utf-8")
)
ADDRESS = "浙江省宁波市海曙区鼓楼街道孝闻街1号"
CARD = IdCard(
    kind="resident",
    name="张三",
    number="330203190001010013",
    sex="1",
    birth=date(1900, 1, 1),
    valid_from=None,
    valid_to=None,
    address=ADDRESS,
)


def test_the_card_fills_region_and_address() -> None:
    assert prefill(CATALOGUE.item("DEMO-016"), CARD, CATALOGUE.regions) == {"region": "330203", "address": ADDRESS}


def test_the_card_fills_name_and_number_where_a_form_asks() -> None:
    fields = (
        FormField("a", "姓名", "text", prefill="name"),
        FormField("b", "证件", "resident_id", prefill="id_number"),
    )
    item = replace(CATALOGUE.items[0], fields=fields)
    assert prefill(item, CARD, CATALOGUE.regions) == {"a": "张三", "b": "330203190001010013"}


@pytest.mark.parametrize(
    ("address", "number", "code"),
    [
        (ADDRESS, "330281190002290036", "330203"),
        ("浙江省余姚市凤山街道1号", "330203190001010013", "330281"),
        ("宁波市象山县丹东街道1号", "330203190001010013", "330225"),
        ("浙江省 宁波市 鄞州区1号", "330203190001010013", "330212"),
        ("鼓楼街道孝闻街1号", "330203190001010013", "330203"),
        ("", "330203190001010013", "330203"),
        ("", "330204190001020023", ""),
        ("", "110101190001010000", ""),
        ("重庆市江北区1号", "330203190001010013", ""),
        ("北京市东城区1号", "330203190001010013", ""),
    ],
)
def test_home(address: str, number: str, code: str) -> None:
    region = home_region(replace(CARD, address=address, number=number), CATALOGUE.regions)
    assert (region.code if region else "") == code


def test_a_permit_number_says_nothing_of_a_home() -> None:
    card = replace(CARD, kind="hmt_permit", number="810000199408230021", address="")
    assert home_region(card, CATALOGUE.regions) is None
    assert prefill(CATALOGUE.item("DEMO-016"), card, CATALOGUE.regions) == {}
