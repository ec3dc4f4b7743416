"""What the citizen sees of their own hand-in: as the counter has it, masked as everywhere. Pure."""

from collections.abc import Iterable

from domain.catalogue.joint import ChecklistLine, JointField
from domain.identity.masking import mask_field, mask_id, mask_name, mask_other_id
from domain.identity.places import place_words
from domain.text import text
from window_client.draft.application import Person
from window_client.journeys.citizen.flow import Section, Shot, Sight, Wish, Words
from window_client.journeys.counter.flow.desk import Desk

Line = tuple[Words, Words]


def sight_of(desk: Desk) -> Sight:
    """Empty for nobody."""
    parts = (
        ("person", tuple(_people(desk))),
        ("items", tuple((str(number), item.name) for number, item in enumerate(desk.items, 1))),
        ("answers", tuple(_answers(desk))),
        ("papers", tuple(_papers(desk))),
    )
    if desk.application.applicant is None:
        return ()
    shots = {"papers": tuple(_shots(desk))}
    return tuple(Section(text(f"citizen.section_{name}"), lines, shots.get(name, ())) for name, lines in parts if lines)


def wish_of(desk: Desk) -> Wish:
    """By the hand of whoever stands here: the agent, when there is one."""
    application = desk.application
    signer = application.agent or application.applicant
    role = "agent" if application.agent else "applicant"
    return Wish(
        question=text("citizen.hand_in_question"),
        signer=text(f"citizen.signer_{role}", name=mask_name(signer.name) if signer else ""),
        sight=sight_of(desk),
    )


def _people(desk: Desk) -> Iterable[Line]:
    application = desk.application
    if application.applicant is not None:
        yield text("citizen.name"), mask_name(application.applicant.name)
        yield text("citizen.number"), _number(application.applicant)
    if application.organisation is not None:
        yield text("citizen.organisation"), application.organisation.name
    if application.agent is not None:
        yield text("citizen.agent"), mask_name(application.agent.name)


def _number(person: Person) -> str:
    return mask_id(person.number) if person.kind == "31" else mask_other_id(person.number)


def _answers(desk: Desk) -> Iterable[Line]:
    values = desk.application.values
    for joint in desk.fields:
        if value := values.get(joint.key, ""):
            yield joint.field.name, _value(desk, joint, value)


def _value(desk: Desk, joint: JointField, value: str) -> Words:
    asked = joint.field
    if asked.kind == "region":
        return next((region.name for region in desk.catalogue.regions if region.code == value), value)
    if asked.kind == "place":
        return place_words(value)
    if asked.kind == "yes_no":
        return text(f"counter.{value}") if value in ("yes", "no") else value
    return mask_field(asked.id, asked.kind, value)


def _papers(desk: Desk) -> Iterable[Line]:
    counts = desk.application.papers.pile.counts()
    for line in desk.lines:
        yield line.name, _paper(line, counts.get(line.id, 0))


def _shots(desk: Desk) -> Iterable[Shot]:
    """What goes out, in the order of the list."""
    pile = desk.application.papers.pile
    for line in desk.lines:
        for page in pile.of(line.id):
            yield Shot(page.image, page.turn, page.box)


def _paper(line: ChecklistLine, pages: int) -> Words:
    if pages:
        return text("citizen.pages", n=pages)
    if not line.to_scan:
        return text(f"citizen.by_{line.source}")
    return text("citizen.missing" if line.necessity == "required" else "citizen.later")
