"""The header fields of tus 1.0.0 (https://tus.io/protocols/resumable-upload): read strictly, written plainly."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from acceptance_platform.limits import OBJECT_BYTES
from acceptance_platform.problems import invalid_request

VERSION = "1.0.0"
CONTENT_TYPE = "application/offset+octet-stream"
_ALGORITHMS = ("sha1", "sha256")
"""sha1 is what every server must support; ours and stock clients send it or sha256."""

CAPABILITIES = {
    "Tus-Version": VERSION,
    "Tus-Max-Size": str(OBJECT_BYTES),
    "Tus-Extension": "creation,creation-with-upload,checksum,termination,expiration",
    "Tus-Checksum-Algorithm": ",".join(_ALGORITHMS),
}


@dataclass(frozen=True, slots=True)
class Checksum:
    algorithm: str
    value: bytes

    def start(self) -> Any:
        return hashlib.new(self.algorithm, usedforsecurity=False)


def require_version(headers: Mapping[str, str]) -> None:
    if headers.get("tus-resumable") != VERSION:
        raise invalid_request(412, "tus 1.0.0 is spoken here", {"Tus-Version": VERSION})


def require_content_type(headers: Mapping[str, str]) -> None:
    if headers.get("content-type") != CONTENT_TYPE:
        raise invalid_request(415, CONTENT_TYPE)


def number(headers: Mapping[str, str], name: str) -> int:
    value = headers.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) < 16):
        raise invalid_request(400, f"{name}: a number of bytes is needed")
    return int(value)


def checksum(headers: Mapping[str, str]) -> Checksum | None:
    value = headers.get("upload-checksum")
    if value is None:
        return None
    algorithm, _, encoded = value.partition(" ")
    if algorithm not in _ALGORITHMS:
        raise invalid_request(400, "upload-checksum: the algorithm is not supported")
    try:
        return Checksum(algorithm, base64.b64decode(encoded, validate=True))
    except ValueError as e:
        raise invalid_request(400, "upload-checksum: not base64") from e


def metadata(headers: Mapping[str, str]) -> dict[str, str]:
    """Pairs of a key and a base64 value, separated by commas."""
    pairs: dict[str, str] = {}
    for entry in filter(None, (part.strip() for part in headers.get("upload-metadata", "").split(","))):
        key, _, encoded = entry.partition(" ")
        try:
            pairs[key] = base64.b64decode(encoded, validate=True).decode("utf-8")
        except ValueError as e:
            raise invalid_request(400, "upload-metadata: not base64 of UTF-8") from e
    return pairs


def expires(moment: datetime | None) -> dict[str, str]:
    """``Upload-Expires`` in the one form of date that HTTP still writes (RFC 9110 §5.6.7); nothing for ``None``."""
    return {} if moment is None else {"Upload-Expires": format_datetime(moment.astimezone(UTC), usegmt=True)}
