"""Sealed forms of hand-ins, kept in the database until they are delivered.

A form has one to four thousand bytes and is committed with its entry: a file of its own would cost two more syncs.
Everything that carries it further reads a file, which is made from the row whenever it is missing.
"""

import hashlib

from offline_queue.page_files import PageFiles
from offline_queue.store import Transaction


def add_form(transaction: Transaction, submission_id: str, digest: str, sealed: bytes) -> None:
    transaction.change(
        "INSERT INTO sealed_form (submission_id, digest, sealed) VALUES (?, ?, ?)", submission_id, digest, sealed
    )


def drop_form(transaction: Transaction, submission_id: str) -> None:
    transaction.change("DELETE FROM sealed_form WHERE submission_id = ?", submission_id)


def put_form(transaction: Transaction, submission_id: str, files: PageFiles) -> None:
    """As the file an upload reads. Nothing for a hand-in of an older program, whose form is a file already."""
    row = transaction.row("SELECT digest, sealed FROM sealed_form WHERE submission_id = ?", submission_id)
    if row is not None:
        files.restore(row["digest"], row["sealed"])


def whole_forms(transaction: Transaction) -> frozenset[str]:
    """Digests of the forms that are what they are named by."""
    rows = transaction.rows("SELECT digest, sealed FROM sealed_form")
    return frozenset(row["digest"] for row in rows if hashlib.sha256(row["sealed"]).hexdigest() == row["digest"])
