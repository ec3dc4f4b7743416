"""How much of the line the agent may take: ``line.toml`` in the state folder, read when the agent starts.

budget_kbit = 512            # for pages, in all; 0 or missing: as much as there is
quiet = ["08:30-11:30"]      # China time; only small and pressing hand-ins go
metered = false              # as if it were always quiet, and hardly asked while nothing waits
"""

import logging
import re
import tomllib
from datetime import datetime, time
from pathlib import Path

from pydantic import ConfigDict, Field, ValidationError, field_validator

from domain.clock import CHINA
from domain.contract.wire import Wire
from domain.failures import Failure, FailureCode
from offline_queue.durable_files import make_folder, replace_file
from offline_queue.entries import Entry

SMALL_BYTES = 64 << 10
"""A hand-in up to this size costs the line nothing worth saving."""
_log = logging.getLogger(__name__)
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


class LineSettings(Wire):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    budget_kbit: int = Field(default=0, ge=0)
    quiet: tuple[str, ...] = ()
    metered: bool = False

    @field_validator("quiet")
    @classmethod
    def _spans(cls, spans: tuple[str, ...]) -> tuple[str, ...]:
        if not all(_SPAN.fullmatch(span) for span in spans):
            raise ValueError("quiet: HH:MM-HH:MM")
        return spans

    def is_thrifty(self, now: datetime) -> bool:
        """Whether large hand-ins should wait."""
        at = now.astimezone(CHINA).time()
        return self.metered or any(_covers(span, at) for span in self.quiet)

    def may_send(self, entry: Entry, now: datetime) -> bool:
        """Large hand-ins wait in quiet hours, but never past the day they were handed in: the law's clock runs."""
        if entry.urgent or entry.bytes_total <= SMALL_BYTES or not self.is_thrifty(now):
            return True
        return entry.handed_in_at.astimezone(CHINA).date() != now.astimezone(CHINA).date()


def read_line_settings(path: Path) -> LineSettings:
    """No file: no limits. Raises ``Failure(LINE_SETTINGS_INVALID)``."""
    try:
        return LineSettings.model_validate(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return LineSettings()
    except (OSError, ValueError) as error:
        raise Failure(FailureCode.LINE_SETTINGS_INVALID, _fault(error)) from error


def settings_in_force(path: Path, kept: Path) -> LineSettings:
    """What ``path`` says; while that is not understood, what it last said when it was (``kept``), or no limits: a
    typo does not stop deliveries. ``doctor`` names it."""
    try:
        settings = read_line_settings(path)
    except Failure as failure:
        settings = _last_understood(kept)
        _log.warning("%s; in force: %s", failure, settings)
        return settings
    if settings != _last_understood(kept):
        _keep(settings, kept)
    return settings


def _last_understood(kept: Path) -> LineSettings:
    try:
        return LineSettings.model_validate_json(kept.read_bytes())
    except (OSError, ValidationError):
        return LineSettings()


def _keep(settings: LineSettings, kept: Path) -> None:
    try:
        make_folder(kept.parent)
        replace_file(kept, settings.model_dump_json().encode())
    except Failure as failure:
        _log.warning("%s", failure)


def _fault(error: Exception) -> str:
    """Where and what: nothing of any person stands in this file."""
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
    return str(error) if isinstance(error, tomllib.TOMLDecodeError) else type(error).__name__


def _covers(span: str, at: time) -> bool:
    match = _SPAN.fullmatch(span)
    assert match is not None
    start, end = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
    return start <= at < end if start <= end else at >= start or at < end
