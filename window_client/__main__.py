"""``python -m window_client --config window.toml``: the clerk's window."""

import argparse
import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from domain.failures import Failure
from qt_edge.crash_guard import CrashGuard
from qt_edge.theme import Theme, apply_theme
from window_client.composition import WindowApp
from window_client.settings import Settings, load_settings

_log = logging.getLogger("window_client")


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
    return _run(settings)


def _run(settings: Settings) -> int:
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([])
    apply_theme(app, Theme("window"))
    guard = CrashGuard(lambda: app.exit(70))
    guard.install()
    window = WindowApp(app, settings)
    signal.signal(signal.SIGTERM, lambda _number, _frame: app.quit())
    # Python sees a signal only when it runs: this lets it run now and then while Qt waits.
    pulse = QTimer()
    pulse.timeout.connect(lambda: None)
    pulse.start(250)
    try:
        window.start()
        return app.exec()
    finally:
        window.stop()
        guard.remove()


def _start_log(settings: Settings) -> None:
    shape = "%(asctime)s %(levelname)s %(name)s %(message)s"
    if settings.log:
        logging.basicConfig(filename=settings.log, level=logging.INFO, format=shape)
    else:
        logging.basicConfig(level=logging.INFO, format=shape)


if __name__ == "__main__":
    sys.exit(main())
