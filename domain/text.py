"""What a screen or paper says, before a language is chosen."""

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Text:
    """A key of the translation files with the values of its named fields."""

    key: str
    values: dict[str, str | int] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.key, tuple(sorted(self.values.items(), key=lambda pair: pair[0]))))


def text(key: str, **values: str | int) -> Text:
    """Short form of :class:`Text`."""
    return Text(key, values)


class Say(Protocol):
    """Turns a text into the words of one language."""

    def __call__(self, text: Text, /) -> str: ...
