"""Who is asked about a face at all."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

import pytest

from devices.events import Condition, DeviceStatus
from kiosk.composition.face import portrait_to_compare
from kiosk.composition.workbench import FaceRule
from tools.kiosk_samples import CARD, TODAY

WITH_PICTURE = replace(CARD, portrait=b"png")


@dataclass
class Camera:
    condition: Condition = Condition.READY

    def statuses(self) -> dict[str, DeviceStatus]:
        return {"face": DeviceStatus("face", "face_camera", self.condition)}


@dataclass
class Bench:
    face: FaceRule = "go_on"
    devices: Camera = field(default_factory=Camera)

    def today(self) -> date:
        return TODAY


def offered(bench: Bench, card: Any) -> bytes:
    return portrait_to_compare(cast(Any, bench), card)


def test_the_portrait_of_the_card_is_what_is_compared() -> None:
    assert offered(Bench(), WITH_PICTURE) == b"png"


@pytest.mark.parametrize("card", [None, CARD], ids=["no card", "no portrait"])
def test_without_a_portrait_there_is_nothing_to_compare(card: Any) -> None:
    assert offered(Bench(), card) == b""


def test_the_day_before_fourteen_nobody_is_asked_and_on_it_they_are() -> None:
    before = replace(WITH_PICTURE, birth=date(TODAY.year - 14, TODAY.month, TODAY.day + 1))
    assert offered(Bench(), before) == b""
    assert offered(Bench(), replace(before, birth=date(TODAY.year - 14, TODAY.month, TODAY.day))) == b"png"


def test_a_camera_that_is_away_is_not_offered_unless_a_clerk_is_wanted_instead() -> None:
    away = Camera(Condition.UNREACHABLE)
    assert offered(Bench(devices=away), WITH_PICTURE) == b""
    assert offered(Bench("staff", away), WITH_PICTURE) == b"png"
    assert offered(Bench("off"), WITH_PICTURE) == b""
