"""The slot for a province's security module (PSAM, HSM): what frees the protected fields of a social-security card.

Which module it is, and what it computes, is the province's secret; it joins as a Python package that names a factory in
the entry points of the group ``onewindow.security_modules``. The settings name the entry: option ``security_module``.
"""

from importlib.metadata import entry_points
from typing import Protocol

from devices.errors import DeviceFailure, DeviceUnreachable, ReadFailed
from devices.smart_card.apdu import Transmit
from domain.failures import FailureCode

GROUP = "onewindow.security_modules"


class SecurityModule(Protocol):
    """Made by ``factory()``. What it raises, whatever it is, costs the protected fields of that card."""

    def unlock(self, transmit: Transmit, id_code: bytes) -> None:
        """Authenticate to the card (EXTERNAL AUTHENTICATE). ``id_code``: 16 bytes, the card's identification code.
        ``transmit`` passes no command that presents a PIN."""
        ...


def security_module(name: str) -> SecurityModule | None:
    """``None`` for an empty name. Raises ``DeviceUnreachable`` for a module that is not installed or does not start."""
    if not name:
        return None
    found = entry_points(group=GROUP, name=name)
    try:
        (entry,) = found
        module: SecurityModule = entry.load()()
    except Exception as error:  # noqa: BLE001 - code of others: no failure of theirs may take the reader with it
        raise DeviceUnreachable(FailureCode.SECURITY_MODULE_MISSING, type(error).__name__) from None
    return module


def unlocked(module: SecurityModule, transmit: Transmit, id_code: bytes) -> None:
    """Raises ``ReadFailed`` when the module does not free the card, and what ``transmit`` raises."""
    try:
        module.unlock(transmit, id_code)
    except DeviceFailure:
        raise
    except Exception as error:  # noqa: BLE001 - code of others
        raise ReadFailed(FailureCode.SECURITY_MODULE_FAILED, type(error).__name__) from None
