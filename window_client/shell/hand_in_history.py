"""What this window handed in lately, so that the same thing again is noticed, also without a line.

File ``desk/recent``, one JSON object a line: case, moment and HMAC-SHA-256 of applicant, item and case under a key
derived from the device's own. Nobody is named in it; two hand-ins of one person look as different as those of two.
"""

import hmac
from datetime import timedelta

from pydantic import ValidationError

from domain.clock import Clock
from domain.contract.wire import Digest, Identifier, Moment, Wire
from offline_queue.durable_files import make_folder, write_durably
from offline_queue.station import Station
from window_client.shell.device_seal import derived_key

KEPT = timedelta(days=30)
_MOST = 5000
"""Lines; a busy window has about 100 hand-ins a day."""


class Recent(Wire):
    case_id: Identifier
    at: Moment
    mark: Digest


class HandInHistory:
    """One thread."""

    def __init__(self, station: Station, clock: Clock) -> None:
        self._file = station.root / "desk" / "recent"
        self._station = station
        self._clock = clock

    def note(self, applicant: str, item_code: str, case_id: str) -> None:
        """Before it is committed: what never was is told by the queue. Noted once. Raises STORE_*."""
        key = self._key()
        kept = self._kept()
        if key is None or any(one.case_id == case_id for one in kept):
            return
        added = Recent(case_id=case_id, at=self._clock.now(), mark=_mark(key, applicant, item_code, case_id))
        make_folder(self._file.parent)
        lines = (one.model_dump_json().encode() for one in (*kept, added)[-_MOST:])
        write_durably(self._file, b"".join(line + b"\n" for line in lines))

    def of(self, applicant: str, item_code: str) -> tuple[str, ...]:
        """Case ids of the last :data:`KEPT`, the latest first."""
        key = self._key()
        if key is None:
            return ()
        kept = reversed(self._kept())
        return tuple(one.case_id for one in kept if one.mark == _mark(key, applicant, item_code, one.case_id))

    def _kept(self) -> list[Recent]:
        """In their order; a damaged line is left out."""
        try:
            lines = self._file.read_bytes().splitlines()
        except OSError:
            return []
        now = self._clock.now()
        return [one for line in lines if (one := _read(line)) is not None and abs(now - one.at) <= KEPT]

    def _key(self) -> bytes | None:
        return derived_key(self._station.device_key, "onewindow window recent v1")


def _mark(key: bytes, applicant: str, item_code: str, case_id: str) -> str:
    return hmac.digest(key, f"{applicant}\n{item_code}\n{case_id}".encode(), "sha256").hex()


def _read(line: bytes) -> Recent | None:
    try:
        return Recent.model_validate_json(line)
    except ValidationError:
        return None
