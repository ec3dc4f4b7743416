"""What a killed window leaves on the disk, and what nobody else can read of it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from offline_queue.station import Station
from window_client.draft.application import Begun, Change, FieldFilled, PaperHandled
from window_client.draft.pages import Page
from window_client.draft.steps import Arrived
from window_client.shell.draft_journal import DraftJournal
from window_client.shell.draft_keeper import DraftKeeper
from window_client.shell.draft_vault import DraftVault, write_change

DRAFT = "0190a0b0-0000-7000-8000-00000000000a"
PICTURE = "0190a0b0-0000-7000-8000-00000000000b"
STRAY = "0190a0b0-0000-7000-8000-00000000000c"
CHANGES: tuple[Change, ...] = (
    Begun(DRAFT, "1"),
    FieldFilled("k", "13700000000"),
    PaperHandled(Arrived(Page("a", PICTURE))),
)


@pytest.fixture
def station(tmp_path: Path) -> Station:
    station = Station(tmp_path)
    station.identity.mkdir()
    station.device_key.write_bytes(b"a device key")
    return station


def written(station: Station) -> Path:
    journal = DraftVault(station).journal("window1", DRAFT)
    for change in CHANGES:
        write_change(journal, change)
    journal.sync()
    journal.close()
    return station.root / "desk" / "drafts" / DRAFT / "journal"


def test_a_draft_comes_back_as_it_was(station: Station) -> None:
    written(station)
    (recalled,) = DraftVault(station).drafts("window1")
    assert recalled.application.values == {"k": "13700000000"}
    assert recalled.application.papers.pile.pages == (Page("a", PICTURE),)


def test_every_torn_end_leaves_the_records_before_it(station: Station) -> None:
    path = written(station)
    whole = path.read_bytes()
    vault = DraftVault(station)
    counts = []
    for length in range(len(whole) + 1):
        path.write_bytes(whole[:length])
        counts.append(len(vault.journal("window1", DRAFT).read()))
    assert counts == sorted(counts)
    assert set(counts) == {0, 1, 2, 3}


def test_writing_goes_on_behind_a_torn_end(station: Station) -> None:
    path = written(station)
    path.write_bytes(path.read_bytes()[:-1])
    journal = DraftVault(station).journal("window1", DRAFT)
    write_change(journal, FieldFilled("k", "2"))
    journal.close()
    recalled = DraftVault(station).recall("window1", DRAFT)
    assert recalled is not None
    assert recalled.application.values == {"k": "2"}


def test_nothing_is_read_by_another_clerk_device_or_place(station: Station) -> None:
    path = written(station)
    assert DraftVault(station).drafts("window2") == ()
    data = path.read_bytes()
    assert not any(secret in data for secret in (b"13700000000", b"window1", b"FieldFilled"))
    first = 4 + int.from_bytes(data[:4], "big")
    path.write_bytes(data[first:])
    assert DraftVault(station).drafts("window1") == ()
    path.write_bytes(data)
    station.device_key.write_bytes(b"another key")
    assert DraftVault(station).drafts("window1") == ()


def test_a_picture_is_sealed_and_a_stray_one_is_found(station: Station) -> None:
    written(station)
    vault = DraftVault(station)
    for name in (PICTURE, STRAY):
        vault.keep_picture(DRAFT, name, b"a picture")
    assert vault.picture(DRAFT, PICTURE) == b"a picture"
    pages = station.root / "desk" / "drafts" / DRAFT / "pages"
    assert b"a picture" not in (pages / PICTURE).read_bytes()
    (pages / PICTURE).rename(pages / "0190a0b0-0000-7000-8000-00000000000d")
    assert vault.picture(DRAFT, "0190a0b0-0000-7000-8000-00000000000d") is None
    (pages / "0190a0b0-0000-7000-8000-00000000000d").rename(pages / PICTURE)
    recalled = vault.recall("window1", DRAFT)
    assert recalled is not None
    assert recalled.strays == (STRAY,)
    vault.erase(DRAFT)
    assert vault.drafts("window1") == ()
    assert vault.picture(DRAFT, PICTURE) is None


def test_a_draft_erased_while_it_is_read_is_not_there(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    written(station)
    vault, read = DraftVault(station), DraftJournal.read

    def read_and_erased(journal: DraftJournal) -> tuple[bytes, ...]:
        records = read(journal)
        vault.erase(DRAFT)
        return records

    monkeypatch.setattr(DraftJournal, "read", read_and_erased)
    assert vault.drafts("window1") == ()


def test_a_draft_given_up_is_not_listed_while_the_disk_is_at_it(
    qtbot: QtBot, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = DraftVault(station)
    keeper = DraftKeeper(vault, pytest.fail)
    keeper.enter("window1", "综窗01")
    keeper.begin(DRAFT, "1")
    monkeypatch.setattr(vault, "erase", lambda _draft_id: None)
    keeper.erase()
    assert [one.application.draft_id for one in vault.drafts("window1")] == [DRAFT]
    assert keeper.drafts() == ()
    keeper.stop()


def test_before_enrolment_nothing_is_kept(tmp_path: Path) -> None:
    vault = DraftVault(Station(tmp_path))
    assert not vault.ready
    with pytest.raises(ValueError, match="no device key"):
        vault.keep_picture(DRAFT, PICTURE, b"a picture")
