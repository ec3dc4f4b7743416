"""What the agent tells the screens of its line to the platform: ``mirror/agent.json``."""

from pathlib import Path

from pydantic import AwareDatetime, ValidationError

from domain.clock import Clock
from domain.contract.wire import Wire
from domain.failures import FailureCode
from offline_queue.connectivity import IDLE_SECONDS, Connectivity
from offline_queue.durable_files import replace_file

_STALE_SECONDS = 3 * IDLE_SECONDS


class AgentReport(Wire):
    connected: bool | None = None
    """``None``: nobody knows, the agent is not running."""
    last_contact: AwareDatetime | None = None
    latency_ms: int | None = None
    cause: FailureCode | None = None
    """Why there is no line; the words are ``domain.failures.text_key(cause)``."""


def write_report(path: Path, line: Connectivity) -> None:
    report = AgentReport(
        connected=line.connected, last_contact=line.last_contact, latency_ms=line.latency_ms, cause=line.cause
    )
    replace_file(path, report.model_dump_json().encode())


def read_report(path: Path, clock: Clock) -> AgentReport:
    """Old news is no news; a torn or missing file is none either."""
    try:
        report = AgentReport.model_validate_json(path.read_bytes())
        age = clock.now().timestamp() - path.stat().st_mtime
    except (OSError, ValidationError):
        return AgentReport()
    if abs(age) > _STALE_SECONDS:
        return AgentReport(last_contact=report.last_contact)
    return report
