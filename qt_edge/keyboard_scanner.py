"""Code scanners that play a keyboard (``qr-keyboard``): an event filter that takes codes out of the keys.

A key travels from the window through the focus widget to its parents, and a filter on the application meets it at each
of them (the classic "CCWW--HHTT"): only what the window itself receives counts, once. What belongs to a code goes no
further. While a code framed with STX and ETX is typed, the input method is switched off, because it eats letters.
"""

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodQueryEvent, QKeyEvent, QWindow

from devices.catalog import KEYBOARD_SCANNER, DeviceSpec
from devices.errors import ReadFailed
from devices.events import CodeScanFailed, CodeScanned
from devices.qr_scanner.code_rules import CodeGate, rules_of
from devices.qr_scanner.payload_codec import Payload
from devices.qr_scanner.wedge_codec import Verdict, WedgeDecoder

_FRAME = "\x02\x03"
_ENDS = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r"}

Present = Callable[[CodeScanned | CodeScanFailed], None]


class KeyboardScanner(QObject):
    """Give it to ``QCoreApplication.installEventFilter``; keep it as long as the application runs."""

    def __init__(self, spec: DeviceSpec, present: Present, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._device_id = spec.id
        self._present = present
        self._now = now
        self._gate = CodeGate(rules_of(spec.options), now)
        self._decoder = WedgeDecoder()
        self._swallowed: set[int] = set()
        """Keys whose release must go nowhere either."""
        self._retracting = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only typed keys, and the question whether an input method may work, are looked at."""
        if self._retracting:
            return False
        if isinstance(event, QInputMethodQueryEvent):
            return self._without_input_method(event)
        if not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._released(event.key())
        return event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat() and self._pressed(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        typed = _ENDS.get(Qt.Key(event.key()), event.text())
        if len(typed) != 1 or not (typed.isprintable() or typed in _FRAME or typed in "\r\n"):
            return False
        framed = self._decoder.framed
        verdict = self._decoder.key(typed, self._now())
        if self._decoder.framed != framed:
            QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)
        self._act(verdict)
        if verdict.swallow:
            self._swallowed.add(event.key())
        return verdict.swallow

    def _released(self, key: int) -> bool:
        swallowed = key in self._swallowed
        self._swallowed.discard(key)
        return swallowed

    def _act(self, verdict: Verdict) -> None:
        if verdict.retract:
            self._take_back(verdict.retract)
        if verdict.payload is not None and (told := self._told(verdict.payload)) is not None:
            self._present(told)

    def _told(self, payload: Payload) -> CodeScanned | CodeScanFailed | None:
        try:
            words = self._gate.text(payload)
        except ReadFailed as failure:
            return CodeScanFailed(self._device_id, failure.code)
        return None if words is None else CodeScanned(self._device_id, words)

    def _take_back(self, keys: int) -> None:
        """What the first keys of a code typed into a field, before they were known to be none of a person's."""
        field = QGuiApplication.focusObject()
        if field is None or not _takes_text(field):
            return
        QGuiApplication.inputMethod().reset()
        self._retracting = True
        for _ in range(keys):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier, "\b")
                QCoreApplication.sendEvent(field, key)
        self._retracting = False

    def _without_input_method(self, event: QInputMethodQueryEvent) -> bool:
        if not self._decoder.framed or not event.queries() & Qt.InputMethodQuery.ImEnabled:
            return False
        event.setValue(Qt.InputMethodQuery.ImEnabled, False)
        event.accept()
        return True


def _takes_text(field: QObject) -> bool:
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(field, query)
    return bool(query.value(Qt.InputMethodQuery.ImEnabled))


class KeyboardScanners:
    """The ``qr-keyboard`` devices among ``specs``, installed on the application while they run."""

    def __init__(self, specs: Sequence[DeviceSpec], present: Present) -> None:
        self._filters = [KeyboardScanner(spec, present) for spec in specs if spec.driver == KEYBOARD_SCANNER]

    def start(self) -> None:
        application = QCoreApplication.instance()
        for scanner in self._filters:
            if application is not None:
                application.installEventFilter(scanner)

    def stop(self) -> None:
        application = QCoreApplication.instance()
        for scanner in self._filters:
            if application is not None:
                application.removeEventFilter(scanner)
