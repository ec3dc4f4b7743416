"""What could be carried away: memory on a disk, files others may read or change, a disk without a lock."""

import os
import stat
from pathlib import Path

from kiosk.lockdown.machine import Machine
from kiosk.lockdown.verdicts import Fine, Open, Unknown, Verdict
from kiosk.lockdown.ways_out import kernel_value

_CONFIG = "/etc/onewindow/kiosk.toml"
_PROGRAM = "/opt/onewindow"
_STATE = "/var/lib/onewindow"
_FOR_ALL = stat.S_IWGRP | stat.S_IWOTH
_SECURE_BOOT = "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"


def no_core_files(machine: Machine) -> Verdict:
    return kernel_value("kernel/core_pattern", {"|/bin/false"}, machine)


def no_tracing(machine: Machine) -> Verdict:
    """Yama: 2 lets only root trace (Documentation/admin-guide/LSM/Yama.rst)."""
    return kernel_value("kernel/yama/ptrace_scope", {"2", "3"}, machine)


def no_swap(machine: Machine) -> Verdict:
    swaps = machine.kernel("/proc/swaps")
    if swaps is None:
        return Unknown("whether memory goes to a disk shows on the running machine only")
    on_disk = [line.split()[0] for line in swaps.splitlines()[1:] if "zram" not in line]
    return Open(f"memory goes to {', '.join(on_disk)}: swapoff") if on_disk else Fine("no memory goes to a disk")


def state_is_private(machine: Machine) -> Verdict:
    return _private(machine, _STATE, 0o077)


def _private(machine: Machine, name: str, forbidden: int) -> Verdict:
    try:
        found = machine.path(name).stat()
    except OSError as error:
        return Unknown(f"{name}: {error.strerror}")
    mode = found.st_mode & 0o777
    return Open(f"{name} has mode {mode:o}") if mode & forbidden else Fine(f"{name} has mode {mode:o}")


def program_is_fixed(machine: Machine) -> Verdict:
    """Nobody but root may change what runs."""
    top = machine.path(_PROGRAM)
    if not top.is_dir():
        return Unknown(f"{_PROGRAM} is not there")
    loose = next((path for path in (top, *top.rglob("*")) if _is_loose(path, owned=machine.running)), None)
    if loose is not None:
        return Open(f"{loose} can be changed by others than root")
    return Fine(f"everything in {_PROGRAM} belongs to root")


def settings_are_fixed(machine: Machine) -> Verdict:
    path = machine.path(_CONFIG)
    if not path.exists():
        return Unknown(f"{_CONFIG} is not there")
    if _is_loose(path, owned=machine.running):
        return Open(f"{_CONFIG} can be changed by others than root")
    words = machine.text(_CONFIG) or ""
    if "visit_command" in words or "full_screen = false" in words:
        return Open(f"{_CONFIG} sets visit_command or full_screen = false: for tests only")
    return Fine(f"{_CONFIG} belongs to root and is a terminal's")


def _is_loose(path: Path, *, owned: bool) -> bool:
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        return False
    return bool(found.st_mode & _FOR_ALL) or (owned and found.st_uid != 0)


def root_is_read_only(machine: Machine) -> Verdict:
    mounts = machine.kernel("/proc/mounts")
    if mounts is None:
        return Unknown("how / is mounted shows on the running machine only")
    for line in mounts.splitlines():
        _, where, kind, options, *_ = line.split()
        if where == "/":
            if kind == "overlay" or "ro" in options.split(","):
                return Fine(f"/ is {kind}, {'laid over' if kind == 'overlay' else 'read only'}")
            return Open("/ can be written: a read-only root comes back from every power cut as it was")
    return Unknown("/ is not among the mounts")


def disk_is_locked(machine: Machine) -> Verdict:
    """dm-crypt volumes carry a uuid that begins with ``CRYPT-``."""
    if not machine.running:
        return Unknown("the disk of an image is locked where it is written")
    try:
        device = machine.path(_STATE).stat().st_dev
    except OSError as error:
        return Unknown(f"{_STATE}: {error.strerror}")
    uuid = machine.kernel(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}/dm/uuid")
    if uuid is not None and uuid.startswith("CRYPT-"):
        return Fine(f"{_STATE} is on an encrypted volume")
    return Open(f"{_STATE} is not on an encrypted volume: pages are sealed, but keys of the device are readable")


def secure_boot(machine: Machine) -> Verdict:
    """The last byte of the variable is the value (UEFI 2.10, 3.3)."""
    try:
        said = machine.path(_SECURE_BOOT).read_bytes() if machine.running else b""
    except OSError:
        said = b""
    if not said:
        return Unknown("the firmware does not say whether it starts signed systems only")
    return Fine("secure boot is on") if said[-1] == 1 else Open("secure boot is off")
