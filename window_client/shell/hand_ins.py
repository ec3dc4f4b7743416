"""Makes one hand-in of each item: the pages as the clerk left them, sealed into the queue, committed once."""

import logging
from collections.abc import Sequence

from domain.catalogue.joint import values_of
from domain.catalogue.model import Item
from domain.clock import Clock, IdSource
from domain.contract.submission import Applicant, OrganisationApplicant, Repeated
from domain.failures import Failure
from offline_queue.entry_states import EntryState
from offline_queue.outbox import CaseDraft, CommittedCase, KeptPage, NewPage, Outbox
from offline_queue.station import Station, StationEnrolment
from window_client.draft.application import Application, ChosenItem, Organisation, Person, Slip
from window_client.draft.pages import Page
from window_client.journeys.counter.flow.desk import Desk, EarlierHandIn
from window_client.shell.draft_vault import DraftVault, page_missing
from window_client.shell.hand_in_history import HandInHistory
from window_client.shell.paper_looks import as_handed_in

_log = logging.getLogger(__name__)
_AT_ONCE = 8
"""Pages in memory at a time."""


class HandIns:
    """One thread. The queue is opened when it is first needed."""

    def __init__(self, station: Station, vault: DraftVault, clock: Clock, ids: IdSource) -> None:
        self._station = station
        self._history = HandInHistory(station, clock)
        self._vault = vault
        self._clock = clock
        self._ids = ids
        self._outbox: Outbox | None = None

    def admission(self) -> None:
        """Before a person is received. Raises ``Failure``: the disk may not hold another case."""
        self.queue().admission()

    def save(self, desk: Desk, chosen: ChosenItem) -> Slip:
        """The same item again answers what was saved the first time, also after a crash in between.

        Raises ``Failure``; then nothing was promised.
        """
        outbox, item = self.queue(), desk.catalogue.item(chosen.code)
        outbox.drop_pages(chosen.case_id)
        self._remember(desk.application, chosen)
        committed = outbox.commit(self._draft(desk, chosen, item, self._pages(outbox, desk, chosen)))
        return _slip(chosen, committed)

    def earlier(self, application: Application) -> tuple[EarlierHandIn, ...]:
        """Of the last days, of this applicant and these items, the latest of each item first; without what this draft
        hands in itself. Raises ``Failure``."""
        return tuple(
            found
            for item in application.items
            for case_id in self._history.of(_subject(application), item.code)
            if case_id not in {mine.case_id for mine in application.items}
            and (found := self._earlier(item.code, case_id)) is not None
        )

    def receipt_given(self, submission_id: str) -> None:
        self.queue().receipt_given(submission_id)

    def enrolment(self) -> StationEnrolment:
        """Raises ``Failure(DEVICE_NOT_ENROLLED)``."""
        return self._station.enrolment()

    def close(self) -> None:
        if self._outbox is not None:
            self._outbox.close()
            self._outbox = None

    def queue(self) -> Outbox:
        """Opened when it is first asked for. Raises ``Failure``."""
        if self._outbox is None:
            self._outbox = Outbox.open(self._station, self._clock, self._ids)
        return self._outbox

    def _earlier(self, item_code: str, case_id: str) -> EarlierHandIn | None:
        entry = self.queue().handed_in(case_id)
        if entry is None:
            return None
        return EarlierHandIn(item_code, entry.temporary_no, entry.handed_in_at, entry.state is EntryState.CONFIRMED)

    def _remember(self, application: Application, chosen: ChosenItem) -> None:
        """A disk that takes no note of it may still take the hand-in, which matters more."""
        try:
            self._history.note(_subject(application), chosen.code, chosen.case_id)
        except Failure as failure:
            _log.warning("hand-in not noted for later: %s", failure.code.value)

    def _pages(self, outbox: Outbox, desk: Desk, chosen: ChosenItem) -> tuple[KeptPage, ...]:
        wanted = _wanted_pages(desk, chosen.code)
        kept: list[KeptPage] = []
        for at in range(0, len(wanted), _AT_ONCE):
            made = [self._new_page(desk.application, *one) for one in wanted[at : at + _AT_ONCE]]
            kept.extend(outbox.keep_pages(chosen.case_id, made))
        return tuple(kept)

    def _new_page(self, application: Application, material_id: str, page_no: int, page: Page) -> NewPage:
        """Grade B: compared with the original by a clerk; C: not yet."""
        data = self._vault.picture(application.draft_id, page.image)
        if data is None:
            raise page_missing(page.image)
        made = as_handed_in(page, data)
        media_type = "image/png" if made.startswith(b"\x89PNG") else "image/jpeg"
        return NewPage(material_id, page_no, media_type, "B" if page.checked else "C", made)

    def _draft(self, desk: Desk, chosen: ChosenItem, item: Item, pages: tuple[KeptPage, ...]) -> CaseDraft:
        application = desk.application
        fields = values_of(desk.fields, application.values, item.code)
        sources = {
            use.id: application.sources.get(joint.key, "user")
            for joint in desk.fields
            for use in joint.uses
            if use.item_code == item.code and use.id in fields
        }
        person = application.applicant
        if person is None:
            raise ValueError("no applicant")
        return CaseDraft(
            case_id=chosen.case_id,
            submission_id=chosen.case_id,
            kind="new",
            item_code=item.code,
            catalogue_version=desk.catalogue.version,
            form_version=item.form_version,
            applicant=_applicant(person, fields),
            region=fields.get("region") or person.region or self._station.enrolment().node.region,
            fields=fields,
            sources=sources,
            pages=pages,
            token=chosen.token,
            scenarios=chosen.scenarios,
            agent=_applicant(application.agent, {}) if application.agent else None,
            organisation=_organisation(application.organisation) if application.organisation else None,
            signature=application.signature,
            repeated=_repeated(desk, chosen),
            group_id=application.draft_id if len(application.items) > 1 else "",
            theme=desk.theme_of(item.code),
        )


def _applicant(person: Person, fields: dict[str, str]) -> Applicant:
    return Applicant(
        name=person.name,
        id_kind=person.kind,
        id_number=person.number,
        mobile=fields.get("mobile", ""),
        address=fields.get("address", "") or person.address,
        proof=person.proof,
    )


def _organisation(organisation: Organisation) -> OrganisationApplicant:
    return OrganisationApplicant(name=organisation.name, credit_code=organisation.credit_code)


def _wanted_pages(desk: Desk, item_code: str) -> Sequence[tuple[str, int, Page]]:
    """Material id, number in the material, page; a paper two items share goes with both."""
    pile = desk.application.papers.pile
    return [
        (use.id, number, page)
        for line in desk.paper_lines
        for use in line.uses
        if use.item_code == item_code
        for number, page in enumerate(desk.as_handed_in(pile.of(line.id)), 1)
    ]


def _subject(application: Application) -> str:
    """Who applies, as one word: the body, else the person."""
    if application.organisation is not None:
        return application.organisation.credit_code
    return f"{application.applicant.kind} {application.applicant.number}" if application.applicant else ""


def _repeated(desk: Desk, chosen: ChosenItem) -> Repeated | None:
    before, reason = desk.earlier_of(chosen.code), desk.application.repeat_reason
    return Repeated(temporary_no=before.temporary_no, reason=reason) if before and reason else None


def _slip(chosen: ChosenItem, committed: CommittedCase) -> Slip:
    return Slip(chosen.code, committed.temporary_no, committed.pages, committed.handed_in_at)
