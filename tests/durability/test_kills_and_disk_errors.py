"""An enqueue, an agent and a platform that are killed, or refused by the disk, at each of their system calls."""

import pytest

from tests.durability.call_filter import CAN_STRIKE, WHY_NOT
from tests.durability.call_warden import KILL, SHORT, Strike
from tests.durability.strikes import strike_all
from tests.durability.struck_courier import StruckCourier
from tests.durability.struck_delivery import StruckAgent, StruckPlatform, UnreadablePages, UnreadableQueue
from tests.durability.struck_enqueue import StruckEnqueue, UnreadableDatabase
from tests.durability.struck_import import StruckImport
from tests.durability.traced import HAS_STRACE

pytestmark = pytest.mark.skipif(not CAN_STRIKE, reason=WHY_NOT)


@pytest.fixture
def enqueue(town):
    subject = StruckEnqueue(town, used=True, cuts=4 if HAS_STRACE else 0)
    yield subject
    subject.close()


def test_a_kill_at_every_write_sync_rename_and_unlink_loses_nothing_promised(enqueue):
    tally = strike_all(enqueue, (KILL,))
    assert tally.examples == []
    assert tally.figures["kills"] == len(enqueue.calls()) > 60
    assert {"write", "pwrite64", "fsync", "fdatasync", "rename", "openat"} <= set(enqueue.calls())


def test_an_error_of_the_disk_at_every_call_promises_nothing_that_is_not_there(enqueue):
    """A sync that failed is followed by a power cut as well: whatever was promised later rests on another sync."""
    tally = strike_all(enqueue, ("EIO",))
    assert tally.examples == []
    assert tally.figures["disk_faults"] == len(enqueue.calls())
    assert enqueue.cut_states > 0 or not HAS_STRACE


@pytest.mark.skipif(not HAS_STRACE, reason="power cuts are found by strace")
@pytest.mark.parametrize(
    ("task", "used", "kind", "lasting"),
    [("drafting", True, "EIO", 1), ("enqueue", False, "ENOSPC", 3), ("beside", True, "EIO", 1)],
)
def test_no_sync_that_failed_costs_what_is_promised_after_it(town, task, used, kind, lasting):
    """Not one whose error SQLite does not look at: of the folder in which its log is new. Nor of a folder's own name,
    made by who then gave up. Nor of the log, which later commits stand on."""
    subject = StruckEnqueue(town, task, used=used, cuts=12)
    syncs = syncs_of(subject)
    faults = [fault for at in syncs for fault in subject.strike(Strike(kind, at, lasting))]
    subject.close()
    assert len(syncs) >= 15
    assert faults == []


@pytest.mark.skipif(not HAS_STRACE, reason="power cuts are found by strace")
def test_a_program_that_believes_the_next_sync_is_caught(town):
    subject = StruckEnqueue(town, "beside", used=True, cuts=40, bug="sync-only-again")
    found = next((faults for at in syncs_of(subject) if (faults := subject.strike(Strike("EIO", at)))), [])
    subject.close()
    assert found != []


def syncs_of(subject):
    return [at for at, call in enumerate(subject.calls(), 1) if call in ("fsync", "fdatasync")]


def test_a_disk_that_fills_up_in_the_middle_of_a_write_loses_nothing(enqueue):
    tally = strike_all(enqueue, (SHORT,), every=5)
    assert tally.examples == []
    assert tally.figures["disk_faults"] >= 8


@pytest.mark.parametrize("kind", [KILL, "EIO"])
def test_drafts_that_are_saved_left_and_given_up_survive_a_strike_at_each_call(town, kind):
    """A sample here, as below."""
    subject = StruckEnqueue(town, "drafting", used=True)
    tally = strike_all(subject, (kind,), every=12)
    subject.close()
    assert tally.examples == []
    assert tally.figures.total() >= 4


def test_a_courier_struck_at_its_calls_comes_again_and_brings_everything_home(town):
    subject = StruckCourier(town, "struck")
    assert {"rename", "fsync", "write"} <= set(subject.calls())
    tally = strike_all(subject, (KILL, "EIO"), every=40)
    assert subject.close() == []
    assert tally.examples == []
    assert tally.figures["kills"] >= 2


def test_a_platform_struck_while_it_takes_in_a_couriers_folder_takes_it_in_again(town):
    subject = StruckImport(town, "struck")
    assert {"rename", "fsync", "write"} <= set(subject.calls())
    tally = strike_all(subject, (KILL, "EIO"), every=60)
    subject.close()
    assert tally.examples == []
    assert tally.figures["kills"] >= 2


@pytest.mark.parametrize("lasting", [1, 1_000_000], ids=["once", "ever"])
def test_a_database_the_disk_does_not_read_is_not_called_damaged_and_works_when_it_does(town, lasting):
    subject = UnreadableDatabase(town, used=True)
    calls = subject.calls()
    faults = [
        fault
        for at in range(1, len(calls) + 1, 3)
        for fault in subject.strike(Strike("EIO", at, lasting=lasting, reads=True))
    ]
    subject.close()
    assert faults == []
    assert calls.count("pread64") > 20


@pytest.mark.parametrize("side", [StruckAgent, StruckPlatform])
def test_a_delivery_struck_on_either_side_ends_in_one_case(town, side):
    """A sample here; ``./run bench durability`` kills at every call, long runs refuse every call as well."""
    subject = side(town, "struck", "pieces")
    tally = strike_all(subject, (KILL, "EIO"), every=48)
    assert subject.close() == []
    assert tally.examples == []
    assert tally.figures["kills"] >= 2
    assert tally.figures["disk_faults"] >= 2


def test_an_agent_whose_queue_is_not_read_once_or_from_its_start_delivers_when_it_is(town):
    """A sample of its reads."""
    subject = UnreadableQueue(town, "struck", "pieces")
    reads = len(subject.calls())
    faults = [fault for at in range(1, reads + 1, 9) for fault in subject.strike(Strike("EIO", at, reads=True))]
    faults += subject.strike(Strike("EIO", 1, lasting=1_000_000, reads=True))
    assert reads > 60
    assert subject.close() == []
    assert faults == []


def test_a_page_the_disk_does_not_read_once_or_ever_ends_nothing_and_is_sent_when_it_does(town):
    subject = UnreadablePages(town, "struck", "pieces")
    faults = subject.strike(Strike("EIO", len(subject.calls()), reads=True))
    assert subject.in_front_of_a_person == 0
    faults += subject.strike(Strike("EIO", 1, lasting=1_000_000, reads=True))
    assert subject.in_front_of_a_person == 2
    assert subject.close() == []
    assert faults == []


def test_an_object_whose_last_step_the_disk_refused_is_made_when_it_is_asked_for_again(town):
    """All its bytes are there under the name of a part: a rename failed. Nothing but another request can mend it."""
    subject = StruckPlatform(town, "struck", "pieces")
    renames = [at for at, call in enumerate(subject.calls(), 1) if call == "rename"]
    faults = [fault for at in renames[:2] for fault in subject.strike(Strike("EIO", at))]
    assert renames != []
    assert subject.close() == []
    assert faults == []
