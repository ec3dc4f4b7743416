"""What a courier carries is on the medium when it is said to be: bytes, names, and the list of custody."""

import os
from pathlib import Path

import pytest

from domain import custody
from offline_queue.courier_folder import custody_break, note, write_file
from tests.unit.small_disk import files_up_to


@pytest.fixture
def synced(monkeypatch):
    """Paths in the order they were synced, and ``renamed`` where a file got its name."""
    found = []
    sync, replace = os.fsync, Path.replace

    def noted(descriptor):
        found.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        sync(descriptor)

    def renamed(path, target):
        found.append("renamed")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(Path, "replace", renamed)
    return found


def test_a_packet_has_its_name_on_the_medium_too(tmp_path, synced):
    write_file(tmp_path / "one.owp", [b"sealed", b"packet"])
    assert (tmp_path / "one.owp").read_bytes() == b"sealedpacket"
    assert synced == ["one.tmp", "renamed", tmp_path.name]


def test_the_list_of_custody_is_on_the_medium_line_by_line(tmp_path, synced):
    for event in ("exported", "relayed"):
        note(tmp_path, {"event": event, "submission_id": "one"})
    assert synced == [custody.NAME, tmp_path.name] * 2
    assert custody_break(tmp_path) is None


def test_a_medium_that_is_full_keeps_the_list_as_it_was(tmp_path):
    note(tmp_path, {"event": "exported", "submission_id": "one"})
    before = (tmp_path / custody.NAME).read_bytes()
    with files_up_to(len(before) + 10), pytest.raises(OSError):  # noqa: PT011 - EFBIG
        note(tmp_path, {"event": "relayed", "submission_id": "one"})
    assert (tmp_path / custody.NAME).read_bytes() == before
