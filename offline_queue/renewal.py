"""A station that works already gets a new key, or another identity: the old one stands until the new one is whole."""

import ctypes
import os
import shutil
from pathlib import Path

from domain.contract.enrolment import EnrolmentTicket
from domain.failures import Failure, FailureCode
from offline_queue.durable_files import sync_folder
from offline_queue.enrolment import asked_key_file, certified, forget_asked
from offline_queue.station import Station, StationEnrolment
from offline_queue.storage_faults import file_fault

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def read_ticket(line: str) -> EnrolmentTicket:
    """Raises ENROLMENT_TICKET_INVALID for anything but a ticket."""
    try:
        return EnrolmentTicket.decode(line)
    except ValueError as error:
        raise Failure(FailureCode.ENROLMENT_TICKET_INVALID, type(error).__name__) from error


def renew(station: Station, ticket: EnrolmentTicket, *, undelivered: int) -> StationEnrolment:
    """``undelivered``: hand-ins the platform has not signed for. They stay deliverable with a ticket that renews this
    device; another identity could not deliver them, and is refused with ENROLMENT_OTHER_DEVICE while there are any.

    May be repeated with the same ticket, whatever broke it off, when the answer was lost as well as when this program
    was ended: the key that was asked for is kept until all is done.
    Raises as :func:`offline_queue.enrolment.certified`; then the identity of before stands as it was.
    """
    if undelivered and ticket.device_id != station.enrolment().device_id:
        raise Failure(FailureCode.ENROLMENT_OTHER_DEVICE, f"{undelivered} undelivered")
    following = Station(station.root / "renewal")
    try:
        if not asked_key_file(station, ticket).exists():
            certified(following, ticket)
            _exchange(following.identity, station.identity)
            sync_folder(station.root)
        if following.root.exists():
            shutil.rmtree(following.root)
        forget_asked(station)
    except OSError as error:
        raise file_fault(error) from error
    return station.enrolment()


def _exchange(one: Path, other: Path) -> None:
    """Both names change their folders in one step: no power cut finds half an identity (renameat2(2))."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
