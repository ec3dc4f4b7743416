"""One citizen's process. Hidden and warm until told to rise; ends when the visit ends.

Words on stdout: ``ready`` (warm), ``raised`` (in sight). Words on stdin: ``raise``; ``ping``, answered by ``pong`` from
the event loop; end of file ends it. With ``--in-sight`` nobody waits behind another visit: it shows itself, at once.
"""

import argparse
import ctypes
import faulthandler
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.own_log import log_to
from kiosk.settings import Settings, load_settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

CRASHED = 70
_PDEATHSIG = 1
_LINE = 64


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="kiosk.visit", description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--in-sight", action="store_true", help="show at once, not when told")
    parser.add_argument("--stand-alone", action="store_true", help="show at once, without a supervisor")
    arguments = parser.parse_args(argv)
    settings = load_settings(arguments.config)
    log_to(settings.log)
    # Should a library end the process: files, lines and functions to standard error, no values.
    faulthandler.enable()
    if not arguments.stand_alone:
        _die_with_parent()
    _use_private_folder(settings)
    in_sight = arguments.in_sight or arguments.stand_alone
    return _run(settings, in_sight=in_sight, supervised=not arguments.stand_alone)


def _run(settings: Settings, *, in_sight: bool, supervised: bool) -> int:
    from PySide6.QtCore import QSocketNotifier

    from kiosk.composition.unfolding import Unfolding
    from qt_edge.crash_guard import CrashGuard
    from qt_edge.take_down import take_down

    app = _application()
    guard = CrashGuard(lambda: app.exit(CRASHED))
    guard.install()
    visit = Unfolding(app, settings, _tell)
    notifier = None
    if supervised:
        notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
        # Not quit(): it asks the windows first, and ours refuses to be closed.
        notifier.activated.connect(_reader(visit.rise, lambda: app.exit(0)))
    else:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    visit.begin(in_sight=in_sight)
    status: int = app.exec()
    if notifier is not None:
        notifier.setEnabled(False)
    visit.close()
    guard.remove()
    take_down(app)
    return status


def _application() -> "QApplication":
    from PySide6.QtWidgets import QApplication

    from qt_edge.lasting_constants import keep_constants
    from qt_edge.short_turns import take_short_turns
    from qt_edge.unread_sources import leave_sources_unread

    keep_constants()
    take_short_turns()
    leave_sources_unread()
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["onewindow-kiosk"])
    app.setQuitOnLastWindowClosed(False)
    return app


def _reader(rise: Callable[[], None], end_now: Callable[[], None]) -> Callable[[], None]:
    waiting = bytearray()

    def read() -> None:
        arrived = os.read(0, _LINE)
        if not arrived:
            end_now()
            return
        waiting.extend(arrived)
        while b"\n" in waiting:
            line, _, rest = bytes(waiting).partition(b"\n")
            waiting[:] = rest
            match line.strip():
                case b"raise":
                    rise()
                case b"ping":
                    _tell("pong")

    return read


def _tell(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def _die_with_parent() -> None:
    """prctl(2) PR_SET_PDEATHSIG: no visit outlives its supervisor, however that ends."""
    ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)


def _use_private_folder(settings: Settings) -> None:
    """Qt's keyboard learns words: they go to a folder in memory that the supervisor removes with the visit."""
    folder = os.environ.get("ONEWINDOW_VISIT_FOLDER")
    if not settings.virtual_keyboard:
        return
    os.environ["QT_IM_MODULE"] = "qtvirtualkeyboard"
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    # The keyboard opens in the language of the locale, and asks for it before anything can be set in Qt: pinyin.
    os.environ["LC_ALL"] = "zh_CN.UTF-8"
    if folder:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            os.environ[name] = folder


if __name__ == "__main__":
    sys.exit(main())
