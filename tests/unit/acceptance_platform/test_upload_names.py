"""An object whose name the disk did not confirm is told to nobody before it does."""

import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from acceptance_platform import drafts, submissions, upload_files
from acceptance_platform.data_folder import DataFolder
from acceptance_platform.upload_files import UploadFiles

DATA = b"a sealed page"
DIGEST = hashlib.sha256(DATA).hexdigest()
ID = "01a20451-b515-769a-88b9-012ed60c4133"


class Names:
    """Syncs folders as long as the disk does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.works = True
        self.synced: list[str] = []
        monkeypatch.setattr(upload_files, "sync_folder", self._sync)

    def _sync(self, folder: Path) -> None:
        if not self.works:
            raise OSError(5, "EIO")
        self.synced.append(folder.name)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    return Names(monkeypatch)


@pytest.fixture
def files(tmp_path: Path, names: Names) -> UploadFiles:
    """With an object that has its name, whose sync failed."""
    folder = DataFolder(tmp_path / "data")
    folder.create()
    files = UploadFiles(folder)
    with files.appending(DIGEST) as part:
        part.write(DATA)
    names.works = False
    with pytest.raises(OSError, match="EIO"):
        files.settle(DIGEST, len(DATA))
    assert files.is_sealed(DIGEST)
    names.synced.clear()
    return files


def test_no_offset_is_told(files: UploadFiles, names: Names) -> None:
    for ask in (lambda: files.durable_size(DIGEST), lambda: files.settle(DIGEST, len(DATA))):
        with pytest.raises(OSError, match="EIO"):
            ask()
    names.works = True
    assert files.durable_size(DIGEST) == len(DATA)
    assert "sealed" in names.synced


@pytest.mark.parametrize("of", [submissions, drafts])
def test_nothing_is_called_complete(of: Any, files: UploadFiles, names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    """An acknowledgement rests on this answer, and the station purges by it."""
    monkeypatch.setattr(of, "object_rows", lambda _connection, _id: [SimpleNamespace(digest=DIGEST, size=len(DATA))])
    row = SimpleNamespace(
        submission_id=ID, case_id=ID, official_no="330281202611200000015", state="receiving",
        received_at="2026-11-22T10:00:00+08:00", acknowledgement="", refusal="",
    )  # fmt: skip
    nobody: Any = None

    def missing() -> int:
        if of is drafts:
            return len(drafts.missing(nobody, ID, files))
        asked: Any = row
        return len(submissions.status(nobody, asked, files).missing)

    with pytest.raises(OSError, match="EIO"):
        missing()
    names.works = True
    assert missing() == 0
    assert names.synced == ["sealed"]
