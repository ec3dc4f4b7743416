"""Themes (高效办成一件事) of the demonstration catalogue: those of the national lists whose items it has."""

from domain.catalogue.model import Theme
from tools.demo_pinyin import initials_of, pinyin_of

_THEMES = (
    ("THEME-02", "新生儿出生", "市卫生健康委员会", ("DEMO-046", "DEMO-015", "DEMO-009")),
    ("THEME-04", "开办餐饮店", "市市场监督管理局", ("DEMO-035", "DEMO-039", "DEMO-048")),
    ("THEME-05", "退休", "市人力资源和社会保障局", ("DEMO-021", "DEMO-014")),
    ("THEME-10", "灵活就业", "市人力资源和社会保障局", ("DEMO-007", "DEMO-015")),
)


def demo_themes() -> tuple[Theme, ...]:
    return tuple(
        Theme(code, name, lead, members, pinyin_of(name), initials_of(name)) for code, name, lead, members in _THEMES
    )
