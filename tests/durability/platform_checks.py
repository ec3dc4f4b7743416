"""Does a platform still hold everything its answers said it holds? Opens its folder as the next start would."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import sqlalchemy.exc
from sqlalchemy import Connection, func, select

from acceptance_platform import cases as case_rows
from acceptance_platform import drafts, submissions
from acceptance_platform.data_folder import DataFolder
from acceptance_platform.database import Database
from acceptance_platform.schema import audit, cases, devices
from acceptance_platform.schema import submissions as submission_table
from acceptance_platform.upload_files import UploadFiles
from acceptance_platform.upload_settling import settle_all
from domain.failures import Failure
from tests.durability.key_checks import key_faults
from tests.durability.station_checks import Fault
from tests.durability.travel_checks import USB, import_faults


def platform_faults(root: Path, marks: Sequence[str], originals: Mapping[str, bytes]) -> list[Fault]:
    """``originals``: sealed objects by digest that arrived in the end. Others were given up and may be forgotten."""
    folder = DataFolder(root)
    database = Database(folder.database)
    try:
        database.check()
        files = UploadFiles(folder)
        raw = {path.stem: path.read_bytes() for place in (folder.uploads, folder.sealed) for path in place.iterdir()}
        settle_all(database, files)
        told = {digest: offset for digest, offset in _told_offsets(marks).items() if digest in originals}
        return [
            *_row_faults(database, marks),
            *_offset_faults(raw, told, originals),
            *_shrunk(files, raw, told, originals),
            *_object_faults(database, files, marks),
            *(Fault("lost", words) for words in (*import_faults(root / USB, marks), *key_faults(folder, marks))),
        ]
    except (Failure, sqlalchemy.exc.SQLAlchemyError, OSError) as error:
        return [Fault("corrupt", type(error).__name__)]
    finally:
        database.close()


def _row_faults(database: Database, marks: Sequence[str]) -> list[Fault]:
    faults = []
    with database.reading() as connection:
        if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
            return [Fault("corrupt", "the database is damaged")]
        bare = select(func.count()).select_from(cases).where(cases.c.case_id.not_in(select(submission_table.c.case_id)))
        if connection.execute(bare).scalar():
            faults.append(Fault("twice", "a case that no submission names: the next try cannot find it"))
        for mark in marks:
            word, *rest = mark.split()
            if word in ("taken", "closed"):
                row = submissions.find(connection, rest[0])
                said = None if row is None else (row.official_no if word == "taken" else row.acknowledgement)
                if said != rest[1]:
                    faults.append(Fault("lost" if row is None else "twice", f"{word} {rest[0]}"))
            elif word == "drafted" and not _holds_draft(connection, rest[0], int(rest[1])):
                faults.append(Fault("lost", f"{word} {rest[0]}"))
        faults += [*_resumed_faults(connection, marks), *_certified_faults(connection, marks)]
    return faults


def _certified_faults(connection: Connection, marks: Sequence[str]) -> list[Fault]:
    """A station whose new certificate is not known any more is nobody: the former one is refused, too."""
    told = [mark.split()[1:] for mark in marks if mark.startswith("certified ")]
    known = set(connection.execute(select(devices.c.fingerprint)).scalars())
    last = dict(told)
    return [Fault("lost", f"the certificate of {device_id}") for device_id in last if last[device_id] not in known]


def _resumed_faults(connection: Connection, marks: Sequence[str]) -> list[Fault]:
    """The station that was told to go on is refused what it saves when the platform does not know of it any more."""
    told = Counter(mark.split()[1] for mark in marks if mark.startswith("resumed "))
    if not told:
        return []
    noted = Counter(connection.execute(select(audit.c.subject).where(audit.c.event == "draft resumed")).scalars())
    return [Fault("lost", f"{case_id} was resumed") for case_id in told - noted]


def _holds_draft(connection: Connection, case_id: str, revision: int) -> bool:
    """Or what came of it: the case itself."""
    row = drafts.find(connection, case_id)
    if row is None or row.is_closed:
        return case_rows.find(connection, case_id) is not None
    return row.revision >= revision


def _told_offsets(marks: Sequence[str]) -> dict[str, int]:
    told: dict[str, int] = {}
    for mark in marks:
        word, *rest = mark.split()
        if word == "offset":
            told[rest[0]] = max(told.get(rest[0], 0), int(rest[1]))
    return told


def _offset_faults(raw: Mapping[str, bytes], told: Mapping[str, int], originals: Mapping[str, bytes]) -> list[Fault]:
    """Bytes a client was told need not be sent again."""
    return [
        Fault("lost", f"told {offset} bytes of {digest[:8]}")
        for digest, offset in told.items()
        if raw.get(digest, b"")[:offset] != originals[digest][:offset]
    ]


def _shrunk(
    files: UploadFiles, raw: Mapping[str, bytes], told: Mapping[str, int], originals: Mapping[str, bytes]
) -> list[Fault]:
    """An upload may begin anew in one case only: a torn last piece made a part of full size with wrong bytes."""
    return [
        Fault("lost", f"{digest[:8]} shrank")
        for digest, offset in told.items()
        if files.durable_size(digest) < offset
        and (len(raw.get(digest, b"")) != len(originals[digest]) or raw[digest] == originals[digest])
    ]


def _object_faults(database: Database, files: UploadFiles, marks: Sequence[str]) -> list[Fault]:
    faults = []
    closed = {mark.split()[1] for mark in marks if mark.startswith("closed ")}
    with database.reading() as connection:
        for submission_id in closed:
            for row in submissions.object_rows(connection, submission_id):
                whole = files.is_sealed(row.digest) and _digest(files.read(row.digest)) == row.digest
                if not whole:
                    faults.append(Fault("lost", f"object {row.digest[:8]} of a signed submission"))
    return faults


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
