"""What a process did to one folder of the disk, in the order it was done, read from the text of strace.

Only what can change a file or make it durable. Positions of writes are offsets in bytes. A sync covers what was
complete when it *began*; a system call of another thread that ran meanwhile is not covered.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeAlias

TRACED = (
    "open,openat,creat,close,write,pwrite64,writev,pwritev,pwritev2,truncate,ftruncate,fallocate,lseek,dup,dup2,dup3,"
    "fsync,fdatasync,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,symlink,symlinkat,"
    "mkdir,mkdirat,sendfile,copy_file_range,splice"
)

UNMODELLED = ("-shm", "reserve")
"""The index of a WAL, which SQLite makes anew, and the room kept for a full disk: nothing promised rests on them."""


@dataclass(frozen=True, slots=True)
class Create:
    path: str
    inode: int


@dataclass(frozen=True, slots=True)
class MakeFolder:
    path: str


@dataclass(frozen=True, slots=True)
class Write:
    inode: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    inode: int
    size: int


@dataclass(frozen=True, slots=True)
class Rename:
    source: str
    target: str
    inode: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two folders change names (renameat2(2), ``RENAME_EXCHANGE``)."""

    one: str
    other: str

    def moved(self, path: str) -> str:
        """What ``path`` is called afterwards."""
        for old, new in ((self.one, self.other), (self.other, self.one)):
            if path == old or path.startswith(old + "/"):
                return new + path[len(old) :]
        return path


@dataclass(frozen=True, slots=True)
class Unlink:
    path: str


@dataclass(frozen=True, slots=True)
class RemoveFolder:
    path: str


@dataclass(frozen=True, slots=True)
class SyncFile:
    inode: int
    upto: int
    """Operations before this index are covered."""


@dataclass(frozen=True, slots=True)
class SyncFolder:
    path: str
    upto: int


@dataclass(frozen=True, slots=True)
class FailedSync:
    """The kernel forgets that what was written has not reached the disk: a later sync that succeeds does not bring it
    there, only writing it once more does (Rebello et al., ATC 2020)."""

    inode: int
    upto: int


@dataclass(frozen=True, slots=True)
class Mark:
    """The process said something to the outside world: from here on it may be held to it."""

    words: str


Naming: TypeAlias = Create | MakeFolder | Rename | Exchange | Unlink | RemoveFolder
Operation: TypeAlias = Naming | Write | Truncate | SyncFile | SyncFolder | FailedSync | Mark

_LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += +(-?\d+|\?)")
_UNFINISHED = re.compile(r"(\d+) +(\w+)\((.*) <unfinished \.\.\.>")
_RESUMED = re.compile(r"(\d+) +<\.\.\. (\w+) resumed>(.*)\) += +(-?\d+|\?)")
_QUOTED = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_PATH = re.compile(r'(?:\b(\d+), )?"((?:\\x[0-9a-f]{2})*)"')
"""With the descriptor of the folder it is relative to, if it is."""
_OF_PATHS = re.compile(r"open(at)?|creat|rename(at2?)?|(un)?link(at)?|mkdir(at)?|rmdir|symlink(at)?|truncate")


class UnknownOperation(Exception):
    """A system call on a file of ours that this reading does not model: the figures would lie."""


@dataclass
class _Open:
    path: str
    inode: int | None
    """``None``: a folder."""
    append: bool
    offset: int = 0


@dataclass
class DiskReader:
    """Feed lines of ``strace -f -xx`` of one process; ``operations`` grows. Paths are relative to ``root``."""

    root: str
    marks: str
    """File whose lines are marks; outside ``root``."""
    names: dict[str, int]
    """Inodes of the files that were there before, by path; updated as names change."""
    sizes: dict[int, int]
    operations: list[Operation] = field(default_factory=list)
    folders: set[str] = field(default_factory=set)
    _files: dict[int, _Open] = field(default_factory=dict)
    _pending: dict[str, tuple[str, int]] = field(default_factory=dict)

    def feed(self, lines: Iterable[str]) -> list[Operation]:
        for line in lines:
            if whole := _LINE.match(line):
                self._call(whole[2], whole[3], whole[4], len(self.operations))
            elif begun := _UNFINISHED.match(line):
                if begun[2] == "close":
                    # Its number is free at once: another thread may be given it before this one has returned.
                    self._call("close", begun[3], "0", len(self.operations))
                else:
                    self._pending[begun[1]] = (begun[3], len(self.operations))
            elif (ended := _RESUMED.match(line)) and ended[1] in self._pending:
                start, since = self._pending.pop(ended[1])
                self._call(ended[2], start + ended[3], ended[4], since)
        return self.operations

    def _call(self, name: str, text: str, answer: str, since: int) -> None:
        if answer == "-1" and name in ("fsync", "fdatasync"):
            self._failed_sync(self._files.get(int(text)), since)
        if answer in ("?", "-1"):
            return
        if _OF_PATHS.fullmatch(name):
            self._on_paths(name, text, [self._path(*found) for found in _PATH.findall(text)], int(answer))
        else:
            strings = [bytes.fromhex(found.replace("\\x", "")) for found in _QUOTED.findall(text)]
            self._on_file(name, [part.strip() for part in _QUOTED.sub("", text).split(",")], strings, answer, since)

    def _path(self, folder: str, hexed: str) -> str:
        path = bytes.fromhex(hexed.replace("\\x", "")).decode(errors="replace")
        above = self._files.get(int(folder)) if folder else None
        return path if above is None or path.startswith("/") else f"{self.root}/{above.path}/{path}"

    def _on_paths(self, name: str, text: str, paths: list[str], answer: int) -> None:
        if name in ("open", "openat", "creat"):
            self._open(paths[0], text, answer)
        elif "RENAME_EXCHANGE" in text:
            self._exchange(paths[0], paths[1])
        elif name in ("rename", "renameat", "renameat2"):
            self._rename(paths[0], paths[1])
        elif name == "rmdir" or "AT_REMOVEDIR" in text:
            self._remove_folder(paths[0])
        elif name in ("unlink", "unlinkat", "mkdir", "mkdirat"):
            self._name(name, paths[0])
        elif any(self._relative(path) is not None for path in paths):
            raise UnknownOperation(name)

    def _open(self, path: str, text: str, descriptor: int) -> None:
        self._files.pop(descriptor, None)
        if path == self.marks:
            self._files[descriptor] = _Open("", -1, append=False)
            return
        relative = self._relative(path)
        if relative is None or relative.endswith(UNMODELLED):
            return
        if "O_DIRECTORY" in text or relative in self.folders or relative == "":
            self._files[descriptor] = _Open(relative, None, append=False)
            return
        if relative not in self.names:
            inode = max((*self.names.values(), *self.sizes, 0)) + 1
            self.names[relative], self.sizes[inode] = inode, 0
            self.operations.append(Create(relative, inode))
        inode = self.names[relative]
        if "O_TRUNC" in text and self.sizes[inode]:
            self._truncate(inode, 0)
        self._files[descriptor] = _Open(relative, inode, append="O_APPEND" in text)

    def _rename(self, source: str, target: str) -> None:
        old, new = self._relative(source), self._relative(target)
        if old is None and new is None:
            return
        if old is None or new is None or old in self.folders:
            raise UnknownOperation("rename across the folder's edge")
        self.names[new] = self.names.pop(old)
        self.operations.append(Rename(old, new, self.names[new]))

    def _exchange(self, one: str, other: str) -> None:
        first, second = self._relative(one), self._relative(other)
        if first not in self.folders or second not in self.folders:
            raise UnknownOperation("an exchange of anything but two folders")
        change = Exchange(str(first), str(second))
        moved = {change.moved(path): inode for path, inode in self.names.items()}
        self.names.clear()
        self.names.update(moved)
        self.folders = {change.moved(path) for path in self.folders}
        self.operations.append(change)

    def _remove_folder(self, path: str) -> None:
        if (relative := self._relative(path)) is not None:
            self.folders.discard(relative)
            self.operations.append(RemoveFolder(relative))

    def _name(self, name: str, path: str) -> None:
        relative = self._relative(path)
        if relative is None or relative.endswith(UNMODELLED):
            return
        if name.startswith("mkdir"):
            self.folders.add(relative)
            self.operations.append(MakeFolder(relative))
        else:
            del self.names[relative]
            self.operations.append(Unlink(relative))

    def _on_file(self, name: str, parts: list[str], strings: list[bytes], answer: str, since: int) -> None:
        descriptor = int(parts[0]) if parts[0].isdigit() else -1
        file = self._files.get(descriptor)
        if name in ("sendfile", "copy_file_range", "splice"):
            if any(part.isdigit() and int(part) in self._files for part in parts[:3]):
                raise UnknownOperation(name)
        elif file is None:
            return
        elif name == "close":
            del self._files[descriptor]
        elif file.inode == -1:
            self.operations += [Mark(words) for text in strings for words in text.decode().splitlines()]
        elif name in ("fsync", "fdatasync"):
            self.operations.append(SyncFolder(file.path, since) if file.inode is None else SyncFile(file.inode, since))
        elif file.inode is not None:
            self._change(name, file, parts, strings, int(answer))

    def _failed_sync(self, file: _Open | None, since: int) -> None:
        if file is not None and file.inode not in (None, -1):
            self.operations.append(FailedSync(file.inode, since))

    def _change(self, name: str, file: _Open, parts: list[str], strings: list[bytes], answer: int) -> None:
        assert file.inode is not None
        if name == "write":
            offset = self.sizes[file.inode] if file.append else file.offset
            file.offset = offset + answer
            self._write(file.inode, offset, strings[0][:answer])
        elif name == "pwrite64":
            self._write(file.inode, int(parts[-1]), strings[0][:answer])
        elif name == "ftruncate":
            self._truncate(file.inode, int(parts[1]))
        elif name == "lseek":
            file.offset = answer
        else:
            raise UnknownOperation(name)

    def _write(self, inode: int, offset: int, data: bytes) -> None:
        self.sizes[inode] = max(self.sizes[inode], offset + len(data))
        self.operations.append(Write(inode, offset, data))

    def _truncate(self, inode: int, size: int) -> None:
        self.sizes[inode] = size
        self.operations.append(Truncate(inode, size))

    def _relative(self, path: str) -> str | None:
        """Under the root, or ``None``."""
        if path == self.root:
            return ""
        return str(PurePosixPath(path).relative_to(self.root)) if path.startswith(self.root + "/") else None
