"""A theme (一件事) of two departments."""

from window_samples import case_id

from domain.contract.theme import ThemeCase, ThemePart


def theme_case(*, is_lead: bool = True) -> ThemeCase:
    """Two departments, one of them decided."""
    first = ThemePart(item_code="DEMO-021", item_name="住房公积金提取", case_id=case_id(11), state="ACCEPTED",
                      official_no="330203202611200000126", authority="宁波市住房公积金管理中心")  # fmt: skip
    second = ThemePart(item_code="DEMO-014", item_name="职工医保退休待遇核定", case_id=case_id(12), state="RECEIVED",
                       authority="海曙区医疗保障局", accept_due_on="2026-03-06", lamp="yellow")  # fmt: skip
    return ThemeCase(group_id="9f3a6c01", theme="退休", lead="海曙区人力资源和社会保障局", is_lead=is_lead,
                     applicant_masked="*三", expected=2, decided=1, parts=(first, second))  # fmt: skip
