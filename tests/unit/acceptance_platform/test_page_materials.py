"""A paper stays the paper it was when the item's list is numbered anew."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from acceptance_platform.composition import Platform
from acceptance_platform.page_materials import ids_of_now
from domain.catalogue.model import Item, Material

THEN = {"m1": "票据", "m2": "清单", "m3": "银行卡"}


@pytest.fixture
def item(demo_platform: Platform) -> Item:
    return demo_platform.directory.catalogue.items[0]


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (THEN, {}),
        ({"m1": "票据", "m2": "费用清单", "m3": "银行卡"}, {}),
        ({"m1": "票据", "m3": "银行卡"}, {}),
        ({"m1": "票据", "m2": "银行卡"}, {"m2": "former:m2", "m3": "m2"}),
        ({"m1": "清单", "m2": "票据", "m3": "银行卡"}, {"m1": "m2", "m2": "m1"}),
    ],
    ids=["the same", "another wording", "one dropped", "one dropped and numbered anew", "another order"],
)
def test_by_its_name_where_its_number_is_another_papers(
    item: Item, now: Mapping[str, str], changed: Mapping[str, str]
) -> None:
    def listing(names: Mapping[str, str]) -> Item:
        listed = (Material(id_, name, "applicant", "required") for id_, name in names.items())
        return replace(item, materials=tuple(listed))

    assert ids_of_now(THEN, (listing(now), listing(THEN))) == changed
