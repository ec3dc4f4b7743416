"""What a platform's answers bind it to, said at the moment before they leave."""

import hashlib
import json
import ssl
from collections.abc import Callable
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_WITH_STATUS = ("/v1/cases/", "/v1/submissions/", "/v1/packets")
_DRAFTS = "/v1/drafts/"
_RESUME = _DRAFTS + "resume"
_ENROL = "/v1/enrolments"


def telling(app: ASGIApp, say: Callable[[str], None]) -> ASGIApp:
    """``offset DIGEST BYTES``, ``taken SUBMISSION OFFICIAL_NO``, ``closed SUBMISSION ACKNOWLEDGEMENT``,
    ``drafted CASE REVISION``, ``resumed CASE``, ``certified DEVICE FINGERPRINT``."""

    async def told(scope: Scope, receive: Receive, send: Send) -> None:
        held: list[Message] = []

        async def answer(message: Message) -> None:
            held.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                for words in _bindings(scope["path"], held):
                    say(words)
                for one in held:
                    await send(one)
                held.clear()

        await app(scope, receive, answer)

    return told


def _bindings(path: str, messages: list[Message]) -> list[str]:
    headers = {name.decode().lower(): value.decode() for name, value in messages[0]["headers"]}
    if path.startswith("/v1/uploads/") and "upload-offset" in headers:
        return [f"offset {path.rsplit('/', 1)[1]} {headers['upload-offset']}"]
    if messages[0]["status"] not in (200, 201) or not path.startswith((*_WITH_STATUS, _DRAFTS, _ENROL)):
        return []
    if "/pages/" in path or "/objects/" in path:
        return []
    status: dict[str, Any] = json.loads(b"".join(one.get("body", b"") for one in messages[1:]))
    if path == _ENROL:
        der = ssl.PEM_cert_to_DER_cert(status["certificate"])
        return [f"certified {status['device_id']} {hashlib.sha256(der).hexdigest()}"]
    if path == _RESUME:
        return [f"resumed {status['draft']['case_id']}"]
    if path.startswith(_DRAFTS):
        words = [f"drafted {status['case_id']} {status['revision']}"]
        return words + [f"offset {one['digest']} {one['offset']}" for one in status["missing"]]
    if "official_no" not in status or "missing" not in status:
        return []
    words = [f"taken {status['submission_id']} {status['official_no']}"]
    words += [f"offset {one['digest']} {one['offset']}" for one in status["missing"]]
    if status["state"] == "complete":
        words.append(f"closed {status['submission_id']} {status['acknowledgement']}")
    return words
