"""Where a visit saves an application that is not finished, so that it can be continued at another station."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.case.continue_code import code_of, read_code, shown
from domain.clock import Clock, IdSource
from domain.contract.draft import CorrectionBegun, DraftManifest, SealedDraft
from domain.contract.signature import Signature
from domain.contract.submission import Applicant, OrganisationApplicant, SealedObject
from offline_queue import draft_rows
from offline_queue.current_keys import SealerNow
from offline_queue.draft_rows import DraftRow, DraftState
from offline_queue.hand_in import KeptPage, page_facts
from offline_queue.station_time import StationTime
from offline_queue.store import Store, Transaction


@dataclass(frozen=True, slots=True)
class UnfinishedCase:
    """All that is known of an application so far. ``repr`` shows nothing of the person."""

    case_id: str
    item_code: str
    catalogue_version: str
    form_version: str
    applicant: Applicant = field(repr=False)
    region: str = field(default="", repr=False)
    scenarios: tuple[str, ...] = field(default=(), repr=False)
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    sources: Mapping[str, str] = field(default_factory=dict, repr=False)
    pages: tuple[KeptPage, ...] = ()
    agent: Applicant | None = field(default=None, repr=False)
    organisation: OrganisationApplicant | None = field(default=None, repr=False)
    place: str = ""
    """Where in the application the person is; a word of the program that calls, given back when it is continued."""
    signature: Signature | None = field(default=None, repr=False)
    held: tuple[str, ...] = ()
    """See :class:`SealedDraft`."""
    correction: CorrectionBegun | None = None
    """See :class:`SealedDraft`."""


@dataclass(frozen=True, slots=True)
class Travel:
    """How far the platform has an unfinished application. Only what has arrived can be continued elsewhere."""

    resumable: bool
    """Fields and list of pages of some revision are there."""
    complete: bool
    """Everything that was saved last is there, every page too."""


class DraftKeeper:
    """As :class:`~offline_queue.outbox.Outbox`: what returns is durable, what raises ``Failure`` has promised nothing.

    The continue code is known to this process and inside the sealed draft only, never to the disk of this station.
    """

    def __init__(self, store: Store, sealer_now: SealerNow, clock: Clock, ids: IdSource) -> None:
        self._store = store
        self._sealer_now = sealer_now
        self._clock = clock
        self._time = StationTime(clock)
        self._ids = ids
        self._codes: dict[str, str] = {}

    def save(self, case: UnfinishedCase) -> str:
        """Replaces what was saved of it before; the agent carries it away in the background. Answers the continue
        code as it is shown, for one case always the same.

        Raises STORE_*, SEALING_NO_RECIPIENT, and ``ValueError`` (naming fields, never values) for a case that
        breaks the contract."""
        self._put(case, after=0)
        return self.continue_code(case.case_id)

    def continue_code(self, case_id: str) -> str:
        """As it is shown. There without a line; it can be used elsewhere only once :meth:`travel` says so."""
        if case_id not in self._codes:
            self._codes[case_id] = read_code(code_of(self._ids.new_token()))
        return shown(self._codes[case_id])

    def adopt(self, case: UnfinishedCase, code: str, revision: int) -> None:
        """It was continued here: keeps its code, and is saved as the revision after the platform's."""
        self._codes[case.case_id] = read_code(code)
        self._put(case, after=revision)

    def rest(self, case_id: str) -> None:
        """Nobody is at it any more: any station may continue it as soon as this has arrived there, and this process
        forgets its code. Nothing for a case that was never saved here or was handed in."""
        self._codes.pop(case_id, None)
        with self._store.transaction() as transaction:
            row = draft_rows.find(transaction, case_id)
            if row is not None:
                _rest(transaction, row)

    def rest_all(self) -> None:
        """Whoever was at them is gone, however that ended: for a station at which one visit follows the other."""
        self._codes.clear()
        with self._store.reading() as transaction:
            is_left = draft_rows.all_at_hand(transaction) != ()
        if is_left:
            with self._store.transaction() as transaction:
                for row in draft_rows.all_at_hand(transaction):
                    _rest(transaction, row)

    def travel(self, case_id: str) -> Travel | None:
        """``None``: not saved here, given up, handed in, or continued at another station since."""
        with self._store.reading() as transaction:
            row = draft_rows.find(transaction, case_id)
        if row is None or row.state is DraftState.CLOSING:
            return None
        return Travel(resumable=row.told > 0, complete=row.state is DraftState.ARRIVED)

    def give_up(self, case_id: str) -> None:
        """Here at once, on the platform as soon as it is reached."""
        self._codes.pop(case_id, None)
        with self._store.transaction() as transaction:
            draft_rows.close(transaction, case_id)

    def _put(self, case: UnfinishedCase, after: int) -> None:
        self.continue_code(case.case_id)
        sealer = self._sealer_now()
        sealed = sealer.seal(self._plain(case))
        manifest = DraftManifest(
            case_id=case.case_id,
            revision=1,
            suite=sealer.suite,
            key_ids=sealer.key_ids,
            sealed=base64.b64encode(sealed).decode("ascii"),
            pages=tuple(SealedObject(digest=page.sealed_digest, size=page.size, role="page") for page in case.pages),
        )
        with self._store.transaction() as transaction:
            row = draft_rows.find(transaction, case.case_id)
            revision = max(after, 0 if row is None else row.revision) + 1
            numbered = manifest.model_copy(update={"revision": revision})
            draft_rows.put(transaction, numbered, self._time.advance(transaction))

    def _plain(self, case: UnfinishedCase) -> bytes:
        """JSON of :class:`SealedDraft`: to be sealed at once and never written as it is."""
        agent, body = case.agent, case.organisation
        content = {
            "case_id": case.case_id, "code": self._codes[case.case_id], "item_code": case.item_code,
            "catalogue_version": case.catalogue_version, "form_version": case.form_version,
            "applicant": case.applicant.model_dump(), "agent": agent.model_dump() if agent else None,
            "organisation": body.model_dump() if body else None, "region": case.region,
            "scenarios": list(case.scenarios), "fields": dict(case.fields), "sources": dict(case.sources),
            "place": case.place, "held": list(case.held),
            "signature": case.signature.model_dump(mode="json") if case.signature else None,
            "correction": case.correction.model_dump() if case.correction else None,
            "pages": [page_facts(page) for page in case.pages],
            "saved_at": self._clock.now().isoformat(), "salt": self._ids.new_token(),
        }  # fmt: skip
        return SealedDraft.model_validate_json(json.dumps(content)).model_dump_json().encode()


def _rest(transaction: Transaction, row: DraftRow) -> None:
    if row.state is not DraftState.CLOSING:
        resting = row.parsed().model_copy(update={"revision": row.revision + 1, "at_rest": True})
        draft_rows.put(transaction, resting, row.saved_at)
