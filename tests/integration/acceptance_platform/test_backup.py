"""A copy made beside a running platform goes on where the platform stood."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from platform_process import ROOT, HandIn, PlatformProcess, TestStation, jpeg


@pytest.fixture
def delivered(kiosk: TestStation) -> HandIn:
    hand_in = kiosk.hand_in([jpeg("one page"), jpeg("another page")])
    kiosk.deliver(hand_in)
    return hand_in


def back_up(platform: PlatformProcess, target: Path, *more: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "acceptance_platform", "--data", str(platform.data), "backup", str(target), *more]
    return subprocess.run(argv, cwd=ROOT, capture_output=True, text=True)


def test_the_copy_goes_on_where_the_platform_stood(
    platform: PlatformProcess, kiosk: TestStation, delivered: HandIn, tmp_path: Path
) -> None:
    signed = kiosk.complete(delivered).json()["acknowledgement"]
    done = back_up(platform, tmp_path / "copy")
    assert done.returncode == 0, done.stderr
    other = PlatformProcess(tmp_path / "copy")
    assert other.status() == platform.status()
    other.start()
    address, kiosk.platform.port = kiosk.platform.port, other.port
    try:
        assert kiosk.complete(delivered).json()["acknowledgement"] == signed
    finally:
        kiosk.platform.port = address
        assert other.end() == 0


def test_what_an_earlier_copy_holds_takes_no_room_again(
    platform: PlatformProcess, kiosk: TestStation, delivered: HandIn, tmp_path: Path
) -> None:
    first = json.loads(back_up(platform, tmp_path / "monday").stdout)
    kiosk.deliver(kiosk.hand_in([jpeg("a page of today")]))
    second = json.loads(back_up(platform, tmp_path / "tuesday", "--like", str(tmp_path / "monday")).stdout)
    assert second["linked"] == first["objects"] > 0
    assert second["objects"] > first["objects"]
    (digest, *_) = delivered.sealed
    one, other = (tmp_path / day / "sealed" / f"{digest}.age" for day in ("monday", "tuesday"))
    assert one.samefile(other)


def test_a_damaged_object_is_named_and_not_copied(platform: PlatformProcess, delivered: HandIn, tmp_path: Path) -> None:
    (digest, *_) = delivered.sealed
    rotten = platform.data / "sealed" / f"{digest}.age"
    whole = rotten.read_bytes()
    rotten.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    try:
        done = back_up(platform, tmp_path / "copy")
    finally:
        rotten.write_bytes(whole)
    assert done.returncode == 1
    assert json.loads(done.stdout)["damaged"] == [digest]
    assert not (tmp_path / "copy" / "sealed" / f"{digest}.age").exists()


def test_a_folder_that_is_there_is_left_as_it_is(platform: PlatformProcess, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "platform.db").write_text("of others")
    done = back_up(platform, tmp_path / "copy")
    assert (done.returncode, "X160 BACKUP_FAILED" in done.stderr) == (1, True)
    assert (tmp_path / "copy" / "platform.db").read_text() == "of others"


def test_a_copy_of_a_damaged_database_is_none(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with closing(sqlite3.connect(data / "platform.db")) as database:
        database.execute("CREATE TABLE pages (words TEXT)")
        database.executemany("INSERT INTO pages VALUES (?)", [("word" * 300,)] * 200)
        database.commit()
    raw = bytearray((data / "platform.db").read_bytes())
    raw[8192:12288] = bytes(4096)
    (data / "platform.db").write_bytes(raw)
    done = back_up(PlatformProcess(data), tmp_path / "copy")
    assert "X160 BACKUP_FAILED" in done.stderr
    assert not (tmp_path / "copy").exists()
