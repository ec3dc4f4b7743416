"""What a technician takes along: logs, reports, versions and settings, without anybody's data and without secrets."""

import io
import json
import platform
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from kiosk.settings import Settings
from kiosk.upkeep.redaction import Finding, findings, redacted
from offline_queue.station import Station, StationEnrolment

SERVICE_LOG = Path("/var/log/onewindow/kiosk.log")
"""Where the profile in ``deploy/`` sends what the terminal says."""
NEWEST = 1 << 20
"""Bytes of a log that are taken, from its end."""
_PACKAGES = ("PySide6", "pydantic", "requests", "cryptography", "pyrage", "pillow")


@dataclass(frozen=True, slots=True)
class Archive:
    """A ZIP file."""

    data: bytes
    files: int


@dataclass(frozen=True, slots=True)
class NotClean:
    """The check found something: nothing is written."""

    findings: tuple[Finding, ...]


Packed: TypeAlias = Archive | NotClean


def pack(settings: Settings, station: Station, enrolment: StationEnrolment, at: datetime, own_words: str) -> Packed:
    """Reads the disk. ``own_words``: every text of the program."""
    files = {
        "about.json": _json(_about(enrolment, at)),
        "settings.json": _json(_shown(settings)),
        **{f"reports/{path.name}": path.read_text("utf-8", "replace") for path in _reports(station)},
        **{f"logs/{path.name}": redacted(_end_of(path)) for path in _logs(settings)},
    }
    found = findings(files, f"{own_words}\n{enrolment.node.name}\n{enrolment.node.region_name}")
    return NotClean(found) if found else Archive(_zipped(files, at), len(files))


def _about(enrolment: StationEnrolment, at: datetime) -> dict[str, Any]:
    return {
        "made_at": at.isoformat(timespec="seconds"),
        "device_id": enrolment.device_id,
        "device_no": enrolment.device_no,
        "node": enrolment.node.code,
        "platform": urlsplit(enrolment.url).netloc,
        "key_issue": enrolment.key_issue,
        "python": platform.python_version(),
        "kernel": platform.release(),
        "packages": {name: _version(name) for name in _PACKAGES},
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _shown(settings: Settings) -> dict[str, Any]:
    """Options of devices: numbers and switches; words may be a password, and only their length is told."""
    shown = asdict(settings)
    for device in shown["devices"]:
        device["address"] = device["address"].rpartition("@")[2]
        device["options"] = {name: _option(value) for name, value in device["options"].items()}
    return shown


def _option(value: object) -> object:
    return value if isinstance(value, bool | int | float) else f"[{len(str(value))} characters]"


def _reports(station: Station) -> list[Path]:
    folders = (station.root / "maintenance", station.mirror)
    return [path for folder in folders for path in sorted(folder.glob("*.json")) if path.name != "catalogue.json"]


def _logs(settings: Settings) -> list[Path]:
    return [path for path in (Path(settings.log) if settings.log else SERVICE_LOG,) if path.is_file()]


def _end_of(path: Path) -> str:
    """Whole lines."""
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - NEWEST))
        end = file.read().decode("utf-8", "replace")
    return end if size <= NEWEST else end.partition("\n")[2]


def _zipped(files: Mapping[str, str], at: datetime) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)
