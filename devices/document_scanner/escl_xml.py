"""The XML of eSCL: capabilities and status in, scan settings out. No I/O.

Sources: the eSCL technical specification (mopria.org) as sane-airscan and AirSane speak it.
Tags are matched by their local name: devices differ in prefixes and in the namespace's date.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from xml.etree.ElementTree import Element, ParseError  # types only; parsing is defusedxml's

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from devices.ports import ScanSettings

MAX_XML = 1 << 20
_A4_IN_300THS = (2480, 3508)
_COLOUR_MODES = {"colour": "RGB24", "grey": "Grayscale8", "bilevel": "BlackAndWhite1"}


class AdfState(Enum):
    LOADED = "ScannerAdfLoaded"
    EMPTY = "ScannerAdfEmpty"
    PROCESSING = "ScannerAdfProcessing"
    JAM = "ScannerAdfJam"
    DOUBLE_FEED = "ScannerAdfMultipickDetected"
    COVER_OPEN = "ScannerAdfDoorOpen"
    UNKNOWN = ""


_ADF_SYNONYMS = {
    "ScannerAdfHatchOpen": AdfState.COVER_OPEN,
    "ScannerAdfMispick": AdfState.JAM,
    "ScannerAdfInputTrayFailed": AdfState.JAM,
}


@dataclass(frozen=True, slots=True)
class Source:
    colour_modes: frozenset[str]
    formats: frozenset[str]
    extended_formats: frozenset[str]
    resolutions: frozenset[int]
    """Empty where the device names a range or nothing."""
    max_width: int
    max_height: int
    """In 1/300 inch; 0 where the device does not say."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    model: str
    version: str
    platen: Source | None
    feeder: Source | None
    feeder_duplex: Source | None
    compression_factor: bool

    def source_for(self, settings: ScanSettings) -> Source | None:
        if settings.source == "flatbed":
            return self.platen
        return self.feeder_duplex if settings.duplex else self.feeder


@dataclass(frozen=True, slots=True)
class JobInfo:
    uri: str
    state: str
    images_completed: int | None


@dataclass(frozen=True, slots=True)
class DeviceState:
    state: str
    """Idle, Processing, Testing, Stopped, Down, or empty."""
    adf: AdfState
    jobs: tuple[JobInfo, ...] = ()

    def job(self, path: str) -> JobInfo | None:
        last = path.rstrip("/").rsplit("/", 1)[-1]
        return next((job for job in self.jobs if job.uri.rstrip("/").endswith(last)), None)


def parse_capabilities(data: bytes) -> Capabilities:
    """Raises ``ValueError``."""
    root = _root(data, "ScannerCapabilities")
    adf = _find(root, "Adf")
    return Capabilities(
        model=_text(root, "MakeAndModel"),
        version=_text(root, "Version") or "2.0",
        platen=_source(root, "PlatenInputCaps"),
        feeder=_source(adf, "AdfSimplexInputCaps") if adf is not None else None,
        feeder_duplex=_source(adf, "AdfDuplexInputCaps") if adf is not None else None,
        compression_factor=_find(root, "CompressionFactorSupport") is not None,
    )


def parse_status(data: bytes) -> DeviceState:
    """Raises ``ValueError``."""
    root = _root(data, "ScannerStatus")
    name = _text(root, "AdfState")
    known = {state.value: state for state in AdfState} | _ADF_SYNONYMS
    own_state = next((_words(child) for child in root if _local(child) == "State"), "")
    return DeviceState(own_state, known.get(name, AdfState.UNKNOWN), tuple(_job(job) for job in _all(root, "JobInfo")))


def scan_settings(settings: ScanSettings, capabilities: Capabilities) -> bytes:
    """The body of ``POST ScanJobs``; the order of the elements matters to some devices."""
    source = capabilities.source_for(settings)
    width, height = _A4_IN_300THS
    if source is not None:
        width = min(width, source.max_width or width)
        height = min(height, source.max_height or height)
    extended = source is not None and "image/jpeg" in source.extended_formats
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        (
            '<scan:ScanSettings xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03"'
            ' xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">'
        ),
        f"<pwg:Version>{capabilities.version}</pwg:Version>",
        "<scan:Intent>Document</scan:Intent>",
        (
            "<pwg:ScanRegions><pwg:ScanRegion>"
            "<pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>"
            "<pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset>"
            f"<pwg:Width>{width}</pwg:Width><pwg:Height>{height}</pwg:Height>"
            "</pwg:ScanRegion></pwg:ScanRegions>"
        ),
        f"<pwg:InputSource>{'Feeder' if settings.source == 'feeder' else 'Platen'}</pwg:InputSource>",
        *(["<scan:CompressionFactor>25</scan:CompressionFactor>"] if capabilities.compression_factor else []),
        f"<scan:ColorMode>{_COLOUR_MODES[settings.colour]}</scan:ColorMode>",
        "<pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>",
        *(["<scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>"] if extended else []),
        f"<scan:XResolution>{settings.dpi}</scan:XResolution>",
        f"<scan:YResolution>{settings.dpi}</scan:YResolution>",
        *([f"<scan:Duplex>{str(settings.duplex).lower()}</scan:Duplex>"] if settings.source == "feeder" else []),
        "</scan:ScanSettings>",
    ]
    return "\n".join(lines).encode("ascii")


def unsupported(settings: ScanSettings, capabilities: Capabilities) -> str:
    """Why the device cannot scan so, empty if it can. What the device does not say it is asked for."""
    source = capabilities.source_for(settings)
    if source is None:
        return f"no {settings.source}{' with duplex' if settings.duplex else ''}"
    mode = _COLOUR_MODES[settings.colour]
    if source.colour_modes and mode not in source.colour_modes:
        return f"no colour mode {mode}"
    if source.resolutions and settings.dpi not in source.resolutions:
        return f"no resolution {settings.dpi}"
    formats = source.formats | source.extended_formats
    return "" if not formats or "image/jpeg" in formats else "no JPEG"


def _source(parent: Element, name: str) -> Source | None:
    caps = _find(parent, name)
    if caps is None:
        return None
    return Source(
        colour_modes=frozenset(_words(mode) for mode in _all(caps, "ColorMode")),
        formats=frozenset(_words(found) for found in _all(caps, "DocumentFormat")),
        extended_formats=frozenset(_words(found) for found in _all(caps, "DocumentFormatExt")),
        resolutions=frozenset(_number(_text(found, "XResolution")) or 0 for found in _all(caps, "DiscreteResolution")),
        max_width=_number(_text(caps, "MaxWidth")) or 0,
        max_height=_number(_text(caps, "MaxHeight")) or 0,
    )


def _job(element: Element) -> JobInfo:
    return JobInfo(_text(element, "JobUri"), _text(element, "JobState"), _number(_text(element, "ImagesCompleted")))


def _root(data: bytes, name: str) -> Element:
    if len(data) > MAX_XML:
        raise ValueError("XML too long")
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError) as error:
        raise ValueError(f"not the XML of eSCL: {type(error).__name__}") from None
    if _local(root) != name:
        raise ValueError(f"not {name}")
    return root


def _local(element: Element) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _all(parent: Element, name: str) -> Iterator[Element]:
    return (element for element in parent.iter() if _local(element) == name)


def _find(parent: Element, name: str) -> Element | None:
    return next(_all(parent, name), None)


def _text(parent: Element, name: str) -> str:
    found = _find(parent, name)
    return "" if found is None else _words(found)


def _words(element: Element) -> str:
    return (element.text or "").strip()


def _number(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else None
