"""Prompts spoken aloud, offline, by the speech engine of the machine (speech-dispatcher on Linux)."""

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

LOUDNESS = (0.0, 0.4, 0.7, 1.0)
"""Levels a citizen can choose from; 0 is silence."""


class Voice(Protocol):
    """Says one prompt at a time; a new one cuts the old one off."""

    @property
    def speaks(self) -> bool:
        """False where no engine answers: the screen says so instead of promising a voice."""

    def say(self, words: str) -> None: ...
    def hush(self) -> None: ...
    def set_loudness(self, level: int) -> None:
        """An index of ``LOUDNESS``."""


class Silence:
    """Where nothing can speak."""

    speaks = False

    def say(self, words: str) -> None:
        """Nobody hears it."""

    def hush(self) -> None:
        """It is quiet already."""

    def set_loudness(self, level: int) -> None:
        """Nothing to set."""


class SpokenVoice:
    def __init__(self, engine: "QTextToSpeech") -> None:
        self._engine = engine
        self._level = 2
        engine.setVolume(LOUDNESS[self._level])

    @property
    def speaks(self) -> bool:
        return self._engine.state() != self._engine.State.Error

    def say(self, words: str) -> None:
        self._engine.stop()
        if words and self._level:
            self._engine.say(words)

    def hush(self) -> None:
        self._engine.stop()

    def set_loudness(self, level: int) -> None:
        self._level = level
        self._engine.setVolume(LOUDNESS[level])
        if not level:
            self._engine.stop()


def open_voice(language: Literal["zh", "en"], engine: str = "speechd") -> Voice:
    """The machine's voice, or silence. Imports Qt's speech module: ask only when a voice is wanted."""
    from PySide6.QtCore import QLocale
    from PySide6.QtTextToSpeech import QTextToSpeech

    if engine not in QTextToSpeech.availableEngines():
        return Silence()
    speech = QTextToSpeech(engine)
    if speech.state() == QTextToSpeech.State.Error:
        return Silence()
    speech.setLocale(QLocale("zh_CN" if language == "zh" else "en_GB"))
    return SpokenVoice(speech)
