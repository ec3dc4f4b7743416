"""Scenarios (情形) of the demonstration catalogue, written by hand, and the materials only they ask for."""

from dataclasses import dataclass

from domain.catalogue.model import Material, MaterialRule, Scenario


@dataclass(frozen=True, slots=True)
class Branches:
    scenarios: tuple[Scenario, ...] = ()
    rules: tuple[MaterialRule, ...] = ()
    materials: tuple[Material, ...] = ()
    """Come after the collected ones, whose ids must not move."""


_EXPENSES = "报销的是哪一类费用？"
_REIMBURSEMENT = Branches(
    scenarios=(Scenario("s1", "", _EXPENSES, "住院费用"), Scenario("s2", "", _EXPENSES, "门诊费用")),
    rules=(MaterialRule("m3", "s2", "optional"),),
)

_WAY = "以哪种方式新办？"
_FOOD_LICENCE = Branches(
    scenarios=(Scenario("s1", "", _WAY, "一般程序"), Scenario("s2", "", _WAY, "告知承诺制")),
    rules=(
        MaterialRule("m6", "s1", "not_needed"),
        MaterialRule("m3", "s2", "tolerable"),
        MaterialRule("m4", "s2", "tolerable"),
        MaterialRule("m6", "s2", "required"),
    ),
    materials=(Material("m6", "告知承诺书", "form", "optional"),),
)

_WHO = "由谁来办理？"
_OLD_AGE_ALLOWANCE = Branches(
    scenarios=(Scenario("s1", "", _WHO, "本人办理"), Scenario("s2", "", _WHO, "他人代办")),
    rules=(MaterialRule("m3", "s1", "not_needed"), MaterialRule("m3", "s2", "required")),
    materials=(Material("m3", "代办委托书", "applicant", "optional"),),
)

_BY_HAND = {16: _REIMBURSEMENT, 39: _FOOD_LICENCE, 42: _OLD_AGE_ALLOWANCE}


def branches_of(item_no: int) -> Branches:
    return _BY_HAND.get(item_no, Branches())
