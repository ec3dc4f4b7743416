"""eSCL's XML, addresses and quirks."""

from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.document_scanner import simulator_xml
from devices.document_scanner.escl_http import Base
from devices.document_scanner.escl_quirks import quirks_of
from devices.document_scanner.escl_xml import (
    AdfState,
    parse_capabilities,
    parse_status,
    scan_settings,
    unsupported,
)
from devices.ports import ScanSettings

CAPABILITIES = simulator_xml.capabilities().encode()
SCAN = "http://schemas.hp.com/imaging/escl/2011/05/03"
PWG = "http://www.pwg.org/schemas/2010/12/sm"


def test_capabilities() -> None:
    found = parse_capabilities(CAPABILITIES)
    assert found.model == "OneWindow Simulated Scanner"
    assert found.platen is not None
    assert found.feeder_duplex is not None
    assert 300 in found.feeder_duplex.resolutions
    assert (found.feeder_duplex.max_width, found.feeder_duplex.max_height) == (2550, 3508)
    assert not found.compression_factor


def test_feeder_only_device_has_no_flatbed() -> None:
    text = simulator_xml.capabilities()
    start, end = text.index("<scan:Platen>"), text.index("</scan:Platen>") + len("</scan:Platen>")
    found = parse_capabilities((text[:start] + text[end:]).encode())
    assert found.platen is None
    assert unsupported(ScanSettings(source="flatbed", duplex=False), found)
    assert not unsupported(ScanSettings(), found)


def test_settings_name_what_is_wanted_in_order() -> None:
    root = fromstring(scan_settings(ScanSettings(), parse_capabilities(CAPABILITIES)))
    assert [element.tag.rsplit("}")[-1] for element in root] == [
        "Version", "Intent", "ScanRegions", "InputSource", "ColorMode", "DocumentFormat", "DocumentFormatExt",
        "XResolution", "YResolution", "Duplex",
    ]  # fmt: skip
    assert root.findtext(f"{{{PWG}}}InputSource") == "Feeder"
    assert root.findtext(f"{{{SCAN}}}Duplex") == "true"
    assert root.findtext(f".//{{{PWG}}}Width") == "2480"
    assert root.findtext(f".//{{{PWG}}}Height") == "3508"


def test_flatbed_settings_have_no_duplex() -> None:
    settings = ScanSettings(source="flatbed", duplex=False, colour="grey")
    root = fromstring(scan_settings(settings, parse_capabilities(CAPABILITIES)))
    assert root.find(f"{{{SCAN}}}Duplex") is None
    assert root.findtext(f"{{{SCAN}}}ColorMode") == "Grayscale8"


STATUS = f"""<?xml version="1.0"?><a:ScannerStatus xmlns:a="{SCAN}" xmlns:b="{PWG}"><b:Version>2.0</b:Version>
<b:State>Idle</b:State><a:AdfState>%s</a:AdfState><a:Jobs><a:JobInfo><b:JobUri>/eSCL/ScanJobs/77</b:JobUri>
<b:ImagesCompleted>4</b:ImagesCompleted><b:JobState>Completed</b:JobState></a:JobInfo></a:Jobs></a:ScannerStatus>"""


def test_status_with_other_prefixes() -> None:
    found = parse_status((STATUS % "ScannerAdfLoaded").encode())
    assert (found.state, found.adf) == ("Idle", AdfState.LOADED)
    job = found.job("/eSCL/ScanJobs/77")
    assert job is not None
    assert (job.state, job.images_completed) == ("Completed", 4)
    assert found.job("/eSCL/ScanJobs/78") is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ScannerAdfJam", AdfState.JAM),
        ("ScannerAdfMispick", AdfState.JAM),
        ("ScannerAdfHatchOpen", AdfState.COVER_OPEN),
        ("SomethingNew", AdfState.UNKNOWN),
    ],
)
def test_words_for_the_feeder(said: str, meant: AdfState) -> None:
    assert parse_status((STATUS % said).encode()).adf is meant


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html/>",
        b"<ScannerStatus",
        b'<!DOCTYPE a [<!ENTITY b "c">]><ScannerStatus>&b;</ScannerStatus>',
        b"<ScannerStatus>" + b" " * (1 << 20) + b"</ScannerStatus>",
        b'<?xml version="1.0" encoding="no-such"?><ScannerStatus/>',
    ],
)
def test_what_is_no_status_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_status(data)


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_bytes_are_understood_or_refused(data: bytes) -> None:
    for parse in (parse_status, parse_capabilities):
        for content in (data, b"<ScannerStatus>" + data + b"</ScannerStatus>"):
            try:
                parse(content)
            except ValueError:
                continue


@given(st.lists(st.tuples(st.integers(0, len(CAPABILITIES) - 1), st.integers(0, 255)), max_size=4))
def test_damaged_capabilities_are_understood_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(CAPABILITIES)
    for at, byte in changes:
        data[at] = byte
    try:
        found = parse_capabilities(bytes(data))
    except ValueError:
        return
    unsupported(ScanSettings(), found)
    scan_settings(ScanSettings(), found)


BASE = Base.parse("http://192.0.2.7:8080/eSCL")


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("/eSCL/ScanJobs/1", "/eSCL/ScanJobs/1"),
        ("http://127.0.0.1:60000/eSCL/ScanJobs/1/", "/eSCL/ScanJobs/1"),
        ("http://[fe80::1%25wifi/eSCL/ScanJobs/1", "/eSCL/ScanJobs/1"),
        ("https://other.invalid/eSCL/ScanJobs/1", "/eSCL/ScanJobs/1"),
        ("ScanJobs/1", "/eSCL/ScanJobs/1"),
    ],
)
def test_only_the_path_of_a_location_counts(location: str, path: str) -> None:
    assert BASE.path_of(location) == path


def test_addresses() -> None:
    assert Base.parse("scanner.local") == Base(False, "scanner.local", 80, "/eSCL")
    assert Base.parse("https://[2001:db8::1]/scan/") == Base(True, "2001:db8::1", 443, "/scan")
    assert Base.parse("https://[2001:db8::1]/scan/").host_with_port() == "[2001:db8::1]:443"
    for wrong in ("", "ftp://a/b", "http:///eSCL", "http://a:99999/eSCL"):
        with pytest.raises(ValueError, match=r"."):
            Base.parse(wrong)


def test_quirks_add_up() -> None:
    assert quirks_of("EPSON WF-2930 Series", "").one_page_a_job
    assert quirks_of("EPSON WF-2930 Series", "").port_in_host
    assert quirks_of("Anything", "HP_Compact_Server").localhost_on_post
    assert quirks_of("Anything", "nginx") == quirks_of("", "")
