"""A one-time ticket becomes this station's identity."""

import hashlib
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from domain.contract.enrolment import EnrolmentReply, EnrolmentRequest, EnrolmentTicket
from domain.failures import Failure, FailureCode
from offline_queue.durable_files import make_folder, write_durably
from offline_queue.http_transport import Request, Transport, Trust, fetch_unverified
from offline_queue.outcome import expect, read_reply
from offline_queue.station import Station, StationEnrolment

_TIMEOUT = 15.0


_KEPT = {"device_id", "device_no", "kind", "node", "recipients", "verification_keys", "key_issue"}


def enrol(station: Station, ticket: EnrolmentTicket) -> StationEnrolment:
    """Make a key that never leaves this folder, have it certified, keep whose keys to trust.
    Raises as :func:`certified`."""
    enrolment = certified(station, ticket)
    forget_asked(station)
    return enrolment


def certified(station: Station, ticket: EnrolmentTicket) -> StationEnrolment:
    """The key is on the disk before it is certified, and stays there as :func:`asked_key_file` until
    :func:`forget_asked`: when the answer is lost, the same ticket asks again for the same key.
    ``enrolment.json`` is written last: with it the station is enrolled, without it it is not.
    Raises ENROLMENT_CA_MISMATCH, ENROLMENT_CODE_REFUSED (the platform's), PLATFORM_* and STORE_*.
    """
    make_folder(station.identity)
    write_durably(station.authority_certificate, _authority(ticket))
    key = _key_for(station, ticket)
    reply = _answer(station, ticket, key)
    enrolment = StationEnrolment(url=ticket.url.rstrip("/"), **reply.model_dump(include=_KEPT))
    write_durably(station.device_key, _private_pem(key))
    write_durably(station.device_certificate, reply.certificate.encode())
    write_durably(station.enrolment_file, enrolment.model_dump_json(indent=2).encode())
    return enrolment


def asked_key_file(station: Station, ticket: EnrolmentTicket) -> Path:
    return station.identity / f"asked-{hashlib.sha256(ticket.code.encode()).hexdigest()[:16]}.key"


def forget_asked(station: Station) -> None:
    """Keys that were asked for, with whatever ticket: the one that was certified is the station's own now."""
    for path in station.identity.glob("asked-*.key"):
        path.unlink(missing_ok=True)


def _key_for(station: Station, ticket: EnrolmentTicket) -> ec.EllipticCurvePrivateKey:
    path = asked_key_file(station, ticket)
    if path.exists():
        key = serialization.load_pem_private_key(path.read_bytes(), None)
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return key
    key = ec.generate_private_key(ec.SECP256R1())
    write_durably(path, _private_pem(key))
    return key


def _authority(ticket: EnrolmentTicket) -> bytes:
    """PEM of the certificate whose digest the administrator handed over."""
    pem = fetch_unverified(ticket.url, "/v1/ca", _TIMEOUT)
    try:
        der = x509.load_pem_x509_certificate(pem).public_bytes(serialization.Encoding.DER)
    except ValueError:
        der = b""
    if hashlib.sha256(der).hexdigest() != ticket.authority_digest:
        raise Failure(FailureCode.ENROLMENT_CA_MISMATCH)
    return pem


def _answer(station: Station, ticket: EnrolmentTicket, key: ec.EllipticCurvePrivateKey) -> EnrolmentReply:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "onewindow device")])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    body = EnrolmentRequest(
        code=ticket.code, certificate_request=request.public_bytes(serialization.Encoding.PEM).decode()
    )
    transport = Transport(ticket.url, Trust(str(station.authority_certificate), None), _TIMEOUT)
    try:
        answer = transport.ask(
            Request("POST", "/v1/enrolments", body.model_dump_json().encode(), {"Content-Type": "application/json"})
        )
    finally:
        transport.close()
    return read_reply(expect(answer), EnrolmentReply)


def _private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
