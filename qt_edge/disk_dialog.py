"""Asks for a folder or for files. On closing, the keys go back to the window: not every platform sees to that."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from domain.text import Say, text

_SIZE = (900, 600)


def ask_folder(parent: QWidget, say: Say, title: str, name: str, chosen: Callable[[Path], object]) -> None:
    """``name``: of the dialog as an object. Returns at once; ``chosen`` is not called when nothing was."""
    dialog = _dialog(parent, say, title, name, QFileDialog.FileMode.Directory)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()


def ask_files(
    parent: QWidget, say: Say, title: str, name: str, kinds: str, chosen: Callable[[list[str]], object]
) -> None:
    """``kinds``: a name filter of Qt (``Pictures (*.jpg)``)."""
    dialog = _dialog(parent, say, title, name, QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(kinds)
    dialog.filesSelected.connect(chosen)
    dialog.open()


def _dialog(parent: QWidget, say: Say, title: str, name: str, mode: QFileDialog.FileMode) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setObjectName(name)
    dialog.setFileMode(mode)
    dialog.setViewMode(QFileDialog.ViewMode.List)
    dialog.resize(*_SIZE)
    # Qt's own Chinese leaves these two in English.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, say(text("files.look_in")))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, say(text("files.kind")))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.finished.connect(lambda _result: parent.window().activateWindow())
    return dialog
