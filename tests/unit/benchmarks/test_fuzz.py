"""A few thousand seeded inputs into every parser; ``./run bench fuzz --times 1000000`` runs the million."""

import json
from pathlib import Path

import pytest

from benchmarks.fuzz import fuzz, run
from benchmarks.fuzz_parser import Parser
from benchmarks.fuzz_parsers import LAUGHS, OUTSIDE, parsers
from benchmarks.mutation import damaged
from devices.document_scanner.escl_xml import parse_capabilities, parse_status

INPUTS = {"code-picture": 500, "image-preview": 1000, "image-quality": 300, "pdf-import": 500}


@pytest.mark.parametrize("parser", parsers(), ids=lambda parser: parser.name)
def test_nothing_but_the_declared_errors(parser: Parser) -> None:
    for seed in parser.seeds:
        if seed not in (LAUGHS, OUTSIDE):
            parser.parse(seed)
    findings = fuzz(parser, INPUTS.get(parser.name, 4000), seed=20260618)
    assert findings.undeclared == []
    assert findings.slowest < 1.0
    assert findings.peak_mib < 256


@pytest.mark.parametrize("document", [LAUGHS, OUTSIDE])
def test_entities_are_refused_and_not_expanded(document: bytes) -> None:
    for parse in (parse_status, parse_capabilities):
        with pytest.raises(ValueError, match=r"EntitiesForbidden|DTDForbidden"):
            parse(document)


def test_inputs_come_again_by_their_seed() -> None:
    seeds = (b"hello world", b"other")
    assert list(damaged(seeds, 50, 3)) == list(damaged(seeds, 50, 3))
    assert len(set(damaged(seeds, 500, 3))) > 350


def _stumbles(data: bytes) -> None:
    if b"\xff" in data:
        raise KeyError
    while b"\x00" in data:
        continue


def test_what_a_parser_does_not_declare_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.fuzz.SLOWEST_SECONDS", 0.01)
    findings = fuzz(Parser("stumbles", (b"abc",), _stumbles, (ValueError,)), 60, seed=1)
    assert any("KeyError" in words for words in findings.undeclared)
    assert any("over" in words for words in findings.undeclared)


def test_figures_add_up_over_runs(tmp_path: Path) -> None:
    totals = tmp_path / "totals.json"
    for _ in range(2):
        run(300, "printer-status", totals)
    told = json.loads(totals.read_text())
    assert (told["printer-status_runs"], told["printer-status_inputs"]) == (2, 600)
