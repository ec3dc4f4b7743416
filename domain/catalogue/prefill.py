"""What the card fills in by itself."""

import re
import unicodedata
from collections.abc import Sequence

from domain.catalogue.model import Item, Region
from domain.identity.id_card import IdCard
from domain.identity.regions import CITY_NAME

_BEFORE_A_COUNTY = ("浙江省", "浙江", CITY_NAME, CITY_NAME.removesuffix("市"))
_ELSEWHERE = re.compile(r"[^\d街道路镇乡村小社园]{2,10}[省市区县]")


def prefill(item: Item, card: IdCard, regions: Sequence[Region]) -> dict[str, str]:
    """Values by field id; only fields for which the card says something."""
    region = home_region(card, regions)
    known = {
        "name": card.name,
        "id_number": card.number,
        "address": card.address,
        "region": region.code if region else "",
    }
    filled = {field.id: known.get(field.prefill, "") for field in item.fields}
    return {key: value for key, value in filled.items() if value}


def home_region(card: IdCard, regions: Sequence[Region]) -> Region | None:
    """By the county named in the card's address, else by the first six digits of the number.

    ``None`` for an address that names a place elsewhere, and for a number issued by a county that is
    no more: its people were divided, so the applicant has to say.
    """
    rest = "".join(unicodedata.normalize("NFKC", card.address).split())
    for before in _BEFORE_A_COUNTY:
        rest = rest.removeprefix(before)
    named = next((region for region in regions if rest.startswith(region.name)), None)
    if named or card.kind != "resident" or _ELSEWHERE.match(rest):
        return named
    return next((region for region in regions if card.number.startswith(region.code)), None)
