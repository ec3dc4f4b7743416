"""An object whose name the disk did not confirm is told to nobody before it does."""

import hashlib
from pathlib import Path

import pytest

from acceptance_platform import upload_files
from acceptance_platform.data_folder import DataFolder
from acceptance_platform.upload_files import UploadFiles

DATA = b"a sealed page"
DIGEST = hashlib.sha256(DATA).hexdigest()


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


def test_nothing_is_called_complete(files: UploadFiles, names: Names) -> None:
    """An acknowledgement rests on this answer, and the station purges by it."""
    wanted = {DIGEST: len(DATA), "ab" * 32: 7}
    with pytest.raises(OSError, match="EIO"):
        files.missing(wanted)
    names.works = True
    assert [one.digest for one in files.missing(wanted)] == ["ab" * 32]
    assert names.synced == ["sealed"]


def test_where_nothing_is_here_no_name_is_waited_for(files: UploadFiles, names: Names) -> None:
    names.works = True
    assert [(one.offset, one.size) for one in files.missing({"ab" * 32: 7})] == [(0, 7)]
    assert names.synced == []
