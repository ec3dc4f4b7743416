"""The work that exists nowhere but in this window, as it is written down between two keystrokes."""

from pydantic import Field

from domain.contract.clerk import Action, CaseFile
from domain.contract.wire import Identifier, Wire
from window_client.journeys.case.flow import Confirming, Grounds
from window_client.journeys.correction.flow import Draft, Point, PointKind


class KeptPoint(Wire):
    kind: PointKind
    id: str
    ticked: bool
    reason: str = Field(repr=False)


class KeptWork(Wire):
    """Where the clerk was, and the correction or the grounds of a decision they were writing; ``version`` is the case's
    when it was written."""

    case_id: Identifier
    version: int = 0
    decision_id: str = ""
    """Empty: the case was being read. Kept, so that sending again what may have been sent does not double it."""
    points: tuple[KeptPoint, ...] = Field(default=(), repr=False)
    action: Action | None = None
    """What is being decided; ``None``: the case was being read."""
    grounds: Grounds = Field(default=Grounds(), repr=False)
    """Of any other decision than a correction."""

    def fits(self, file: CaseFile) -> bool:
        """Whether it can go on where it was: the platform has not moved the case since."""
        return (
            self.action is not None
            and file.item.case_id == self.case_id
            and file.item.version == self.version
            and self.action in file.actions
        )

    def on(self, draft: Draft) -> Draft:
        """``draft`` as the clerk had filled it."""
        kept = {(point.kind, point.id): point for point in self.points}
        points = tuple(_filled(point, kept.get((point.kind, point.id))) for point in draft.points)
        return Draft(draft.file, points, self.decision_id)


def work_on(draft: Draft) -> KeptWork:
    item = draft.file.item
    touched = (point for point in draft.points if point.ticked or point.reason)
    return KeptWork(
        case_id=item.case_id,
        version=item.version,
        decision_id=draft.decision_id,
        action="ask_correction",
        points=tuple(KeptPoint(kind=p.kind, id=p.id, ticked=p.ticked, reason=p.reason) for p in touched),
    )


def work_of(state: Confirming) -> KeptWork:
    item = state.file.item
    return KeptWork(
        case_id=item.case_id,
        version=item.version,
        decision_id=state.decision_id,
        action=state.action,
        grounds=state.grounds,
    )


def _filled(point: Point, kept: KeptPoint | None) -> Point:
    if kept is None:
        return point
    return Point(point.kind, point.id, point.name, ticked=kept.ticked, reason=kept.reason)
