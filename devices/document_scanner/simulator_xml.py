"""What the simulated scanner says in XML, and how it reads a job."""

import re

from devices.document_scanner.simulator_feeder import Feeder, Job
from devices.document_scanner.simulator_habits import STANDARD, Habits
from devices.document_scanner.simulator_pages import Look

_NAMESPACES = (
    'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
RESOLUTIONS = (75, 100, 150, 200, 300, 600)
COLOUR_MODES = ("BlackAndWhite1", "Grayscale8", "RGB24")


def capabilities(habits: Habits = STANDARD) -> str:
    modes = "".join(f"<scan:ColorMode>{mode}</scan:ColorMode>" for mode in COLOUR_MODES)
    resolutions = "".join(
        "<scan:DiscreteResolution>"
        f"<scan:XResolution>{dpi}</scan:XResolution><scan:YResolution>{dpi}</scan:YResolution>"
        "</scan:DiscreteResolution>"
        for dpi in RESOLUTIONS
    )
    caps = (
        "<scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>2550</scan:MaxWidth>"
        "<scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>3508</scan:MaxHeight>"
        "<scan:MaxScanRegions>1</scan:MaxScanRegions>"
        f"<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes>{modes}</scan:ColorModes>"
        "<scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>"
        "<scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt></scan:DocumentFormats>"
        f"<scan:SupportedResolutions><scan:DiscreteResolutions>{resolutions}</scan:DiscreteResolutions>"
        "</scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles>"
        "<scan:SupportedIntents><scan:Intent>Document</scan:Intent></scan:SupportedIntents>"
    )
    platen = f"<scan:Platen><scan:PlatenInputCaps>{caps}</scan:PlatenInputCaps></scan:Platen>" if habits.platen else ""
    return (
        f"{_HEAD}<scan:ScannerCapabilities {_NAMESPACES}>"
        f"<pwg:Version>2.63</pwg:Version><pwg:MakeAndModel>{habits.model}</pwg:MakeAndModel>"
        "<pwg:SerialNumber>SIM-1</pwg:SerialNumber><scan:UUID>4f6e6557-696e-646f-7753-63616e6e6572</scan:UUID>"
        f"{platen}<scan:Adf><scan:AdfSimplexInputCaps>{caps}</scan:AdfSimplexInputCaps>"
        f"<scan:AdfDuplexInputCaps>{caps}</scan:AdfDuplexInputCaps>"
        "<scan:FeederCapacity>80</scan:FeederCapacity>"
        "<scan:AdfOptions><scan:AdfOption>DetectPaperLoaded</scan:AdfOption>"
        "<scan:AdfOption>Duplex</scan:AdfOption></scan:AdfOptions></scan:Adf>"
        "</scan:ScannerCapabilities>"
    )


def status(feeder: Feeder) -> str:
    jobs = "".join(_job(job) for job in feeder.jobs[-5:])
    return (
        f"{_HEAD}<scan:ScannerStatus {_NAMESPACES}><pwg:Version>2.63</pwg:Version>"
        f"<pwg:State>{_state(feeder)}</pwg:State>"
        f"<scan:AdfState>{feeder.adf_state}</scan:AdfState><scan:Jobs>{jobs}</scan:Jobs></scan:ScannerStatus>"
    )


def _state(feeder: Feeder) -> str:
    if feeder.warms_up():
        return "Testing"
    return "Processing" if feeder.running else "Idle"


def _job(job: Job) -> str:
    return (
        f"<scan:JobInfo><pwg:JobUri>/eSCL/ScanJobs/{job.id}</pwg:JobUri><pwg:JobUuid>{job.id}</pwg:JobUuid>"
        f"<scan:Age>1</scan:Age><pwg:ImagesCompleted>{job.pages}</pwg:ImagesCompleted>"
        f"<pwg:JobState>{job.state}</pwg:JobState></scan:JobInfo>"
    )


def read_job(body: str) -> tuple[Look, bool, bool]:
    """Look, duplex, from the feeder. What is missing is taken as a scanner would: A4, 300 dpi, colour."""
    dpi = _value(body, "XResolution")
    look = Look(int(dpi) if dpi.isascii() and dpi.isdigit() else 300, _value(body, "ColorMode") or "RGB24")
    from_feeder = _value(body, "InputSource") != "Platen"
    return look, from_feeder and _value(body, "Duplex") == "true", from_feeder


def supports(look: Look, habits: Habits) -> bool:
    """More than the model keeps is refused, whatever it says it can."""
    if habits.most_dpi and look.dpi > habits.most_dpi:
        return False
    return look.dpi in RESOLUTIONS and look.colour_mode in COLOUR_MODES


def _value(body: str, name: str) -> str:
    found = re.search(rf"<(?:\w+:)?{name}>\s*([\w/]{{1,40}})\s*<", body)
    return found[1] if found else ""
