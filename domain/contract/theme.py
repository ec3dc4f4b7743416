"""Cases of several departments that one person handed in together as one theme (高效办成一件事).

Part of :class:`~domain.contract.clerk.Worklist`, :class:`~domain.contract.clerk.CaseFile` and
:class:`~domain.contract.progress.CaseProgress`. The lead department (牵头部门) and the applicant see every part;
another department sees its own and how many are decided.
"""

from typing import Literal

from domain.contract.wire import ShortText, Wire


class ThemePart(Wire):
    item_code: ShortText
    item_name: ShortText
    case_id: ShortText = ""
    """Empty until it has arrived, then everything below too."""
    official_no: ShortText = ""
    state: ShortText = ""
    """A ``CaseStateName``."""
    authority: ShortText = ""
    accept_due_on: str = ""
    lamp: Literal["green", "yellow", "red", "grey"] = "grey"


class ThemeCase(Wire):
    group_id: ShortText
    """Of the platform; tells nothing."""
    theme: ShortText
    lead: ShortText
    is_lead: bool = False
    """Who asks leads it."""
    applicant_masked: ShortText
    expected: int
    """Items of the theme."""
    decided: int
    parts: tuple[ThemePart, ...]
    """In the order of the theme."""

    @property
    def is_decided(self) -> bool:
        return self.decided == self.expected
