"""Who, for whom, what for: as the reception step shows it."""

from dataclasses import dataclass, field

from domain.catalogue.model import Item
from domain.catalogue.scenarios import next_question, questions
from domain.identity.masking import mask_id, mask_name
from domain.text import Text, text
from window_client.draft.application import Person
from window_client.journeys.counter.flow.desk import Desk
from window_client.journeys.counter.flow.states import Continuing, Reception


@dataclass(frozen=True, slots=True)
class HitRow:
    code: str
    name: str
    below: Text | None


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    code: str
    name: str
    department: str
    question: str
    """The open one; empty when all are answered."""
    options: tuple[Option, ...]
    """Answers given, then those of the open question."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    draft_id: str
    words: Text = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReceptionProps:
    role: str
    applicant: Text = field(repr=False)
    agent: Text | None = field(repr=False)
    organisation: Text | None = field(repr=False)
    words: str
    hits: tuple[HitRow, ...]
    items: tuple[ItemRow, ...]
    drafts: tuple[DraftRow, ...]


def present_reception(state: Reception | Continuing) -> ReceptionProps:
    desk = state.desk
    searching = state if isinstance(state, Reception) else Reception(desk)
    application = desk.application
    organisation = application.organisation
    return ReceptionProps(
        role=searching.role,
        applicant=_person("counter.applicant", application.applicant) or text("counter.nobody_yet"),
        agent=_person("counter.agent", application.agent),
        organisation=text("counter.organisation", name=organisation.name, code=organisation.credit_code)
        if organisation
        else None,
        words=searching.words,
        hits=tuple(row for code in searching.found if (row := _hit(desk, code)) is not None),
        items=tuple(_item(desk, item) for item in desk.items),
        drafts=tuple(_draft(head.draft_id, head.applicant_name, head.items, head.pages) for head in desk.drafts),
    )


def _person(key: str, person: Person | None) -> Text | None:
    if person is None:
        return None
    return text(f"{key}_{person.proof}", name=mask_name(person.name), number=mask_id(person.number))


def _hit(desk: Desk, code: str) -> HitRow | None:
    item = next((item for item in desk.catalogue.items if item.code == code), None)
    if item:
        return HitRow(code, item.name, text("counter.hit_item", no=item.no, department=item.department))
    theme = next((theme for theme in desk.catalogue.themes if theme.code == code), None)
    return HitRow(code, theme.name, text("counter.hit_theme", n=len(theme.members), lead=theme.lead)) if theme else None


def _item(desk: Desk, item: Item) -> ItemRow:
    chosen = next(one.scenarios for one in desk.application.items if one.code == item.code)
    given = tuple(
        Option(option.id, option.option, chosen=True)
        for question in questions(item)
        for option in question.options
        if option.id in chosen
    )
    following = next_question(item, chosen)
    still = tuple(Option(option.id, option.option, chosen=False) for option in following.options) if following else ()
    return ItemRow(item.code, item.name, item.department, following.question if following else "", given + still)


def _draft(draft_id: str, name: str, items: tuple[str, ...], pages: int) -> DraftRow:
    who = mask_name(name) if name else "—"
    return DraftRow(draft_id, text("counter.draft", name=who, items="、".join(items) or "—", pages=pages))
