"""The work in hand on disk, sealed for this device and clerk. File: ``OWW1``, then what :class:`DeviceSeal` makes."""

import contextlib
import hashlib
import logging
from pathlib import Path

from pydantic import ValidationError

from offline_queue.durable_files import make_folder, replace_file, sync_folder, write_again
from offline_queue.station import Station
from offline_queue.storage_faults import file_fault
from window_client.shell.device_seal import DeviceSeal
from window_client.shell.kept_work import KeptWork

_MAGIC = b"OWW1"
_log = logging.getLogger(__name__)


class WorkVault:
    """One file a clerk, ``desk/work-….sealed`` in the state folder, mode 0600. Any thread, one at a time."""

    def __init__(self, station: Station) -> None:
        self._seal = DeviceSeal(station.device_key, "onewindow window work v1")
        self._folder = station.root / "desk"

    def path(self, username: str) -> Path:
        return self._folder / f"work-{hashlib.sha256(username.encode()).hexdigest()[:16]}.sealed"

    def write(self, username: str, work: KeptWork) -> None:
        """With the operating system on return, whole or not at all: a killed process loses nothing of it. Raises
        ``Failure`` STORE_*; without an identity nothing is kept."""
        if not self._seal.ready:
            return
        make_folder(self._folder)
        replace_file(self.path(username), _MAGIC + self._seal.seal(work.model_dump_json().encode(), username))

    def settle(self, username: str) -> None:
        """What was written or erased last is durable on return. Raises ``Failure`` STORE_*."""
        try:
            with contextlib.suppress(FileNotFoundError):
                write_again(self.path(username))
            if self._folder.exists():
                sync_folder(self._folder)
        except OSError as error:
            raise file_fault(error) from error

    def read(self, username: str) -> KeptWork | None:
        """``None``: nothing is kept, or not for this clerk, or not under this device's key."""
        try:
            data = self.path(username).read_bytes()
        except OSError:
            return None
        plain = self._seal.unseal(data[len(_MAGIC) :], username) if data.startswith(_MAGIC) else None
        try:
            return None if plain is None else KeptWork.model_validate_json(plain)
        except ValidationError as error:
            _log.warning("kept work is not readable: %d errors", error.error_count())
            return None

    def erase(self, username: str) -> None:
        """Gone, or it was not there; :meth:`settle` makes it last. Raises ``Failure`` STORE_*."""
        try:
            self.path(username).unlink(missing_ok=True)
        except OSError as error:
            raise file_fault(error) from error
