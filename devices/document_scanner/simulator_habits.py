"""Models whose eSCL differs from the standard, for the simulated scanner to play: data, and what a request meets.

Reported by users of other clients (sane-airscan, AirSane, ScanBridge); where a report tells only what helps, the
habit is the harshest one that fits. ``escl_quirks`` is the driver's side of the same table.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Habits:
    model: str = "OneWindow Simulated Scanner"
    server: str = ""
    """The ``Server`` header."""
    platen: bool = True
    location: str = "/eSCL/ScanJobs/{id}"
    """What a job is called in ``Location``; hosts in it may be of no use."""
    host: str = ""
    """A job is made only with this ``Host``; ``:`` for any that names the port."""
    early: float = 0.0
    """Seconds after a page during which the next is denied with 404."""
    gone: tuple[int, ...] = ()
    """Codes answered before each page that mean no more than: not yet."""
    end: int = 404
    delete_blocks: bool = False
    """Whoever deletes a job gets no other one."""
    sheets_a_job: int = 0
    """0: the whole feeder."""
    most_dpi: int = 0
    """More is advertised and refused; 0: keeps its word."""
    jams_when_asked_empty: bool = False
    """A job for an empty feeder is told as a jam, until paper is loaded."""
    warm_up: int = 0
    """How often ``ScannerStatus`` says ``Testing`` before the scanner is ready."""
    cuts_answer: bool = False
    """The line breaks in the body of the answer to a new job."""


STANDARD = Habits()
HABITS: Mapping[str, Habits] = {
    "standard": STANDARD,
    "warming-up": Habits(warm_up=3),
    "adf-only": Habits(platen=False),
    "useless-host": Habits(location="http://localhost:1/eSCL/ScanJobs/{id}"),
    "broken-ipv6-host": Habits(location="http://[fe80::1%25en0:80/eSCL/ScanJobs/{id}"),
    "relative-location": Habits(location="ScanJobs/{id}"),
    "airsane-before-2026": Habits(end=409),
    "hp-m630": Habits("HP LaserJet MFP M630", host="localhost"),
    "hp-compact-server": Habits(server="HP_Compact_Server", host="localhost"),
    "epson": Habits("EPSON ET-4850 Series", host=":"),
    "epson-wf-2930": Habits("EPSON WF-2930 Series", host=":", sheets_a_job=1),
    "brother": Habits("Brother ADS-4700W", early=0.15),
    "canon-mf410": Habits("Canon MF410 Series", jams_when_asked_empty=True),
    "canon-ir2630": Habits("Canon iR2625/2630", most_dpi=300),
    "xerox-b205": Habits(
        "Xerox B205 MFP", location="http://[::]/eSCL/ScanJobs/{id}", gone=(404, 410) * 3, delete_blocks=True
    ),
    "xerox-3345": Habits("Xerox WorkCentre 3345", gone=(410,) * 5),
    "kyocera-m6526": Habits("Kyocera ECOSYS M6526cdn", cuts_answer=True),
}
"""``set_model`` takes these names."""


def host_is_welcome(habits: Habits, host: str) -> bool:
    """``host``: the ``Host`` header of a new job."""
    if habits.host == ":":
        return host.rpartition(":")[2].isdigit()
    return not habits.host or host == habits.host
