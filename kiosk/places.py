"""Where a visit can be, and what it has gathered so far. Nothing of it is ever written down here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from domain.catalogue.model import Item
from domain.catalogue.scenarios import materials_for
from domain.contract.signature import Signature
from domain.contract.submission import FaceEvidence
from domain.identity.id_card import IdCard
from domain.identity.person import Organisation, Person
from kiosk.journeys.materials.flow import Page
from offline_queue.outbox import CommittedCase

DONE_HERE = ("D", "S", "A")
"""Kiosk classes of the items that can be handed in here."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be handed in: a new case, or the answer to a 补正."""

    case_id: str
    submission_id: str
    item: Item
    """For a correction with the named fields and materials only."""
    token: str = field(repr=False)
    correction: bool = False
    number: str = ""
    """Number of a case that exists already."""
    authority: str = ""
    chosen: tuple[str, ...] = ()
    """Scenario ids, in the order in which they were asked; none for a correction."""

    @property
    def draft_id(self) -> str:
        """What is kept of it before it is handed in is kept under this."""
        return self.submission_id

    @property
    def asked_item(self) -> Item:
        """The item with the materials the chosen scenarios leave."""
        return replace(self.item, materials=materials_for(self.item, self.chosen))


Audience: TypeAlias = Literal["person", "legal_person"]
Source: TypeAlias = Literal["card", "library"]
"""Where a value on the form came from, while nobody changed it: the card, or an e-licence."""
Stood: TypeAlias = Literal["form", "materials", "review"]
"""Where the work was left; words of a kept application."""
Service: TypeAlias = Literal["certificates", "payment", "appointment", "evaluation", "help", "cases", "continue"]
"""What can be done besides handing in a case."""
NEEDS_PERSON: frozenset[Service] = frozenset({"certificates", "payment", "appointment", "cases", "continue"})
"""Services about a person: they ask who is there, and proven."""


@dataclass(frozen=True, slots=True)
class Visit:
    audience: Audience = "person"
    """Whose items are looked through (个人办事, 法人办事)."""
    person: Person | None = None
    """The applicant; for an organisation who acts for it."""
    agent: Person | None = None
    """Who stands here, when that is not the applicant (代办)."""
    organisation: Organisation | None = None
    face: FaceEvidence = "none"
    """Of who stands here."""
    service: Service | None = None
    """What was asked for before it was known who asks."""
    task: Task | None = None
    values: Mapping[str, str] | None = field(repr=False, default=None)
    """As typed while the form is open, canonical once it was right."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Of the fields that nobody typed, by field id."""
    pages: tuple[Page, ...] = ()
    signature: Signature | None = field(repr=False, default=None)
    """Under what is gathered; goes with the next change."""
    stood: Stood = "form"
    continue_code: str = field(repr=False, default="")
    """The citizen holds it: what is unfinished stays however the visit ends."""

    @property
    def may_pause(self) -> bool:
        """Who stands here opens it again, and must be proven for that."""
        here = self.agent or self.person
        return self.task is not None and bool(here and here.proven)

    @property
    def is_begun(self) -> bool:
        """Something was written or captured."""
        return bool(self.values or self.pages)


@dataclass(frozen=True, slots=True)
class AtHome:
    visit: Visit = Visit()


@dataclass(frozen=True, slots=True)
class AtIdentify:
    visit: Visit
    laid: IdCard | None = field(repr=False, default=None)
    """A card that was laid at the home screen."""


@dataclass(frozen=True, slots=True)
class AtFace:
    """``visit.person`` was read from a card with a portrait, and may be compared with it."""

    visit: Visit
    portrait: bytes = field(repr=False)
    """PNG."""
    for_another: bool = False
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class AtBehalf:
    """``visit.person`` is who stands here; for whom is being asked."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class AtSearch:
    visit: Visit


@dataclass(frozen=True, slots=True)
class AtScenario:
    """The question that is open after the task's answers."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class AtGuide:
    visit: Visit


@dataclass(frozen=True, slots=True)
class AtForm:
    visit: Visit


@dataclass(frozen=True, slots=True)
class AtMaterials:
    visit: Visit


@dataclass(frozen=True, slots=True)
class AtReview:
    visit: Visit


@dataclass(frozen=True, slots=True)
class AtPause:
    """The application is put away to be continued."""

    visit: Visit
    saved: bool = False


@dataclass(frozen=True, slots=True)
class AtDone:
    visit: Visit
    committed: CommittedCase


@dataclass(frozen=True, slots=True)
class AtProgress:
    visit: Visit
    words: str = field(repr=False, default="")
    """Of a code that was shown at the home screen."""


@dataclass(frozen=True, slots=True)
class AtService:
    visit: Visit
    service: Service


@dataclass(frozen=True, slots=True)
class AtMaintenance:
    """Nobody's visit: whoever looks after the terminal."""

    visit: Visit = Visit()


_STOOD: Mapping[type, Stood] = {AtForm: "form", AtMaterials: "materials", AtReview: "review"}


def standing(place: AtForm | AtMaterials | AtReview) -> Visit:
    """The visit, which knows where it stands."""
    return replace(place.visit, stood=_STOOD[type(place)])


Place: TypeAlias = (
    AtHome | AtIdentify | AtFace | AtBehalf | AtSearch | AtScenario | AtGuide | AtForm | AtMaterials | AtReview
    | AtPause | AtDone | AtProgress | AtService | AtMaintenance
)  # fmt: skip
