"""``python -m kiosk.lockdown [--root DIR]``: every point of the profile, in words. 0: nothing is open."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kiosk.lockdown import leaks, unit, ways_out
from kiosk.lockdown.machine import Machine
from kiosk.lockdown.verdicts import Fine, Open, Unknown, Verdict

CHECKS: Mapping[str, Callable[[Machine], Verdict]] = {
    "own user": unit.own_user,
    "sandbox": unit.sandbox,
    "no shell": unit.no_shell,
    "one program": unit.compositor,
    "watchdog": unit.watchdog,
    "watchdog of the machine": unit.hardware_watchdog,
    "no login": ways_out.no_login,
    "keys of the case": ways_out.keys_of_the_case,
    "keys of the kernel": ways_out.keys_of_the_kernel,
    "keyboards": ways_out.no_keyboards,
    "automatic mounts": ways_out.no_automount,
    "sticks": ways_out.sticks,
    "touch matrix": ways_out.touch_matrix,
    "other desktops": ways_out.one_desktop,
    "remote login": ways_out.remote_login,
    "core files": leaks.no_core_files,
    "reading memory": leaks.no_tracing,
    "swap": leaks.no_swap,
    "state folder": leaks.state_is_private,
    "program": leaks.program_is_fixed,
    "settings": leaks.settings_are_fixed,
    "root file system": leaks.root_is_read_only,
    "encrypted disk": leaks.disk_is_locked,
    "secure boot": leaks.secure_boot,
}
_MARKS = {Fine: "ok  ", Open: "OPEN", Unknown: "?   "}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="kiosk.lockdown", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path("/"), help="the folder of an image: only its files are seen")
    machine = Machine(parser.parse_args(argv).root)
    verdicts = {subject: check(machine) for subject, check in CHECKS.items()}
    for subject, verdict in verdicts.items():
        print(f"{_MARKS[type(verdict)]} {subject}: {verdict.words}")
    return 1 if any(isinstance(verdict, Open) for verdict in verdicts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
