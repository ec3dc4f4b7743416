"""Fetches an application begun elsewhere: its pages into the draft's own folder, sealed, before anybody sees them."""

import contextlib
from collections.abc import Iterable
from dataclasses import replace

from domain.clock import IdSource
from domain.contract.submission import Applicant
from domain.failures import Failure, FailureCode
from offline_queue.draft_keeper import UnfinishedCase
from offline_queue.draft_resuming import ContinuedCase, ContinuedPage, continue_case
from offline_queue.platform_client import PlatformClient
from offline_queue.station import Station
from window_client.draft.application import ChosenItem, Organisation, Person
from window_client.draft.pages import Page
from window_client.draft.taking_up import TakenUp
from window_client.shell.draft_vault import DraftVault
from window_client.shell.hand_ins import HandIns


class TakingUp:
    """One thread, that of the hand-ins."""

    def __init__(self, station: Station, hand_ins: HandIns, vault: DraftVault, ids: IdSource) -> None:
        self._station = station
        self._hand_ins = hand_ins
        self._vault = vault
        self._ids = ids

    def take_up(self, draft_id: str, code: str, person: Person) -> TakenUp:
        """Blocks while the pages come; this station is then the only one at it. Raises ``Failure``: those of
        :func:`continue_case`, STORE_*. The same code may be asked for again."""
        applicant = Applicant(name=person.name, id_kind=person.kind, id_number=person.number)
        with contextlib.closing(PlatformClient(self._station)) as platform:
            came = continue_case(platform, self._hand_ins.queue(), code, applicant)
        if came.case.correction is not None:
            self.put_back((came.case.case_id,))
            raise Failure(FailureCode.DRAFT_IS_CORRECTION)
        pictures = [page for page in came.pages if page.kept.media_type != "application/pdf"]
        pages = tuple(self._kept(draft_id, came.case.case_id, side, page) for side, page in enumerate(pictures, 1))
        case = came.case
        item = ChosenItem(case.item_code, case.case_id, self._ids.new_token(), case.scenarios)
        return TakenUp(item, dict(case.fields), dict(case.sources), pages, _agent(case), _organisation(case),
                       _to_come(came, pictures))  # fmt: skip

    def put_back(self, case_ids: Iterable[str]) -> None:
        """Any station may continue them; nothing for a case that began here or is handed in."""
        for case_id in case_ids:
            self._hand_ins.queue().drafts.rest(case_id)

    def _kept(self, draft_id: str, case_id: str, side: int, page: ContinuedPage) -> tuple[str, Page]:
        """A page of its own in the pile: it is no back of the one before it."""
        name = self._ids.new_id()
        self._vault.keep_picture(draft_id, name, page.data)
        made = Page(name, name, "image/png" if page.kept.media_type == "image/png" else "image/jpeg")
        return page.kept.material_id, replace(made, batch=f"{case_id}-{side}")


def _agent(case: UnfinishedCase) -> Person | None:
    """Seen by another station: their papers are looked at here once more."""
    agent = case.agent
    return Person(agent.id_kind, agent.name, agent.id_number, agent.address) if agent else None


def _organisation(case: UnfinishedCase) -> Organisation | None:
    return Organisation(case.organisation.name, case.organisation.credit_code) if case.organisation else None


def _to_come(came: ContinuedCase, pictures: list[ContinuedPage]) -> int:
    return came.pages_on_their_way + len(came.pages) - len(pictures)
