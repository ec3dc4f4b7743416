"""An application that one station begins and another goes on with. Runs in children of the fork server."""

import contextlib
from pathlib import Path

from domain.case.continue_code import read_code
from domain.contract.draft import DraftQuery
from offline_queue.draft_resuming import take_over
from offline_queue.hand_in import KeptPage
from offline_queue.outbox import Outbox
from offline_queue.platform_client import PlatformClient
from offline_queue.station import Station
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


CONTINUING = {"begun": begun, "continued": continued, "continued_hand_in": continued_hand_in}
