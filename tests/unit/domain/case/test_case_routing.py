from dataclasses import replace
from pathlib import Path

import pytest

from domain.case.routing import Authority, implementing_authority
from domain.catalogue.load import load_catalogue
from domain.catalogue.model import Region

CATALOGUE = load_catalogue(
    (Path(__file__).parents[4] / "assets/catalogue/demo_catalogue.json").read_text(encoding="utf-8")
)
HAISHU, YUYAO, XIANGSHAN = Region("330203", "海曙区"), Region("330281", "余姚市"), Region("330225", "象山县")


def test_a_haishu_matter_goes_to_haishu_wherever_it_was_handed_in() -> None:
    assert implementing_authority(CATALOGUE.item("DEMO-016"), HAISHU) == Authority(
        "330203:市医疗保障局", "海曙区医疗保障局", "330203"
    )


@pytest.mark.parametrize(
    ("department", "region", "name"),
    [
        ("市医疗保障局", YUYAO, "余姚市医疗保障局"),
        ("市公安局", HAISHU, "宁波市公安局海曙分局"),
        ("市公安局", XIANGSHAN, "象山县公安局"),
        ("市自然资源和规划局", HAISHU, "宁波市自然资源和规划局海曙分局"),
        ("国家税务总局宁波市税务局", HAISHU, "国家税务总局宁波市海曙区税务局"),
        ("国家税务总局宁波市税务局", YUYAO, "国家税务总局余姚市税务局"),
        ("市烟草专卖局", XIANGSHAN, "象山县烟草专卖局"),
        ("市委宣传部（新闻出版局）", HAISHU, "海曙区委宣传部（新闻出版局）"),
        ("市住房公积金管理中心", YUYAO, "宁波市住房公积金管理中心"),
    ],
)
def test_names_of_authorities(department: str, region: Region, name: str) -> None:
    assert implementing_authority(replace(CATALOGUE.items[0], department=department), region).name == name


def test_a_body_of_the_city_is_one_authority_for_all_counties() -> None:
    item = CATALOGUE.item("DEMO-018")
    assert {implementing_authority(item, region) for region in CATALOGUE.regions} == {
        Authority("330200:市住房公积金管理中心", "宁波市住房公积金管理中心", "330200")
    }


def test_no_two_authorities_share_a_code_or_a_name() -> None:
    all_of_them = {implementing_authority(item, region) for item in CATALOGUE.items for region in CATALOGUE.regions}
    assert len({authority.code for authority in all_of_them}) == len(all_of_them)
    assert len({authority.name for authority in all_of_them}) == len(all_of_them)
