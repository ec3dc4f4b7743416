"""Whatever a citizen holds before the scanner is asked about; none of it is more than a wrong code."""

from typing import Any, cast

import pytest

from domain.contract.presence import PresenceRequest
from domain.failures import Failure, FailureCode
from domain.identity.person import Person
from offline_queue.personal_desk import PersonalDesk
from offline_queue.platform_client import PlatformClient

PERSON = Person("resident", "李测试", "330203190001010013")
PERMIT = "OWM1:" + "e" * 400
"""A code of another kind, longer than any of a presence."""


class Refusing:
    """A platform that knows nobody."""

    def __init__(self) -> None:
        self.asked: list[PresenceRequest] = []

    def personal(self, _method: str, _path: str, _reply: object, message: PresenceRequest, *_more: Any) -> None:
        self.asked.append(message)
        raise Failure(FailureCode.PHONE_CODE_REFUSED)


@pytest.mark.parametrize("by", ["phone", "clerk"])
def test_a_code_too_long_for_a_presence_is_refused_like_a_wrong_one(by: str) -> None:
    platform = Refusing()
    desk = PersonalDesk(cast(PlatformClient, platform))
    with pytest.raises(Failure):
        desk.by_phone(PERMIT) if by == "phone" else desk.by_clerk(PERSON, PERMIT)
    assert [PERMIT.startswith(one.code) for one in platform.asked] == [True]
