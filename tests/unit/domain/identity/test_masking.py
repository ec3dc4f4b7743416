from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identity import masking as mask


@pytest.mark.parametrize(
    ("function", "plain", "shown"),
    [
        (mask.mask_name, "张大友", "*大友"),
        (mask.mask_name, "𠮷三", "*三"),
        (mask.mask_name, "", ""),
        (mask.mask_id_strong, "33020319000101003X", "3****************X"),
        (mask.mask_id, "33020319000101003X", "3***03190001*****X"),
        (mask.mask_id, "KAZ110090123105", "KAZ11*****23105"),
        (mask.mask_other_id, "H12345678", "H12***678"),
        (mask.mask_mobile, "13700009050", "137****9050"),
        (mask.mask_landline, "0574-12345678", "0574-****5678"),
        (mask.mask_landline, "12345678", "****5678"),
        (mask.mask_bank_card, "4111111111111111", "411111******1111"),
        (mask.mask_address, "浙江省宁波市海曙区鼓楼街道孝闻街1号", "浙江省宁波市海曙区******"),
        (mask.mask_address, "浙江省余姚市凤山街道某某小区3号", "浙江省余姚市******"),
        (mask.mask_address, "浙江省余姚市市场路3号", "浙江省余姚市******"),
        (mask.mask_address, "宁波市象山县丹东街道1号", "宁波市象山县******"),
        (mask.mask_address, "上海市浦东新区某路1号", "上海市浦东新区******"),
        (mask.mask_address, "内蒙古自治区呼和浩特市新城区1号", "内蒙古自治区呼和浩特市新城区******"),
        (mask.mask_address, "孝闻街1号", "******"),
        (mask.mask_address, "", ""),
    ],
)
def test_shown(function: Callable[[str], str], plain: str, shown: str) -> None:
    assert function(plain) == shown


NUMBERS = (
    mask.mask_id_strong,
    mask.mask_id,
    mask.mask_other_id,
    mask.mask_mobile,
    mask.mask_landline,
    mask.mask_bank_card,
    mask.mask_name,
)


@pytest.mark.parametrize("function", NUMBERS)
@given(plain=st.text(min_size=1))
def test_something_is_always_hidden(function: Callable[[str], str], plain: str) -> None:
    shown = function(plain)
    assert "*" in shown or plain.endswith("-")


@given(st.text(alphabet="一二三四五六七八九十0123456789", min_size=1))
def test_an_address_without_a_county_is_all_stars(plain: str) -> None:
    assert mask.mask_address(plain) == "******"
