"""The parts a page is made of. Words as texts, names as the object names of widgets, events as the flow takes them.

A flow's presenter returns a :class:`Page`; ``kiosk.page.screen`` draws it and hands back the events.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from domain.text import Text

Words: TypeAlias = Text | str
Tone: TypeAlias = Literal["info", "success", "warning", "error"]
Pad: TypeAlias = Literal["digits", "id", "letters", "latin", "words"]


@dataclass(frozen=True, slots=True)
class Action:
    """A button of the bottom bar."""

    name: str
    words: Words
    event: object
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do or to know, big."""

    icon: str
    title: Words
    body: Words = ""
    trouble: Words = ""
    tone: Tone = "error"
    moving: bool = False
    """Waiting for the citizen's hand or for an answer."""


@dataclass(frozen=True, slots=True)
class Remark:
    words: Words
    tone: Tone = "info"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    label: Words
    value: Words
    name: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    rows: tuple[Fact, ...]
    heading: Words = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A row to touch."""

    name: str
    title: Words
    event: object
    below: Words = ""
    mark: Words = ""


@dataclass(frozen=True, slots=True)
class Choices:
    rows: tuple[Choice, ...]
    heading: Words = ""


@dataclass(frozen=True, slots=True)
class Levels:
    """A few answers side by side; the chosen one stands out."""

    rows: tuple[Choice, ...]
    chosen: str = ""
    """Name of the chosen one."""
    heading: Words = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code to take along or to be scanned by a phone."""

    payload: str = field(repr=False)
    caption: Words
    name: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line to write in."""

    name: str
    label: Words
    value: str = field(repr=False)
    typed: Callable[[str], object] = field(repr=False)
    """The event of what stands in the line now."""
    pad: Pad = "letters"
    hint: Words = ""
    error: Words = ""
    secret: bool = False
    """Dots are shown for what is typed."""


@dataclass(frozen=True, slots=True)
class Number:
    """Something to read out and to write down, big."""

    label: Words
    value: Words
    name: str = ""


Part: TypeAlias = Step | Remark | Facts | Choices | Levels | Code | Entry | Number


@dataclass(frozen=True, slots=True)
class Page:
    title: Words = ""
    parts: tuple[Part, ...] = ()
    beside: tuple[Part, ...] = ()
    """Right of the others on a wide screen, below them on a tall one."""
    left: tuple[Action, ...] = ()
    right: tuple[Action, ...] = ()
    """The last one is the way on."""
