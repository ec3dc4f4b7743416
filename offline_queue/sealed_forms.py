"""Sealed forms and sets of previews of hand-ins, kept in the database until they are delivered.

A form has one to four thousand bytes, a set of previews some ten thousand; both are committed with their entry: a file
of its own would cost two more syncs.
"""

import hashlib
from typing import Literal

from offline_queue.store import Transaction

Kind = Literal["sealed_form", "sealed_previews"]
_KINDS: tuple[Kind, ...] = ("sealed_form", "sealed_previews")


def add_form(
    transaction: Transaction, submission_id: str, digest: str, sealed: bytes, kind: Kind = "sealed_form"
) -> None:
    transaction.change(
        f"INSERT INTO {kind} (submission_id, digest, sealed) VALUES (?, ?, ?)",  # noqa: S608 - one of two names
        submission_id, digest, sealed,
    )  # fmt: skip


def drop_form(transaction: Transaction, submission_id: str) -> None:
    for kind in _KINDS:
        transaction.change(f"DELETE FROM {kind} WHERE submission_id = ?", submission_id)  # noqa: S608


def sealed_form(transaction: Transaction, digest: str) -> bytes | None:
    """``None`` for pages, and for all of a hand-in of an older program, whose form is a file."""
    for kind in _KINDS:
        row = transaction.row(
            f"SELECT sealed FROM entry_object JOIN {kind} USING (submission_id, digest) WHERE digest = ?",  # noqa: S608
            digest,
        )
        if row is not None:
            return bytes(row["sealed"])
    return None


def whole_forms(transaction: Transaction) -> frozenset[str]:
    """Digests of those that are what they are named by."""
    rows = [row for kind in _KINDS for row in transaction.rows(f"SELECT digest, sealed FROM {kind}")]  # noqa: S608
    return frozenset(row["digest"] for row in rows if hashlib.sha256(row["sealed"]).hexdigest() == row["digest"])
