"""The USB stick a technician brings: a folder that is there while the stick is."""

import logging
import os
import stat
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from domain.failures import Failure, FailureCode
from offline_queue.durable_files import make_folder, sync_folder, temporary_file, write_all, write_durably

_log = logging.getLogger(__name__)
Answer: TypeAlias = Literal["saved", "absent", "refused"]
"""It is on the stick; there is none; the stick cannot be written or is full."""

_LARGEST = 64 << 10


def read_words(folder: Path, name: str) -> str:
    """The text of a small file; no link is followed. Raises STICK_ABSENT, STICK_FILE_MISSING."""
    if not folder.is_dir():
        raise Failure(FailureCode.STICK_ABSENT)
    try:
        descriptor = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
            return file.read(_LARGEST).decode("ascii").strip() if regular else ""
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(FailureCode.STICK_FILE_MISSING, type(error).__name__) from error


class StickWriter(Protocol):
    """Calls block on the disk."""

    def lay_out(self, data: bytes, at: datetime) -> None:
        """An archive that is to be saved on the stick; ``at``: for its name."""
        ...

    def answer(self) -> Answer | None:
        """What became of it; ``None``: nothing yet."""
        ...


class OpenStick:
    """A stick the terminal may write to itself: where no lockdown profile is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._answer: Answer = "refused"

    def lay_out(self, data: bytes, at: datetime) -> None:
        if not self._folder.is_dir():
            self._answer = "absent"
            return
        try:
            with temporary_file(self._folder) as (descriptor, temporary):
                write_all(descriptor, data)
                os.fsync(descriptor)
                temporary.rename(self._folder / f"onewindow-logs-{at:%Y%m%d-%H%M%S}.zip")
            sync_folder(self._folder)
        except OSError as error:
            _log.warning("stick not written: %s", type(error).__name__)
            self._answer = "refused"
        else:
            self._answer = "saved"

    def answer(self) -> Answer | None:
        return self._answer


class HelpedStick:
    """Under the lockdown profile: root's helper (``deploy/libexec/onewindow-stick``) carries over what is laid out."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lay_out(self, data: bytes, _at: datetime) -> None:
        """Raises STORE_*."""
        make_folder(self._folder)
        (self._folder / "answer").unlink(missing_ok=True)
        write_durably(self._folder / "logs.zip", data)

    def answer(self) -> Answer | None:
        """``None``: not yet."""
        try:
            said = (self._folder / "answer").read_text("ascii").strip()
        except OSError:
            return None
        return "saved" if said == "saved" else "absent" if said == "absent" else "refused"
