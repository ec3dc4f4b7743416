"""Damaged inputs into every parser of ``benchmarks.fuzz_parsers``: only declared errors, bounded memory and time.

``./run bench fuzz --times 1000000`` runs that many inputs a parser; ``--only NAME`` one of them, ``--totals FILE`` adds
up over runs, each of which continues with other inputs. A finding names the parser, the seed and the number of the
input, and ends the command with an error. Times are those of the processor, so that a busy machine finds nothing.
"""

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import psutil

from benchmarks.fuzz_parser import Parser
from benchmarks.fuzz_parsers import parsers
from benchmarks.mutation import damaged
from benchmarks.report import Report

USUAL = 20_000
SLOWEST_SECONDS = 2.0
MOST_MIB = 256
_WARM_UP = 200
_MIB = 1 << 20
_PEAK_RESET = Path("/proc/self/clear_refs")


class TooSlow(BaseException):
    """Raised in the middle of a parser; no parser may catch it."""


@dataclass(slots=True)
class Findings:
    parser: str
    inputs: int = 0
    refused: int = 0
    """With an error the parser declares."""
    seconds: float = 0.0
    slowest: float = 0.0
    peak_mib: float = 0.0
    """How far the process grew over what it held after the first inputs, at its highest."""
    undeclared: list[str] = field(default_factory=list)


def fuzz(parser: Parser, times: int, seed: int) -> Findings:
    """Runs in the calling thread, which must be the main one: a parser that takes too long is interrupted."""
    findings = Findings(parser.name)
    before = signal.signal(signal.SIGVTALRM, _too_slow)
    try:
        for data in damaged(parser.seeds, _WARM_UP, seed - 1):
            _one(parser, data, Findings(parser.name))
        _PEAK_RESET.write_text("5")
        held, began = psutil.Process().memory_info().rss, time.process_time()
        for data in damaged(parser.seeds, times, seed):
            _one(parser, data, findings, seed)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    findings.seconds = time.process_time() - began
    findings.peak_mib = max(0.0, _peak_bytes() - held) / _MIB
    return findings


def _peak_bytes() -> int:
    """The most this process held since the peak was reset (proc(5): ``clear_refs``, ``VmHWM`` in KiB)."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def _one(parser: Parser, data: bytes, findings: Findings, seed: int = 0) -> None:
    number, findings.inputs = findings.inputs, findings.inputs + 1
    started = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, SLOWEST_SECONDS)
        try:
            parser.parse(data)
        except parser.declared:
            findings.refused += 1
        except Exception as error:  # noqa: BLE001 - what a fuzzer looks for
            findings.undeclared.append(f"{parser.name} seed {seed} input {number}: {type(error).__name__}")
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except TooSlow:
        # Outside of all the others: it may come wherever the parser just was.
        findings.undeclared.append(f"{parser.name} seed {seed} input {number}: over {SLOWEST_SECONDS} s")
    findings.slowest = max(findings.slowest, time.process_time() - started)


def _too_slow(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow


def run(times: int = USUAL, only: str = "", totals: Path | None = None) -> Report:
    """Raises ``RuntimeError`` with the findings."""
    before = _totals(totals)
    with _quiet_libraries():
        found = [
            fuzz(parser, times, seed=int(before.get(f"{parser.name}_runs", 0)) + 1)
            for parser in parsers()
            if only in ("", parser.name)
        ]
    wrong = [words for findings in found for words in findings.undeclared[:5]]
    wrong += [f"{one.parser}: {one.peak_mib:.0f} MiB" for one in found if one.peak_mib > MOST_MIB]
    if wrong:
        raise RuntimeError("\n".join(wrong))
    if totals is not None:
        totals.write_text(json.dumps(_added(before, found), indent=1) + "\n", "utf-8")
    return Report("fuzz", {name: value for one in found for name, value in _figures(one).items()}, {}, {})


@contextmanager
def _quiet_libraries() -> Iterator[None]:
    """libjpeg and libpng complain on stderr of every damaged picture."""
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _figures(one: Findings) -> dict[str, float]:
    return {
        f"{one.parser}_inputs": one.inputs,
        f"{one.parser}_refused": one.refused,
        f"{one.parser}_slowest_ms": one.slowest * 1000,
        f"{one.parser}_grown_mib": one.peak_mib,
        f"{one.parser}_us_an_input": one.seconds / max(one.inputs, 1) * 1e6,
    }


def _totals(file: Path | None) -> dict[str, float]:
    if file is None or not file.exists():
        return {}
    told: dict[str, float] = json.loads(file.read_text("utf-8"))
    return told


def _added(before: dict[str, float], found: list[Findings]) -> dict[str, float]:
    after = dict(before)
    for one in found:
        for name, value in (("runs", 1.0), ("inputs", one.inputs), ("refused", one.refused)):
            after[f"{one.parser}_{name}"] = after.get(f"{one.parser}_{name}", 0) + value
        for name, value in (("slowest_ms", one.slowest * 1000), ("grown_mib", one.peak_mib)):
            after[f"{one.parser}_{name}"] = max(after.get(f"{one.parser}_{name}", 0.0), round(value, 1))
    return after
