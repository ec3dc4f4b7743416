"""What goes wrong in a simulator, and when: the same three words for all of them.

``fault`` names it, ``at`` says at which of its next chances it strikes (1: the next answer, code, page …), ``times``
how often after that (0: until another one is set). A fault that is a condition (no paper, a jam) lasts until a person,
or ``none``, puts it right.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from devices.simulator_control import Action

NONE = "none"


@dataclass(slots=True)
class FaultPlan:
    known: Mapping[str, str]
    """Names and what they do, for people who choose one."""
    name: str = field(default=NONE, init=False)
    _wait: int = field(default=0, init=False)
    _left: int = field(default=0, init=False)
    _endless: bool = field(default=False, init=False)

    def set(self, fault: str, at: int = 1, times: int = 0) -> None:
        """Raises ``ValueError`` for a fault nobody knows or numbers that make no sense."""
        if fault != NONE and fault not in self.known:
            raise ValueError(fault)
        if at < 1 or times < 0:
            raise ValueError("at, times")
        self.name, self._wait, self._left, self._endless = fault, at - 1, times, times == 0

    def reigns(self, fault: str) -> bool:
        """Whether ``fault`` has begun and is not over; no chance is used up by asking."""
        return self.name == fault and not self._wait

    def actions(self) -> dict[str, Action]:
        """``set_fault`` and ``faults`` (their names and what they do), for the simulator's control."""

        async def set_fault(fault: str, at: int = 1, times: int = 0) -> dict[str, Any]:
            self.set(fault, at, times)
            return {}

        async def faults() -> dict[str, Any]:
            return {"faults": dict(self.known)}

        return {"set_fault": set_fault, "faults": faults}

    def strikes(self, fault: str) -> bool:
        """Whether ``fault`` strikes at this chance. Each chance is asked about once."""
        if self.name != fault:
            return False
        if self._wait:
            self._wait -= 1
            return False
        if self._endless:
            return True
        self._left -= 1
        if not self._left:
            self.name = NONE
        return True
