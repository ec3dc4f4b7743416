"""Has a platform still every key it once counted on? What was sealed to one is opened by nothing else. And a station
those it has heard of?"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from acceptance_platform import key_files
from acceptance_platform.data_folder import DataFolder
from domain.failures import Failure
from offline_queue.catalogue_mirror import read_mirror
from offline_queue.station import Station


def held_keys(folder: DataFolder) -> set[tuple[str, str]]:
    """Use and key id."""
    return {
        *(("opens", key_id) for key_id in key_files.load_age(folder).key_ids),
        *(("believed", signer.verification_key.key_id) for signer in key_files.load_signers(folder)),
        *(("escrow", recipient.key_id) for recipient in key_files.load_escrow(folder)),
    }


def key_faults(folder: DataFolder, marks: Sequence[str]) -> list[str]:
    """In words; each is a loss."""
    told = {(mark.split()[1], mark.split()[2]) for mark in marks if mark.startswith("key ")}
    return [f"{use} key {key_id}" for use, key_id in sorted(told - held_keys(folder))] if told else []


def station_key_faults(station: Station, marks: Sequence[str]) -> list[str]:
    """In words; each is a loss. What it believes and seals to never goes back, and its catalogue stays genuine."""
    told = max((int(mark.split()[1]) for mark in marks if mark.startswith("keyed ")), default=0)
    try:
        issue = station.enrolment().key_issue
    except Failure:
        return ["the enrolment"]
    found = [] if issue >= told else [f"keys of issue {told}, has {issue}"]
    found += [] if read_mirror(station) else ["the catalogue"]
    return [*found, *_own_key_faults(station, marks)]


def _own_key_faults(station: Station, marks: Sequence[str]) -> list[str]:
    """A station's key fits its certificate. Once the platform has certified another, no other will do: it is in use, or
    the same ticket asks for it again."""
    if not any(mark.startswith(("certified ", "renewed ")) for mark in marks):
        return []
    own = key_name(load_pem_private_key(station.device_key.read_bytes(), None).public_key())
    if own != key_name(x509.load_pem_x509_certificate(station.device_certificate.read_bytes()).public_key()):
        return ["the key of the certificate"]
    asked = {_name_in(path) for path in Station(station.root / "renewal").identity.glob("asked-*.key")}
    lost = [name for name in _said("certified", marks) if name not in {own, *asked}]
    return [f"certified key {name}" for name in lost] + [name for name in _said("renewed", marks) if name != own]


def _said(word: str, marks: Sequence[str]) -> list[str]:
    return [mark.split()[1] for mark in marks if mark.startswith(word + " ")]


def _name_in(path: Path) -> str:
    return key_name(load_pem_private_key(path.read_bytes(), None).public_key())


def key_name(key: PublicKeyTypes) -> str:
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()[:16]
