"""The four layouts of a card's text, and what is none of them."""

from contextlib import suppress
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.errors import ReadFailed
from devices.id_card_reader.card_writer import new_address_data, read_data
from devices.id_card_reader.text_block import LAYOUTS, card_of, new_address_of
from domain.failures import FailureCode

RESIDENT = {
    "name": "张三",
    "sex": "1",
    "ethnicity": "01",
    "birth": "19000101",
    "address": "浙江省宁波市海曙区测试路1号",
    "number": "330203190001010013",
    "issuer": "宁波市公安局海曙分局",
    "valid_from": "20200101",
    "valid_to": "长期",
}


def test_resident() -> None:
    card = card_of(read_data(RESIDENT))
    assert (card.kind, card.name, card.number, card.sex) == ("resident", "张三", "330203190001010013", "1")
    assert (card.birth, card.valid_from, card.valid_to) == (date(1900, 1, 1), date(2020, 1, 1), None)
    assert (card.ethnicity, card.address, card.issuer) == ("01", RESIDENT["address"], RESIDENT["issuer"])
    assert card.photo == bytes(1024)


def test_fields_stand_at_the_published_offsets() -> None:
    text = read_data(RESIDENT)[4:260]
    assert text[0:4].decode("utf-16-le") == "张三"
    assert text[30:32].decode("utf-16-le") == "1"
    assert text[32:36].decode("utf-16-le") == "01"
    assert text[36:52].decode("utf-16-le") == "19000101"
    assert text[122:158].decode("utf-16-le") == "330203190001010013"
    assert text[188:204].decode("utf-16-le") == "20200101"
    assert text[204:220].decode("utf-16-le") == "长期      "


def test_hong_kong_macao_taiwan_permit_has_no_ethnicity_and_a_pass_number() -> None:
    card = card_of(
        read_data(
            RESIDENT
            | {"kind": "hmt_permit", "number": "810000199408230021", "pass_number": "H00000000", "valid_to": "20300101"}
        )
    )
    assert (card.kind, card.ethnicity, card.pass_number) == ("hmt_permit", "", "H00000000")
    assert card.valid_to == date(2030, 1, 1)


def test_foreigner_of_2017() -> None:
    card = card_of(
        read_data(
            {
                "kind": "foreigner_2017",
                "english_name": "DOE, JANE",
                "name": "",
                "sex": "2",
                "number": "KAZ110090123105",
                "nationality": "KAZ",
                "birth": "19901231",
                "valid_from": "20180101",
                "valid_to": "20280101",
            }
        )
    )
    assert (card.kind, card.name, card.english_name) == ("foreigner_2017", "DOE, JANE", "DOE, JANE")
    assert (card.number, card.nationality, card.birth) == ("KAZ110090123105", "KAZ", date(1990, 12, 31))


def test_foreigner_of_2023_whose_name_is_split() -> None:
    name = "ABCDEFGHIJ KLMNOPQRST UVWXYZABCDEFGHIJ KLMNOP"
    card = card_of(
        read_data(
            {
                "kind": "foreigner_2023",
                "english_name": name,
                "name": "某某",
                "sex": "9",
                "number": "932682198501010017",
                "nationality": "GEO",
                "birth": "19850101",
                "valid_from": "20240101",
                "valid_to": "20340101",
            }
        )
    )
    assert (card.name, card.english_name, card.sex, card.nationality) == ("某某", name, "9", "GEO")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"birth": "19000230"}, "birth"),
        ({"birth": ""}, "birth"),
        ({"sex": "3"}, "sex"),
        ({"number": "33020319000101001x"}, "number"),
        ({"number": ""}, "number"),
        ({"name": ""}, "name"),
        ({"valid_to": "永久"}, "valid_to"),
        ({"valid_to": ""}, "valid_to"),
        ({"valid_from": "2020010１"}, "valid_from"),
        ({"ethnicity": "1"}, "ethnicity"),
    ],
)
def test_a_field_without_meaning_is_named_and_not_quoted(change: dict[str, str], field: str) -> None:
    with pytest.raises(ReadFailed) as refused:
        card_of(read_data(RESIDENT | change))
    assert refused.value.code is FailureCode.CARD_TEXT_INVALID
    assert refused.value.detail == field


def test_unknown_flag() -> None:
    data = bytearray(read_data(RESIDENT))
    data[4 + 248 : 4 + 250] = "Z".encode("utf-16-le")
    with pytest.raises(ReadFailed):
        card_of(bytes(data))


@pytest.mark.parametrize("size", [0, 3, 4, 260, 1283])
def test_less_than_the_lengths_say(size: int) -> None:
    with pytest.raises(ReadFailed):
        card_of(read_data(RESIDENT)[:size])


def test_repr_shows_nothing_personal() -> None:
    assert repr(card_of(read_data(RESIDENT))) == "IdCard(kind='resident')"


def test_new_address() -> None:
    assert new_address_of(new_address_data("宁波市鄞州区测试路2号")) == "宁波市鄞州区测试路2号"


@given(st.binary(max_size=1400))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with suppress(ReadFailed):
        card_of(data)


@given(st.binary(min_size=256, max_size=256), st.sampled_from([" ", "J", "I", "Y"]))
def test_no_text_raises_anything_else(text: bytes, flag: str) -> None:
    block = text[:248] + flag.encode("utf-16-le") + text[250:]
    with suppress(ReadFailed):
        card_of(b"\x01\x00\x00\x00" + block)


@pytest.mark.parametrize("kind", LAYOUTS)
def test_no_two_fields_of_a_layout_overlap(kind: str) -> None:
    places = sorted(LAYOUTS[kind].values())  # type: ignore[index]
    assert all(start + length <= after for (start, length), (after, _) in pairwise(places))
