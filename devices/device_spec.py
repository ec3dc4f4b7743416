"""One device as the settings name it; apart from the catalogue: settings are read without any driver's types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Options: TypeAlias = Mapping[str, str | int | bool | float]


@dataclass(frozen=True, slots=True)
class DeviceSpec:
    """One ``[[devices]]`` table of the settings."""

    id: str
    driver: str
    """A name of this catalogue."""
    address: str
    """A path, URL or ``host:port``, as the driver wants it."""
    options: Options = field(default_factory=dict)
