"""Two parts side by side on a wide screen, one below the other on a tall one."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget


class Columns(QWidget):
    """``shares``: of the width (wide) or, when ``tall_shares`` is given, of the height (tall)."""

    def __init__(
        self, *parts: QWidget, shares: tuple[int, ...] = (), tall_shares: tuple[int, ...] = (), spacing: int = 28
    ) -> None:
        super().__init__()
        self._shares = shares or (1,) * len(parts)
        self._tall_shares = tall_shares or (0,) * len(parts)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        for part in parts:
            self._box.addWidget(part)
        self._turn(wide=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        window = self.window().size()
        self._turn(wide=window.width() > window.height())
        super().resizeEvent(event)

    def _turn(self, *, wide: bool) -> None:
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != direction or not wide:
            self._box.setDirection(direction)
        for index, share in enumerate(self._shares if wide else self._tall_shares):
            self._box.setStretch(index, share)
