"""The kinds of a form that hold more than one value: rows, and the levels of a place."""

from datetime import date

import pytest

from assets.places import load_places
from domain.catalogue.canonical import canonical
from domain.catalogue.form_validation import check_field, check_form
from domain.catalogue.load import dump_catalogue, form_version, load_catalogue
from domain.catalogue.model import FormField
from domain.catalogue.table_text import rows_of, text_of
from domain.identity.masking import mask_field
from domain.identity.places import EVERYWHERE, place_words, places_of
from tools.kiosk_samples import demo_catalogue

TODAY = date(2026, 11, 20)
HOUSEHOLD = FormField(
    "f1", "家庭成员", "table", max_rows=2,
    columns=(
        FormField("name", "姓名", "text", max_length=5),
        FormField("number", "身份证号", "resident_id", required=False),
        FormField("income", "月收入", "money", required=False),
    ),
)  # fmt: skip
PLACE = FormField("f2", "户籍地", "place")
VILLAGE = "330203005003 浙江省/宁波市/海曙区/鼓楼街道/孝闻社区"


def test_a_table_is_written_one_way_however_it_was_typed() -> None:
    typed = " 张三｜33020319000101001 3 |3,200\n | |\n李四||"
    once = canonical(HOUSEHOLD, typed)
    assert once == "张三 | 330203190001010013 | 3200.00\n李四 |  | "
    assert canonical(HOUSEHOLD, once) == once
    assert check_field(HOUSEHOLD, typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "key", "values"),
    [
        ("", "form.required", {}),
        (" | | \n", "form.required", {}),
        ("张三 | 330203190001010014 | ", "form_kinds.cell", {"row": 1, "column": "身份证号"}),
        ("张三 | | \n | | 5", "form_kinds.cell", {"row": 2, "column": "姓名"}),
        ("张三 | | | 多", "form_kinds.too_many_cells", {"row": 1}),
        ("一 | |\n二 | |\n三 | |", "form_kinds.too_many_rows", {"limit": 2}),
    ],
)
def test_what_is_wrong_in_a_table_names_row_and_column(typed: str, key: str, values: dict[str, object]) -> None:
    found = check_field(HOUSEHOLD, typed, TODAY)
    assert found is not None
    assert found.key == key
    assert values.items() <= found.values.items()


def test_a_cell_cannot_break_out_of_its_place() -> None:
    text = text_of([["a|b", "c\nd", ""]])
    assert rows_of(text, 3) == (("a b", "c d", ""),)


def test_long_numbers_in_a_table_are_masked() -> None:
    shown = mask_field("f1", "table", "张三 | 330203190001010013 | 3200.00")
    assert shown == "张三 | 330*************13 | 3200.00"


def test_a_place_is_whole_at_the_end_of_its_branch_only() -> None:
    places = load_places()
    assert places.value("330203005003") == VILLAGE
    assert places.is_whole(VILLAGE)
    assert places.is_whole("110101 北京市/市辖区/东城区")
    street = "330203005 浙江省/宁波市/海曙区/鼓楼街道"
    for value in ("", "33 浙江省", street, "330203005003 浙江省/别处", "999999 某地"):
        assert not places.is_whole(value)
    assert place_words(VILLAGE) == "浙江省宁波市海曙区鼓楼街道孝闻社区"
    assert set(places.values()) >= {VILLAGE}


def test_every_place_of_the_file_hangs_on_its_parents() -> None:
    places = load_places()
    assert all(places.path(value) for value in places.values())
    assert {code for code, _ in places.below("3302")} == {region.code for region in demo_catalogue().regions}
    with pytest.raises(ValueError, match="places"):
        places_of("33\t浙江省\nno place")


def test_a_form_asks_for_the_last_level() -> None:
    catalogue = demo_catalogue()
    item = catalogue.item("DEMO-042")
    place = next(field for field in item.fields if field.kind == "place")
    for value, wrong in ((VILLAGE, False), ("3302 浙江省/宁波市", True), (EVERYWHERE, True)):
        problems = check_form(item, {place.id: value}, TODAY, catalogue.regions, load_places())
        assert (place.id in problems) is wrong
    assert canonical(PLACE, EVERYWHERE) == ""


def test_forms_without_tables_keep_the_version_they_had_before_there_were_any() -> None:
    assert demo_catalogue().item("DEMO-016").form_version == "dbbb277e55ed9321"
    assert form_version([HOUSEHOLD]) != form_version([FormField("f1", "家庭成员", "table", max_rows=2)])


def test_a_catalogue_with_tables_comes_back_from_its_text() -> None:
    catalogue = demo_catalogue()
    assert load_catalogue(dump_catalogue(catalogue)) == catalogue
    kinds = {field.kind for item in catalogue.items for field in item.fields}
    assert kinds >= {"table", "place", "bank_account", "region", "date", "month", "money", "choice", "yes_no"}
