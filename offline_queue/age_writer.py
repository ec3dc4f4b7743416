"""Writes age files (C2SP, ``age.md``, v1, X25519 recipients) with the primitives of ``cryptography``.

Only writes. ``pyrage`` reads them on the platform, the stock ``age`` tool wherever somebody holds a key.
"""

import base64
import functools
import hashlib
import hmac
from collections.abc import Callable, Sequence
from secrets import token_bytes

import pyrage
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_INTRODUCTION = b"age-encryption.org/v1"
_WRAPPING = b"age-encryption.org/v1/X25519"
_CHUNK = 64 << 10
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
"""The characters of BIP 173, five bits each."""
_CHECKSUM = 6
_POINT = 32


def write_age(plain: bytes, public_keys: Sequence[str], write: Callable[[bytes], object]) -> None:
    """To all of ``public_keys`` (``age1…``, at least one); ``write`` takes the file's bytes in order, in pieces of
    64 KB. Raises ``ValueError`` for a key nothing can be sealed to."""
    points = [_point(key) for key in public_keys]
    file_key, nonce = token_bytes(16), token_bytes(16)
    stanzas = b"".join(_stanza(point, file_key) for point in points)
    header = _INTRODUCTION + b"\n" + stanzas + b"---"
    mac = hmac.digest(_derived(file_key, b"", b"header"), header, hashlib.sha256)
    write(header + b" " + _text(mac) + b"\n" + nonce)
    _write_payload(plain, _derived(file_key, nonce, b"payload"), write)


def _write_payload(plain: bytes, key: bytes, write: Callable[[bytes], object]) -> None:
    """STREAM: each chunk under its number and whether it is the last. An empty payload is one empty chunk."""
    cipher, view = ChaCha20Poly1305(key), memoryview(plain)
    last = max(len(plain) - 1, 0) // _CHUNK
    for number in range(last + 1):
        nonce = number.to_bytes(11, "big") + bytes([number == last])
        write(cipher.encrypt(nonce, view[number * _CHUNK : (number + 1) * _CHUNK], None))


def _stanza(point: bytes, file_key: bytes) -> bytes:
    """The file key for one recipient. A point of small order shares nothing secret: ``exchange`` refuses it."""
    ephemeral = X25519PrivateKey.generate()
    share = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(point))
    wrap = ChaCha20Poly1305(_derived(shared, share + point, _WRAPPING))
    # A fixed nonce: this key encrypts one thing once.
    return b"-> X25519 " + _text(share) + b"\n" + _text(wrap.encrypt(bytes(12), file_key, None)) + b"\n"


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def _text(data: bytes) -> bytes:
    """Base64 without padding (RFC 4648 §3.2)."""
    return base64.b64encode(data).rstrip(b"=")


@functools.cache
def _point(public_key: str) -> bytes:
    try:
        checked = str(pyrage.x25519.Recipient.from_str(public_key))
    except pyrage.RecipientError as error:
        message = "not an age recipient"
        raise ValueError(message) from error
    data = checked.rpartition("1")[2][:-_CHECKSUM]
    bits = "".join(f"{_BECH32.index(character):05b}" for character in data)
    return int(bits[: _POINT * 8], 2).to_bytes(_POINT, "big")
