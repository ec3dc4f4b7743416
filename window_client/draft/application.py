"""One person with several items at a window, from the card to the receipts. A draft is the fold of its changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal, TypeAlias

from domain.contract.signature import Signature
from window_client.draft.history import History, do, redo, undo
from window_client.draft.steps import PileStep

Stage = Literal["reception", "form", "paper", "check"]
STAGES: tuple[Stage, ...] = ("reception", "form", "paper", "check")
PersonKind = Literal["31", "37", "38"]
"""Zhejiang certificate types: resident card, permit of Hong Kong, Macao or Taiwan, permanent card of foreigners."""
Role = Literal["applicant", "agent"]
Source = Literal["card", "user"]
Proof = Literal["card", "clerk"]


@dataclass(frozen=True, slots=True)
class Person:
    """Who applies, or who came instead (代办人). Personal data: ``repr`` shows the kind only."""

    kind: PersonKind
    name: str = field(repr=False)
    number: str = field(repr=False)
    address: str = field(repr=False, default="")
    region: str = field(repr=False, default="")
    """District or county of their home, as far as the card says it."""
    proof: Proof = "clerk"
    """The chip was read, or the clerk looked at the paper and typed."""


@dataclass(frozen=True, slots=True)
class Organisation:
    name: str = field(repr=False)
    credit_code: str = field(repr=False)
    """Unified social credit code, 18 characters (GB 32100-2015)."""


@dataclass(frozen=True, slots=True)
class ChosenItem:
    """Each item becomes a hand-in of its own; its ids are made once, so that handing in twice hands in once."""

    code: str
    case_id: str
    token: str = field(repr=False)
    scenarios: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """What the outbox answered for one item: it is saved."""

    code: str
    temporary_no: str
    pages: int
    handed_in_at: datetime


@dataclass(frozen=True, slots=True)
class Application:
    draft_id: str
    """Also the common id of the hand-ins (联办编号)."""
    catalogue_version: str = ""
    stage: Stage = "reception"
    applicant: Person | None = None
    agent: Person | None = None
    organisation: Organisation | None = None
    """The body the items are for; the applicant then acts for it (经办人)."""
    parked: bool = False
    """Laid aside by the clerk; it waits in the list."""
    items: tuple[ChosenItem, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    """By :attr:`domain.catalogue.joint.JointField.key`."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    papers: History = field(default_factory=History)
    target: str = "*"
    """Where pages go that nothing else files; see :mod:`window_client.draft.filing`."""
    signature: Signature | None = field(default=None, repr=False)
    """Under all of the above: any change to it makes it void."""
    repeat_reason: str = field(default="", repr=False)
    """Why the same is handed in again; written by the clerk, once they were told."""
    slips: tuple[Slip, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(item.code for item in self.items)

    @property
    def is_handed_in(self) -> bool:
        return bool(self.items) and {slip.code for slip in self.slips} == set(self.codes)

    @property
    def is_empty(self) -> bool:
        return self.applicant is None and not self.items and not self.papers.pile.pages


@dataclass(frozen=True, slots=True)
class Begun:
    draft_id: str
    catalogue_version: str


@dataclass(frozen=True, slots=True)
class PersonGiven:
    role: Role
    person: Person | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class OrganisationGiven:
    organisation: Organisation | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Parked:
    on: bool


@dataclass(frozen=True, slots=True)
class ItemAdded:
    item: ChosenItem


@dataclass(frozen=True, slots=True)
class ItemRemoved:
    code: str


@dataclass(frozen=True, slots=True)
class ScenarioAnswered:
    code: str
    scenarios: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldFilled:
    key: str
    value: str = field(repr=False)
    source: Source = "user"


@dataclass(frozen=True, slots=True)
class StageReached:
    stage: Stage


@dataclass(frozen=True, slots=True)
class TargetChosen:
    line: str


@dataclass(frozen=True, slots=True)
class PaperHandled:
    step: PileStep


@dataclass(frozen=True, slots=True)
class Undone:
    pass


@dataclass(frozen=True, slots=True)
class Redone:
    pass


@dataclass(frozen=True, slots=True)
class SignatureGiven:
    signature: Signature = field(repr=False)


@dataclass(frozen=True, slots=True)
class RepeatExplained:
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ItemHandedIn:
    slip: Slip


_Words: TypeAlias = (
    Begun | PersonGiven | OrganisationGiven | ItemAdded | ItemRemoved | ScenarioAnswered | FieldFilled | ItemHandedIn
)
Change: TypeAlias = (
    _Words | SignatureGiven | RepeatExplained | Parked | StageReached | TargetChosen | PaperHandled | Undone | Redone
)
_SAME_CONTENT = (SignatureGiven, RepeatExplained, StageReached, TargetChosen, Parked, ItemHandedIn)
"""What leaves that which was signed as it is."""
_OTHER_CASE = (PersonGiven, OrganisationGiven, ItemAdded)
"""Why something is handed in again is to be said anew."""


def changed(application: Application, change: Change) -> Application:
    """What was handed in is not changed any more, except by the hand-ins still to come."""
    if application.slips and not isinstance(change, ItemHandedIn | StageReached | Parked):
        return application
    application = _voided(application, change)
    match change:
        case SignatureGiven(signature):
            return replace(application, signature=signature)
        case RepeatExplained(reason):
            return replace(application, repeat_reason=reason)
        case PaperHandled(step):
            return replace(application, papers=do(application.papers, step))
        case Undone():
            return replace(application, papers=undo(application.papers))
        case Redone():
            return replace(application, papers=redo(application.papers))
        case TargetChosen(line):
            return replace(application, target=line)
        case StageReached(stage):
            return replace(application, stage=stage)
        case Parked(on):
            return replace(application, parked=on)
        case _:
            return _words_changed(application, change)


def _voided(application: Application, change: Change) -> Application:
    """What no longer stands after the change."""
    if not isinstance(change, _SAME_CONTENT):
        application = replace(application, signature=None)
    return replace(application, repeat_reason="") if isinstance(change, _OTHER_CASE) else application


def _words_changed(application: Application, change: _Words) -> Application:
    match change:
        case Begun(draft_id, version):
            return Application(draft_id, version)
        case PersonGiven("applicant", person):
            return replace(application, applicant=person)
        case PersonGiven(_, person):
            return replace(application, agent=person)
        case OrganisationGiven(organisation):
            return replace(application, organisation=organisation)
        case FieldFilled(key, value, source):
            values, sources = {**application.values, key: value}, {**application.sources, key: source}
            return replace(application, values=values, sources=sources)
        case ItemHandedIn(slip):
            others = tuple(other for other in application.slips if other.code != slip.code)
            return replace(application, slips=(*others, slip))
        case _:
            return replace(application, items=_items_changed(application.items, change))


def _items_changed(
    items: tuple[ChosenItem, ...], change: ItemAdded | ItemRemoved | ScenarioAnswered
) -> tuple[ChosenItem, ...]:
    match change:
        case ItemAdded(item):
            return items if any(other.code == item.code for other in items) else (*items, item)
        case ItemRemoved(code):
            return tuple(item for item in items if item.code != code)
        case ScenarioAnswered(code, scenarios):
            return tuple(replace(item, scenarios=scenarios) if item.code == code else item for item in items)
