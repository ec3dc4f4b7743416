"""The folder a courier carries: whole files or none, and the list of who held what."""

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from domain import custody
from domain.failures import Failure, FailureCode
from offline_queue.durable_files import sync_folder
from offline_queue.http_transport import LineFailed

PACKET = ".owp"
ACKNOWLEDGEMENT = ".ack"
_TAIL_BYTES = 8192
"""More than a line."""


@contextlib.contextmanager
def usable() -> Iterator[None]:
    """Raises ``Failure(COURIER_FOLDER_UNUSABLE)``."""
    try:
        yield
    except OSError as error:
        raise Failure(FailureCode.COURIER_FOLDER_UNUSABLE, type(error).__name__) from error


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the hand-ins in a folder. One that is refused never holds up the others."""

    done: tuple[str, ...]
    """Submissions; those nothing had to be done for are not named."""
    refused: Mapping[str, str]
    """Submission and failure code."""


def carry(submissions: Iterable[str], one: Callable[[str], bool]) -> Carried:
    """``one``: whether there was something to do. Raises ``LineFailed``: the others would fail as well."""
    done: list[str] = []
    refused: dict[str, str] = {}
    for submission_id in submissions:
        try:
            if one(submission_id):
                done.append(submission_id)
        except LineFailed:
            raise
        except Failure as failure:
            refused[submission_id] = failure.code.value
    return Carried(tuple(done), refused)


def write_file(path: Path, pieces: Iterable[bytes]) -> str:
    """Whole and on the medium on return; answers the SHA-256. Raises ``OSError``."""
    digest = hashlib.sha256()
    temporary = path.with_suffix(".tmp")
    with temporary.open("wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)
    return digest.hexdigest()


def note(folder: Path, facts: Mapping[str, str]) -> None:
    """One line of the list of custody, on the medium on return. Raises ``OSError``."""
    with (folder / custody.NAME).open("a+b") as file:
        file.seek(max(file.seek(0, os.SEEK_END) - _TAIL_BYTES, 0))
        tail = file.read()
        if tail and not tail.endswith(b"\n"):
            # Pulled out while somebody wrote: the torn line stays, as a break everybody sees.
            file.write(b"\n")
        file.write(custody.next_line((tail.splitlines() or [b""])[-1], facts))
        file.flush()
        os.fsync(file.fileno())
    sync_folder(folder)


def custody_break(folder: Path) -> int | None:
    """Line of the list that does not follow from the one before; ``None`` also when there is no list."""
    path = folder / custody.NAME
    return custody.first_break(path.read_bytes()) if path.exists() else None
