"""Where a station goes on, and where it is told everything anew."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert

from acceptance_platform.changes import ChangeFeed
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.schema import changes
from domain.contract.progress import CaseChange

HERE, OTHER = (Device(f"device {n}", "0001", "kiosk", "330281-K01") for n in (1, 2))


def tell(database: Database, device: Device, minute: int) -> None:
    change = CaseChange(
        cursor=0,
        case_id="018f0000-0000-7000-8000-000000000001",
        official_no="1",
        state="ACCEPTED",
        changed_at=datetime(2026, 11, 22, tzinfo=UTC) + timedelta(minutes=minute),
    )
    with database.writing() as connection:
        connection.execute(insert(changes).values(device_id=device.device_id, message=change.model_dump_json()))


@pytest.fixture
def feed(database: Database) -> ChangeFeed:
    for minute, device in enumerate((HERE, OTHER, HERE, HERE)):
        tell(database, device, minute)
    return ChangeFeed(database)


def test_a_station_goes_on_where_it_was(feed: ChangeFeed) -> None:
    first = feed.page(HERE, 0, 0, 2)
    assert ([change.cursor for change in first.changes], first.next, first.anew) == ([1, 3], 3, False)
    rest = feed.page(HERE, first.next, first.mark, 2)
    assert ([change.cursor for change in rest.changes], rest.next, rest.anew) == ([4], 4, False)
    nothing = feed.page(HERE, rest.next, rest.mark, 2)
    assert (nothing.changes, nothing.next, nothing.mark, nothing.anew) == ((), 4, rest.mark, False)


def test_a_station_of_before_marks_is_told_the_one_it_stands_at(feed: ChangeFeed) -> None:
    page = feed.page(HERE, 4, 0, 2)
    assert (page.changes, page.anew) == ((), False)
    assert page.mark == feed.page(HERE, 3, 0, 2).mark


@pytest.mark.parametrize("mark", [0, 17])
def test_a_cursor_the_feed_never_gave_leads_to_its_beginning(feed: ChangeFeed, mark: int) -> None:
    """Also one that it gave to another device."""
    for after in (2, 99):
        page = feed.page(HERE, after, mark, 500)
        assert ([change.cursor for change in page.changes], page.anew) == ([1, 3, 4], True)


def test_a_cursor_that_is_another_change_by_now_leads_to_the_beginning(feed: ChangeFeed, database: Database) -> None:
    mark = feed.page(HERE, 3, 0, 2).mark
    with database.writing() as connection:
        connection.execute(delete(changes).where(changes.c.cursor == 4))
        connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = 3")
    tell(database, HERE, 90)
    assert feed.page(HERE, 4, mark, 500).anew
    assert not feed.page(HERE, 4, feed.page(HERE, 3, 0, 2).mark, 500).anew


def test_a_feed_without_anything_for_it_begins_at_nothing(feed: ChangeFeed) -> None:
    stranger = Device("device 3", "0003", "kiosk", "330281-K01")
    page = feed.page(stranger, 7, 17, 500)
    assert (page.changes, page.next, page.mark, page.anew) == ((), 0, 0, True)
    assert not feed.page(stranger, page.next, page.mark, 500).anew
