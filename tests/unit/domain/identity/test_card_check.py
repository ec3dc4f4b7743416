from dataclasses import replace
from datetime import date

import pytest

from domain.identity.card_check import check_card
from domain.identity.ethnicity import ethnicity_name
from domain.identity.id_card import IdCard
from domain.identity.sex import sex_name
from domain.identity.verdict import Ok, Reject, Warn

TODAY = date(2026, 11, 20)
RESIDENT = IdCard(
    kind="resident",
    name="张三",
    number="330203190001010013",
    sex="1",
    birth=date(1900, 1, 1),
    valid_from=date(2010, 1, 1),
    valid_to=None,
    ethnicity="01",
    address="浙江省宁波市海曙区鼓楼街道孝闻街1号",
)
HMT = replace(RESIDENT, kind="hmt_permit", number="810000199408230021", sex="2", birth=date(1994, 8, 23))
OLD_FOREIGNER = replace(RESIDENT, kind="foreigner_2017", number="KAZ110090123105", birth=date(1990, 12, 31))
NEW_FOREIGNER = replace(RESIDENT, kind="foreigner_2023", number="932682198501010017", birth=date(1985, 1, 1))


@pytest.mark.parametrize("card", [RESIDENT, HMT, OLD_FOREIGNER, NEW_FOREIGNER], ids=lambda card: card.kind)
def test_every_kind_of_card_may_be_used(card: IdCard) -> None:
    assert check_card(card, TODAY) == Ok()
    assert check_card(replace(card, valid_to=TODAY), TODAY) == Ok()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"valid_to": date(2026, 11, 19)}, "identity.card_expired"),
        ({"sex": "2"}, "identity.card_inconsistent"),
        ({"birth": date(1900, 1, 2)}, "identity.card_inconsistent"),
        ({"number": "330203190001010014"}, "form.id"),
    ],
)
def test_a_card_that_may_not_be_used(change: dict[str, object], reason: str) -> None:
    verdict = check_card(replace(RESIDENT, **change), TODAY)  # type: ignore[arg-type]
    assert isinstance(verdict, Reject)
    assert verdict.reason.key == reason


@pytest.mark.parametrize("card", [HMT, OLD_FOREIGNER, NEW_FOREIGNER], ids=lambda card: card.kind)
def test_the_birth_must_be_the_one_in_the_number(card: IdCard) -> None:
    assert isinstance(check_card(replace(card, birth=date(1970, 1, 1)), TODAY), Reject)


def test_a_chip_is_never_refused_for_its_region() -> None:
    assert check_card(replace(RESIDENT, number="330204190001020023", sex="2", birth=date(1900, 1, 2)), TODAY) == Ok()


def test_a_card_of_tomorrow_warns() -> None:
    assert isinstance(check_card(replace(RESIDENT, valid_from=date(2026, 11, 21)), TODAY), Warn)


def test_ethnic_groups_by_code() -> None:
    assert [ethnicity_name(code) for code in ("01", "11", "22", "43", "56", "97", "57", "")] == [
        "汉", "满", "畲", "乌孜别克", "基诺", "其他", "", "",
    ]  # fmt: skip


def test_sexes_have_names() -> None:
    assert sex_name("1").key == "identity.sex_1"
