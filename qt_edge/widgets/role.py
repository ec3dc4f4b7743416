"""How a widget tells the style sheet what it is, and how it leaves."""

from PySide6.QtWidgets import QWidget


def set_role(widget: QWidget, role: str) -> None:
    """Before the first show; see ``assets/styles/onewindow.qss`` for the roles."""
    widget.setProperty("role", role)


def set_kind(widget: QWidget, kind: str) -> None:
    """A variant within the role; may change while shown."""
    restyle(widget, "kind", kind)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and have it looked at again, also for the labels inside."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    for part in (widget, *widget.findChildren(QWidget)):
        part.style().unpolish(part)
        part.style().polish(part)


def discard(widget: QWidget | None) -> None:
    """Out of sight at once, freed when its own signal handler has returned."""
    if widget is not None:
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()
