"""Enrolment of a device: a one-time code becomes a client certificate.

``POST /v1/enrolments`` (the only route without a client certificate, besides ``GET /v1/ca``)."""

from typing import Literal

from domain.contract.wire import Digest, Identifier, RegionCode, ShortText, SuiteName, Wire

DeviceKind = Literal["kiosk", "window", "station"]


class Node(Wire):
    """A place that receives: hall, township station, kiosk site."""

    code: ShortText
    name: ShortText
    region: RegionCode
    region_name: ShortText


class Recipient(Wire):
    """A public key pages are sealed to. ``public_key`` is in the notation of its suite."""

    key_id: ShortText
    suite: SuiteName
    public_key: ShortText


class VerificationKey(Wire):
    """Ed25519 key the platform signs acknowledgements with; ``public_key`` is base64url of 32 bytes."""

    key_id: ShortText
    public_key: ShortText


class EnrolmentRequest(Wire):
    code: ShortText
    certificate_request: str
    """PKCS#10, PEM. The subject is ignored: the platform names the device."""


class EnrolmentReply(Wire):
    device_id: Identifier
    device_no: ShortText
    """Four digits, unique in the region; part of temporary numbers."""
    kind: DeviceKind
    node: Node
    certificate: str
    authority_certificate: str
    recipients: tuple[Recipient, ...]
    verification_keys: tuple[VerificationKey, ...]
    key_issue: int = 0
    """Number of the platform's list of keys these are of; 0: unknown, every list is newer."""


class EnrolmentTicket(Wire):
    """What the administrator hands over, as one line or one QR code."""

    url: ShortText
    authority_digest: Digest
    """SHA-256 of the DER of the platform's CA certificate."""
    code: ShortText

    device_id: Identifier | Literal[""] = ""
    """Of the device whose key is renewed; empty: it makes a new device."""

    def encode(self) -> str:
        renewed = f"|{self.device_id}" if self.device_id else ""
        return f"OWE1|{self.url}|{self.authority_digest}|{self.code}{renewed}"

    @classmethod
    def decode(cls, line: str) -> "EnrolmentTicket":
        """Raises ``ValueError`` for anything but a ticket."""
        mark, *rest = line.strip().split("|")
        if mark != "OWE1" or len(rest) not in (3, 4):
            raise ValueError("not an enrolment ticket")
        url, digest, code, *device = rest
        return cls(url=url, authority_digest=digest, code=code, device_id=device[0] if device else "")
