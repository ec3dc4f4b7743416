"""The USB stick a technician brings: a folder that is there while the stick is."""

import os
import stat
from pathlib import Path

from domain.failures import Failure, FailureCode

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
