"""What can be proved after the story, from the outside: files, digests, counts."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a secret was found. ``secret`` is its number in the list, never the secret itself."""

    file: str
    secret: int
    encoding: str


def find_plaintext(folders: Iterable[Path], secrets: Iterable[str]) -> list[Hit]:
    """Every file that holds a secret in UTF-8, UTF-16 or GB18030, its name included."""
    needles = [(n, code, secret.encode(code)) for n, secret in enumerate(secrets) for code in _ENCODINGS]
    hits: list[Hit] = []
    for path in _files(folders):
        content = str(path).encode() + b"\0" + path.read_bytes()
        hits += [Hit(str(path), number, code) for number, code, needle in needles if needle in content]
    return hits


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def has_pictures(paths: Iterable[Path]) -> bool:
    """Every picture is there and is more than one colour of emptiness."""
    return all(path.is_file() and path.stat().st_size > 2000 for path in paths)
