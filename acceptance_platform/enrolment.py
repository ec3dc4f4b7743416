"""A one-time code becomes a device with a certificate."""

import hashlib
from datetime import timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import Connection, Row, insert, select, update

from acceptance_platform import audit
from acceptance_platform.authority import Authority, read_request
from acceptance_platform.catalogue_store import Directory
from acceptance_platform.database import Database
from acceptance_platform.devices import fingerprint
from acceptance_platform.limits import TICKET_HOURS
from acceptance_platform.problems import Refused, invalid_request
from acceptance_platform.schema import devices, tickets
from acceptance_platform.sequences import next_number
from acceptance_platform.sources import Sources
from domain.contract.enrolment import DeviceKind, EnrolmentReply, EnrolmentRequest, Node
from domain.contract.keys import KeyList
from domain.failures import FailureCode


class Enrolment:
    def __init__(
        self, database: Database, authority: Authority, directory: Directory, keys: KeyList, sources: Sources
    ) -> None:
        self._database = database
        self._authority = authority
        self._directory = directory
        self._keys = keys
        self._sources = sources

    def issue_ticket(self, kind: DeviceKind, node: Node) -> str:
        """A code for one device; only its digest is kept."""
        code = self._sources.ids.new_token()
        expires_at = self._sources.now() + timedelta(hours=TICKET_HOURS)
        row = {"code_digest": _digest(code), "kind": kind, "node_code": node.code, "expires_at": expires_at}
        with self._database.writing() as connection:
            connection.execute(insert(tickets).values(row))
        return code

    def enrol(self, request: EnrolmentRequest) -> EnrolmentReply:
        """The same key may use its code again within the day: its first answer may have been lost."""
        csr = parsed_request(request.certificate_request)
        now = self._sources.now()
        with self._database.writing() as connection:
            query = select(tickets).where(tickets.c.code_digest == _digest(request.code), tickets.c.expires_at > now)
            ticket = connection.execute(query).one_or_none()
            row = _device(connection, ticket.device_id) if ticket is not None and ticket.device_id else None
            node = self._directory.node(ticket.node_code) if ticket is not None else None
            if ticket is None or node is None or (row is not None and not same_key(row, csr)):
                raise Refused(FailureCode.ENROLMENT_CODE_REFUSED, 403)
            return self.reply(row or self._add(connection, ticket, node, csr))

    def _add(
        self, connection: Connection, ticket: Row[Any], node: Node, csr: x509.CertificateSigningRequest
    ) -> Row[Any]:
        now = self._sources.now()
        device_id = self._sources.ids.new_id()
        certificate = self._authority.issue_device(device_id, csr, now)
        number = next_number(connection, f"device {node.region}")
        connection.execute(insert(devices).values(
            device_id=device_id, device_no=f"{number:04d}", kind=ticket.kind, node_code=node.code,
            fingerprint=fingerprint(certificate.public_bytes(Encoding.DER)),
            certificate=certificate.public_bytes(Encoding.PEM).decode("ascii"), enrolled_at=now,
        ))  # fmt: skip
        used = tickets.c.code_digest == ticket.code_digest
        connection.execute(update(tickets).where(used).values(device_id=device_id))
        audit.record(connection, now, device_id, "enrolled", device_id)
        return _device(connection, device_id)

    def reply(self, row: Row[Any]) -> EnrolmentReply:
        """``row``: of the register."""
        node = self._directory.node(row.node_code)
        if node is None:
            raise invalid_request(422, "the catalogue no longer knows the place of this device")
        return EnrolmentReply(
            device_id=row.device_id,
            device_no=row.device_no,
            kind=row.kind,
            node=node,
            certificate=row.certificate,
            authority_certificate=self._authority.pem(),
            recipients=self._keys.recipients,
            verification_keys=self._keys.verification_keys,
            key_issue=self._keys.issue,
        )


def parsed_request(pem: str) -> x509.CertificateSigningRequest:
    try:
        return read_request(pem)
    except ValueError as e:
        raise invalid_request(422, "no certificate request for a P-256 key") from e


def _device(connection: Connection, device_id: str) -> Row[Any]:
    return connection.execute(select(devices).where(devices.c.device_id == device_id)).one()


def same_key(row: Row[Any], csr: x509.CertificateSigningRequest) -> bool:
    return x509.load_pem_x509_certificate(row.certificate.encode()).public_key() == csr.public_key()


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
