"""``python -m acceptance_platform --data DIR COMMAND``."""

import argparse
import json
import logging
import sqlite3
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import get_args

from acceptance_platform import audit, devices, key_files
from acceptance_platform.backup import back_up
from acceptance_platform.clerks import Clerk
from acceptance_platform.composition import Platform, demonstration, initialise, install_sandbox
from acceptance_platform.data_folder import DataFolder
from acceptance_platform.limits import DRAFT_DAYS
from acceptance_platform.server import serve
from acceptance_platform.status import counts
from domain.contract.clerk import Role
from domain.contract.enrolment import EnrolmentTicket
from domain.failures import Failure, FailureCode


def main(arguments: Sequence[str] | None = None) -> int:
    """0 done, 1 refused with a code, 2 wrongly called."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    args = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = args.command
    try:
        return command(args)
    except Failure as e:
        print(e, file=sys.stderr)
        return 1


def _init(args: argparse.Namespace) -> int:
    catalogue, workdays = demonstration() if args.demo else (args.catalogue, args.workdays)
    folder = initialise(args.data, ["127.0.0.1", "localhost", *args.name], catalogue, workdays)
    if args.demo:
        install_sandbox(folder)
    return 0


def _run(args: argparse.Namespace) -> int:
    with Platform(args.data) as platform:
        serve(
            platform.app(args.draft_days, args.phone_url),
            platform.folder,
            args.host,
            args.port,
            lambda port: print(f"ready {port}", flush=True),
        )
    return 0


def _ticket(args: argparse.Namespace) -> int:
    with Platform(args.data) as platform:
        node = platform.directory.node(args.node)
        if node is None:
            return _unknown("node", args.node)
        code = platform.enrolment.issue_ticket(args.kind, node)
        print(EnrolmentTicket(url=args.url, authority_digest=platform.authority.digest(), code=code).encode())
    return 0


def _renewal(args: argparse.Namespace) -> int:
    with Platform(args.data) as platform:
        code = platform.renewals.issue_code(args.device_id)
        if code is None:
            return _unknown("device", args.device_id)
        digest = platform.authority.digest()
        ticket = EnrolmentTicket(url=args.url, authority_digest=digest, code=code, device_id=args.device_id)
        print(ticket.encode())
    return 0


def _add_clerk(args: argparse.Namespace) -> int:
    with Platform(args.data) as platform:
        authority = platform.directory.authority(args.authority)
        if authority is None:
            return _unknown("authority", args.authority)
        if platform.directory.node(args.node) is None:
            return _unknown("node", args.node)
        password = sys.stdin.readline().rstrip("\n")
        if not password:
            return _unknown("password", "(empty)")
        clerk = Clerk(args.username, args.name, authority.code, authority.name, args.node, args.role)
        platform.clerks.add(clerk, password)
    return 0


def _phone_code(args: argparse.Namespace) -> int:
    with Platform(args.data) as platform:
        codes = platform.personal.phone_codes
        if codes is None:
            return _unknown("sandbox", "(not installed)")
        print(codes.issue(args.person))
    return 0


def _pay(args: argparse.Namespace) -> int:
    with Platform(args.data) as platform:
        receipt = platform.personal.cashier.paid(args.payment_no)
        if receipt is None:
            return _unknown("payment", args.payment_no)
        print(receipt)
    return 0


def _revoke(args: argparse.Namespace) -> int:
    with Platform(args.data) as platform, platform.database.writing() as connection:
        now = platform.sources.now()
        if not devices.revoke(connection, args.device_id, now):
            return _unknown("device", args.device_id)
        audit.record(connection, now, "administrator", "revoked", args.device_id)
    return 0


def _rotate(args: argparse.Namespace) -> int:
    """The running platform uses and tells the new key when it is started again."""
    replace = {"sealing": key_files.replace_sealing_key, "signing": key_files.replace_signing_key}[args.which]
    with Platform(args.data) as platform, platform.database.writing() as connection:
        audit.record(connection, platform.sources.now(), "administrator", f"rotated {args.which} key", "")
        replace(platform.folder)
    return 0


def _escrow(args: argparse.Namespace) -> int:
    with Platform(args.data) as platform, platform.database.writing() as connection:
        try:
            recipient = key_files.add_escrow(platform.folder, args.public_key)
        except ValueError:
            return _unknown("public key", args.public_key)
        audit.record(connection, platform.sources.now(), "administrator", "added escrow key", recipient.key_id)
    return 0


def _maintenance_permit(args: argparse.Namespace) -> int:
    with Platform(args.data) as platform, platform.database.writing() as connection:
        if not devices.is_known(connection, args.device_id):
            return _unknown("device", args.device_id)
        until = platform.sources.now() + timedelta(hours=args.hours)
        print(platform.permits.issue(connection, args.device_id, args.by, until))
    return 0


def _import(args: argparse.Namespace) -> int:
    """1 when a packet was refused; the others are taken."""
    with Platform(args.data) as platform:
        brought = list(platform.courier_desk().take(args.folder))
    print(json.dumps({one.submission: one.result for one in brought}, indent=2))
    return 0 if all(one.result == "complete" for one in brought) else 1


def _status(args: argparse.Namespace) -> int:
    with Platform(args.data) as platform:
        print(json.dumps(counts(platform.database)))
    return 0


def _backup(args: argparse.Namespace) -> int:
    """1 when something is damaged; the rest is copied."""
    try:
        copied = back_up(DataFolder(args.data), args.target, args.like)
    except (OSError, sqlite3.Error) as e:
        raise Failure(FailureCode.BACKUP_FAILED, str(e)) from e
    print(json.dumps(asdict(copied)))
    return 1 if copied.damaged else 0


def _unknown(what: str, value: str) -> int:
    print(f"unknown {what}: {value}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="acceptance_platform", description="The unified acceptance platform")
    parser.add_argument("--data", type=Path, required=True, help="the platform's folder")
    commands = parser.add_subparsers(required=True)
    init = _command(commands, "init", _init, "make keys, database and catalogue, as far as they are missing")
    init.add_argument("--demo", action="store_true", help="with the catalogue of the demonstration")
    init.add_argument("--catalogue", type=Path, help="a catalogue to publish")
    init.add_argument("--workdays", type=Path, nargs="*", default=[], help="calendars of working days, one a year")
    init.add_argument("--name", action="append", default=[], help="another host name of the server's certificate")
    run = _command(commands, "run", _run, "serve; prints 'ready PORT'")
    run.add_argument("--host", default="127.0.0.1")
    run.add_argument("--port", type=int, default=8443)
    run.add_argument("--phone-url", default="", help="where phones reach this platform; without it they send nothing")
    run.add_argument("--draft-days", type=int, default=DRAFT_DAYS, help="how long an unfinished application is kept")
    ticket = _command(commands, "ticket", _ticket, "print a one-time ticket for one device, good for a day")
    ticket.add_argument("--kind", choices=("kiosk", "window", "station"), required=True)
    ticket.add_argument("--node", required=True)
    ticket.add_argument("--url", required=True)
    renewal = _command(commands, "renewal", _renewal, "print a one-time ticket for a device's new key, good for a day")
    renewal.add_argument("device_id")
    renewal.add_argument("--url", required=True)
    clerk = _command(commands, "add-clerk", _add_clerk, "add or replace a clerk; the password is a line of stdin")
    for name in ("--username", "--name", "--authority", "--node"):
        clerk.add_argument(name, required=True)
    roles = "counter, officer, station: both, or technician: maintains kiosks"
    clerk.add_argument("--role", choices=get_args(Role), required=True, help=roles)
    _command(commands, "revoke", _revoke, "refuse a device from now on").add_argument("device_id")
    rotate = _command(
        commands, "rotate", _rotate, "make a new key; the one it replaces still opens and is still believed"
    )
    rotate.add_argument("which", choices=("sealing", "signing"))
    escrow = _command(commands, "escrow", _escrow, "seal everything to this age public key as well from now on")
    escrow.add_argument("public_key")
    phone = _command(commands, "sandbox-phone-code", _phone_code, "print what the phone of an invented person shows")
    phone.add_argument("person", choices=("p1", "p2", "p3"))
    pay = _command(commands, "sandbox-pay", _pay, "pay as a phone would; prints the number of the receipt")
    pay.add_argument("payment_no")
    permit = _command(commands, "maintenance-permit", _maintenance_permit, "print what opens a device's maintenance")
    permit.add_argument("device_id")
    permit.add_argument("--by", required=True, help="user name of whom it is for")
    permit.add_argument("--hours", type=int, default=12)
    _add_upkeep(commands)
    return parser


def _add_upkeep(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    carried = _command(commands, "import", _import, "take in the packets of a courier's folder")
    carried.add_argument("folder", type=Path)
    backup = _command(commands, "backup", _backup, "copy the folder beside the running platform")
    backup.add_argument("target", type=Path, help="a folder that is not there yet")
    backup.add_argument("--like", type=Path, help="an earlier copy beside it; what both hold takes no room again")
    _command(commands, "status", _status, "print counts as JSON")


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    function: Callable[[argparse.Namespace], int],
    words: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=words)
    command.set_defaults(command=function)
    return command


if __name__ == "__main__":
    sys.exit(main())
