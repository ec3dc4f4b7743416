"""Inputs for parsers: valid ones, damaged the way lines and sticks damage them. Seeded: every one comes again."""

import random
from collections.abc import Callable, Iterator, Sequence

_TELLING = (b"\x00", b"\xff", b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00")


def damaged(seeds: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """``count`` inputs; one in sixteen is random from end to end, none longer than two of ``seeds``."""
    chance = random.Random(seed)
    most = 2 * max(map(len, seeds)) + 256
    for number in range(count):
        if number % 16 == 0:
            yield chance.randbytes(chance.randrange(256))
            continue
        data = bytearray(chance.choice(seeds))
        for _ in range(1 + int(chance.expovariate(0.6))):
            data = chance.choice(_WAYS)(data, seeds, chance)
        yield bytes(data[:most])


def _flip(data: bytearray, _: Sequence[bytes], chance: random.Random) -> bytearray:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def _replace(data: bytearray, _: Sequence[bytes], chance: random.Random) -> bytearray:
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)
    return data


def _cut(data: bytearray, _: Sequence[bytes], chance: random.Random) -> bytearray:
    return data[: chance.randrange(len(data) + 1)]


def _leave_out(data: bytearray, _: Sequence[bytes], chance: random.Random) -> bytearray:
    at = chance.randrange(len(data) + 1)
    del data[at : at + chance.randrange(1, 17)]
    return data


def _repeat(data: bytearray, _: Sequence[bytes], chance: random.Random) -> bytearray:
    at = chance.randrange(len(data) + 1)
    piece = data[at : at + chance.randrange(1, 65)]
    data[at:at] = piece * chance.randrange(1, 9)
    return data


def _insert(data: bytearray, _: Sequence[bytes], chance: random.Random) -> bytearray:
    at = chance.randrange(len(data) + 1)
    data[at:at] = chance.choice((*_TELLING, chance.randbytes(chance.randrange(1, 9))))
    return data


def _overwrite(data: bytearray, _: Sequence[bytes], chance: random.Random) -> bytearray:
    at, told = chance.randrange(len(data) + 1), chance.choice(_TELLING)
    data[at : at + len(told)] = told
    return data


def _cross(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> bytearray:
    other = chance.choice(seeds)
    return data[: chance.randrange(len(data) + 1)] + bytearray(other[chance.randrange(len(other) + 1) :])


_WAYS: tuple[Callable[[bytearray, Sequence[bytes], random.Random], bytearray], ...] = (
    _flip, _flip, _replace, _cut, _leave_out, _repeat, _insert, _overwrite, _cross,
)  # fmt: skip
