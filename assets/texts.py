"""The translation files: ``i18n/<language>/*.toml``, one table a topic, Chinese first."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from domain.text import Text

Language = Literal["zh", "en"]
_FOLDER = Path(__file__).parent / "i18n"


class Texts:
    """All words of one language. Calling it says a text; an unknown key is a bug and raises ``KeyError``."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._words = _words_of(language)

    def __call__(self, text: Text, /) -> str:
        return self._words[text.key].format(**text.values)

    def sentences(self) -> str:
        """All of them, a line each, as they stand in the files."""
        return "\n".join(self._words.values())

    def keys(self) -> frozenset[str]:
        return frozenset(self._words)


@cache
def _words_of(language: Language) -> Mapping[str, str]:
    """Read once a process: a platform speaks in several places."""
    words: dict[str, str] = {}
    for file in sorted((_FOLDER / language).glob("*.toml")):
        for table, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
            words.update({f"{table}.{key}": said for key, said in entries.items()})
    return words
