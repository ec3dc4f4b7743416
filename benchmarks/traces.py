"""Where something of a citizen could be left: memory of processes, files, shared memory."""

import os
from collections.abc import Collection, Iterable
from pathlib import Path

MEMORY = Path("/dev/shm")
_CHUNK = 1 << 20
_OVERLAP = 256
_UNTOUCHED = bytes(_CHUNK + _OVERLAP)


def needles(secrets: Iterable[str]) -> tuple[bytes, ...]:
    """As Python, Qt and the card reader write them; a Python text of Chinese is UTF-16 in memory."""
    return tuple({secret.encode(code) for secret in secrets for code in ("utf-8", "utf-16-le", "gb18030")})


def in_process(pid: int, wanted: Collection[bytes]) -> set[bytes]:
    """What of ``wanted`` stands in the writable memory of a process."""
    found: set[bytes] = set()
    process = Path("/proc", str(pid))
    with (process / "maps").open() as maps, (process / "mem").open("rb", buffering=0) as memory:
        for line in maps:
            where, rights, *_ = line.split()
            if not rights.startswith("rw") or "[v" in line:
                continue
            begin, end = (int(edge, 16) for edge in where.split("-"))
            for start in range(begin, end, _CHUNK):
                found |= _in_piece(memory.fileno(), start, min(_CHUNK + _OVERLAP, end - start), wanted)
    return found


def _in_piece(descriptor: int, start: int, length: int, wanted: Collection[bytes]) -> set[bytes]:
    try:
        body = os.pread(descriptor, length, start)
    except OSError:  # a page that is mapped and not there
        return set()
    return set() if body == _UNTOUCHED else {needle for needle in wanted if needle in body}


def in_files(wanted: Collection[bytes], *folders: Path) -> dict[str, set[bytes]]:
    """By file; names of files count."""
    found = {}
    for folder in folders:
        for file in folder.rglob("*"):
            body = file.read_bytes() if file.is_file() else b""
            if hits := {needle for needle in wanted if needle in body or needle in os.fsencode(file.name)}:
                found[str(file)] = hits
    return found


def shared_folders(supervisor: int) -> list[Path]:
    """Of the visits that are left."""
    return [path for path in MEMORY.glob("onewindow-visit-*") if f"-{supervisor}-" in path.name]
