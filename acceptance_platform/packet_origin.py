"""Whose hand-in a packet holds: the caller's own, or one that its own device signed."""

import base64

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from acceptance_platform import devices
from acceptance_platform.database import Database
from acceptance_platform.devices import Device
from acceptance_platform.problems import Refused
from domain.contract.packet import PacketHead, PacketOrigin
from domain.failures import FailureCode


def owner_of(database: Database, head: PacketHead, bearer: Device | None) -> Device:
    """``bearer``: who brings it; ``None`` for a folder. Raises :class:`Refused` (422) unless the origin is an
    enrolled device that is not revoked and signed the manifest."""
    if head.origin is None and bearer is not None:
        return bearer
    try:
        if head.origin is None:
            raise ValueError("no origin")
        certificate = _verified(head.origin, head.manifest.encode())
        with database.reading() as connection:
            return devices.identify(connection, certificate.public_bytes(serialization.Encoding.DER))
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm, Refused) as e:
        raise Refused(FailureCode.PACKET_ORIGIN_INVALID, 422, type(e).__name__) from e


def _verified(origin: PacketOrigin, manifest: bytes) -> x509.Certificate:
    certificate = x509.load_pem_x509_certificate(origin.certificate.encode("ascii"))
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError("not an EC key")
    key.verify(base64.b64decode(origin.signature, validate=True), manifest, ec.ECDSA(hashes.SHA256()))
    return certificate
