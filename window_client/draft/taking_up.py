"""An application begun elsewhere (at a kiosk, at another window) goes on in the draft of this counter. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from domain.catalogue.joint import ChecklistLine, joint_fields
from domain.catalogue.model import Item
from window_client.draft.application import (
    Application,
    Change,
    ChosenItem,
    FieldFilled,
    ItemAdded,
    Organisation,
    OrganisationGiven,
    PaperHandled,
    Person,
    PersonGiven,
    Source,
)
from window_client.draft.pages import Page
from window_client.draft.steps import Arrived


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What came of it; its pages lie sealed beside the draft already. ``repr`` shows nothing of the person."""

    item: ChosenItem
    """Under the case's own id: the hand-in ends the unfinished application everywhere."""
    values: Mapping[str, str] = field(repr=False)
    """By the ids of the item's own form."""
    sources: Mapping[str, str]
    pages: tuple[tuple[str, Page], ...]
    """With the material each belongs to, in their order."""
    agent: Person | None = field(default=None, repr=False)
    organisation: Organisation | None = field(default=None, repr=False)
    to_come: int = 0
    """Captured before and not with the platform yet: to be captured again."""


def values_taken(taken: TakenUp, item: Item, application: Application) -> Iterator[Change]:
    """The item, who acts in it, and what its form says: each where the clerk gave nothing yet."""
    yield ItemAdded(taken.item)
    if taken.agent and application.agent is None:
        yield PersonGiven("agent", taken.agent)
    if taken.organisation and application.organisation is None:
        yield OrganisationGiven(taken.organisation)
    for joint in joint_fields((item,)):
        value = taken.values.get(joint.uses[0].id, "")
        if value and application.sources.get(joint.key) is None:
            source: Source = "card" if taken.sources.get(joint.uses[0].id) == "card" else "user"
            yield FieldFilled(joint.key, value, source)


def pages_taken(taken: TakenUp, lines: tuple[ChecklistLine, ...]) -> Iterator[Change]:
    """Each page to the line of its material; one whose material is not asked for any more waits to be filed."""
    line_of = {use.id: line.id for line in lines for use in line.uses if use.item_code == taken.item.code}
    for material_id, page in taken.pages:
        yield PaperHandled(Arrived(replace(page, line=line_of.get(material_id, ""))))
