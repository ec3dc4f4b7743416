"""Which authority decides: the one of the applicant's region (实施主体), wherever the case was handed in."""

from dataclasses import dataclass

from domain.catalogue.model import Item, Region
from domain.identity.regions import CITY_CODE, CITY_NAME

_TAX = "国家税务总局宁波市税务局"
_CITY_RUN = ("管理中心",)
"""Bodies of the city without district authorities of their own."""
_BRANCHES = ("市公安局", "市自然资源和规划局")
"""Bureaus whose district authorities are branches (分局) of the city's."""


@dataclass(frozen=True, slots=True)
class Authority:
    code: str
    """Region and city-level department, e.g. ``330203:市医疗保障局``."""
    name: str
    region: str


def implementing_authority(item: Item, region: Region) -> Authority:
    """``region``: district or county the applicant's matter belongs to."""
    return authority_of(item.department, region)


def authority_of(department: str, region: Region) -> Authority:
    """``department``: its city-level name, as items and themes give it."""
    if department.endswith(_CITY_RUN):
        return Authority(f"{CITY_CODE}:{department}", CITY_NAME.removesuffix("市") + department, CITY_CODE)
    return Authority(f"{region.code}:{department}", _name(department, region.name), region.code)


def _name(department: str, region: str) -> str:
    is_district = region.endswith("区")
    if department == _TAX:
        return f"国家税务总局{CITY_NAME if is_district else ''}{region}税务局"
    if is_district and department in _BRANCHES:
        return f"{CITY_NAME.removesuffix('市')}{department}{region.removesuffix('区')}分局"
    return region + department.removeprefix("市")
