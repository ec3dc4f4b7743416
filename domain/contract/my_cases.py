"""``GET /v1/my/cases``: the cases of a person who is present, the newest first."""

from domain.contract.progress import CaseProgress
from domain.contract.wire import Wire


class MyCases(Wire):
    cases: tuple[CaseProgress, ...]
