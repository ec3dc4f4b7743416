"""Long answers that are asked for again and again: packed, and not told twice to who has it (RFC 9110, 13.1.2)."""

import gzip
import hashlib
from collections.abc import Mapping

from fastapi.responses import Response

_WORTH_PACKING = 1024
_LEVEL = 1
"""Of gzip: a twelfth of the size already, in hundredths of what making the answer takes."""


def told_once(headers: Mapping[str, str], body: bytes) -> Response:
    """JSON. ``headers``: of the request. 304 when what it has is this."""
    mark = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    common = {"ETag": mark, "Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    if headers.get("if-none-match") == mark:
        return Response(status_code=304, headers=common)
    if "gzip" in headers.get("accept-encoding", "") and len(body) >= _WORTH_PACKING:
        body, common = gzip.compress(body, _LEVEL), common | {"Content-Encoding": "gzip"}
    return Response(body, media_type="application/json", headers=common)
