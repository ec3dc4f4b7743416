"""Only what the platform signed for this device, and for as long, opens its maintenance."""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.contract.enrolment import Node, VerificationKey
from domain.failures import Failure, FailureCode
from offline_queue.maintenance_permit import permitted
from offline_queue.station import StationEnrolment

KEY = Ed25519PrivateKey.generate()
DEVICE = "01950000-0000-7000-8000-0000000000aa"
LATER = datetime.now(UTC) + timedelta(hours=1)
GOOD = {"use": "maintenance", "device": DEVICE, "by": "weihu1", "exp": LATER}
ENROLMENT = StationEnrolment(
    url="https://127.0.0.1:9", device_id=DEVICE, device_no="0001", kind="kiosk",
    node=Node(code="330281-K01", name="余姚市政务服务中心自助服务区", region="330281", region_name="余姚市"),
    recipients=(),
    verification_keys=(
        VerificationKey(
            key_id="s1", public_key=base64.urlsafe_b64encode(KEY.public_key().public_bytes_raw()).decode().rstrip("=")
        ),
    ),
)  # fmt: skip


def permit(claims: dict[str, Any], key: Ed25519PrivateKey = KEY) -> str:
    return "OWM1:" + jwt.encode(claims, key, algorithm="EdDSA", headers={"kid": "s1"})


def test_a_permit_names_whom_it_is_for() -> None:
    assert permitted(permit(GOOD), ENROLMENT) == "weihu1"


@pytest.mark.parametrize(
    "words",
    [
        permit(GOOD, Ed25519PrivateKey.generate()),
        permit({**GOOD, "exp": datetime.now(UTC) - timedelta(minutes=1)}),
        permit({name: value for name, value in GOOD.items() if name != "exp"}),
        permit({**GOOD, "device": "01950000-0000-7000-8000-0000000000bb"}),
        permit({**GOOD, "use": "acknowledgement"}),
        permit(GOOD).removeprefix("OWM1:"),
        "OWM1:",
        "'; DROP TABLE entries; --",
        "OWM1:" + "A" * 4000,
    ],
    ids=["other key", "over", "endless", "other device", "other use", "bare", "empty", "quotes", "long"],
)
def test_everything_else_is_refused(words: str) -> None:
    with pytest.raises(Failure) as refused:
        permitted(words, ENROLMENT)
    assert refused.value.code is FailureCode.MAINTENANCE_REFUSED
