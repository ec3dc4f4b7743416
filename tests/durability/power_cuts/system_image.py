"""What the virtual machine boots from: Debian's kernel, a first program of BusyBox, Python and what a visit imports."""

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
KERNEL = Path(os.environ.get("ONEWINDOW_VM_KERNEL", "/"))
"""Folder with ``boot/vmlinuz-*-cloud-amd64`` and its ``lib/modules``: the package linux-image-cloud-amd64."""
_BUSYBOX = Path("/bin/busybox")
_TOOLS = ("qemu-system-x86_64", "mkfs.ext4", "cpio")
_MODULES = ("virtio_ring", "virtio", "virtio_pci_legacy_dev", "virtio_pci_modern_dev", "virtio_pci", "virtio_blk",
            "crc32c-intel")  # fmt: skip
_INIT = """#!/bin/busybox sh
/bin/busybox mount -t devtmpfs dev /dev
/bin/busybox mount -t proc proc /proc
for module in {modules}; do /bin/busybox insmod /modules/$module.ko; done
/bin/busybox mount -t ext4 -o ro /dev/vda /system
/bin/busybox mount -t devtmpfs dev /system/dev
/bin/busybox mount -t proc proc /system/proc
/bin/busybox mount -t tmpfs memory /system/memory
export PYTHONPATH={root} TMPDIR=/memory PYTHONDONTWRITEBYTECODE=1
exec /bin/busybox chroot /system {python} -m tests.durability.power_cuts.guest
"""


@dataclass(frozen=True, slots=True)
class SystemImage:
    kernel: Path
    first: Path
    """The first file system, in memory: only to find the second."""
    system: Path
    """ext4, read-only."""


def why_no_machine() -> str:
    """Empty when one can be built and started here."""
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    missing += [] if _BUSYBOX.exists() else ["busybox-static"]
    missing += [] if _kernels() else ["linux-image-cloud-amd64"]
    return f"missing: {', '.join(missing)}" if missing else ""


def build(folder: Path) -> SystemImage:
    kernel = _kernels()[-1]
    system, root = folder / "system.img", folder / "system"
    _fill(root)
    _run("mkfs.ext4", "-q", "-O", "^has_journal", "-d", str(root), str(system), f"{_megabytes(root) * 3 // 2 + 32}M")
    shutil.rmtree(root)
    return SystemImage(kernel, _first(folder, kernel.name.removeprefix("vmlinuz-")), system)


def _kernels() -> list[Path]:
    return sorted((KERNEL / "boot").glob("vmlinuz-*-cloud-amd64"))


def _first(folder: Path, release: str) -> Path:
    root = folder / "first"
    for name in ("bin", "dev", "proc", "system", "modules"):
        (root / name).mkdir(parents=True)
    shutil.copy(_BUSYBOX, root / "bin" / "busybox")
    modules = KERNEL / "lib" / "modules" / release
    for name in _MODULES:
        shutil.copy(next(modules.rglob(f"{name}.ko")), root / "modules")
    init = root / "init"
    init.write_text(_INIT.format(modules=" ".join(_MODULES), root=ROOT, python=sys.executable))
    init.chmod(0o755)
    names = "".join(f"{path.relative_to(root)}\n" for path in sorted(root.rglob("*")))
    archive = subprocess.run(
        ["cpio", "--quiet", "-o", "-H", "newc"], input=names.encode(), cwd=root, check=True, capture_output=True
    ).stdout
    shutil.rmtree(root)
    packed = folder / "first.cpio.gz"
    packed.write_bytes(gzip.compress(archive, 1))
    return packed


def _fill(root: Path) -> None:
    """At the same paths as here, so that this interpreter finds everything where it is used to."""
    for name in ("dev", "proc", "memory", "disk"):
        (root / name).mkdir(parents=True)
    programs = {*_imported(), Path(sys.executable), Path(sys.executable).resolve()}
    for path in {*programs, *_libraries(programs), Path(sys.prefix) / "pyvenv.cfg"}:
        _copy(path, root)
    shutil.copytree(ROOT, root / ROOT.relative_to("/"), ignore=shutil.ignore_patterns(".*", "__pycache__", "npm"),
                    dirs_exist_ok=True, symlinks=True)  # fmt: skip


def _imported() -> list[Path]:
    """Files of the modules a visit has loaded, and of Python's own start."""
    program = (
        "import encodings.ascii, encodings.idna, sys, tests.durability.power_cuts.guest\n"
        "print(*{m.__file__ for m in list(sys.modules.values()) if getattr(m, '__file__', None)}, sep='\\n')"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    said = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT, env=environment
    )
    return [Path(line) for line in said.stdout.split() if not line.startswith(str(ROOT) + "/tests")]


def _libraries(programs: Iterable[Path]) -> Iterator[Path]:
    """Shared libraries they are linked with, the loader among them."""
    for program in programs:
        if program.suffix != ".py":
            said = subprocess.run(["ldd", str(program)], check=False, capture_output=True, text=True).stdout
            yield from (Path(os.path.normpath(word)) for word in said.split() if word.startswith("/"))


def _copy(path: Path, root: Path) -> None:
    target = root / path.relative_to("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        shutil.copy2(path, target)


def _megabytes(root: Path) -> int:
    return sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) >> 20


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
