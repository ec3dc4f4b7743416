"""One row of the fuzzer's tables."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parser:
    name: str
    seeds: tuple[bytes, ...]
    parse: Callable[[bytes], object]
    declared: tuple[type[Exception], ...] = ()
