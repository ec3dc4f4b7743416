"""An application that one station begins and another goes on with. Runs in children of the fork server."""

import contextlib
from pathlib import Path
from typing import Any

from cryptography import x509

from domain.case.continue_code import read_code
from domain.contract.draft import DraftQuery
from domain.contract.enrolment import EnrolmentReply
from offline_queue import enrolment
from offline_queue.draft_resuming import take_over
from offline_queue.hand_in import KeptPage
from offline_queue.outbox import Outbox
from offline_queue.platform_client import PlatformClient
from offline_queue.renewal import read_ticket, renew
from offline_queue.station import Station
from tests.durability.key_checks import key_name
from tests.durability.tasks import APPLICANT, CLOCK, IDS, keep, promise, say, unfinished


def begun(marks: int, state: str) -> None:
    """Two pages are captured, then the citizen leaves. Says the continue code."""
    station, case_id = Station(Path(state)), IDS.new_id()
    with contextlib.closing(Outbox.open(station, CLOCK, IDS)) as outbox:
        pages = tuple(keep(marks, outbox, case_id, number) for number in (1, 2))
        say(marks, "code", outbox.drafts.save(unfinished(station, case_id, pages)))
        outbox.drafts.rest(case_id)


def continued(marks: int, state: str, code: str) -> None:
    """Goes on, captures one page more, and breaks off without a word: the station is still at it."""
    station = Station(Path(state))
    with contextlib.closing(Outbox.open(station, CLOCK, IDS)) as outbox:
        _one_page_more(marks, station, outbox, code)


def renewed(marks: int, state: str, line: str) -> None:
    """The station gets a new key. Says which was certified, as soon as it is heard of, and when it is in use."""
    read = enrolment.read_reply

    def read_and_told(*arguments: Any) -> EnrolmentReply:
        reply: EnrolmentReply = read(*arguments)
        say(marks, "certified", _certified(reply.certificate.encode()))
        return reply

    vars(enrolment)["read_reply"] = read_and_told
    station = Station(Path(state))
    renew(station, read_ticket(line), undelivered=0)
    say(marks, "renewed", _certified(station.device_certificate.read_bytes()))


def _certified(pem: bytes) -> str:
    return key_name(x509.load_pem_x509_certificate(pem).public_key())


def continued_hand_in(marks: int, state: str, code: str) -> None:
    """Goes on again, with one page more, and hands in."""
    station = Station(Path(state))
    with contextlib.closing(Outbox.open(station, CLOCK, IDS)) as outbox:
        case_id, pages = _one_page_more(marks, station, outbox, code)
        say(marks, "undrafting", case_id)
        promise(marks, station, outbox, case_id, pages)


def _one_page_more(marks: int, station: Station, outbox: Outbox, code: str) -> tuple[str, tuple[KeptPage, ...]]:
    """Says what binds the station, each revision and page, once the product has returned."""
    query = DraftQuery(code=read_code(code), id_kind=APPLICANT.id_kind, id_number=APPLICANT.id_number)
    with contextlib.closing(PlatformClient(station)) as client:
        resumed = client.resume_draft(query)
        found = take_over(client, outbox, resumed)
    case_id, revision = found.case.case_id, resumed.revision + 1
    for page in found.case.pages:
        say(marks, "kept", case_id, page.sealed_digest)
    say(marks, "drafted", case_id, revision)
    pages = (*found.case.pages, keep(marks, outbox, case_id, len(found.pages) + 1))
    outbox.drafts.save(unfinished(station, case_id, pages))
    say(marks, "drafted", case_id, revision + 1)
    return case_id, pages


CONTINUING = {"begun": begun, "continued": continued, "renewed": renewed, "continued_hand_in": continued_hand_in}
