"""The folder a courier carries: whole files or none, and the list of who held what."""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from domain.failures import Failure, FailureCode

PACKET = ".owp"
ACKNOWLEDGEMENT = ".ack"
CUSTODY = "custody.jsonl"


@contextlib.contextmanager
def usable() -> Iterator[None]:
    """Raises ``Failure(COURIER_FOLDER_UNUSABLE)``."""
    try:
        yield
    except OSError as error:
        raise Failure(FailureCode.COURIER_FOLDER_UNUSABLE, type(error).__name__) from error


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
    return digest.hexdigest()


def note(folder: Path, line: Mapping[str, str]) -> None:
    """One line of the chain of custody. Raises ``OSError``."""
    with (folder / CUSTODY).open("a", encoding="ascii") as file:
        file.write(json.dumps(dict(line)) + "\n")
        file.flush()
        os.fsync(file.fileno())
