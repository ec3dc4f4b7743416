"""What single models do otherwise than the standard says: data, found by model or server name.

Source of the rows: the sane-airscan project and its issue tracker.
"""

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Quirks:
    localhost_on_post: bool = False
    """Wants ``Host: localhost`` when a job is made."""
    port_in_host: bool = False
    """Wants the port in ``Host`` even if it is 80."""
    pause_before_page: bool = False
    """Answers a false 404 when asked for the next page too soon."""
    retry_gone: frozenset[int] = frozenset()
    """HTTP codes of ``NextDocument`` that only mean: not yet."""
    skip_delete: bool = False
    one_page_a_job: bool = False
    """Ends the job after one sheet though the feeder holds more."""
    max_dpi: int = 0
    """More is advertised than works; 0: no limit."""


_BY_MODEL: tuple[tuple[str, dict[str, Any]], ...] = (
    ("HP LaserJet MFP M630", {"localhost_on_post": True}),
    ("HP Color LaserJet FlowMFP M578", {"localhost_on_post": True}),
    ("EPSON", {"port_in_host": True}),
    ("EPSON WF-2930", {"one_page_a_job": True}),
    ("Brother", {"pause_before_page": True}),
    ("Xerox B205", {"retry_gone": frozenset({404, 410}), "skip_delete": True}),
    ("Xerox B215", {"retry_gone": frozenset({404, 410}), "skip_delete": True}),
    ("Xerox WorkCentre 3345", {"retry_gone": frozenset({410})}),
    ("Canon iR2625/2630", {"max_dpi": 300}),
)
_BY_SERVER: tuple[tuple[str, dict[str, Any]], ...] = (("HP_Compact_Server", {"localhost_on_post": True}),)


def quirks_of(model: str, server: str) -> Quirks:
    """All rows whose name begins the model or the ``Server`` header, later rows over earlier ones."""
    quirks = Quirks()
    for name, rows in ((model, _BY_MODEL), (server, _BY_SERVER)):
        for beginning, changes in rows:
            if name.lower().startswith(beginning.lower()):
                quirks = replace(quirks, **changes)
    return quirks
