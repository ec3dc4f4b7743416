"""What a device sent as filled in is judged by the rules of the screens."""

import json
from datetime import date
from pathlib import Path

import pytest

from acceptance_platform.form_values import wrong_value
from assets.places import load_places
from domain.contract.submission import SealedForm
from tools.kiosk_samples import demo_catalogue

TODAY = date(2026, 11, 20)
GOLDEN = Path(__file__).parents[3] / "domain" / "contract" / "golden" / "sealed_form.json"
HOUSEHOLD = demo_catalogue().item("DEMO-061")
NATIVE = demo_catalogue().item("DEMO-042")


def form(version: str, **fields: str) -> SealedForm:
    body = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return SealedForm.model_validate(body | {"form_version": version, "fields": fields})


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"f1": "张三 | 本人 | | 3200.00", "mobile": "13800000000"}, ""),
        ({"f1": "张三 | 邻居 | | "}, "f1"),
        ({"f1": ""}, ""),
        ({"mobile": "123"}, "mobile"),
        ({"unheard": "of"}, "unheard"),
    ],
)
def test_a_value_fits_its_field_or_is_named(fields: dict[str, str], wrong: str) -> None:
    assert wrong_value(form(HOUSEHOLD.form_version, **fields), HOUSEHOLD, TODAY, load_places()) == wrong


def test_a_place_is_one_that_exists() -> None:
    good, bad = "330203005003 浙江省/宁波市/海曙区/鼓楼街道/孝闻社区", "330203005003 浙江省/宁波市/海曙区/鼓楼街道/别处"
    assert wrong_value(form(NATIVE.form_version, f1=good), NATIVE, TODAY, load_places()) == ""
    assert wrong_value(form(NATIVE.form_version, f1=bad), NATIVE, TODAY, load_places()) == "f1"


def test_a_form_of_another_version_is_not_judged_by_this_one() -> None:
    assert wrong_value(form("0" * 16, unheard="of"), HOUSEHOLD, TODAY, load_places()) == ""
