"""Are the unfinished applications still there that were promised, and the packets a courier was given?"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from domain import custody
from domain.contract.enrolment import VerificationKey
from domain.contract.submission import SubmissionManifest
from domain.failures import Failure
from offline_queue import draft_rows, entries
from offline_queue.acknowledgement import verified_acknowledgement
from offline_queue.courier_folder import ACKNOWLEDGEMENT, PACKET
from offline_queue.store import Transaction

USB = "usb"
"""What the courier carries: beside the queue's own files, so that one recording and one strike reach both."""


@dataclass(frozen=True, slots=True)
class Travels:
    """What marks bind a station to."""

    drafts: dict[str, int]
    """Revisions by case, of those nobody handed in, gave up or left to the platform."""
    exported: dict[str, str]
    """SHA-256 of the packet by submission."""
    relayed: frozenset[str]


def travels(marks: Sequence[str]) -> Travels:
    drafts: dict[str, int] = {}
    exported: dict[str, str] = {}
    relayed: set[str] = set()
    for mark in marks:
        word, *rest = mark.split()
        if word == "drafted":
            drafts[rest[0]] = int(rest[1])
        elif word == "undrafting":
            drafts.pop(rest[0], None)
        elif word == "exported":
            exported[rest[0]] = rest[1]
        elif word == "relayed":
            relayed.add(rest[0])
    return Travels(drafts, exported, frozenset(relayed))


def draft_faults(transaction: Transaction, marks: Sequence[str]) -> list[str]:
    """In words; each is a loss."""
    found = []
    for case_id, revision in travels(marks).drafts.items():
        row = draft_rows.find(transaction, case_id)
        if row is None or row.revision < revision:
            found.append(f"draft {case_id} is {'gone' if row is None else f'of revision {row.revision}'}")
    return found


def courier_faults(
    transaction: Transaction, folder: Path, marks: Sequence[str], keys: Sequence[VerificationKey]
) -> list[str]:
    """In words; each is a loss. Of what is on the stick once its packet, its line in the list and, where the platform
    has signed, the signature were said to be there. No packet may have been exported twice."""
    bound = travels(marks)
    listed = _listed(folder)
    found = []
    for submission_id, digest in bound.exported.items():
        packet = folder / f"{submission_id}{PACKET}"
        if not packet.exists() or hashlib.sha256(packet.read_bytes()).hexdigest() != digest:
            found.append(f"packet of {submission_id}")
        if ("exported", submission_id) not in listed:
            found.append(f"{submission_id} is not in the list of custody")
    return found + [
        f"acknowledgement of {submission_id}"
        for submission_id in bound.relayed
        if not _is_signed(folder, entries.manifest_of(transaction, submission_id), keys)
    ]


def import_faults(folder: Path, marks: Sequence[str]) -> list[str]:
    """In words; each is a loss. Of the stick a platform has taken packets from: it carries the answers home."""
    signed = dict(mark.split()[1:3] for mark in marks if mark.startswith("closed "))
    listed = _listed(folder)
    found = []
    for submission_id in (mark.split()[1] for mark in marks if mark.startswith("imported ")):
        path = folder / f"{submission_id}{ACKNOWLEDGEMENT}"
        if not path.exists() or path.read_text("ascii") != signed[submission_id]:
            found.append(f"acknowledgement of {submission_id} on the stick")
        if ("taken", submission_id) not in listed:
            found.append(f"{submission_id} is not listed as taken")
    return found


def _is_signed(folder: Path, manifest: SubmissionManifest, keys: Sequence[VerificationKey]) -> bool:
    path = folder / f"{manifest.submission_id}{ACKNOWLEDGEMENT}"
    try:
        verified_acknowledgement(path.read_text("ascii"), manifest, keys)
    except (OSError, Failure):
        return False
    return True


def _listed(folder: Path) -> set[tuple[str, str]]:
    """Event and submission of every whole line."""
    path = folder / custody.NAME
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    facts = [json.loads(line) for line in lines if line.startswith(b"{") and line.endswith(b"}")]
    return {(one["event"], one["submission_id"]) for one in facts}
