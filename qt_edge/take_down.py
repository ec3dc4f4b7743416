"""The windows go before Python does: the last act of every process that showed one.

A widget laid into a layout that has no widget yet stays Python's own in PySide6 6.12, also when the layout finds its
widget later (``row.addWidget(line)``, then ``lines.addLayout(row)``). At exit PySide6 destroys what is Python's own in
the order of addresses. If such a line goes before its screen, its slots die with it; one that was the last to hold the
screen destroys the screen, whose children include the line that is being destroyed: a second time, and the process
ends with a segmentation fault after its work is done. From the top down every part goes once.
``tests/unit/qt_edge/test_take_down.py`` has the least program that shows it.
"""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication


def take_down(app: QApplication) -> None:
    """Destroys every widget. GUI thread, when the event loop has ended and nothing is shown any more."""
    for window in app.topLevelWidgets():
        window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
