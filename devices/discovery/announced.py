"""Scanners and printers that announce themselves in the network (DNS-SD), asked for through Avahi's own tool.

A station without ``avahi-browse`` (Debian: avahi-utils) is told so; addresses can always be typed by hand.
"""

import shutil
import subprocess
from collections.abc import Iterator

from devices.discovery.found import Found, NotLooked

SERVICES = {"_uscan._tcp": "escl", "_uscans._tcp": "escl", "_ipp._tcp": "ipp"}
_SECONDS = 8.0
_FIELDS = 10
_PATHS = {"escl": ("rs", "eSCL"), "ipp": ("rp", "ipp/print")}


def announced() -> Iterator[Found | NotLooked]:
    if shutil.which("avahi-browse") is None:
        yield NotLooked("network (DNS-SD)", "avahi-browse is not installed (avahi-utils)")
        return
    for service in SERVICES:
        try:
            done = subprocess.run(
                ["avahi-browse", "--resolve", "--parsable", "--terminate", service],
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_SECONDS,
            )
        except subprocess.TimeoutExpired:
            yield NotLooked(service, f"no answer in {_SECONDS:.0f} s")
            continue
        if done.returncode:
            yield NotLooked(service, "the Avahi daemon does not run")
            continue
        yield from services(done.stdout)


def services(lines: str) -> Iterator[Found]:
    """Of ``avahi-browse --resolve --parsable``: ``=;interface;protocol;name;type;domain;host;address;port;records``.
    IPv4 only, each once: link-local IPv6 addresses mean nothing without their interface."""
    seen: set[tuple[str, str]] = set()
    for line in lines.splitlines():
        fields = line.split(";", _FIELDS - 1)
        if len(fields) != _FIELDS or fields[0] != "=" or fields[2] != "IPv4" or fields[4] not in SERVICES:
            continue
        driver = SERVICES[fields[4]]
        address = _address(driver, fields[4], f"{fields[7]}:{fields[8]}", fields[9])
        if (driver, address) not in seen:
            seen.add((driver, address))
            yield Found(driver, address, _unescaped(fields[3]))


def _address(driver: str, service: str, host: str, records: str) -> str:
    scheme = "https" if service == "_uscans._tcp" else "http" if driver == "escl" else "ipp"
    key, usual = _PATHS[driver]
    told = [record.strip('"').partition("=") for record in records.split(" ")]
    path = next((value for name, _, value in told if name == key and value), usual)
    return f"{scheme}://{host}/{path.strip('/')}"


def _unescaped(name: str) -> str:
    r"""Avahi writes bytes beyond letters and digits as ``\DDD``, decimal."""
    data, at = bytearray(), 0
    raw = name.encode("utf-8")
    while at < len(raw):
        if raw[at : at + 1] == b"\\" and raw[at + 1 : at + 4].isdigit() and int(raw[at + 1 : at + 4]) < 256:
            data.append(int(raw[at + 1 : at + 4]))
            at += 4
        else:
            data.append(raw[at])
            at += 1
    return data.decode("utf-8", "replace")
