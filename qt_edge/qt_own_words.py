"""The words Qt itself says: of its file dialog and of the menus of its fields. Its English needs no file."""

from typing import Literal

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

_FILES = {"zh": "qtbase_zh_CN"}


class QtOwnWords:
    """In ``language`` from :meth:`start` to :meth:`stop`."""

    def __init__(self, app: QApplication, language: Literal["zh", "en"]) -> None:
        self._app = app
        self._translator = QTranslator()
        if language in _FILES:
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._translator.load(_FILES[language], folder)

    def start(self) -> None:
        self._app.installTranslator(self._translator)

    def stop(self) -> None:
        self._app.removeTranslator(self._translator)
