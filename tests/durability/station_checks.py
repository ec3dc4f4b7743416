"""Is everything a station has promised still there? Opens its queue as the next start would."""

import contextlib
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.clock import SystemClock
from domain.contract.enrolment import VerificationKey
from domain.failures import Failure
from offline_queue import entries
from offline_queue.acknowledgement import verified_acknowledgement
from offline_queue.entry_states import EntryState
from offline_queue.page_files import PageFiles
from offline_queue.recovery import recover
from offline_queue.station import Station
from offline_queue.store import Store, Transaction
from tests.durability.travel_checks import USB, courier_faults, draft_faults


@dataclass(frozen=True, slots=True)
class Fault:
    kind: str
    """``lost``, ``twice``, ``corrupt`` or ``purged_early``: before the acknowledgement."""
    words: str


@dataclass(frozen=True)
class Promises:
    cases: dict[str, tuple[str, tuple[str, ...]]]
    """By submission: temporary number and the digests of its pages."""
    kept: frozenset[str]
    """Pages kept and not dropped."""


def promises(marks: Iterable[str]) -> Promises:
    cases: dict[str, tuple[str, tuple[str, ...]]] = {}
    kept: dict[str, str] = {}
    for mark in marks:
        word, *rest = mark.split()
        if word == "promised":
            cases[rest[0]] = (rest[1], tuple(rest[2].split(",")))
        elif word == "kept":
            kept[rest[1]] = rest[0]
        elif word == "dropping":
            kept.pop(rest[0], None)
    return Promises(cases, frozenset(kept))


def station_faults(station: Station, marks: Sequence[str], keys: Sequence[VerificationKey]) -> list[Fault]:
    """None is how it must be."""
    promised = promises(marks)
    files = PageFiles(station.pages, station.quarantine)
    try:
        files.prepare()
        with contextlib.closing(Store.open(station.database)) as store:
            store.check()
            recover(store, files, SystemClock())
            with store.reading() as transaction:
                return [
                    *_faults(transaction, files, promised, keys),
                    *(Fault("lost", words) for words in draft_faults(transaction, marks)),
                    *(Fault("lost", words) for words in courier_faults(transaction, station.queue / USB, marks, keys)),
                ]
    except Failure as failure:
        return [Fault("corrupt", str(failure))]
    except Exception as error:  # noqa: BLE001 - whatever the next start stumbles over
        return [Fault("corrupt", f"{type(error).__name__} {error}")]


def _faults(
    transaction: Transaction, files: PageFiles, promised: Promises, keys: Sequence[VerificationKey]
) -> list[Fault]:
    held = {entry.submission_id: entry for entry in entries.all_entries(transaction)}
    faults = [Fault("lost", f"{one} is not in the queue") for one in promised.cases if one not in held]
    numbers = [entry.temporary_no for entry in held.values() if entry.temporary_no]
    if len(set(numbers)) != len(numbers):
        faults.append(Fault("twice", "a number was given twice"))
    for submission_id, entry in held.items():
        faults += _entry_faults(transaction, files, entry, promised.cases.get(submission_id), keys)
    delivered = {
        digest
        for one, entry in held.items()
        if entry.state is EntryState.CONFIRMED
        for digest in entries.objects_of(transaction, one)
    }
    faults += [
        Fault("lost", f"kept page {digest[:8]}") for digest in promised.kept - delivered if not files.is_whole(digest)
    ]
    return faults


def _entry_faults(
    transaction: Transaction,
    files: PageFiles,
    entry: entries.Entry,
    promise: tuple[str, tuple[str, ...]] | None,
    keys: Sequence[VerificationKey],
) -> list[Fault]:
    manifest = entries.manifest_of(transaction, entry.submission_id)
    pages = tuple(one.digest for one in manifest.objects if one.role == "page")
    if promise is not None and (entry.temporary_no, pages) != promise:
        return [Fault("corrupt", f"{entry.submission_id} is another case")]
    if entry.state is EntryState.CONFIRMED:
        token = entries.acknowledgement_of(transaction, entry.submission_id)
        try:
            verified_acknowledgement(token or "", manifest, keys)
        except Failure:
            return [Fault("purged_early", f"{entry.submission_id} without an acknowledgement")]
        return []
    forms = _forms_in_database(transaction)
    return [
        Fault(
            "purged_early" if not files.path(one.digest).exists() else "corrupt", f"{entry.submission_id} object {at}"
        )
        for at, one in enumerate(manifest.objects)
        if one.digest not in forms and not files.is_whole(one.digest)
    ]


def _forms_in_database(transaction: Transaction) -> frozenset[str]:
    """Digests of sealed forms that are whole in the database, in the versions that keep them there."""
    if not transaction.rows("SELECT name FROM sqlite_master WHERE name = 'sealed_form'"):
        return frozenset()
    return frozenset(hashlib.sha256(row["sealed"]).hexdigest() for row in transaction.rows("SELECT * FROM sealed_form"))


def nonce_faults(files: Iterable[bytes]) -> list[Fault]:
    """age v1: a file key and a nonce are used for one plain text only. ``files`` with at least one sealed one."""
    sealed = {file: nonce for file in files if (nonce := _nonce(file)) is not None}
    if not sealed:
        return [Fault("corrupt", "there was no nonce to look at")]
    return [] if len(set(sealed.values())) == len(sealed) else [Fault("corrupt", "a nonce was used twice")]


def _nonce(file: bytes) -> bytes | None:
    """Behind the header's last line, which holds its MAC."""
    header, _, rest = file.partition(b"\n---")
    _, _, body = rest.partition(b"\n")
    return body[:16] if header.startswith(b"age-encryption.org/v1") and len(body) >= 16 else None
