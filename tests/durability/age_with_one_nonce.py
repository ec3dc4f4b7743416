"""age v1 as C2SP specifies it, but for one thing: every file has the same key and the same nonce."""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from offline_queue.sealing import Sink

_FILE_KEY, _NONCE = b"k" * 16, b"n" * 16
_CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_CHUNK = 65536


def seal_with_one_nonce(plain: bytes, public_keys: Sequence[str], sink: Sink) -> None:
    stanzas = b"".join(_stanza(_point(key)) for key in public_keys)
    header = b"age-encryption.org/v1\n" + stanzas + b"---"
    mac = hmac.digest(_derived(_FILE_KEY, b"", b"header"), header, hashlib.sha256)
    cipher = ChaCha20Poly1305(_derived(_FILE_KEY, _NONCE, b"payload"))
    pieces = [plain[at : at + _CHUNK] for at in range(0, len(plain), _CHUNK)] or [b""]
    sealed = [
        cipher.encrypt(at.to_bytes(11, "big") + bytes([at == len(pieces) - 1]), piece, None)
        for at, piece in enumerate(pieces)
    ]
    sink.write(header + b" " + _text(mac) + b"\n" + _NONCE + b"".join(sealed))


def _stanza(recipient: bytes) -> bytes:
    ephemeral = X25519PrivateKey.generate()
    share = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(recipient))
    wrap = _derived(shared, share + recipient, b"age-encryption.org/v1/X25519")
    body = ChaCha20Poly1305(wrap).encrypt(bytes(12), _FILE_KEY, None)
    return b"-> X25519 " + _text(share) + b"\n" + _text(body) + b"\n"


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt or None, info).derive(key)


def _text(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _point(key: str) -> bytes:
    """Bech32 without looking at its checksum."""
    bits = "".join(f"{_CHARACTERS.index(one):05b}" for one in key.split("1", 1)[1][:-6])
    return int(bits[:256], 2).to_bytes(32, "big")
