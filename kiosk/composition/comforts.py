"""What a citizen set for this visit, put into effect: edition, language, seat height, voice."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.composition.words import Tongue
from kiosk.shell.comfort import Comfort
from kiosk.shell.main_window import MainWindow
from qt_edge.voice import Silence, Voice, open_voice


class Comforts:
    """``redraw``: the step on stage, on a new screen; ``restyle``: every widget, for the edition of now."""

    def __init__(
        self, tongue: Tongue, window: MainWindow, restyle: Callable[[bool], None], redraw: Callable[[], None]
    ) -> None:
        self._tongue = tongue
        self._window = window
        self._restyle = restyle
        self._redraw = redraw
        self._voice: Voice = Silence()
        self._prompt = ""
        self._has_voice = True
        """Until it was looked for in vain: once a process is enough."""
        self.comfort = Comfort()
        window.assist_asked.connect(self._on_assist)
        window.language_asked.connect(self._on_language)
        window.seat_asked.connect(self._on_seat)
        window.loudness_asked.connect(self._on_loudness)

    def speak(self, prompt: str) -> None:
        """Once for each prompt, however often its screen is drawn."""
        if prompt != self._prompt:
            self._prompt = prompt
            self._voice.say(prompt)

    def reset(self) -> None:
        """The terminal's own again, for whoever comes next. Draws nothing."""
        self._open_voice(wanted=False)
        if self._tongue.reset():
            self._window.say_again()
        if self.comfort != Comfort():
            assisted, self.comfort = self.comfort.assist, Comfort()
            if assisted:
                self._restyle(False)
            self._window.show_comfort(self.comfort)

    def _on_assist(self) -> None:
        assist = not self.comfort.assist
        self._open_voice(wanted=assist)
        self._restyle(assist)
        self._use(replace(self.comfort, assist=assist, speaks=self._voice.speaks))
        self._redraw()

    def _on_seat(self) -> None:
        self._use(replace(self.comfort, lowered=not self.comfort.lowered))
        self._redraw()

    def _on_language(self) -> None:
        self._tongue.switch()
        self._open_voice(wanted=self.comfort.assist)
        self._window.say_again()
        self._redraw()

    def _on_loudness(self) -> None:
        """Said again at the new loudness: also the way to hear a prompt twice."""
        self._use(self.comfort.louder())
        self._voice.set_loudness(self.comfort.loudness)
        self._voice.say(self._prompt)

    def _open_voice(self, *, wanted: bool) -> None:
        self._voice.hush()
        self._prompt = ""
        self._voice = open_voice(self._tongue.language) if wanted and self._has_voice else Silence()
        self._has_voice = self._voice.speaks or (not wanted and self._has_voice)
        self._voice.set_loudness(self.comfort.loudness)

    def _use(self, comfort: Comfort) -> None:
        self.comfort = comfort
        self._window.show_comfort(comfort)
