"""The personal services of the platform, for one visit: proves who stands here when a service first needs it."""

import hashlib
from typing import TypeVar
from urllib.parse import quote

from domain.contract.appointment import Appointment, AppointmentDesk, AppointmentRequest, QueueTicket
from domain.contract.certificate import (
    CertificatePrint,
    CertificateRequest,
    LicenceAnswers,
    LicenceCopy,
    LicenceQuestion,
    MyLicences,
)
from domain.contract.draft import MyDrafts, ResumedDraft
from domain.contract.evaluation import Evaluation, EvaluationReply
from domain.contract.held_papers import EarlierPage, MyPapers
from domain.contract.my_cases import MyCases
from domain.contract.payment import MyBills, Payment
from domain.contract.presence import PresenceReply, PresenceRequest
from domain.contract.submission import Applicant
from domain.contract.wire import Wire
from domain.identity.person import ID_KINDS, Person, kind_of_number
from offline_queue.outcome import reply_invalid
from offline_queue.platform_client import PlatformClient

M = TypeVar("M", bound=Wire)

_LONGEST_CODE = 200
"""Characters of a presence's code (``ShortText``). What is longer is nobody's code, but some other one a hand held out:
its beginning is asked about, and refused like any wrong code."""


class PersonalDesk:
    """Every call may block as those of :class:`PlatformClient` and raises ``Failure``. One thread at a time."""

    def __init__(self, client: PlatformClient) -> None:
        self._client = client
        self._token = ""
        self._number = ""

    def by_phone(self, code: str) -> Person:
        """Who shows this code on a phone."""
        return self._open(PresenceRequest(proof="phone", code=code.strip()[:_LONGEST_CODE]))

    def by_clerk(self, person: Person, code: str) -> Person:
        """The same person, vouched for by the clerk whose code this is."""
        return self._open(PresenceRequest(proof="clerk", person=_wire(person), code=code.strip()[:_LONGEST_CODE]))

    def certificate(self, person: Person, request: CertificateRequest) -> CertificatePrint:
        return self._ask(person, "POST", "/v1/my/certificates", CertificatePrint, request)

    def licences(self, person: Person) -> MyLicences:
        return self._ask(person, "GET", "/v1/my/licences", MyLicences)

    def licence_copy(self, person: Person, licence_id: str, purpose: str) -> LicenceCopy:
        path = f"/v1/my/licences/{quote(licence_id)}/copy?purpose={quote(purpose)}"
        return self._ask(person, "GET", path, LicenceCopy)

    def licence_answers(self, person: Person, item_code: str) -> LicenceAnswers:
        question = LicenceQuestion(item_code=item_code)
        return self._ask(person, "POST", "/v1/my/licences/answers", LicenceAnswers, question)

    def bills(self, person: Person) -> MyBills:
        return self._ask(person, "GET", "/v1/my/bills", MyBills)

    def begin_payment(self, person: Person, bill_no: str) -> Payment:
        """The payment under way, if there is one: safe to repeat."""
        return self._ask(person, "POST", f"/v1/my/bills/{quote(bill_no)}/payments", Payment)

    def payment(self, person: Person, payment_no: str) -> Payment:
        return self._ask(person, "GET", f"/v1/my/payments/{quote(payment_no)}", Payment)

    def appointments(self, person: Person) -> AppointmentDesk:
        return self._ask(person, "GET", "/v1/my/appointments", AppointmentDesk)

    def book(self, person: Person, slot: AppointmentRequest) -> Appointment:
        return self._ask(person, "POST", "/v1/my/appointments", Appointment, slot)

    def cancel(self, person: Person, appointment_no: str) -> AppointmentDesk:
        return self._ask(person, "DELETE", f"/v1/my/appointments/{quote(appointment_no)}", AppointmentDesk)

    def queue_ticket(self, person: Person) -> QueueTicket:
        """The one that waits, if there is one: safe to repeat."""
        return self._ask(person, "POST", "/v1/my/queue-tickets", QueueTicket)

    def cases(self, person: Person) -> MyCases:
        return self._ask(person, "GET", "/v1/my/cases", MyCases)

    def papers(self, person: Person) -> MyPapers:
        return self._ask(person, "GET", "/v1/my/papers", MyPapers)

    def paper_page(self, person: Person, paper_id: str, page: EarlierPage) -> bytes:
        path = f"/v1/my/papers/{quote(paper_id)}/pages/{page.plain_digest}"
        data = self._client.personal_file(path, self._presence_of(person))
        if hashlib.sha256(data).hexdigest() != page.plain_digest:
            raise reply_invalid("page digest")
        return data

    def drafts(self, person: Person) -> MyDrafts:
        """What this person began and did not finish, anywhere."""
        return self._ask(person, "GET", "/v1/my/drafts", MyDrafts)

    def resume_draft(self, person: Person, case_id: str) -> ResumedDraft:
        return self._ask(person, "POST", f"/v1/my/drafts/{quote(case_id)}/resume", ResumedDraft)

    def evaluate(self, evaluation: Evaluation) -> EvaluationReply:
        return self._client.personal("POST", "/v1/evaluations", EvaluationReply, evaluation)

    def _ask(self, person: Person, method: str, path: str, reply: type[M], message: Wire | None = None) -> M:
        return self._client.personal(method, path, reply, message, self._presence_of(person))

    def _presence_of(self, person: Person) -> str:
        """A card proves a person here and now; a phone's code or a clerk did so once. Who only typed has none: the
        platform refuses, whatever this program believes."""
        if person.number != self._number and person.proof in ("card", "social_card"):
            self._open(PresenceRequest(proof=person.proof, person=_wire(person)))
        return self._token if person.number == self._number else ""

    def _open(self, request: PresenceRequest) -> Person:
        reply = self._client.personal("POST", "/v1/presences", PresenceReply, request)
        said = reply.person
        self._token, self._number = reply.token, said.id_number
        kind = kind_of_number(said.id_kind, said.id_number)
        return Person(kind, said.name, said.id_number, said.address, request.proof)


def _wire(person: Person) -> Applicant:
    return Applicant(
        name=person.name, id_kind=ID_KINDS[person.kind], id_number=person.number, address=person.address,
        proof=person.proof,
    )  # fmt: skip
