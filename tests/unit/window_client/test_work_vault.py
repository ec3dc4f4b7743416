"""What the vault gives back, to whom, and what lies on the disk."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.failures import Failure
from offline_queue.station import Station
from window_client.shell.kept_work import KeptPoint, KeptWork
from window_client.shell.work_vault import WorkVault

CASE = "019cbd00-0000-7000-8000-000000000001"
REASON = "请补交加盖医院收费章的费用明细清单"
WORK = KeptWork(
    case_id=CASE,
    version=3,
    decision_id="019cbd00-0000-7000-8000-000000000002",
    action="ask_correction",
    points=(KeptPoint(kind="material", id="m3", ticked=True, reason=REASON),),
)


@pytest.fixture
def station(tmp_path: Path) -> Station:
    return enrolled(tmp_path)


def enrolled(root: Path, key: bytes = b"an identity key file") -> Station:
    station = Station(root)
    station.identity.mkdir(parents=True, exist_ok=True)
    station.device_key.write_bytes(key)
    return station


def sealed_file(station: Station) -> Path:
    return WorkVault(station).path("window1")


def test_the_same_clerk_gets_it_back(station: Station) -> None:
    WorkVault(station).write("window1", WORK)
    assert WorkVault(station).read("window1") == WORK


def test_nobody_else_gets_it(station: Station, tmp_path: Path) -> None:
    WorkVault(station).write("window1", WORK)
    assert WorkVault(station).read("window2") is None
    assert WorkVault(enrolled(tmp_path, b"another identity")).read("window1") is None


def test_nothing_plain_is_on_the_disk(station: Station) -> None:
    WorkVault(station).write("window1", WORK)
    data = sealed_file(station).read_bytes()
    for plain in (REASON, CASE, "window1", "m3"):
        assert plain.encode() not in data
    assert stat.S_IMODE(sealed_file(station).stat().st_mode) == 0o600
    assert [path.name for path in sealed_file(station).parent.iterdir()] == [sealed_file(station).name]


def test_no_two_writings_look_alike(station: Station) -> None:
    vault = WorkVault(station)
    vault.write("window1", WORK)
    first = sealed_file(station).read_bytes()
    vault.write("window1", WORK)
    assert sealed_file(station).read_bytes() != first


def test_erased_is_gone_and_can_be_erased_again(station: Station) -> None:
    vault = WorkVault(station)
    vault.write("window1", WORK)
    vault.erase("window1")
    vault.erase("window1")
    assert not sealed_file(station).exists()
    assert vault.read("window1") is None


def test_a_station_without_identity_keeps_nothing(tmp_path: Path) -> None:
    vault = WorkVault(Station(tmp_path))
    vault.write("window1", WORK)
    vault.erase("window1")
    assert list(tmp_path.iterdir()) == []


@given(st.data())
def test_a_damaged_file_is_no_work_and_no_crash(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    station = enrolled(tmp_path_factory.mktemp("station"))
    WorkVault(station).write("window1", WORK)
    whole = sealed_file(station).read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    flipped = bytes([whole[place] ^ data.draw(st.integers(1, 255))])
    sealed_file(station).write_bytes(
        data.draw(st.sampled_from((whole[:place], whole[:place] + flipped + whole[place + 1 :])))
    )
    assert WorkVault(station).read("window1") is None


def test_a_reason_is_in_no_repr() -> None:
    assert REASON not in repr(WORK)
    assert REASON not in repr(WORK.points[0])


def test_what_a_sync_refused_is_written_once_more_before_it_is_called_kept(station: Station, monkeypatch) -> None:
    """The kernel would say yes to a second sync without bringing it to the disk."""
    vault, written, write = WorkVault(station), [], os.pwrite
    vault.write("window1", WORK)
    monkeypatch.setattr(os, "pwrite", lambda *args: written.append(args[1]) or write(*args))
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", _refused)
        with pytest.raises(Failure):
            vault.settle("window1")
    written.clear()
    vault.settle("window1")
    assert b"".join(written) == sealed_file(station).read_bytes()


def _refused(_descriptor: int) -> None:
    raise OSError(5, "EIO")
