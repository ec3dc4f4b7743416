"""The platform's keys on disk: one of now, those of before that still open and are still believed, and escrow.

``keys/age.key`` and ``keys/signing.key`` are of now; ``keys/before/`` holds what they replaced; ``keys/escrow/`` holds
public keys only, whose private halves lie in a safe elsewhere. Every key is a file of its own and none is ever deleted.
"""

from pathlib import Path

import pyrage
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from acceptance_platform.age_suite import AgeSuite, recipient_of
from acceptance_platform.data_folder import DataFolder, sync_folder, write_durably
from acceptance_platform.signing import Signer
from acceptance_platform.unsealing import Unsealer
from domain.contract.enrolment import Recipient


def create_keys(folder: DataFolder) -> None:
    """Whatever is not there yet."""
    if not _sealing(folder).exists():
        write_durably(_sealing(folder), _new_sealing_key())
    if not _signing(folder).exists():
        write_durably(_signing(folder), _new_signing_key())


def replace_sealing_key(folder: DataFolder) -> None:
    """What was sealed to the old one is opened by it for ever. Safe to repeat after a crash."""
    _replace(folder, _sealing(folder), load_age(folder).recipient.key_id, _new_sealing_key())


def replace_signing_key(folder: DataFolder) -> None:
    """The old one goes on being believed; what was signed with it stays true."""
    _replace(folder, _signing(folder), load_signers(folder)[0].verification_key.key_id, _new_signing_key())


def add_escrow(folder: DataFolder, public_key: str) -> Recipient:
    """Everything is sealed to it too from now on. Raises ``ValueError`` for anything but a public key."""
    recipient = recipient_of(public_key)
    place = _made(folder.keys / "escrow")
    write_durably(place / f"{recipient.key_id}.pub", f"{recipient.public_key}\n".encode())
    return recipient


def load_age(folder: DataFolder) -> AgeSuite:
    files = (_sealing(folder), *_before(folder, "age"))
    return AgeSuite([pyrage.x25519.Identity.from_str(file.read_text("ascii").strip()) for file in files])


def load_unsealer(folder: DataFolder) -> Unsealer:
    return Unsealer((load_age(folder),))


def load_escrow(folder: DataFolder) -> tuple[Recipient, ...]:
    return tuple(recipient_of(file.read_text("ascii")) for file in sorted((folder.keys / "escrow").glob("*.pub")))


def load_signers(folder: DataFolder) -> tuple[Signer, ...]:
    """The one of now first."""
    return tuple(_signer(file) for file in (_signing(folder), *_before(folder, "signing")))


def _replace(folder: DataFolder, path: Path, key_id: str, new: bytes) -> None:
    """The old one is safe in its new place before it leaves the other."""
    write_durably(_made(folder.keys / "before") / f"{path.stem}-{key_id}.key", path.read_bytes())
    write_durably(path, new)


def _signer(file: Path) -> Signer:
    key = serialization.load_pem_private_key(file.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{file.name} is not an Ed25519 key")
    return Signer(key)


def _new_sealing_key() -> bytes:
    return f"{pyrage.x25519.Identity.generate()}\n".encode()


def _new_signing_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _made(folder: Path) -> Path:
    """Its name is durable too: otherwise a power cut could take what lies in it, a key that nothing replaces."""
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)
    return folder


def _before(folder: DataFolder, kind: str) -> list[Path]:
    return sorted((folder.keys / "before").glob(f"{kind}-*.key"))


def _sealing(folder: DataFolder) -> Path:
    return folder.keys / "age.key"


def _signing(folder: DataFolder) -> Path:
    return folder.keys / "signing.key"
