"""One candidate, and how it would stand in the settings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    driver: str
    """A name of the catalogue that could drive it."""
    address: str
    words: str
    """What it says of itself, as its maker wrote it."""


@dataclass(frozen=True, slots=True)
class NotLooked:
    """A place that could not be looked at, and why: not the same as finding nothing there."""

    place: str
    reason: str


def as_settings(found: Found) -> str:
    """A ``[[devices]]`` table, as TOML."""
    return f'[[devices]]\nid = "{found.driver}"\ndriver = "{found.driver}"\naddress = "{_quoted(found.address)}"\n'


def _quoted(words: str) -> str:
    return "".join(f"\\{c}" if c in '"\\' else c for c in words if c.isprintable())
