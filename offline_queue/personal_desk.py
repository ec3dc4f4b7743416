"""The personal services of the platform, for one visit: proves who stands here when a service first needs it."""

from domain.contract.presence import PresenceReply, PresenceRequest
from domain.contract.submission import Applicant
from domain.identity.person import ID_KINDS, Person, kind_of_number
from offline_queue.platform_client import PlatformClient


class PersonalDesk:
    """Every call may block as those of :class:`PlatformClient` and raises ``Failure``. One thread at a time."""

    def __init__(self, client: PlatformClient) -> None:
        self._client = client
        self._token = ""
        self._number = ""

    def by_phone(self, code: str) -> Person:
        """Who shows this code on a phone."""
        return self._open(PresenceRequest(proof="phone", code=code.strip()))

    def by_clerk(self, person: Person, code: str) -> Person:
        """The same person, vouched for by the clerk whose code this is."""
        return self._open(PresenceRequest(proof="clerk", person=_wire(person), code=code.strip()))

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
