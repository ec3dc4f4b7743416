"""The sync agent as a child of the window: started with it, started again when it ends."""

import logging
import sys

from PySide6.QtCore import QObject, QProcess, QTimer

from offline_queue.station import Station

_AGAIN_MS = 5000
_GRACE_MS = 3000

_log = logging.getLogger(__name__)


class AgentChild(QObject):
    """A second agent on the same queue ends by itself: the queue's lock has one holder."""

    def __init__(self, station: Station) -> None:
        super().__init__()
        self._process = QProcess(self)
        self._process.setProgram(sys.executable)
        self._process.setArguments(["-m", "offline_queue", "--state", str(station.root), "run"])
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.finished.connect(self._on_finished)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.start)

    def start(self) -> None:
        self._process.start()

    def stop(self) -> None:
        """Part of the shutdown order."""
        self._again.stop()
        self._process.finished.disconnect(self._on_finished)
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.terminate()
            if not self._process.waitForFinished(_GRACE_MS):
                self._process.kill()
                self._process.waitForFinished(_GRACE_MS)

    def _on_finished(self, code: int) -> None:
        _log.warning("the sync agent ended with %d and is started again", code)
        self._again.start()
