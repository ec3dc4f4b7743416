"""The kiosk's unit, with what was added to it on site."""

from collections.abc import Mapping

from kiosk.lockdown.machine import Machine
from kiosk.lockdown.verdicts import Fine, Open, Verdict

UNIT = "/etc/systemd/system/onewindow-kiosk.service"
SANDBOX: Mapping[str, str] = {
    "NoNewPrivileges": "yes", "CapabilityBoundingSet": "", "ProtectSystem": "strict", "ProtectHome": "yes",
    "PrivateTmp": "yes", "ProtectKernelTunables": "yes", "ProtectKernelModules": "yes", "ProtectKernelLogs": "yes",
    "ProtectControlGroups": "yes", "RestrictSUIDSGID": "yes", "RestrictNamespaces": "yes", "LockPersonality": "yes",
    "SystemCallFilter": "@system-service", "LimitCORE": "0", "UMask": "0077",
}  # fmt: skip
_DISPLAY = ("/usr/bin/cage", "/usr/bin/Xwayland")
"""Debian's cage ends at once where its X server is not installed."""
_SHELLS = {"/", "/bin", "/usr", "/usr/bin", "/bin/sh", "/usr/bin/sh", "/bin/bash", "/usr/bin/bash", "/bin/dash"}


def _service(machine: Machine) -> dict[str, str]:
    """The last value of each key, as systemd takes it."""
    found = machine.settings(UNIT, *machine.drop_ins(f"{UNIT}.d"))
    return {key: values[-1] for (section, key), values in found.items() if section == "Service"}


def own_user(machine: Machine) -> Verdict:
    user = _service(machine).get("User", "")
    if user in ("", "root", "0"):
        return Open(f"{UNIT} is not there or runs as root: deploy/install.sh kiosk")
    return Fine(f"runs as {user}")


def sandbox(machine: Machine) -> Verdict:
    service = _service(machine)
    missing = [f"{key}={value}" for key, value in SANDBOX.items() if service.get(key) != value]
    return Open(f"not in {UNIT}: {', '.join(missing)}") if missing else Fine(f"{len(SANDBOX)} settings hold")


def no_shell(machine: Machine) -> Verdict:
    service = _service(machine)
    allowed = {path.lstrip("-+") for path in service.get("ExecPaths", "").split()}
    if service.get("NoExecPaths") != "/":
        return Open(f"{UNIT} lacks NoExecPaths=/: any program can be started")
    if let := sorted(allowed & _SHELLS):
        return Open(f"ExecPaths= lets a shell in: {', '.join(let)}")
    return Fine(f"only {', '.join(sorted(allowed))}")


def watchdog(machine: Machine) -> Verdict:
    service = _service(machine)
    if service.get("Restart") != "always" or service.get("WatchdogSec", "0") in ("0", "infinity"):
        return Open(f"{UNIT} needs Restart=always and WatchdogSec=")
    return Fine(f"restarted always, and when it is silent for {service['WatchdogSec']} s")


def compositor(machine: Machine) -> Verdict:
    """``cage -s`` would let keys change the virtual terminal (cage(1)). It knows one more key, Alt+Escape, which ends
    it, in builds for debugging only (``DEBUG`` in cage's ``seat.c`` and ``meson.build``), as Debian's is not."""
    program, *options = _service(machine).get("ExecStart", "").split() or [""]
    if not program.endswith("/cage"):
        return Open("the program does not run under cage: another window can come before it")
    before = options[: options.index("--")] if "--" in options else options
    if any(option.startswith("-") and "s" in option for option in before):
        return Open("cage -s lets keys change to a virtual terminal")
    if absent := [path for path in _DISPLAY if not machine.path(path).exists()]:
        return Open(f"{', '.join(absent)} not there: nothing would be shown; install the packages cage and xwayland")
    return Fine("cage, one program, no change of the virtual terminal")


def hardware_watchdog(machine: Machine) -> Verdict:
    found = machine.settings("/etc/systemd/system.conf", *machine.drop_ins("/etc/systemd/system.conf.d"))
    seconds = found.get(("Manager", "RuntimeWatchdogSec"), ["0"])[-1]
    if seconds in ("0", "off", ""):
        return Open("RuntimeWatchdogSec= is not set: a machine that hangs stays so")
    return Fine(f"a machine that hangs for {seconds} s starts again, where it has a watchdog")
