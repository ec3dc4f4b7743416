"""Syncs of a delivery that fail, and power cuts after them: on both sides, and where nobody lived to tell."""

import pytest

from tests.durability.call_filter import CAN_STRIKE, WHY_NOT
from tests.durability.call_warden import Strike
from tests.durability.failed_syncs import FailedSyncs
from tests.durability.traced import HAS_STRACE

pytestmark = pytest.mark.skipif(not (CAN_STRIKE and HAS_STRACE), reason=f"{WHY_NOT}, or strace is not installed")


@pytest.mark.parametrize("killed", [False, True], ids=["lives", "killed"])
@pytest.mark.parametrize(("side", "every"), [("agent", 2), ("platform", 14)])
def test_nothing_promised_or_signed_for_rests_on_a_sync_that_failed(town, side, every, killed):
    """A sample here, all of them in long runs."""
    subject = FailedSyncs(town, side, killed=killed, cuts=12)
    places = range(1, subject.syncs() + 1, every)
    faults = [fault for at in places for fault in subject.strike(Strike("EIO", at, syncs=True))]
    assert len(places) - subject.uncounted >= 3
    assert subject.cut_states >= 12
    assert faults == []
