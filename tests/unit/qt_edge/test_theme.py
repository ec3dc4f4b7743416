import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

from qt_edge.theme import COLOURS, Theme, apply_theme, style_sheet


def luminance(name: str) -> float:
    parts = [QColor(COLOURS[name]).redF(), QColor(COLOURS[name]).greenF(), QColor(COLOURS[name]).blueF()]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("ink", "ground"), ("ink_soft", "ground"), ("paper", "blue"), ("paper", "blue_dark"), ("blue_dark", "paper"),
        ("blue_dark", "blue_pale"), ("success_ink", "success_pale"), ("warning_ink", "warning_pale"),
        ("failure_ink", "failure_pale"), ("failure_ink", "paper"), ("blue_pale", "blue"), ("paper", "ink"),
    ],
)  # fmt: skip
def test_words_have_a_contrast_of_four_and_a_half(words: str, ground: str) -> None:
    light, dark = sorted((luminance(words), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("scale", ["kiosk", "window"])
@pytest.mark.parametrize("assist", [False, True])
def test_the_style_sheet_names_no_length_it_does_not_have(scale: str, assist: bool) -> None:
    words = style_sheet(Theme(scale, assist=assist))  # type: ignore[arg-type]
    assert "$" not in words.replace("$names", "")


def test_body_sizes() -> None:
    assert (Theme("kiosk").body, Theme("kiosk", assist=True).body, Theme("window").body) == (30, 40, 15)
    assert Theme("kiosk", factor=0.5).px(30) == 15


def test_chinese_has_a_font_of_its_own(qapp: QApplication) -> None:
    apply_theme(qapp, Theme("kiosk"))
    assert qapp.font().pixelSize() == 30
    assert QFontInfo(qapp.font()).family().startswith(("Noto Sans CJK", "Source Han", "WenQuanYi"))
