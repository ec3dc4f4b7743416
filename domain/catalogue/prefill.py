"""What is known of the applicant fills in by itself."""

import re
import unicodedata
from collections.abc import Sequence

from domain.catalogue.model import Item, Region
from domain.identity.person import Person
from domain.identity.regions import CITY_NAME

_BEFORE_A_COUNTY = ("浙江省", "浙江", CITY_NAME, CITY_NAME.removesuffix("市"))
_ELSEWHERE = re.compile(r"[^\d街道路镇乡村小社园]{2,10}[省市区县]")


def prefill(item: Item, person: Person, regions: Sequence[Region]) -> dict[str, str]:
    """Values by field id; only fields of which something is known."""
    region = home_region(person, regions)
    known = {
        "name": person.name,
        "id_number": person.number,
        "address": person.address,
        "region": region.code if region else "",
    }
    filled = {field.id: known.get(field.prefill, "") for field in item.fields}
    return {key: value for key, value in filled.items() if value}


def home_region(person: Person, regions: Sequence[Region]) -> Region | None:
    """By the county named in the card's address, else by the first six digits of the number.

    ``None`` for an address that names a place elsewhere, and for a number issued by a county that is
    no more: its people were divided, so the applicant has to say.
    """
    rest = "".join(unicodedata.normalize("NFKC", person.address).split())
    for before in _BEFORE_A_COUNTY:
        rest = rest.removeprefix(before)
    named = next((region for region in regions if rest.startswith(region.name)), None)
    if named or person.kind != "resident" or _ELSEWHERE.match(rest):
        return named
    return next((region for region in regions if person.number.startswith(region.code)), None)
