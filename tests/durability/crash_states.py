"""The disks a power cut could leave behind: an "own small ALICE" (Pillai et al., OSDI 2014).

What was synced is certain. Of what was not, a subset may have reached the disk: none, all, each beginning, all but
one, one alone, one torn at 512 bytes, and random subsets. Two rules say when a *name* is durable:

``posix``  only an fsync of its folder
``ext4``   any fsync commits every earlier change of names, and they arrive in their order
"""

import functools
import operator
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from tests.durability.disk_operations import (
    UNMODELLED,
    Create,
    Exchange,
    FailedSync,
    MakeFolder,
    Mark,
    Naming,
    Operation,
    RemoveFolder,
    Rename,
    SyncFile,
    SyncFolder,
    Truncate,
    Unlink,
    Write,
)

SECTOR = 512
_MEMORY_PAGE = 4096
Rule: TypeAlias = Literal["posix", "ext4"]


@dataclass(frozen=True, slots=True)
class Image:
    """What is on a disk. Paths are relative."""

    folders: frozenset[str]
    files: dict[str, bytes]

    @classmethod
    def of(cls, root: Path, skip: Sequence[str] = ()) -> "Image":
        paths = [path for path in sorted(root.rglob("*")) if path.relative_to(root).parts[0] not in skip]
        folders = frozenset(str(path.relative_to(root)) for path in paths if path.is_dir())
        kept = [path for path in paths if path.is_file() and not path.name.endswith(UNMODELLED)]
        return cls(folders, {str(path.relative_to(root)): path.read_bytes() for path in kept})

    def write(self, root: Path) -> None:
        for folder in sorted(self.folders):
            (root / folder).mkdir(parents=True, exist_ok=True)
        for name, data in self.files.items():
            (root / name).write_bytes(data)

    def fingerprint(self) -> int:
        """Of 64 bits, of this process only. Most images share most of their content, whose hash Python keeps; two that
        meet by chance are one state fewer."""
        return hash((self.folders, frozenset(self.files.items())))


@dataclass(frozen=True, slots=True)
class Recording:
    """A disk and what was then done to it."""

    before: Image
    inodes: dict[str, int]
    operations: Sequence[Operation]

    def content(self, inode: int) -> bytes:
        """Of a file in the end, whatever of it is durable."""
        path = next((path for path, number in self.inodes.items() if number == inode), "")
        known = {inode: self.before.files[path]} if path else {}
        changes = [one for one in self.operations if isinstance(one, Write | Truncate) and one.inode == inode]
        return _applied(known, changes).get(inode, b"")

    def written(self) -> list[bytes]:
        """Every file as it was when nothing more was written to it, also those that are gone."""
        return [*_applied({}, [one for one in self.operations if isinstance(one, Write)]).values()]


@dataclass(frozen=True, slots=True)
class CrashState:
    image: Image
    marks: tuple[str, ...]
    """What had been said to the outside world by then, in order."""
    position: int
    """Operations that had been begun."""
    how: str


@dataclass
class _Disk:
    """Certain content, and what is pending, at one position of the recording."""

    rule: Rule
    folders: set[str]
    names: dict[str, int]
    content: dict[int, bytes]
    naming: list[tuple[int, Naming]] = field(default_factory=list)
    data: list[tuple[int, Write | Truncate]] = field(default_factory=list)
    forgotten: list[tuple[int, Write]] = field(default_factory=list)
    """Pages of memory that no sync waits for any more, since one failed; it may have reached the disk."""

    def take(self, at: int, operation: Operation) -> None:
        if isinstance(operation, Naming):
            self.naming.append((at, operation))
        elif isinstance(operation, Write | Truncate):
            self._remember(operation)
            self.data.append((at, operation))
        elif isinstance(operation, FailedSync):
            self._forget(operation)
        elif isinstance(operation, SyncFile):
            done = [entry for entry in self.data if entry[1].inode == operation.inode and entry[0] < operation.upto]
            self.content = _applied(self.content, [one for _, one in sorted(done, key=operator.itemgetter(0))])
            self.data = [entry for entry in self.data if entry not in done]
            if self.rule == "ext4":
                self._settle([entry for entry in self.naming if entry[0] < operation.upto])
        elif isinstance(operation, SyncFolder):
            before = [entry for entry in self.naming if entry[0] < operation.upto]
            self._settle(before if self.rule == "ext4" else [e for e in before if _touches(e[1], operation.path)])

    def _forget(self, failed: FailedSync) -> None:
        lost = [(at, one) for at, one in self.data if isinstance(one, Write) and one.inode == failed.inode]
        lost = [entry for entry in lost if entry[0] < failed.upto]
        self.data = [entry for entry in self.data if entry not in lost]
        self.forgotten += [(at, piece) for at, one in lost for piece in _by_memory_page(one)]

    def _remember(self, change: Write | Truncate) -> None:
        """Who writes to a page of memory again makes all of it wait for the next sync."""
        back = [entry for entry in self.forgotten if _shares_page(entry[1], change)]
        self.forgotten = [entry for entry in self.forgotten if entry not in back]
        self.data += back

    def pending(self) -> list[Write | Truncate]:
        """In the order of writing."""
        return [one for _, one in sorted([*self.data, *self.forgotten], key=operator.itemgetter(0))]

    def _settle(self, done: list[tuple[int, Naming]]) -> None:
        _name(self.folders, self.names, [entry[1] for entry in done])
        self.naming = [entry for entry in self.naming if entry not in done]

    def image(self, naming: Sequence[Naming], data: Sequence[Write | Truncate]) -> Image:
        folders, names = set(self.folders), dict(self.names)
        _name(folders, names, naming)
        content = _applied(self.content, data)
        reachable = {path for path in folders if _above(path) <= folders}
        inside = {path for path in names if _parent(path) in reachable or "/" not in path}
        return Image(frozenset(reachable), {path: content.get(names[path], b"") for path in inside})


class CrashStates:
    """Distinct states of one recording: no two have the same disk and the same words said before."""

    def __init__(self, recording: Recording, seed: int) -> None:
        self._recording = recording
        self._random = random.Random(seed)
        self._seen: set[tuple[int, int]] = set()

    def sample(self, limit: int) -> Iterator[CrashState]:
        """At most ``limit``, spread over the whole recording and both rules; more rounds add random subsets."""
        left, places, is_thorough = limit, 2 * max(1, len(self._recording.operations)), False
        for extra in range(64):
            share = left / places
            found = 0
            for state in self._walk(max(share, 1.0) if is_thorough else share, extra):
                found += 1
                yield state
                if found == left:
                    return
            if not found and (is_thorough or share >= 1):
                return
            left, is_thorough = left - found, not found

    def _walk(self, share: float, extra: int) -> Iterator[CrashState]:
        """``share``: states of each position by each rule, on the average."""
        disks = [self._disk("posix"), self._disk("ext4")]
        marks: tuple[str, ...] = ()
        for at, operation in enumerate(self._recording.operations):
            if isinstance(operation, Mark):
                marks = (*marks, operation.words)
            for disk in disks:
                disk.take(at, operation)
                if most := int(share + self._random.random()):
                    yield from self._at(disk, at, marks, most, extra)

    def _disk(self, rule: Rule) -> _Disk:
        before, inodes = self._recording.before, self._recording.inodes
        content = {inode: before.files[path] for path, inode in inodes.items()}
        return _Disk(rule, set(before.folders), dict(inodes), content)

    def _at(self, disk: _Disk, at: int, marks: tuple[str, ...], most: int, extra: int) -> Iterator[CrashState]:
        choices = list(self._choices(disk, extra))
        self._random.shuffle(choices)
        taken = 0
        for how, naming, data in choices:
            image = disk.image(naming, data)
            key = (image.fingerprint(), len(marks))
            if key in self._seen:
                continue
            self._seen.add(key)
            yield CrashState(image, marks, at + 1, f"{disk.rule}: {how}")
            taken += 1
            if taken >= most:
                return

    def _choices(self, disk: _Disk, extra: int) -> Iterator[tuple[str, list[Naming], list[Write | Truncate]]]:
        naming = [entry[1] for entry in disk.naming]
        data = disk.pending()
        for how, names in self._name_subsets(naming, disk.rule):
            yield f"names {how}, no data", names, []
            yield f"names {how}, all data", names, data
        everything = list(naming)
        for kept in range(1, len(data)):
            yield f"data up to {kept}", everything, data[:kept]
        for one, operation in enumerate(data):
            yield f"data without {one}", everything, data[:one] + data[one + 1 :]
            yield f"data only {one}", everything, [operation]
            for how, torn in _torn(operation, self._random):
                yield f"data {one} torn {how}", everything, [*data[:one], torn]
                yield f"data {one} torn {how}, later there", everything, [*data[:one], torn, *data[one + 1 :]]
        for _ in range(4 * (extra + 1) if len(data) + len(naming) > 2 else 0):
            names = [item for item in naming if self._random.random() < 0.7]
            yield "random", _legal(names, naming, disk.rule), [item for item in data if self._random.random() < 0.5]

    def _name_subsets(self, naming: list[Naming], rule: Rule) -> Iterator[tuple[str, list[Naming]]]:
        for kept in range(len(naming) + 1):
            yield f"up to {kept}", naming[:kept]
        if rule == "posix":
            for one, operation in enumerate(naming):
                yield f"without {one}", naming[:one] + naming[one + 1 :]
                yield f"only {one}", [operation]


def _by_memory_page(write: Write) -> Iterator[Write]:
    start, end = write.offset, write.offset + len(write.data)
    while start < end:
        stop = min(end, start - start % _MEMORY_PAGE + _MEMORY_PAGE)
        yield Write(write.inode, start, write.data[start - write.offset : stop - write.offset])
        start = stop


def _shares_page(piece: Write, change: Write | Truncate) -> bool:
    """``piece`` lies within one page of memory."""
    if piece.inode != change.inode:
        return False
    if isinstance(change, Truncate):
        return piece.offset + len(piece.data) > change.size
    page = piece.offset // _MEMORY_PAGE
    return change.offset // _MEMORY_PAGE <= page <= (change.offset + len(change.data) - 1) // _MEMORY_PAGE


def _legal(names: list[Naming], naming: list[Naming], rule: Rule) -> list[Naming]:
    return names if rule == "posix" else naming[: len(names)]


def _torn(operation: Write | Truncate, chance: random.Random) -> Iterator[tuple[str, Write]]:
    """Cut at a sector: the beginning arrived, or the end."""
    if isinstance(operation, Truncate) or len(operation.data) <= SECTOR:
        return
    cut = chance.randrange(SECTOR, len(operation.data), SECTOR)
    yield f"at {cut}", Write(operation.inode, operation.offset, operation.data[:cut])
    yield f"from {cut}", Write(operation.inode, operation.offset + cut, operation.data[cut:])


def _touches(operation: Naming, folder: str) -> bool:
    if isinstance(operation, Rename):
        # Across folders: whichever is synced, the move is atomic and arrives whole.
        return folder in (_parent(operation.source), _parent(operation.target))
    if isinstance(operation, Exchange):
        return folder in (_parent(operation.one), _parent(operation.other))
    return _parent(operation.path) == folder


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


@functools.cache
def _above(path: str) -> frozenset[str]:
    """Every folder it lies in, but for the root."""
    parent = _parent(path)
    return _above(parent) | {parent} if parent else frozenset()


def _name(folders: set[str], names: dict[str, int], operations: Sequence[Naming]) -> None:
    """A rename that arrived puts the file there, also when the making of its first name did not."""
    for operation in operations:
        if isinstance(operation, Create):
            names[operation.path] = operation.inode
        elif isinstance(operation, MakeFolder):
            folders.add(operation.path)
        elif isinstance(operation, Unlink):
            names.pop(operation.path, None)
        elif isinstance(operation, RemoveFolder):
            folders.discard(operation.path)
        elif isinstance(operation, Exchange):
            _exchange(folders, names, operation)
        else:
            names.pop(operation.source, None)
            names[operation.target] = operation.inode


def _exchange(folders: set[str], names: dict[str, int], change: Exchange) -> None:
    moved, renamed = {change.moved(path) for path in folders}, {change.moved(path): names[path] for path in names}
    folders.clear()
    names.clear()
    folders.update(moved)
    names.update(renamed)


def _applied(content: dict[int, bytes], operations: Sequence[Write | Truncate]) -> dict[int, bytes]:
    changed: dict[int, bytearray] = {}
    for operation in operations:
        file = changed.setdefault(operation.inode, bytearray(content.get(operation.inode, b"")))
        if isinstance(operation, Truncate):
            size = operation.size
            file[size:] = bytes(max(0, size - len(file)))
        else:
            end = operation.offset + len(operation.data)
            file.extend(bytes(max(0, end - len(file))))
            file[operation.offset : end] = operation.data
    return {**content, **{inode: bytes(file) for inode, file in changed.items()}}
