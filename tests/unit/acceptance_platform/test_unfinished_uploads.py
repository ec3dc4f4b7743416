"""What came of an upload nobody goes on with is deleted after a week of running, and nothing else is."""

from datetime import UTC, datetime, timedelta

import pytest

from acceptance_platform.data_folder import DataFolder
from acceptance_platform.database import Database
from acceptance_platform.draft_schema import draft_objects, drafts
from acceptance_platform.limits import UPLOAD_DAYS
from acceptance_platform.migrations import bring_up_to_date
from acceptance_platform.schema import devices
from acceptance_platform.sources import Sources
from acceptance_platform.unfinished_uploads import UnfinishedUploads, create_again
from acceptance_platform.upload_files import UploadFiles
from domain.clock import SystemClock, SystemIds

DIGEST = "a" * 64
DAY = 86400.0
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


class SteppedClock:
    def __init__(self) -> None:
        self.wall = NOW
        self.seconds = 50.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds


class House:
    """A platform's folder with one upload that an unfinished application names, five bytes of it here."""

    def __init__(self, root) -> None:
        folder = DataFolder(root)
        folder.create()
        self.files = UploadFiles(folder)
        self.part = folder.uploads / f"{DIGEST}.part"
        self.sealed = folder.sealed / f"{DIGEST}.age"
        self.database = Database(folder.database)
        bring_up_to_date(self.database)
        self._name_it()
        with self.files.appending(DIGEST) as file:
            file.write(b"bytes")
        self.clock = SteppedClock()
        self.start()

    def start(self) -> None:
        """As a new process would."""
        self.uploads = UnfinishedUploads(self.database, self.files, Sources(self.clock, SystemIds(SystemClock())))

    def expire_what_is_due(self) -> list[str]:
        due = list(self.uploads.due())
        for digest in due:
            self.uploads.expire(digest)
        return due

    def is_gone(self) -> bool:
        with self.database.reading() as connection:
            return self.uploads.is_gone(connection, DIGEST)

    def _name_it(self) -> None:
        device = {"device_id": "d", "device_no": "1", "kind": "kiosk", "node_code": "n", "fingerprint": "f",
                  "certificate": "", "enrolled_at": NOW}  # fmt: skip
        draft = {"case_id": "c", "revision": 1, "device_id": "d", "lease_until": NOW, "code_digest": "",
                 "identity_digest": "", "sealed": b"", "saved_at": NOW, "expires_at": NOW}  # fmt: skip
        with self.database.writing() as connection:
            connection.execute(devices.insert().values(device))
            connection.execute(drafts.insert().values(draft))
            connection.execute(draft_objects.insert().values(digest=DIGEST, case_id="c", position=0, size=9))


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    yield made
    made.database.close()


def test_it_is_told_when_an_upload_expires_and_then_it_is_gone(house):
    assert house.uploads.grew(DIGEST) == NOW + timedelta(days=UPLOAD_DAYS)
    house.clock.seconds += UPLOAD_DAYS * DAY - 1
    assert house.expire_what_is_due() == []
    assert house.uploads.expires(DIGEST) == NOW + timedelta(seconds=1)
    house.clock.seconds += 600
    assert house.expire_what_is_due() == [DIGEST]
    assert not house.part.exists()
    assert house.is_gone()
    assert house.uploads.expires(DIGEST) is None


def test_what_is_named_anew_begins_again(house):
    house.uploads.grew(DIGEST)
    house.clock.seconds += (UPLOAD_DAYS + 1) * DAY
    house.expire_what_is_due()
    with house.database.writing() as connection:
        create_again(connection, [DIGEST])
    assert not house.is_gone()
    house.uploads.grew(DIGEST)
    house.uploads.create_again(DIGEST)
    assert house.uploads.expires(DIGEST) == NOW + timedelta(days=UPLOAD_DAYS)


def test_one_that_grows_lives_on(house):
    house.uploads.grew(DIGEST)
    house.clock.seconds += (UPLOAD_DAYS - 1) * DAY
    assert house.uploads.grew(DIGEST) == NOW + timedelta(days=UPLOAD_DAYS)
    house.clock.seconds += 2 * DAY
    assert house.expire_what_is_due() == []
    assert house.part.exists()


@pytest.mark.parametrize("years", [-5, 5])
def test_a_wall_clock_that_jumps_forgets_nothing(house, years):
    house.uploads.grew(DIGEST)
    house.clock.wall += timedelta(days=365 * years)
    house.clock.seconds += DAY
    assert house.expire_what_is_due() == []
    assert house.uploads.expires(DIGEST) == house.clock.wall + timedelta(days=UPLOAD_DAYS - 1)


def test_time_in_which_the_platform_did_not_run_counts_for_nothing_and_a_restart_loses_none(house):
    house.uploads.grew(DIGEST)
    house.clock.seconds += 4 * DAY
    house.expire_what_is_due()
    house.clock.seconds = 0.0
    house.start()
    assert house.uploads.expires(DIGEST) == NOW + timedelta(days=UPLOAD_DAYS - 4)
    house.clock.seconds += 3 * DAY
    assert house.expire_what_is_due() == [DIGEST]


def test_an_object_that_is_whole_is_never_touched(house):
    house.uploads.grew(DIGEST)
    house.part.rename(house.sealed)
    house.clock.seconds += 100 * DAY
    house.expire_what_is_due()
    assert house.sealed.read_bytes() == b"bytes"
    assert not house.is_gone()
