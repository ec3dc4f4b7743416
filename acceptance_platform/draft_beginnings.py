"""Answers to a 补正 all bear its id, however often one is begun: which beginning counts. Codes tell them apart.

Whoever holds the receipt begins anew, at any station: what was given up does not stand in the way, what was left is
replaced by what was written after it.
"""

import hmac
from typing import Any

from sqlalchemy import Connection, Row

from acceptance_platform import cases
from acceptance_platform.devices import Device
from acceptance_platform.draft_reading import DraftReading
from acceptance_platform.unsealing import SealedBytesUnreadable
from domain.case.receipt_code import token_digest
from domain.contract.draft import SealedDraft


def is_another(known: Row[Any], code_digest: str, connection: Connection, draft: SealedDraft) -> bool:
    """Whether this is another beginning of the answer to a question that is open, by who holds its receipt."""
    return not hmac.compare_digest(known.code_digest, code_digest) and _is_asked_for(connection, draft)


def replaces(known: Row[Any], device: Device, draft: SealedDraft, reading: DraftReading) -> bool:
    """A station sends one after the other, whatever its clock says; between two stations the later writing counts."""
    if known.is_closed or known.device_id == device.device_id:
        return True
    try:
        return draft.saved_at > reading.open(known.sealed).saved_at
    except SealedBytesUnreadable:
        return True


def _is_asked_for(connection: Connection, draft: SealedDraft) -> bool:
    begun = draft.correction
    if begun is None:
        return False
    case, asked = cases.find(connection, begun.case_id), cases.open_correction(connection, begun.case_id)
    return (
        case is not None
        and asked is not None
        and asked.correction_id == draft.case_id
        and hmac.compare_digest(case.token_digest, token_digest(begun.token))
    )
