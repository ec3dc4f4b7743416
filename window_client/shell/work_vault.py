"""The work in hand on disk: sealed under a key of this device and this clerk.

Suite: HKDF-SHA-256 (RFC 5869) over the identity key file, AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce for
each writing, the clerk's user name as associated data. File: ``OWW1``, nonce, ciphertext with its tag. The seal guards
a stolen disk image without its key file and a colleague's look; who owns the whole device owns its key as well.
"""

import hashlib
import logging
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import ValidationError

from offline_queue.durable_files import make_folder, sync_folder, write_durably
from offline_queue.station import Station
from offline_queue.storage_faults import file_fault
from window_client.shell.kept_work import KeptWork

_MAGIC = b"OWW1"
_NONCE = 12
_log = logging.getLogger(__name__)


class WorkVault:
    """One file a clerk, ``desk/work-….sealed`` in the state folder, mode 0600. Any thread, one at a time."""

    def __init__(self, station: Station) -> None:
        self._key_file = station.device_key
        self._folder = station.root / "desk"

    def path(self, username: str) -> Path:
        return self._folder / f"work-{hashlib.sha256(username.encode()).hexdigest()[:16]}.sealed"

    def write(self, username: str, work: KeptWork) -> None:
        """Durable on return. Raises ``Failure`` STORE_*; without an identity nothing is kept."""
        key = self._key()
        if key is None:
            return
        nonce = secrets.token_bytes(_NONCE)
        sealed = AESGCM(key).encrypt(nonce, work.model_dump_json().encode(), username.encode())
        make_folder(self._folder)
        write_durably(self.path(username), _MAGIC + nonce + sealed)

    def read(self, username: str) -> KeptWork | None:
        """``None``: nothing is kept, or not for this clerk, or not under this device's key."""
        key = self._key()
        try:
            data = self.path(username).read_bytes()
        except OSError:
            return None
        if key is None or not data.startswith(_MAGIC):
            return None
        nonce, sealed = data[len(_MAGIC) : len(_MAGIC) + _NONCE], data[len(_MAGIC) + _NONCE :]
        try:
            return KeptWork.model_validate_json(AESGCM(key).decrypt(nonce, sealed, username.encode()))
        except (InvalidTag, ValueError, ValidationError) as error:
            _log.warning("kept work is not this clerk's or not readable: %s", type(error).__name__)
            return None

    def erase(self, username: str) -> None:
        """Gone durably on return, or it was not there. Raises ``Failure`` STORE_*."""
        try:
            self.path(username).unlink(missing_ok=True)
            if self._folder.exists():
                sync_folder(self._folder)
        except OSError as error:
            raise file_fault(error) from error

    def _key(self) -> bytes | None:
        """``None`` before enrolment."""
        try:
            identity = self._key_file.read_bytes()
        except OSError:
            return None
        return HKDF(SHA256(), 32, salt=None, info=b"onewindow window work v1").derive(identity)
