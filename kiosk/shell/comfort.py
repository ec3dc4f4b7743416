"""What a citizen set for this visit; the next one starts with the terminal's own."""

from dataclasses import dataclass, replace

from qt_edge.voice import LOUDNESS


@dataclass(frozen=True, slots=True)
class Comfort:
    assist: bool = False
    """The elder edition: larger type, high contrast, fewer things, longer times, a voice."""
    lowered: bool = False
    """Seat height: everything to touch in the lower part of a tall screen."""
    loudness: int = 2
    """Index of ``LOUDNESS``."""
    speaks: bool = False
    """Whether a voice was found on this machine."""

    def louder(self) -> "Comfort":
        """The next level; after the loudest comes silence."""
        return replace(self, loudness=(self.loudness + 1) % len(LOUDNESS))
