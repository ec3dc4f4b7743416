"""The folder a courier carries: whole files or none, and the list of who held what."""

import contextlib
import errno
import hashlib
import json
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, datetime
from pathlib import Path
from typing import Any

from domain import custody
from domain.failures import Failure, FailureCode
from offline_queue.durable_files import hand_over, sync_folder, write_all
from offline_queue.http_transport import LineFailed
from offline_queue.strange_files import adding, lines_of, reading, writing_anew

PACKET = ".owp"
ACKNOWLEDGEMENT = ".ack"

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SPARE_BYTES = 1 << 20
"""For the list of custody and what the file system itself needs."""
_SAID = {"at", "event", "submission_id", "sha256", "by"}
_MOST_HANDLINGS = 50
"""Of one hand-in, that are believed of a medium."""


@contextlib.contextmanager
def usable() -> Iterator[None]:
    """Raises ``Failure(COURIER_FOLDER_FULL)``, ``Failure(COURIER_FOLDER_UNUSABLE)``."""
    try:
        yield
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, type(error).__name__)
        if error.errno in _NO_ROOM:
            raise Failure(FailureCode.COURIER_FOLDER_FULL, name) from error
        raise Failure(FailureCode.COURIER_FOLDER_UNUSABLE, name) from error


def require_folder(folder: Path) -> None:
    """A stick that is not there is no empty one. Raises ``Failure(COURIER_FOLDER_UNUSABLE)``."""
    with usable(), os.scandir(folder):
        return


def require_room(folder: Path, size: int) -> None:
    """Before writing what will not fit. Raises ``OSError``."""
    if shutil.disk_usage(folder).free < size + _SPARE_BYTES:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the hand-ins in a folder. One that is refused never holds up the others."""

    done: tuple[str, ...]
    """Submissions; those nothing had to be done for are not named."""
    refused: Mapping[str, str]
    """Submission and failure code."""


def carry(submissions: Iterable[str], one: Callable[[str], bool]) -> Carried:
    """``one``: whether there was something to do. When the line fails, so it does for all that come after."""
    done: list[str] = []
    refused: dict[str, str] = {}
    broken: LineFailed | None = None
    for submission_id in submissions:
        try:
            if broken is not None:
                raise broken
            with usable():
                if one(submission_id):
                    done.append(submission_id)
        except Failure as failure:
            refused[submission_id] = failure.code.value
            broken = failure if isinstance(failure, LineFailed) else None
    return Carried(tuple(done), refused)


def write_file(path: Path, pieces: Iterable[bytes]) -> str:
    """Whole and on the medium on return, or nothing of it; answers the SHA-256. Raises ``OSError``."""
    digest = hashlib.sha256()
    temporary = path.with_suffix(".tmp")
    try:
        with writing_anew(temporary) as file:
            hand_over(file.fileno(), path.parent)
            for piece in pieces:
                digest.update(piece)
                write_all(file.fileno(), piece)
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return digest.hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256. Raises ``OSError``."""
    with reading(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def note(folder: Path, facts: Mapping[str, str]) -> None:
    """One line of the list of custody, on the medium on return, or none. Raises ``OSError``."""
    with adding(folder / custody.NAME) as file:
        hand_over(file.fileno(), folder)
        end = file.seek(0, os.SEEK_END)
        file.seek(max(end - custody.TAIL_BYTES, 0))
        try:
            write_all(file.fileno(), custody.addition(file.read(), facts))
            os.fsync(file.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                file.truncate(end)
            raise
    sync_folder(folder)


def custody_lines(folder: Path) -> list[dict[str, Any]]:
    """A torn one says nothing; that the chain is broken there is told elsewhere. Raises ``OSError``."""
    return list(_readable(lines_of(folder / custody.NAME)))


def custody_of(folder: Path, submission_id: str) -> list[dict[str, Any]]:
    """The latest lines of one hand-in, of a list nobody vouches for. Raises ``OSError``."""
    lines = _readable(lines_of(folder / custody.NAME))
    return list(deque((line for line in lines if line["submission_id"] == submission_id), _MOST_HANDLINGS))


def _readable(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            content = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(content, dict) and set(content) >= _SAID and _is_moment(content["at"]):
            yield content


def _is_moment(said: object) -> bool:
    """That can be shown in any time zone."""
    try:
        moment = datetime.fromisoformat(str(said))
    except ValueError:
        return False
    return moment.tzinfo is not None and MINYEAR < moment.year < MAXYEAR


def custody_break(folder: Path) -> int | None:
    """Line of the list that does not follow from the one before; ``None`` also when there is no list."""
    return custody.first_break(lines_of(folder / custody.NAME))
