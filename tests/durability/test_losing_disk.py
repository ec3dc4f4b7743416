"""The disk of the virtual machines forgets what was not flushed, and nothing else."""

import contextlib
import random
import select
import socket
import struct

import pytest

from tests.durability.power_cuts.losing_disk import SECTOR, LosingDisk

SIZE = 8 * SECTOR
READ, WRITE, DISCONNECT, FLUSH = 0, 1, 2, 3
FUA = 1


class Machine:
    """As QEMU speaks: the NBD protocol, fixed newstyle."""

    def __init__(self, disk: LosingDisk) -> None:
        self._line = socket.socket(socket.AF_UNIX)
        self._line.connect(str(disk.address))
        self._read(18)
        self._line.sendall(struct.pack(">IQII", 3, 0x49484156454F5054, 1, 0))
        assert struct.unpack(">QH", self._read(10))[0] == SIZE

    def close(self) -> None:
        self._line.close()

    def say(self, kind: int, offset: int = 0, length: int = 0, data: bytes = b"", flags: int = 0) -> None:
        self._line.sendall(struct.pack(">IHHQQI", 0x25609513, flags, kind, 7, offset, length or len(data)) + data)

    def hears(self) -> bool:
        return bool(select.select([self._line], [], [], 0)[0])

    def ask(self, kind: int, offset: int = 0, length: int = 0, data: bytes = b"", flags: int = 0) -> bytes:
        self.say(kind, offset, length, data, flags)
        assert struct.unpack(">IIQ", self._read(16)) == (0x67446698, 0, 7)
        return self._read(length) if kind == READ else b""

    def _read(self, length: int) -> bytes:
        data = self._line.recv(length, socket.MSG_WAITALL)
        assert len(data) == length
        return data


@pytest.fixture
def disk(tmp_path):
    made = LosingDisk(tmp_path / "disk.sock", bytes(SIZE))
    yield made
    made.close()


@pytest.fixture
def machine(disk):
    with contextlib.closing(Machine(disk)) as made:
        yield made


def after(disk, machine, seed):
    machine.close()
    disk.close()
    return disk.after_the_cut(random.Random(seed))


def test_what_was_written_is_read_before_it_is_flushed(disk, machine):
    machine.ask(WRITE, SECTOR, data=b"a" * SECTOR)
    assert machine.ask(READ, 0, 2 * SECTOR) == bytes(SECTOR) + b"a" * SECTOR


@pytest.mark.parametrize("seed", range(12))
def test_what_was_flushed_survives_whatever_is_lost(disk, machine, seed):
    machine.ask(WRITE, 0, data=b"a" * SECTOR)
    machine.ask(FLUSH)
    machine.ask(WRITE, SECTOR, data=b"b" * SECTOR)
    machine.ask(WRITE, 2 * SECTOR, data=b"c" * SECTOR, flags=FUA)
    left = after(disk, machine, seed)
    assert left[:SECTOR] == b"a" * SECTOR
    assert left[2 * SECTOR : 3 * SECTOR] == b"c" * SECTOR


def test_of_what_was_not_flushed_some_is_lost_some_kept_and_some_torn(tmp_path):
    found = set()
    for seed in range(40):
        disk = LosingDisk(tmp_path / f"{seed}.sock", bytes(SIZE))
        machine = Machine(disk)
        machine.ask(WRITE, 0, data=b"a" * 4 * SECTOR)
        found.add(after(disk, machine, seed)[: 4 * SECTOR].count(b"a"))
    assert {0, 4 * SECTOR} < found


def test_a_write_that_is_forced_out_is_not_overtaken_by_one_before_it(disk, machine):
    machine.ask(WRITE, 0, data=b"old" + bytes(SECTOR - 3))
    machine.ask(WRITE, 0, data=b"new" + bytes(SECTOR - 3), flags=FUA)
    assert after(disk, machine, seed=1)[:3] == b"new"


def test_a_forced_write_takes_nothing_from_a_longer_one_before_it(disk, machine):
    machine.ask(WRITE, 0, data=b"a" * 2 * SECTOR)
    machine.ask(WRITE, 0, data=b"b" * SECTOR, flags=FUA)
    machine.ask(FLUSH)
    assert after(disk, machine, seed=1)[: 2 * SECTOR] == b"b" * SECTOR + b"a" * SECTOR


def test_the_power_goes_while_a_drawn_write_is_under_way(tmp_path):
    """It is not answered, and nothing tells the machine of an error; forced or not, nobody may count on it."""
    found = set()
    for seed in range(12):
        disk = LosingDisk(tmp_path / f"{seed}.sock", bytes(SIZE), last_write=2)
        machine = Machine(disk)
        machine.ask(WRITE, 0, data=b"a" * SECTOR)
        machine.ask(FLUSH)
        machine.say(WRITE, SECTOR, data=b"b" * SECTOR, flags=FUA)
        assert disk.without_power.wait(10)
        assert not machine.hears()
        found.add(after(disk, machine, seed)[: 2 * SECTOR])
    assert found == {b"a" * SECTOR + rest for rest in (bytes(SECTOR), b"b" * SECTOR)}
