from PySide6.QtTextToSpeech import QTextToSpeech
from PySide6.QtWidgets import QApplication

from qt_edge.voice import Silence, SpokenVoice, open_voice


class Engine(QTextToSpeech):
    """Qt's own engine without a sound; notes what it is asked to say."""

    def __init__(self) -> None:
        super().__init__("mock")
        self.said: list[str] = []

    def say(self, words: str) -> None:
        self.said.append(words)


def test_without_an_engine_there_is_silence_and_nobody_is_promised_a_voice(qapp: QApplication) -> None:
    assert isinstance(open_voice("zh", engine="not installed"), Silence)
    assert not open_voice("zh", engine="not installed").speaks


def test_an_engine_speaks_as_loud_as_was_chosen_and_not_at_all_when_muted(qapp: QApplication) -> None:
    engine = Engine()
    voice = SpokenVoice(engine)
    assert voice.speaks
    voice.set_loudness(3)
    assert engine.volume() == 1.0
    voice.say("请将身份证放置在读卡区")
    voice.set_loudness(0)
    voice.say("请取走身份证")
    assert engine.said == ["请将身份证放置在读卡区"]


def test_the_machines_voice_is_opened_or_said_to_be_missing(qapp: QApplication) -> None:
    voice = open_voice("zh", engine="mock")
    assert voice.speaks
    voice.hush()
