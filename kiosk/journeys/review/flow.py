"""One look at everything, then the hand-in: saved means it is durable on this device."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from domain.catalogue.model import Item, Region
from domain.failures import FailureCode
from domain.flow.machine import Step, Table
from domain.identity.person import Organisation, Person
from offline_queue.outbox import CommittedCase


@dataclass(frozen=True, slots=True)
class Applicants:
    """For whom and by whom."""

    person: Person
    agent: Person | None = None
    organisation: Organisation | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    item: Item
    authority: str
    regions: tuple[Region, ...]
    pages: Mapping[str, int]
    """Count by material id."""
    correction: bool = False
    applicants: Applicants | None = None
    values: Mapping[str, str] = field(repr=False, default_factory=dict)
    held: frozenset[str] = frozenset()
    """Materials whose pages the government held already."""
    signature: bytes = field(repr=False, default=b"")
    """PNG; empty until it was signed."""

    @property
    def to_sign(self) -> bool:
        """An answer to a correction stands under the signature that was given first."""
        return self.item.signed and not self.correction and not self.signature


@dataclass(frozen=True, slots=True)
class Reviewing:
    summary: Summary


@dataclass(frozen=True, slots=True)
class Signing:
    """Everything was looked at: who hands in signs by hand."""

    summary: Summary


@dataclass(frozen=True, slots=True)
class Saving:
    summary: Summary


@dataclass(frozen=True, slots=True)
class NotSaved:
    summary: Summary
    failure: FailureCode


State: TypeAlias = Reviewing | Signing | Saving | NotSaved


@dataclass(frozen=True, slots=True)
class SubmitAsked:
    pass


@dataclass(frozen=True, slots=True)
class Signed:
    picture: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Back to the review, unsigned."""


@dataclass(frozen=True, slots=True)
class Saved:
    committed: CommittedCase


@dataclass(frozen=True, slots=True)
class SaveFailed:
    failure: FailureCode


@dataclass(frozen=True, slots=True)
class EditForm:
    pass


@dataclass(frozen=True, slots=True)
class EditMaterials:
    pass


Event: TypeAlias = SubmitAsked | Signed | LookAgain | Saved | SaveFailed | EditForm | EditMaterials


@dataclass(frozen=True, slots=True)
class Commit:
    signature: bytes = field(repr=False, default=b"")


@dataclass(frozen=True, slots=True)
class HandedIn:
    committed: CommittedCase


@dataclass(frozen=True, slots=True)
class OpenForm:
    pass


@dataclass(frozen=True, slots=True)
class OpenMaterials:
    pass


Effect: TypeAlias = Commit | HandedIn | OpenForm | OpenMaterials


def _submit(state: Reviewing | NotSaved, _event: SubmitAsked) -> Step[State, Effect]:
    if state.summary.to_sign:
        return Step(Signing(state.summary))
    return Step(Saving(state.summary), (Commit(state.summary.signature),))


def _signed(state: Signing, event: Signed) -> Step[State, Effect]:
    if not event.picture:
        return Step(state)
    return Step(Saving(replace(state.summary, signature=event.picture)), (Commit(event.picture),))


def _look_again(state: Signing, _event: LookAgain) -> Step[State, Effect]:
    return Step(Reviewing(state.summary))


def _saved(state: Saving, event: Saved) -> Step[State, Effect]:
    return Step(state, (HandedIn(event.committed),))


def _failed(state: Saving, event: SaveFailed) -> Step[State, Effect]:
    return Step(NotSaved(state.summary, event.failure))


def _edit_form(state: Reviewing | NotSaved, _event: EditForm) -> Step[State, Effect]:
    return Step(state, (OpenForm(),))


def _edit_materials(state: Reviewing | NotSaved, _event: EditMaterials) -> Step[State, Effect]:
    return Step(state, (OpenMaterials(),))


TABLE: Table[State, Effect] = {
    (Reviewing, SubmitAsked): _submit,
    (Reviewing, EditForm): _edit_form,
    (Reviewing, EditMaterials): _edit_materials,
    (Signing, Signed): _signed,
    (Signing, LookAgain): _look_again,
    (Saving, Saved): _saved,
    (Saving, SaveFailed): _failed,
    (NotSaved, SubmitAsked): _submit,
    (NotSaved, EditForm): _edit_form,
    (NotSaved, EditMaterials): _edit_materials,
}
