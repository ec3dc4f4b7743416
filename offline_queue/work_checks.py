"""What keeps a station's work from going, apart from the line itself. Each check says in words what it found, and
raises :class:`Unfit` where somebody has to do something."""

import contextlib
from collections import Counter
from collections.abc import Callable

from domain.clock import CHINA, Clock
from domain.failures import FailureCode
from offline_queue import entries
from offline_queue.agent_report import read_report
from offline_queue.entry_states import EntryState
from offline_queue.limits import CASE_BYTES, RESERVE_BYTES, Reserve, free_bytes
from offline_queue.line_settings import LineSettings, read_line_settings
from offline_queue.page_files import PageFiles
from offline_queue.relay_shelf import RelayShelf
from offline_queue.station import Station
from offline_queue.station_certificate import RENEW_BEFORE, certificate_end
from offline_queue.store import Store

Check = Callable[[Station, Clock], str]


class Unfit(Exception):
    """Something is as it should not be; the words say what, and what to do."""


def certificate(station: Station, clock: Clock) -> str:
    end = certificate_end(station)
    if end is None:
        raise Unfit("cannot be read: enrol with a renewal ticket")
    words = f"until {end.astimezone(CHINA):%Y-%m-%d}"
    if end - clock.now() < RENEW_BEFORE:
        raise Unfit(f"{words}: enrol with a renewal ticket before")
    return words


def line_settings(station: Station, _clock: Clock) -> str:
    """Raises ``Failure(LINE_SETTINGS_INVALID)``."""
    settings = read_line_settings(station.line_settings)
    if settings == LineSettings():
        return "no limits"
    budget = f"{settings.budget_kbit} kbit/s" if settings.budget_kbit else "no budget"
    quiet = f", quiet {' '.join(settings.quiet)}" if settings.quiet else ""
    return f"{budget}{quiet}{', metered' if settings.metered else ''}"


def agent(station: Station, clock: Clock) -> str:
    """By what it last wrote: trying its lock would keep one from starting."""
    report = read_report(station.agent_file, clock)
    if report.connected is None:
        raise Unfit("does not run: nothing is delivered; start it (run)")
    if report.cause is not None:
        raise Unfit(f"runs and has no line: {report.cause.value} {report.cause.name}")
    return "runs and has a line" if report.connected else "runs and has no line"


def reserve(station: Station, _clock: Clock) -> str:
    if Reserve(PageFiles(station.pages, station.quarantine).reserve).held:
        return f"{RESERVE_BYTES >> 20} MB held back"
    if free_bytes(station.queue) < RESERVE_BYTES + CASE_BYTES:
        raise Unfit("given up to finish a case on a full disk: new cases are refused (K107); make room")
    return "not held, and there is room to make it when a case begins"


def quarantine(station: Station, _clock: Clock) -> str:
    aside = sum(1 for _ in station.quarantine.iterdir()) if station.quarantine.exists() else 0
    if aside:
        raise Unfit(
            f"{aside} files set aside that belong to no hand-in: never sent, never deleted; have them looked at"
        )
    return "empty"


def attention(station: Station, _clock: Clock) -> str:
    if not station.database.exists():
        return "nothing waits for a person"
    with contextlib.closing(Store.open(station.database)) as store, store.reading() as transaction:
        found = [one for one in entries.open_entries(transaction) if one.state is EntryState.NEEDS_ATTENTION]
    if not found:
        return "nothing waits for a person"
    causes = Counter(entry.last_failure or "no code" for entry in found).most_common()
    told = ", ".join(f"{_named(code)} × {count}" for code, count in causes)
    raise Unfit(f"{len(found)} hand-ins wait for a person: {told}; once that is put right: retry --all [CODE]")


def relays(station: Station, clock: Clock) -> str:
    shelf = RelayShelf(station, clock)
    if (line := shelf.custody_broken_at()) is not None:
        raise Unfit(f"the list of custody does not follow at line {line}: a line was lost or altered")
    refused = sum(1 for held in shelf.held() if held.state == "refused")
    waiting = len(shelf.waiting())
    if refused:
        raise Unfit(f"{refused} packets of neighbours refused, {waiting} wait: tell their stations (relays names them)")
    return f"{waiting} packets of neighbours wait"


def _named(code: str) -> str:
    name = next((one.name for one in FailureCode if one.value == code), "")
    return f"{code} {name}".strip()
