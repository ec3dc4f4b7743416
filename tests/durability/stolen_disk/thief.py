"""What a thief with the whole disk could open: every key that lies on it, tried on everything that is sealed."""

import base64
import contextlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from domain.contract.draft import DraftManifest
from offline_queue.station import Station
from tests.durability.stolen_disk.bech32 import bech32

Key = pyrage.x25519.Identity | pyrage.ssh.Identity
_AGE_KEY = re.compile(rb"AGE-SECRET-KEY-1[0-9A-Z]{58}")


def keys_on(chunks: Iterable[bytes], files: Iterable[Path]) -> list[Key]:
    """Identities of age anywhere on the raw disk; and every private key of a file, taken for one."""
    texts = {found.decode() for chunk in chunks for found in _AGE_KEY.findall(chunk)}
    keys: list[Key] = [pyrage.x25519.Identity.from_str(text) for text in sorted(texts)]
    for path in files:
        data = path.read_bytes()
        if b"PRIVATE KEY" in data:
            keys += _taken_for_identities(data)
    return keys


def _taken_for_identities(pem: bytes) -> Iterator[Key]:
    with contextlib.suppress(pyrage.IdentityError):
        yield pyrage.ssh.Identity.from_buffer(pem)
    with contextlib.suppress(ValueError, TypeError):
        key = load_pem_private_key(pem, None)
        if isinstance(key, EllipticCurvePrivateKey):
            scalar = key.private_numbers().private_value.to_bytes(32, "big")
            yield pyrage.x25519.Identity.from_str(bech32("age-secret-key-", scalar).upper())


def sealed_items(station: Station) -> list[bytes]:
    """Files of pages, forms and drafts in the database; also unfinished files, as far as they are there."""
    items = [path.read_bytes() for folder in (station.pages, station.quarantine) for path in folder.glob("*.age")]
    with contextlib.closing(sqlite3.connect(station.database)) as line:
        items += [bytes(sealed) for (sealed,) in line.execute("SELECT sealed FROM sealed_form")]
        drafts = [text for (text,) in line.execute("SELECT manifest FROM draft WHERE manifest != ''")]
    return items + [base64.b64decode(DraftManifest.model_validate_json(text).sealed) for text in drafts]


def opened(items: Iterable[bytes], keys: Sequence[Key]) -> int:
    """How many of them."""
    return sum(any(_opens(item, key) for key in keys) for item in items)


def _opens(item: bytes, key: Key) -> bool:
    try:
        pyrage.decrypt(item, [key])
    except pyrage.DecryptError:
        return False
    return True
