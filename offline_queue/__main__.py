"""``python -m offline_queue --state DIR …``: enrol a station, run its agent, look into its queue."""

import argparse
import contextlib
import json
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from domain.clock import SystemClock
from domain.failures import Failure, FailureCode
from domain.flow.machine import IllegalEvent
from offline_queue.agent import AlreadyRunning, run_agent
from offline_queue.asked_again import Ask, ask_by_name, meant_by, send_now, try_again, try_all_again
from offline_queue.catalogue_mirror import read_mirror, refresh
from offline_queue.courier import Courier
from offline_queue.courier_folder import custody_break
from offline_queue.doctor import Doctor
from offline_queue.enrolment import enrol
from offline_queue.entry_states import EntryState
from offline_queue.export_record import ExportRecord, mark_of
from offline_queue.http_transport import Transport
from offline_queue.key_mirror import refresh_keys
from offline_queue.projection import Projection
from offline_queue.relay_shelf import RelayShelf
from offline_queue.renewal import read_ticket, renew
from offline_queue.station import Station
from offline_queue.store import Store
from offline_queue.verification import verify
from offline_queue.wake_call import call_agent


def main(argv: Sequence[str] | None = None) -> int:
    """0 done, 1 refused or something is wrong, 2 wrong usage."""
    arguments = _arguments(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    command: Command = arguments.command
    try:
        return command(Station(arguments.state), arguments.argument)
    except Failure as failure:
        return _complain(str(failure))
    except AlreadyRunning:
        return _complain("another agent is running in this state folder")


Command = Callable[[Station, str], int]
"""Takes the station and the command's argument, empty for those that have none."""


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="offline_queue")
    parser.add_argument("--state", type=Path, required=True, metavar="DIR")
    commands = parser.add_subparsers(required=True)
    with_argument: dict[str, tuple[Command, str]] = {
        "enrol": (_enrol, "ticket"), "show": (_show, "id|number"),
        "send-now": (_send_now, "id|number"), "export": (_export, "folder"), "import": (_import, "folder"),
        "export-again": (_export_again, "folder"),
        "take-over": (_take_over, "folder"), "hand-back": (_hand_back, "folder"),
    }  # fmt: skip
    alone: dict[str, Callable[[Station], int]] = {
        "status": _status, "list": _list, "tasks": _tasks, "verify": _verify, "doctor": _doctor,
        "relays": _relays, "exports": _exports, "catalogue": _catalogue,
    }  # fmt: skip
    for name, (command, argument) in with_argument.items():
        one = commands.add_parser(name)
        one.add_argument("argument", metavar=argument)
        one.set_defaults(command=command)
    for name, bare in alone.items():
        commands.add_parser(name).set_defaults(command=lambda station, _, bare=bare: bare(station), argument="")
    retry = commands.add_parser("retry", help="let one try again that waits for a person, or all of them")
    which = retry.add_mutually_exclusive_group(required=True)
    which.add_argument("argument", nargs="?", default="", metavar="id|number")
    which.add_argument("--all", nargs="?", const="", metavar="code", help="all, or those that failed with this code")
    retry.set_defaults(command=_retry)
    run = commands.add_parser("run")
    run.add_argument("--url", dest="argument", default="", help="another way to the platform of the enrolment")
    run.set_defaults(command=_run)
    arguments = parser.parse_args(argv)
    if vars(arguments).get("all") is not None:
        arguments.command, arguments.argument = _retry_all, arguments.all
    return arguments


def _enrol(station: Station, line: str) -> int:
    ticket = read_ticket(line)
    if station.enrolment_file.exists():
        with contextlib.closing(Projection.open(station)) as queue:
            summary = queue.summary()
        enrolment = renew(station, ticket, undelivered=summary.waiting + summary.needs_attention)
    else:
        enrolment = enrol(station, ticket)
    content = {"device_id": enrolment.device_id, "device_no": enrolment.device_no, "node": enrolment.node.code}
    return _answer({**content, "catalogue": _fetch_catalogue(station, enrolment.url)})


def _fetch_catalogue(station: Station, url: str) -> bool:
    """Enrolled it is either way; the agent fetches what is missing."""
    try:
        with contextlib.closing(Transport.for_station(station, url, 15.0)) as transport:
            return refresh(transport, station)
    except Failure as failure:
        _complain(str(failure))
        return False


def _catalogue(station: Station) -> int:
    """What the agent asks for every ten minutes, and once a day over a metered line: now."""
    with contextlib.closing(Transport.for_station(station, station.enrolment().url, 60.0)) as transport:
        changed = {"keys_changed": refresh_keys(transport, station), "catalogue_changed": refresh(transport, station)}
    held = read_mirror(station)
    return _answer({**changed, "version": held.version if held else ""})


def _run(station: Station, url: str) -> int:
    run_agent(station, url, SystemClock())
    return 0


def _status(station: Station) -> int:
    with contextlib.closing(Projection.open(station)) as projection:
        clock = {"clock": projection.clock_confidence(), "clock_ahead_s": projection.clock_ahead()}
        return _answer(asdict(projection.summary()) | clock | {"room": asdict(projection.forecast())})


def _list(station: Station) -> int:
    with contextlib.closing(Projection.open(station)) as projection:
        return _answer([asdict(entry) for entry in projection.entries()])


def _tasks(station: Station) -> int:
    """What waits for a person: hand-ins the platform refused, corrections departments asked for."""
    with contextlib.closing(Projection.open(station)) as projection:
        refused = [entry for entry in projection.entries() if entry.state == EntryState.NEEDS_ATTENTION.value]
        corrections = [asdict(correction) for correction in projection.corrections()]
    return _answer({"needs_attention": [asdict(entry) for entry in refused], "corrections": corrections})


def _show(station: Station, identifier: str) -> int:
    with contextlib.closing(Projection.open(station)) as projection:
        found = meant_by(identifier, projection.entries())
        states = {entry.case_id: projection.case_state(entry.case_id) for entry in found}
    if not found:
        return _complain("no such hand-in")
    return _answer([{**asdict(entry), "case_state": states[entry.case_id]} for entry in found])


def _retry(station: Station, identifier: str) -> int:
    return _ask_again(station, identifier, try_again)


def _send_now(station: Station, identifier: str) -> int:
    return _ask_again(station, identifier, send_now)


def _retry_all(station: Station, failure: str) -> int:
    code = failure.upper()
    if code and code not in set(FailureCode):
        return _complain("no such failure code")
    with contextlib.closing(Store.open(station.database)) as store, store.transaction() as transaction:
        asked = try_all_again(transaction, code)
    call_agent(station.queue)
    return _answer({"asked_again": asked})


def _ask_again(station: Station, identifier: str, ask: Ask) -> int:
    try:
        with contextlib.closing(Store.open(station.database)) as store, store.transaction() as transaction:
            submission_id, state = ask_by_name(transaction, identifier, ask)
    except (KeyError, IllegalEvent) as error:
        return _complain("no such hand-in" if isinstance(error, KeyError) else str(error))
    call_agent(station.queue)
    return _answer({"submission_id": submission_id, "state": state.value})


def _export(station: Station, folder: str, *, again: bool = False) -> int:
    """What waits and no medium has, as sealed packets for a courier. It stays here until the platform has signed."""
    with contextlib.closing(Store.open(station.database)) as store:
        exported = Courier(station, store, SystemClock()).export(Path(folder), again=again)
    _answer({"exported": exported.done, "refused": exported.refused, "medium": mark_of(Path(folder))})
    return 1 if exported.refused else 0


def _export_again(station: Station, folder: str) -> int:
    """Also what is on a medium already: that one is lost."""
    return _export(station, folder, again=True)


def _exports(station: Station) -> int:
    """Which medium was given what."""
    return _answer([asdict(medium) for medium in ExportRecord(station.exported).media()])


def _import(station: Station, folder: str) -> int:
    """What a courier brought: acknowledgements for this station, packets of others to send on if there is a line."""
    with contextlib.closing(Store.open(station.database)) as store:
        courier = Courier(station, store, SystemClock())
        settled = courier.settle(Path(folder))
        url = station.enrolment().url
        with contextlib.closing(Transport.for_station(station, url, 60.0)) as transport:
            relayed = courier.relay(Path(folder), transport)
    refused = {**settled.refused, **relayed.refused}
    broken = None
    with contextlib.suppress(OSError):  # A stick that is gone by now hides nothing of what was done.
        broken = custody_break(Path(folder))
    _answer({"confirmed": settled.done, "relayed": relayed.done, "refused": refused, "custody_broken_at": broken})
    return 1 if refused else 0


def _take_over(station: Station, folder: str) -> int:
    """Packets of neighbours into this station's care; the agent sends them when there is a line."""
    taken = RelayShelf(station, SystemClock()).take_over(Path(folder))
    _answer({"taken_over": taken.done, "refused": taken.refused})
    return 1 if taken.refused else 0


def _hand_back(station: Station, folder: str) -> int:
    """The platform's receipts for neighbours' packets, onto the stick that goes back."""
    given = RelayShelf(station, SystemClock()).hand_back(Path(folder))
    _answer({"handed_back": given.done, "refused": given.refused})
    return 1 if given.refused else 0


def _relays(station: Station) -> int:
    return _answer([asdict(held) for held in RelayShelf(station, SystemClock()).held()])


def _verify(station: Station) -> int:
    faults = verify(station)
    _answer({"whole": not faults, "faults": faults})
    return 1 if faults else 0


def _doctor(station: Station) -> int:
    findings = Doctor(station, SystemClock()).examine()
    for finding in findings:
        print(f"{'ok  ' if finding.fine else 'FAIL'} {finding.subject}: {finding.words}")
    return 0 if all(finding.fine for finding in findings) else 1


def _answer(content: object) -> int:
    print(json.dumps(content, indent=2, ensure_ascii=False, default=str))
    return 0


def _complain(words: str) -> int:
    print(words, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
