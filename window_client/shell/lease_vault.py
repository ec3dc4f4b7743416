"""Leases of the clerks of this window (离线授权), each sealed under its clerk's password and this device's key.

Suite: scrypt (RFC 7914; N=2^15, r=8, p=1) over the password with a random salt, joined with the identity key file by
HKDF-SHA-256 (RFC 5869); AES-256-GCM (NIST SP 800-38D) with a random nonce, the user name as associated data. File:
``OWL1``, salt 16, nonce 12, ciphertext. A wrong password and a foreign device alike do not open it. Tries are counted
on disk before each, so that pulling the plug gives no more of them.
"""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import Field

from domain.clock import Clock
from domain.contract.clerk import LeaseClaims
from domain.contract.wire import Moment, Wire
from offline_queue.durable_files import make_folder, write_durably
from offline_queue.signatures import SignatureInvalid, signed_claims
from offline_queue.station import Station
from window_client.journeys.login.flow import LeaseRefusal

_MAGIC = b"OWL1"
_SALT, _NONCE = 16, 12
TRIES = 5
"""Wrong passwords in a row; then only the platform lets this clerk in again."""
_CLOCK_SLACK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class OpenLease:
    claims: LeaseClaims = field(repr=False)
    lease: str = field(repr=False)


class _Kept(Wire):
    lease: str = Field(repr=False)
    seen_at: Moment
    """The latest moment at which it was used."""


class LeaseVault:
    """Any thread, one at a time. Folder ``desk/leases`` of the state folder; file names are digests."""

    def __init__(self, station: Station, clock: Clock) -> None:
        self._station = station
        self._clock = clock

    def keep(self, username: str, password: str, lease: str) -> None:
        """After a login at the platform: replaces the clerk's lease here and forgives tries. Raises ``Failure``."""
        if lease:
            self._write(username, password, _Kept(lease=lease, seen_at=self._clock.now()))
            self._count(username, 0)

    def open(self, username: str, password: str) -> OpenLease | LeaseRefusal:
        """Raises ``Failure`` when the disk refuses the count of tries."""
        path = self._path(username)
        if not path.exists():
            return LeaseRefusal.NONE
        tries = self._tries(username)
        if tries >= TRIES:
            return LeaseRefusal.TOO_MANY_TRIES
        self._count(username, tries + 1)
        kept = self._read(username, password)
        if kept is None:
            return LeaseRefusal.WRONG
        self._count(username, 0)
        return self._judge(username, password, kept)

    def _judge(self, username: str, password: str, kept: _Kept) -> OpenLease | LeaseRefusal:
        enrolment, now = self._station.enrolment(), self._clock.now()
        try:
            claims = LeaseClaims.model_validate(signed_claims(kept.lease, enrolment.verification_keys))
        except (SignatureInvalid, ValueError):
            return LeaseRefusal.NONE
        if claims.device_id != enrolment.device_id or claims.username != username:
            return LeaseRefusal.NONE
        if now < max(kept.seen_at, claims.issued_at) - _CLOCK_SLACK:
            return LeaseRefusal.CLOCK
        if now >= claims.expires_at:
            return LeaseRefusal.EXPIRED
        self._write(username, password, _Kept(lease=kept.lease, seen_at=max(now, kept.seen_at)))
        return OpenLease(claims, kept.lease)

    def _write(self, username: str, password: str, kept: _Kept) -> None:
        salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
        sealed = AESGCM(self._key(password, salt)).encrypt(nonce, kept.model_dump_json().encode(), username.encode())
        make_folder(self._path(username).parent)
        write_durably(self._path(username), _MAGIC + salt + nonce + sealed)

    def _read(self, username: str, password: str) -> _Kept | None:
        data = self._path(username).read_bytes()
        salt, rest = data[len(_MAGIC) :][:_SALT], data[len(_MAGIC) + _SALT :]
        try:
            plain = AESGCM(self._key(password, salt)).decrypt(rest[:_NONCE], rest[_NONCE:], username.encode())
            return _Kept.model_validate_json(plain)
        except (InvalidTag, ValueError):
            return None

    def _key(self, password: str, salt: bytes) -> bytes:
        stretched = hashlib.scrypt(password.encode(), salt=salt, n=2**15, r=8, p=1, maxmem=64 << 20, dklen=32)
        identity = self._station.device_key.read_bytes()
        return HKDF(SHA256(), 32, salt=stretched, info=b"onewindow window lease v1").derive(identity)

    def _tries(self, username: str) -> int:
        path = self._path(username).with_suffix(".tries")
        try:
            return int(path.read_bytes() or b"0")
        except FileNotFoundError:
            return 0
        except ValueError:
            return TRIES

    def _count(self, username: str, tries: int) -> None:
        write_durably(self._path(username).with_suffix(".tries"), str(tries).encode())

    def _path(self, username: str) -> Path:
        return self._station.root / "desk" / "leases" / f"{hashlib.sha256(username.encode()).hexdigest()[:32]}.sealed"
