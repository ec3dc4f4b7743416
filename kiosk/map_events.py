"""What moves a visit from place to place, and what that asks of the visit."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from domain.contract.signature import Signature
from domain.contract.submission import FaceEvidence
from domain.identity.id_card import IdCard
from domain.identity.person import Organisation, Person
from kiosk.journeys.materials.flow import Page
from kiosk.places import Audience, Service, Source, Stood, Task, Visit
from offline_queue.outbox import CommittedCase


@dataclass(frozen=True, slots=True)
class Begin:
    laid: IdCard | None = field(repr=False, default=None)


@dataclass(frozen=True, slots=True)
class Browse:
    """Look through the items; who comes is asked when the work begins."""

    audience: Audience = "person"


@dataclass(frozen=True, slots=True)
class LookUp:
    words: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Maintain:
    """The hidden gesture at the home screen."""


@dataclass(frozen=True, slots=True)
class Identified:
    person: Person
    for_another: bool = False
    unfinished: bool = False
    """Goes on with something begun earlier."""
    portrait: bytes = field(repr=False, default=b"")
    """Of the card, PNG, where a comparison with the face is to be offered."""


@dataclass(frozen=True, slots=True)
class FaceSettled:
    """Compared, declined, or vouched for instead."""

    evidence: FaceEvidence
    vouched: Person | None = None
    """As a clerk vouched for."""


@dataclass(frozen=True, slots=True)
class ActFor:
    """The matter is another person's or a body's."""

    principal: Person | Organisation


@dataclass(frozen=True, slots=True)
class Open:
    """A service of the home screen, or the evaluation of the case just handed in."""

    service: Service


@dataclass(frozen=True, slots=True)
class TaskChosen:
    task: Task


@dataclass(frozen=True, slots=True)
class ScenarioChosen:
    chosen: tuple[str, ...]
    """All answers so far."""


@dataclass(frozen=True, slots=True)
class OtherItem:
    """Back to the list, past the questions."""


@dataclass(frozen=True, slots=True)
class GuideRead:
    pass


@dataclass(frozen=True, slots=True)
class FormFilled:
    values: Mapping[str, str] = field(repr=False)
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PagesReady:
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class EditForm:
    pass


@dataclass(frozen=True, slots=True)
class EditMaterials:
    pass


@dataclass(frozen=True, slots=True)
class Committed:
    committed: CommittedCase


@dataclass(frozen=True, slots=True)
class Back:
    """To the step before, with what this one gathered; leaving to the home screen ends the visit
    instead (``kiosk.session``)."""

    values: Mapping[str, str] | None = field(repr=False, default=None)
    sources: Mapping[str, Source] = field(default_factory=dict)
    pages: tuple[Page, ...] | None = None
    signature: Signature | None = field(repr=False, default=None)
    """Given at this step, or before it and still good."""


def taken_along(visit: Visit, gathered: Back) -> Visit:
    """The visit with what the step on stage has gathered."""
    visit = replace(visit, signature=gathered.signature)
    if gathered.values is not None:
        visit = replace(visit, values=gathered.values, sources=gathered.sources)
    return visit if gathered.pages is None else replace(visit, pages=gathered.pages)


@dataclass(frozen=True, slots=True)
class Pause:
    """Put away, with what the step on stage gathered."""

    gathered: Back


@dataclass(frozen=True, slots=True)
class Kept:
    """It is safe, and this code is shown."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Continued:
    """What was put away is in hand again."""

    task: Task
    values: Mapping[str, str] = field(repr=False)
    sources: Mapping[str, Source]
    pages: tuple[Page, ...]
    code: str = field(repr=False)
    stood: Stood
    signature: Signature | None = field(repr=False, default=None)
    principal: Person | None = None
    """Whose it is, when it is not of who stands here."""
    organisation: Organisation | None = None


@dataclass(frozen=True, slots=True)
class BegunAnew:
    """The answer to a correction, with nothing of what was kept of an earlier one, if anything was."""


@dataclass(frozen=True, slots=True)
class Restart:
    """A visit ended: nothing of it stays, except what was put away."""

    put_away: bool = False
    """Nobody chose to leave: what is unfinished waits for its owner."""


Event: TypeAlias = (
    Begin
    | Browse
    | LookUp
    | Maintain
    | Identified
    | FaceSettled
    | ActFor
    | Open
    | TaskChosen
    | ScenarioChosen
    | OtherItem
    | GuideRead
    | FormFilled
    | PagesReady
    | EditForm
    | EditMaterials
    | Committed
    | Back
    | Pause
    | Kept
    | Continued
    | BegunAnew
    | Restart
)


@dataclass(frozen=True, slots=True)
class DiscardDraft:
    """What was kept of something that is not handed in."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class DropPages:
    """Pages of materials that other answers no longer ask for."""

    draft_id: str
    sealed_digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RestDraft:
    """Somebody holds its code: any terminal may go on with it."""

    draft_id: str


Effect: TypeAlias = DiscardDraft | DropPages | RestDraft
