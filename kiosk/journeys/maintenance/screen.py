"""A page, said by the presenter; or one target to touch, over the whole window."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QShowEvent

from domain.text import Say
from kiosk.journeys.maintenance.flow import Touched
from kiosk.journeys.maintenance.presenter.touching import Target
from kiosk.page.parts import Page
from kiosk.page.screen import PageScreen
from qt_edge.widgets import TouchTarget


class MaintenanceScreen(PageScreen):
    def __init__(self, say: Say) -> None:
        super().__init__("maintenance", say)
        self._aim: Target | None = None
        self._target: TouchTarget | None = None

    def show_props(self, state: str, page: Page | Target) -> None:
        self._aim = page if isinstance(page, Target) else None
        super().show_props(state, Page() if isinstance(page, Target) else page)
        self._show_target()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_target()

    def hideEvent(self, event: QHideEvent) -> None:
        """A screen that goes takes its target along."""
        super().hideEvent(event)
        self._drop_target()

    def _show_target(self) -> None:
        if self._aim is None or not self.isVisible():
            self._drop_target()
            return
        if self._target is None:
            self._target = TouchTarget(self.window())
            self._target.touched.connect(self._on_touched)
        self._target.aim(self._aim.at, self._words(self._aim.title), self._words(self._aim.hint))

    def _drop_target(self) -> None:
        if self._target is not None:
            self._target.hide()
            self._target.deleteLater()
            self._target = None

    @Slot(float, float)
    def _on_touched(self, x: float, y: float) -> None:
        self.intent.emit(Touched((x, y)))
