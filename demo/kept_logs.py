"""What the processes of a failed demonstration said, kept beside its transcript."""

from pathlib import Path

from kiosk.upkeep.redaction import redacted

_TAIL = 30
"""Lines of each log that are shown."""


def keep_logs(city: Path, kept: Path) -> list[Path]:
    """Copies of every log under the city's folder: the supervisor's with its visits', the window's, the platform's,
    the devices'. Redacted like those a technician takes along."""
    kept.mkdir(parents=True, exist_ok=True)
    copies = []
    for log in sorted(city.glob("**/logs/*.log")):
        copies.append(kept / log.name)
        copies[-1].write_text(redacted(log.read_text("utf-8", "replace")), "utf-8")
    return copies


def tails(kept: Path) -> str:
    """The ends of the logs that were kept, each under its name."""
    return "\n".join(
        line
        for log in sorted(kept.glob("*.log"))
        for line in (f"--- {log}", *log.read_text("utf-8").splitlines()[-_TAIL:])
    )
