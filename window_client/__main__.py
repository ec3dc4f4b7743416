"""``python -m window_client --config window.toml``: the clerk's window."""

import argparse
import faulthandler
import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from domain.failures import Failure
from qt_edge.crash_guard import CrashGuard
from qt_edge.lasting_constants import keep_constants
from qt_edge.take_down import take_down
from qt_edge.theme import Theme, apply_theme
from qt_edge.unread_sources import leave_sources_unread
from window_client.composition import WindowApp
from window_client.settings import Settings, load_settings

_PULSE_MS = 200


def main(argv: Sequence[str] | None = None) -> int:
    """0 after the window was closed, 2 for settings that are no settings, 70 after a fault of our own."""
    parser = argparse.ArgumentParser(prog="onewindow-window")
    parser.add_argument("--config", type=Path, required=True)
    try:
        settings = load_settings(parser.parse_args(argv).config)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 2
    _start_log(settings)
    # Should a library end the process: files, lines and functions to standard error, no values.
    faulthandler.enable()
    return _run(settings)


def _run(settings: Settings) -> int:
    keep_constants()
    leave_sources_unread()
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([])
    apply_theme(app, Theme("window"))
    guard = CrashGuard(lambda: app.exit(70))
    guard.install()
    window = WindowApp(app, settings)
    told = _TerminationRequest(app)
    try:
        window.start()
        return app.exec()
    finally:
        told.stop()
        window.stop()
        guard.remove()
        take_down(app)


class _TerminationRequest:
    """SIGTERM ends the event loop, also when it comes before the loop runs.

    Python sees a signal only when it runs: the timer lets it run now and then while Qt waits.
    """

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._asked = False
        signal.signal(signal.SIGTERM, self._on_signal)
        self._pulse = QTimer()
        self._pulse.timeout.connect(self._on_pulse)
        self._pulse.start(_PULSE_MS)

    def stop(self) -> None:
        self._pulse.stop()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True

    def _on_pulse(self) -> None:
        if self._asked:
            self._app.quit()


def _start_log(settings: Settings) -> None:
    shape = "%(asctime)s %(levelname)s %(name)s %(message)s"
    if settings.log:
        logging.basicConfig(filename=settings.log, level=logging.INFO, format=shape)
    else:
        logging.basicConfig(level=logging.INFO, format=shape)


if __name__ == "__main__":
    sys.exit(main())
