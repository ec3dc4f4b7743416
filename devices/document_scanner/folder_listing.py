"""Which files of a folder may be imported, and when they have stopped growing."""

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from devices.document_scanner.scan_failures import Trouble, failure

MAX_FILES = 200
MAX_FILE_BYTES = 100_000_000
_WANTED = re.compile(r"[^.].*\.(pdf|jpe?g|png)", re.IGNORECASE | re.DOTALL)
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Shape:
    """What shows that a file is still being written when it changes."""

    size: int
    modified_ns: int


Listing: TypeAlias = Mapping[str, Shape]


def list_files(folder: Path) -> Listing:
    """PDF, JPEG and PNG files by name, in the order a person would read them. Links and hidden files are none.
    Raises ``DeviceUnreachable`` if the folder is not there, ``ReadFailed`` for more than ``MAX_FILES``."""
    found: dict[str, Shape] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if _WANTED.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    about = entry.stat(follow_symlinks=False)
                    found[entry.name] = Shape(about.st_size, about.st_mtime_ns)
    except OSError as error:
        raise failure(Trouble.UNREACHABLE, type(error).__name__) from None
    if len(found) > MAX_FILES:
        raise failure(Trouble.FILE_REFUSED, f"over {MAX_FILES} files")
    return {name: found[name] for name in sorted(found, key=_reading_order)}


def read_file(folder: Path, name: str) -> bytes:
    """The whole content. Raises ``ReadFailed`` over ``MAX_FILE_BYTES``, ``DeviceUnreachable`` if it is gone."""
    try:
        descriptor = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
            data = file.read(MAX_FILE_BYTES + 1) if regular else b""
    except OSError as error:
        raise failure(Trouble.UNREACHABLE, type(error).__name__) from None
    if not regular or len(data) > MAX_FILE_BYTES:
        raise failure(Trouble.FILE_REFUSED, f"over {MAX_FILE_BYTES} bytes")
    return data


class Settling:
    """A file has settled when it looked the same for ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._seen: dict[str, tuple[Shape, float]] = {}

    def settled(self, listing: Listing, now: float) -> list[str]:
        """Names in the order of the listing."""
        self._seen = {
            name: self._seen[name] if name in self._seen and self._seen[name][0] == shape else (shape, now)
            for name, shape in listing.items()
        }
        return [name for name, (_, since) in self._seen.items() if now - since >= self._seconds]


def _reading_order(name: str) -> list[tuple[int, str]]:
    """``page 2`` before ``page 10``."""
    parts = _DIGITS.split(name.casefold())
    return [(int(part), "") if part.isdecimal() and part.isascii() else (0, part) for part in parts]
