"""What happens at the counter, and what is to be done about it."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from domain.contract.signature import Signature
from domain.failures import FailureCode
from domain.identity.id_card import IdCard
from window_client.draft.application import Application, Change, ChosenItem, Person, Role, Slip, Stage
from window_client.draft.pages import Page
from window_client.draft.steps import Ids, PileStep
from window_client.draft.taking_up import TakenUp
from window_client.journeys.counter.flow.desk import DraftHead, EarlierHandIn

PaperSource = Literal["feeder", "camera", "files"]


@dataclass(frozen=True, slots=True)
class CardSeen:
    card: IdCard


@dataclass(frozen=True, slots=True)
class PersonTyped:
    name: str = field(repr=False)
    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OrganisationTyped:
    name: str = field(repr=False)
    credit_code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RoleChosen:
    """Whose card or number comes next."""

    role: Role


@dataclass(frozen=True, slots=True)
class Searched:
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """Codes of items and themes, the best first."""

    words: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemsTaken:
    """One item, or all of a theme."""

    items: tuple[ChosenItem, ...]


@dataclass(frozen=True, slots=True)
class ItemDropped:
    code: str


@dataclass(frozen=True, slots=True)
class Answered:
    code: str
    scenario: str


@dataclass(frozen=True, slots=True)
class DraftsSeen:
    drafts: tuple[DraftHead, ...]


@dataclass(frozen=True, slots=True)
class EarlierSeen:
    """What this window handed in lately for the same applicant and items."""

    earlier: tuple[EarlierHandIn, ...]


@dataclass(frozen=True, slots=True)
class RepeatReasoned:
    """Why it is handed in again; empty takes it back."""

    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DraftTaken:
    draft_id: str


@dataclass(frozen=True, slots=True)
class ContinueAsked:
    """A continue code (续办码) was typed or held before the scanner."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ContinueCame:
    taken: TakenUp


@dataclass(frozen=True, slots=True)
class ContinueFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class Filled:
    key: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StageAsked:
    stage: Stage


@dataclass(frozen=True, slots=True)
class NextAsked:
    pass


@dataclass(frozen=True, slots=True)
class BackAsked:
    """From the first step: the draft is laid aside."""


@dataclass(frozen=True, slots=True)
class ParkAsked:
    pass


@dataclass(frozen=True, slots=True)
class DiscardAsked:
    """The clerk was asked and said yes."""


@dataclass(frozen=True, slots=True)
class ScanAsked:
    job_id: str
    after: str = ""
    """Page behind which the new ones go; empty: to the end."""
    replacing: str = ""
    """Page whose picture the first new one takes."""
    source: PaperSource = "feeder"


@dataclass(frozen=True, slots=True)
class StopAsked:
    pass


@dataclass(frozen=True, slots=True)
class PageReady:
    """Sealed on the disk and looked at; ``codes``: what its QR codes and barcodes say."""

    page: Page
    codes: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class PageLost:
    """It could not be kept or read; it is still in the citizen's hand."""

    job_id: str
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class ScanEnded:
    job_id: str
    pages: int


@dataclass(frozen=True, slots=True)
class ScanBroke:
    """Pages told before are good."""

    job_id: str
    pages: int
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class Stepped:
    step: PileStep


@dataclass(frozen=True, slots=True)
class UndoAsked:
    pass


@dataclass(frozen=True, slots=True)
class RedoAsked:
    pass


@dataclass(frozen=True, slots=True)
class TargetAsked:
    line: str


@dataclass(frozen=True, slots=True)
class ComposeAsked:
    sides: Ids


@dataclass(frozen=True, slots=True)
class CardNotFound:
    """The page does not show both sides of a card."""


@dataclass(frozen=True, slots=True)
class SignatureAsked:
    """The citizen is to check and sign."""


@dataclass(frozen=True, slots=True)
class SignatureCame:
    signature: Signature = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignatureRefused:
    """The citizen says that something is wrong."""


@dataclass(frozen=True, slots=True)
class SignatureDropped:
    """Nobody answered, and nobody is asked any more."""


@dataclass(frozen=True, slots=True)
class CommitAsked:
    pass


@dataclass(frozen=True, slots=True)
class ItemSaved:
    slip: Slip


@dataclass(frozen=True, slots=True)
class SaveFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class ReceiptOut:
    code: str


@dataclass(frozen=True, slots=True)
class PrinterFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class PrintAsked:
    pass


@dataclass(frozen=True, slots=True)
class DoneAsked:
    pass


Event: TypeAlias = (
    CardSeen | PersonTyped | OrganisationTyped | RoleChosen | Searched | Found | ItemsTaken | ItemDropped | Answered
    | DraftsSeen | DraftTaken | Filled | StageAsked | NextAsked | BackAsked | ParkAsked | DiscardAsked | ScanAsked
    | StopAsked | PageReady | PageLost | ScanEnded | ScanBroke | Stepped | UndoAsked | RedoAsked | TargetAsked
    | ComposeAsked | CommitAsked | ItemSaved | SaveFailed | ReceiptOut | PrinterFailed | PrintAsked | DoneAsked
    | ContinueAsked | ContinueCame | ContinueFailed | SignatureAsked | SignatureCame | SignatureRefused
    | SignatureDropped | CardNotFound | EarlierSeen | RepeatReasoned
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """Into the journal, before anything else."""

    change: Change


@dataclass(frozen=True, slots=True)
class Search:
    words: str


@dataclass(frozen=True, slots=True)
class StartScan:
    job_id: str
    source: PaperSource


@dataclass(frozen=True, slots=True)
class StopScan:
    pass


@dataclass(frozen=True, slots=True)
class Compose:
    """Both sides of a card on one sheet, its purpose written across."""

    sides: tuple[Page, ...]
    """A page for each side, or one that shows both."""
    purpose: str
    line: str


@dataclass(frozen=True, slots=True)
class AskSignature:
    pass


@dataclass(frozen=True, slots=True)
class Save:
    """Each item that has no slip yet."""

    application: Application


@dataclass(frozen=True, slots=True)
class PrintReceipts:
    application: Application


@dataclass(frozen=True, slots=True)
class Recall:
    draft_id: str


@dataclass(frozen=True, slots=True)
class Park:
    """Leave the draft as it is; it waits in the list."""


@dataclass(frozen=True, slots=True)
class TakeUp:
    """Fetch what was begun elsewhere, its pages beside this draft."""

    draft_id: str
    code: str = field(repr=False)
    person: Person


@dataclass(frozen=True, slots=True)
class PutBack:
    """These unfinished applications may be continued at any other station again."""

    case_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Erase:
    """Handed in or given up: nothing of the draft stays."""


@dataclass(frozen=True, slots=True)
class ShowField:
    key: str


Effect: TypeAlias = (
    Note | Search | StartScan | StopScan | Compose | Save | PrintReceipts | Recall | Park | Erase | ShowField
    | TakeUp | PutBack | AskSignature
)  # fmt: skip
