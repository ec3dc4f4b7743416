"""Ways out of the program: terminals, keys of the machine, keyboards, sticks, other desktops, the network."""

from kiosk.lockdown.machine import Machine
from kiosk.lockdown.verdicts import Fine, Open, Unknown, Verdict

_UNITS = "/etc/systemd/system"
MASKED = ("getty@.service", "autovt@.service", "serial-getty@.service", "debug-shell.service", "ctrl-alt-del.target",
          "emergency.service", "rescue.service")  # fmt: skip
LOGIN = {
    "NAutoVTs": "0", "ReserveVT": "0", "HandlePowerKey": "ignore", "HandleRebootKey": "ignore",
    "HandleSuspendKey": "ignore", "HandleHibernateKey": "ignore",
}  # fmt: skip
_RULES = "/etc/udev/rules.d/70-onewindow.rules"
_STICK_HELPER = "/usr/local/libexec/onewindow-stick"
_TOUCH_HELPER = "/usr/local/libexec/onewindow-touch"
_TOUCH_CHECK = '&& is_sound "$six" || return 1'
_AUTOMOUNT = ("/usr/libexec/udisks2/udisksd", "/usr/lib/udisks2/udisksd", "/usr/bin/udiskie")
_DESKTOPS = ("gdm3", "lightdm", "sddm", "xdm")


def no_login(machine: Machine) -> Verdict:
    there = [name for name in MASKED if not _is_masked(machine, name)]
    return Open(f"not masked: {', '.join(there)}") if there else Fine("no terminal asks for a login")


def _is_masked(machine: Machine, unit: str) -> bool:
    link = machine.path(f"{_UNITS}/{unit}")
    return link.is_symlink() and str(link.readlink()) == "/dev/null"


def keys_of_the_case(machine: Machine) -> Verdict:
    found = machine.settings("/etc/systemd/logind.conf", *machine.drop_ins("/etc/systemd/logind.conf.d"))
    wrong = [f"{key}={value}" for key, value in LOGIN.items() if found.get(("Login", key), [""])[-1] != value]
    return Open(f"logind needs {', '.join(wrong)}") if wrong else Fine("power and sleep keys do nothing")


def keys_of_the_kernel(machine: Machine) -> Verdict:
    """Magic SysRq (Documentation/admin-guide/sysrq.rst)."""
    return kernel_value("kernel/sysrq", {"0"}, machine)


def kernel_value(name: str, fine: set[str], machine: Machine) -> Verdict:
    """The value that holds now; of an image the one it will be started with."""
    dotted = name.replace("/", ".")
    now = machine.kernel(f"/proc/sys/{name}")
    if now is None:
        files = machine.drop_ins("/etc/sysctl.d")
        found = [value for file in files for (_, key), values in machine.settings(file).items()
                 for value in values if key == dotted]  # fmt: skip
        if not found:
            return Open(f"{dotted} is not set in /etc/sysctl.d")
        now = found[-1]
    now = now.strip()
    return Fine(f"{dotted} = {now}") if now in fine else Open(f"{dotted} is {now}, must be {' or '.join(sorted(fine))}")


def no_keyboards(machine: Machine) -> Verdict:
    rules = machine.text(_RULES) or ""
    if 'ENV{ID_INPUT_KEYBOARD}=="1", ENV{LIBINPUT_IGNORE_DEVICE}="1"' not in rules:
        return Open(f"{_RULES} does not keep keyboards from the compositor")
    plugged = machine.asked(("udevadm", "info", "--export-db"))
    if plugged is None:
        return Unknown("the rule is there; which keyboards are plugged in cannot be asked here")
    let_in = [_name(device) for device in plugged.split("\n\n") if _takes_keys(device)]
    return Open(f"keys reach the compositor from {', '.join(let_in)}") if let_in else Fine("no keyboard reaches it")


def _takes_keys(device: str) -> bool:
    lines = device.splitlines()
    is_keyboard = "E: ID_INPUT_KEYBOARD=1" in lines and any(line.startswith("N: input/event") for line in lines)
    return is_keyboard and "E: LIBINPUT_IGNORE_DEVICE=1" not in lines


def _name(device: str) -> str:
    node = next(line for line in device.splitlines() if line.startswith("N: "))
    return node.removeprefix("N: ")


def no_automount(machine: Machine) -> Verdict:
    there = [name for name in _AUTOMOUNT if machine.path(name).exists()]
    return Open(f"mounts sticks by itself: {', '.join(there)}") if there else Fine("nothing mounts a stick by itself")


def sticks(machine: Machine) -> Verdict:
    """Mounted by our helper only, and nothing of them can be written, run or gain rights."""
    helper = machine.text(_STICK_HELPER) or ""
    if "safe=noexec,nodev,nosuid" not in helper or '-o "ro,$safe,' not in helper:
        return Open(f"{_STICK_HELPER} is not there or does not mount read only with noexec,nodev,nosuid")
    if _is_loose(machine, _STICK_HELPER):
        return Open(f"{_STICK_HELPER} can be changed by others than root")
    return Fine("sticks are read only, one at a time, and nothing of them runs")


def touch_matrix(machine: Machine) -> Verdict:
    """Root's helper takes six checked numbers from the terminal's user, and nothing else."""
    if _TOUCH_CHECK not in (machine.text(_TOUCH_HELPER) or ""):
        return Open(f"{_TOUCH_HELPER} is not there or takes a touch matrix unchecked")
    if _is_loose(machine, _TOUCH_HELPER):
        return Open(f"{_TOUCH_HELPER} can be changed by others than root")
    return Fine("a touch matrix is six numbers in bounds, or not taken")


def _is_loose(machine: Machine, name: str) -> bool:
    found = machine.path(name).stat()
    return bool(found.st_mode & 0o022) or (machine.running and found.st_uid != 0)


def one_desktop(machine: Machine) -> Verdict:
    there = [name for name in _DESKTOPS if machine.path(f"/usr/sbin/{name}").exists()]
    return Open(f"another desktop is installed: {', '.join(there)}") if there else Fine("no other desktop is installed")


def remote_login(machine: Machine) -> Verdict:
    if not machine.path("/usr/sbin/sshd").exists():
        return Fine("no SSH server is installed")
    said = machine.asked(("/usr/sbin/sshd", "-T"))
    if said is None:
        return Unknown("an SSH server is installed; its settings cannot be asked here (as root, on the machine)")
    wrong = [line for line in said.splitlines() if line in ("passwordauthentication yes", "permitrootlogin yes")]
    return Open(f"SSH: {', '.join(wrong)}") if wrong else Fine("SSH takes keys only")
