"""The words of this terminal, in the language its citizen chose for this visit."""

from typing import Literal

from assets.texts import Texts
from domain.text import Text

OTHER: dict[str, Literal["zh", "en"]] = {"zh": "en", "en": "zh"}


class Tongue:
    """A :class:`~domain.text.Say` that can change its language; what was said already is not said again."""

    def __init__(self, language: Literal["zh", "en"]) -> None:
        self._own = language
        self._texts = Texts(language)

    def __call__(self, text: Text, /) -> str:
        return self._texts(text)

    @property
    def language(self) -> Literal["zh", "en"]:
        return self._texts.language

    def switch(self) -> None:
        self._texts = Texts(OTHER[self.language])

    def reset(self) -> bool:
        """Back to the terminal's own language; false when it is spoken already."""
        if self.language == self._own:
            return False
        self._texts = Texts(self._own)
        return True
