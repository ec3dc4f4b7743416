"""Colours, sizes and the style sheet of both apps.

The numbers are the domain's: blue family #2864B0, success #00C161, failure #FF4B47, body 30 px on a
kiosk and 40 px in its elder edition, nothing to touch below 60 px. The style sheet with its
``$names`` is ``assets/styles/onewindow.qss``; widgets say what they are through the property ``role``.
"""

from dataclasses import dataclass
from importlib.resources import files
from string import Template
from typing import Literal

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

Scale = Literal["kiosk", "window"]

COLOURS = {
    "blue": "#2864B0",
    "blue_dark": "#1B4A87",
    "blue_bright": "#008CF7",
    "blue_pale": "#E6EFFA",
    "paper": "#FFFFFF",
    "ground": "#F1F5FA",
    "line": "#C6D3E3",
    "ink": "#16232F",
    "ink_soft": "#46586A",
    "ink_faint": "#8697A8",
    "success": "#00C161",
    "success_ink": "#00703A",
    "success_pale": "#E2F8EC",
    "warning": "#F2A600",
    "warning_ink": "#7A4B00",
    "warning_pale": "#FFF5DC",
    "failure": "#FF4B47",
    "failure_ink": "#B71C18",
    "failure_pale": "#FFECEB",
}
"""The ``…_ink`` colours hold a contrast of 4.5:1 and more on white and on their ``…_pale``."""

HIGH_CONTRAST = {
    "blue": "#0F3D78",
    "blue_dark": "#0A2C59",
    "blue_bright": "#C2410C",
    "blue_pale": "#F2F7FF",
    "ground": "#FFFFFF",
    "line": "#5B6B7C",
    "ink": "#000000",
    "ink_soft": "#1F2B38",
    "ink_faint": "#4A5A6A",
    "success_ink": "#00461F",
    "success_pale": "#EEFBF3",
    "warning_ink": "#4A2B00",
    "warning_pale": "#FFFAEC",
    "failure_ink": "#7C0B08",
    "failure_pale": "#FFF5F4",
}
"""What is other in the elder edition: words hold 7:1 (WCAG 2.2, 1.4.6), the focus ring is orange and heavy."""

FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Micro Hei")


@dataclass(frozen=True, slots=True)
class Theme:
    """``assist``: the elder edition. ``factor``: 1.0 on a screen whose short side has 1080 px."""

    scale: Scale
    assist: bool = False
    factor: float = 1.0

    def px(self, design: float) -> int:
        """A design length of the 1080 px screen, in pixels of this one; never less than one."""
        return max(1, round(design * self.factor))

    @property
    def body(self) -> int:
        """Body type in design pixels."""
        if self.scale == "window":
            return 18 if self.assist else 15
        return 40 if self.assist else 30


def colours(theme: Theme) -> dict[str, str]:
    return COLOURS | HIGH_CONTRAST if theme.scale == "kiosk" and theme.assist else COLOURS


def style_sheet(theme: Theme) -> str:
    words = files("assets").joinpath("styles", "onewindow.qss").read_text(encoding="utf-8")
    return Template(words).substitute(colours(theme) | _lengths(theme))


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Style every widget of the app, now and later; may be called again at any time.

    The theme that is there already is left alone: Qt would polish every widget anew.
    """
    sheet = style_sheet(theme)
    if app.styleSheet() == sheet:
        return
    app.setStyle("Fusion")
    font = QFont(list(FONTS))
    font.setPixelSize(theme.px(theme.body))
    app.setFont(font)
    app.setPalette(_palette(colours(theme)))
    app.setStyleSheet(sheet)


def _lengths(theme: Theme) -> dict[str, str]:
    body = theme.body
    kiosk = theme.scale == "kiosk"
    lengths = {
        "caption": body * 0.8,
        "body": body,
        "foot": min(body, 34),
        "large": body * 1.2,
        "heading": body * 1.35,
        "title": body * 1.6,
        "tile_title": body * (2.0 if kiosk else 1.6),
        "huge": body * 2.4,
        "touch": max(72, body * 2.0) if kiosk else body * 2.1,
        "button_width": 220 if kiosk else 80,
        "key": max(74, body * 1.95) if kiosk else 40,
        "step": max(60, body * 1.55) if kiosk else 32,
        "pad": body * 0.6,
        "gap": body * 0.4,
        "round": body * 0.45,
        "round_small": body * 0.3,
        "border": 2 if kiosk else 1,
        "border_strong": (8 if theme.assist else 4) if kiosk else 2,
        "scroll": 30 if kiosk else 12,
        "scroll_round": 14 if kiosk else 5,
    }
    return {name: f"{theme.px(length)}px" for name, length in lengths.items()} | {
        "families": ", ".join(f'"{family}"' for family in FONTS)
    }


def _palette(shades: dict[str, str]) -> QPalette:
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, "ground"),
        (QPalette.ColorRole.WindowText, "ink"),
        (QPalette.ColorRole.Base, "paper"),
        (QPalette.ColorRole.AlternateBase, "blue_pale"),
        (QPalette.ColorRole.Text, "ink"),
        (QPalette.ColorRole.Button, "paper"),
        (QPalette.ColorRole.ButtonText, "ink"),
        (QPalette.ColorRole.Highlight, "blue"),
        (QPalette.ColorRole.HighlightedText, "paper"),
        (QPalette.ColorRole.PlaceholderText, "ink_soft"),
    ):
        palette.setColor(role, QColor(shades[colour]))
    return palette
