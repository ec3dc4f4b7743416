"""Which codes count: kinds, length, repeats, phantoms."""

import pytest

from devices.errors import ReadFailed
from devices.qr_scanner.code_rules import LETTERS, REPEAT_SECONDS, CodeGate, rules_of
from devices.qr_scanner.payload_codec import MAX_PAYLOAD, Payload
from devices.qr_scanner.sightings import SPAN_SECONDS, Sightings
from domain.failures import FailureCode


class Moments:
    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def now() -> Moments:
    return Moments()


def test_the_same_code_is_told_once_while_it_is_held_there(now: Moments) -> None:
    gate = CodeGate(rules_of({}), now)
    told = []
    for _ in range(5):
        told.append(gate.text(Payload(b"code")))
        now.at += REPEAT_SECONDS * 0.9
    assert told == ["code", None, None, None, None]
    now.at += REPEAT_SECONDS
    assert gate.text(Payload(b"code")) == "code"
    assert gate.text(Payload(b"other")) == "other"


def test_other_kinds_of_codes_are_ignored_in_silence(now: Moments) -> None:
    gate = CodeGate(rules_of({"symbologies": "qr datamatrix"}), now)
    assert gate.text(Payload(b"]E04006381333931")) is None
    assert gate.text(Payload(b"4006381333931", aim_id="E0")) is None
    assert gate.text(Payload(b"]d2square")) == "square"
    assert gate.text(Payload(b"square again", aim_id="Q1")) == "square again"


def test_scanner_that_does_not_say_the_kind_is_found_out(now: Moments) -> None:
    with pytest.raises(ReadFailed, match="no symbology identifier"):
        CodeGate(rules_of({"symbologies": "qr"}), now).text(Payload(b"code"))


def test_unknown_kind_in_the_settings_is_refused() -> None:
    with pytest.raises(ValueError, match="hologram"):
        rules_of({"symbologies": "qr hologram"})
    assert rules_of({"symbologies": " ".join(LETTERS)}).kinds == frozenset(LETTERS.values())


def test_cap_of_the_settings(now: Moments) -> None:
    gate = CodeGate(rules_of({"max_bytes": 10}), now)
    assert gate.text(Payload(b"0123456789")) == "0123456789"
    for payload in (Payload(b"01234567890"), Payload(b"", too_long=True)):
        with pytest.raises(ReadFailed) as refused:
            gate.text(payload)
        assert refused.value.code is FailureCode.CODE_TOO_LONG
    assert rules_of({"max_bytes": 10**9}).max_bytes == MAX_PAYLOAD


def test_identifier_can_be_kept(now: Moments) -> None:
    gate = CodeGate(rules_of({"strip_aim_id": False}), now)
    assert gate.text(Payload(b"]Q1code")) == "]Q1code"


def test_phantom_of_one_frame_is_not_enough(now: Moments) -> None:
    sightings = Sightings(2, now)
    assert not sightings.enough(Payload(b"phantom", aim_id="I0"), 1)
    assert not sightings.enough(Payload(b"phantom", aim_id="I0"), 1)
    assert not sightings.enough(Payload(b"real", aim_id="Q1"), 2)
    assert sightings.enough(Payload(b"real", aim_id="Q1"), 3)
    now.at += SPAN_SECONDS * 1.1
    assert not sightings.enough(Payload(b"phantom", aim_id="I0"), 40)


def test_crowd_of_phantoms_takes_no_memory(now: Moments) -> None:
    sightings = Sightings(2, now)
    for number in range(1000):
        sightings.enough(Payload(str(number).encode(), aim_id="I0"), number)
    assert len(sightings._seen) <= 16
