"""Where the clerk is, and where each step leads."""

from dataclasses import dataclass, field
from typing import TypeAlias

from domain.contract.clerk import CaseFile, DecisionReply
from domain.flow.machine import Step, Table
from domain.text import Text


@dataclass(frozen=True, slots=True)
class AtLogin:
    pass


@dataclass(frozen=True, slots=True)
class AtWorklist:
    pass


@dataclass(frozen=True, slots=True)
class AtCase:
    case_id: str
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class AtCorrection:
    file: CaseFile = field(repr=False)


@dataclass(frozen=True, slots=True)
class AtNotice:
    reply: DecisionReply = field(repr=False)


@dataclass(frozen=True, slots=True)
class AtCounter:
    """Receiving a person; ``draft_id`` empty: a new one."""

    draft_id: str = ""


@dataclass(frozen=True, slots=True)
class AtMonitor:
    """Before the station's queue."""


@dataclass(frozen=True, slots=True)
class AtRelay:
    """Before neighbours' packets in this station's care."""


@dataclass(frozen=True, slots=True)
class AtInHand:
    """Before everything that is begun and not handed in."""


@dataclass(frozen=True, slots=True)
class AtHandover:
    """Handing results over."""


@dataclass(frozen=True, slots=True)
class AtVouch:
    """Vouching for a person whose card or face fails at a kiosk."""


Place: TypeAlias = (
    AtLogin
    | AtWorklist
    | AtCounter
    | AtMonitor
    | AtRelay
    | AtInHand
    | AtHandover
    | AtVouch
    | AtCase
    | AtCorrection
    | AtNotice
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WorkBegun:
    pass


@dataclass(frozen=True, slots=True)
class CaseOpened:
    case_id: str


@dataclass(frozen=True, slots=True)
class CaseLeft:
    pass


@dataclass(frozen=True, slots=True)
class CounterBegun:
    draft_id: str = ""


@dataclass(frozen=True, slots=True)
class CounterLeft:
    pass


@dataclass(frozen=True, slots=True)
class MonitorOpened:
    pass


@dataclass(frozen=True, slots=True)
class MonitorLeft:
    pass


@dataclass(frozen=True, slots=True)
class RelayOpened:
    pass


@dataclass(frozen=True, slots=True)
class RelayLeft:
    pass


@dataclass(frozen=True, slots=True)
class HandoverOpened:
    pass


@dataclass(frozen=True, slots=True)
class HandoverLeft:
    pass


@dataclass(frozen=True, slots=True)
class InHandOpened:
    pass


@dataclass(frozen=True, slots=True)
class InHandLeft:
    pass


@dataclass(frozen=True, slots=True)
class VouchOpened:
    pass


@dataclass(frozen=True, slots=True)
class VouchLeft:
    pass


@dataclass(frozen=True, slots=True)
class CorrectionBegun:
    file: CaseFile = field(repr=False)


@dataclass(frozen=True, slots=True)
class CorrectionLeft:
    case_id: str
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class DecisionMade:
    reply: DecisionReply = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoticeLeft:
    pass


@dataclass(frozen=True, slots=True)
class WorkWiped:
    pass


Event: TypeAlias = (
    WorkBegun
    | CounterBegun
    | CounterLeft
    | MonitorOpened
    | MonitorLeft
    | RelayOpened
    | RelayLeft
    | HandoverOpened
    | HandoverLeft
    | InHandOpened
    | InHandLeft
    | VouchOpened
    | VouchLeft
    | CaseOpened
    | CaseLeft
    | CorrectionBegun
    | CorrectionLeft
    | DecisionMade
    | NoticeLeft
    | WorkWiped
)  # fmt: skip


def _open(_place: AtWorklist, event: CaseOpened) -> Step[Place, None]:
    return Step(AtCase(event.case_id))


def _receive(_place: AtWorklist | AtInHand, event: CounterBegun) -> Step[Place, None]:
    return Step(AtCounter(event.draft_id))


def _correct(_place: AtCase, event: CorrectionBegun) -> Step[Place, None]:
    return Step(AtCorrection(event.file))


def _return(_place: AtCorrection, event: CorrectionLeft) -> Step[Place, None]:
    return Step(AtCase(event.case_id, event.note))


def _decide(_place: AtCase | AtCorrection, event: DecisionMade) -> Step[Place, None]:
    return Step(AtNotice(event.reply))


TABLE: Table[Place, None] = {
    (AtLogin, WorkBegun): AtWorklist(),
    (AtLogin, WorkWiped): AtLogin(),
    (AtWorklist, CaseOpened): _open,
    (AtWorklist, CounterBegun): _receive,
    (AtCounter, CounterLeft): AtWorklist(),
    (AtWorklist, HandoverOpened): AtHandover(),
    (AtHandover, HandoverLeft): AtWorklist(),
    (AtHandover, WorkWiped): AtLogin(),
    (AtWorklist, InHandOpened): AtInHand(),
    (AtInHand, CounterBegun): _receive,
    (AtInHand, InHandLeft): AtWorklist(),
    (AtInHand, WorkWiped): AtLogin(),
    (AtWorklist, VouchOpened): AtVouch(),
    (AtVouch, VouchLeft): AtWorklist(),
    (AtVouch, WorkWiped): AtLogin(),
    (AtWorklist, MonitorOpened): AtMonitor(),
    (AtMonitor, MonitorLeft): AtWorklist(),
    (AtMonitor, WorkWiped): AtLogin(),
    (AtMonitor, RelayOpened): AtRelay(),
    (AtRelay, RelayLeft): AtMonitor(),
    (AtRelay, WorkWiped): AtLogin(),
    (AtCounter, WorkWiped): AtLogin(),
    (AtWorklist, WorkWiped): AtLogin(),
    (AtCase, CaseLeft): AtWorklist(),
    (AtCase, CorrectionBegun): _correct,
    (AtCase, DecisionMade): _decide,
    (AtCase, WorkWiped): AtLogin(),
    (AtCorrection, CorrectionLeft): _return,
    (AtCorrection, DecisionMade): _decide,
    (AtCorrection, WorkWiped): AtLogin(),
    (AtNotice, NoticeLeft): AtWorklist(),
    (AtNotice, WorkWiped): AtLogin(),
}
