"""A copy of the platform's folder, made beside the running platform and good to run from.

The order makes it whole: first the database, then what it names. Objects are durable before a row names them, those of
hand-ins are never deleted, and keys are only added. Unfinished uploads are left out: their stations still hold them.
"""

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from acceptance_platform.data_folder import DataFolder, sync_folder, write_durably

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Copied:
    objects: int
    """Sealed objects in the copy."""
    linked: int
    """Of them those that are one file with an earlier copy."""
    damaged: tuple[str, ...]
    """Digests of objects whose bytes are no longer those of their names; they are not in the copy."""


def back_up(folder: DataFolder, target: Path, earlier: Path | None = None) -> Copied:
    """``target`` appears when the copy is whole and durable. Objects that ``earlier``, a copy on the same file system,
    has already take no room again. Raises ``OSError`` (``target`` is there, disk full) and ``sqlite3.Error``."""
    if target.exists():
        raise FileExistsError(target)
    unfinished = target.with_name(f"{target.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    copy = DataFolder(unfinished)
    copy.create()
    _copy_database(folder.database, copy.database)
    copied = _copy_objects(folder.sealed, copy.sealed, DataFolder(earlier).sealed if earlier else None)
    _copy_rest(folder, copy)
    sync_folder(copy.root)
    unfinished.rename(target)
    sync_folder(target.parent)
    return copied


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as ours, closing(sqlite3.connect(target)) as copy:
        ours.backup(copy)
        (found,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError("the copy of the database is damaged")
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _copy_objects(source: Path, target: Path, earlier: Path | None) -> Copied:
    linked, copied, damaged = 0, 0, []
    for found in sorted(source.glob("*.age")):
        if earlier and (earlier / found.name).exists():
            (target / found.name).hardlink_to(earlier / found.name)
            linked += 1
            continue
        try:
            whole = _copy_object(found, target / found.name)
        except FileNotFoundError:
            continue  # of an unfinished application that was given up meanwhile
        copied += whole
        if not whole:
            damaged.append(found.stem)
    sync_folder(target)
    return Copied(copied + linked, linked, tuple(damaged))


def _copy_object(source: Path, target: Path) -> bool:
    """Whether it is what its name says."""
    digest = hashlib.sha256()
    with source.open("rb") as given, target.open("xb") as taken:
        while piece := given.read(_PIECE):
            digest.update(piece)
            taken.write(piece)
        taken.flush()
        os.fsync(taken.fileno())
    if digest.hexdigest() == source.stem:
        return True
    target.unlink()
    return False


def _copy_rest(folder: DataFolder, copy: DataFolder) -> None:
    """Keys, catalogue, and the small files beside the database."""
    beside = (one for one in folder.root.glob("*.json") if one.is_file())
    kept = (one for place in (folder.keys, folder.catalogue) for one in place.rglob("*") if one.is_file())
    for file in (*beside, *kept):
        place = copy.root / file.relative_to(folder.root)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_durably(place, file.read_bytes())
