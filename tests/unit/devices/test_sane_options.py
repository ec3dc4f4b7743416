"""Our settings in the words of SANE backends, and SANE's failures in ours."""

import pytest

from devices.document_scanner.sane_driver import trouble_of_words
from devices.document_scanner.sane_options import Unsupported, area_for, mode_for, resolution_for, source_for
from devices.document_scanner.scan_failures import Trouble
from devices.ports import ScanSettings

SIMPLEX = ScanSettings(duplex=False)


@pytest.mark.parametrize(
    ("offered", "simplex", "duplex"),
    [
        (["Flatbed", "ADF", "ADF Duplex"], "ADF", "ADF Duplex"),
        (["ADF Front", "ADF Back", "ADF Duplex"], "ADF Front", "ADF Duplex"),
        (["FlatBed", "Automatic Document Feeder", "ADF Duplex"], "Automatic Document Feeder", "ADF Duplex"),
        (["Automatic Document Feeder(centrally aligned,Duplex)", "Automatic Document Feeder(centrally aligned)"],
         "Automatic Document Feeder(centrally aligned)", "Automatic Document Feeder(centrally aligned,Duplex)"),
    ],
)  # fmt: skip
def test_source(offered: list[str], simplex: str, duplex: str) -> None:
    assert source_for(SIMPLEX, offered) == simplex
    assert source_for(ScanSettings(), offered) == duplex


def test_flatbed() -> None:
    assert source_for(ScanSettings(source="flatbed"), ["ADF", "FlatBed"]) == "FlatBed"


@pytest.mark.parametrize("offered", [[], ["Flatbed"], ["Flatbed", "ADF"]])
def test_duplex_that_is_not_there_is_refused(offered: list[str]) -> None:
    with pytest.raises(Unsupported):
        source_for(ScanSettings(), offered)


@pytest.mark.parametrize(
    ("colour", "offered", "mode"),
    [
        ("colour", ["Lineart", "Gray", "Color"], "Color"),
        ("colour", ["Black & White", "True Gray", "24bit Color[Fast]"], "24bit Color[Fast]"),
        ("grey", ["Black & White", "True Gray", "24bit Color[Fast]"], "True Gray"),
        ("bilevel", ["Gray", "Color"], "Gray"),
        ("bilevel", ["Gray", "Lineart"], "Lineart"),
        ("grey", [], None),
    ],
)
def test_mode(colour: str, offered: list[str], mode: str | None) -> None:
    assert mode_for(ScanSettings(colour=colour), offered) == mode  # type: ignore[arg-type]


def test_mode_that_is_not_there() -> None:
    with pytest.raises(Unsupported):
        mode_for(ScanSettings(), ["Gray"])


@pytest.mark.parametrize(("constraint", "allowed"), [((1.0, 1200.0, 1.0), True), ([75, 150], False), (None, True)])
def test_resolution(constraint: object, allowed: bool) -> None:
    if allowed:
        assert resolution_for(300, constraint) == 300
    else:
        with pytest.raises(Unsupported):
            resolution_for(300, constraint)


def test_area() -> None:
    assert area_for((0.0, 200.0, 1.0), (0.0, 355.6, 0.0)) == (200.0, 297.0)
    assert area_for(None, [100.0, 300.0]) == (210.0, 297.0)


@pytest.mark.parametrize(
    ("words", "trouble"),
    [
        ("Document feeder jammed", Trouble.JAM),
        ("Operation was cancelled", Trouble.CANCELLED),
        ("Scanner cover is open", Trouble.COVER_OPEN),
        ("something new", Trouble.ANSWER_INVALID),
    ],
)
def test_words_of_a_failure(words: str, trouble: Trouble) -> None:
    assert trouble_of_words(words) is trouble
