"""What the case screen shows: who, what, which pages, what may be done."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, TypeAlias

from domain.case.decision_rules import Want, lacking
from domain.clock import CHINA
from domain.contract.clerk import Action, CaseFile, MaterialFile
from domain.contract.submission import Applicant
from domain.contract.theme import ThemeCase
from domain.failures import text_key
from domain.identity.masking import mask_address, mask_field, mask_id, mask_mobile, mask_name, mask_other_id
from domain.text import Text, text
from window_client.journeys.case.flow import (
    Confirming,
    Deciding,
    Grounds,
    LoadFailed,
    Loading,
    Reading,
    State,
    Undecided,
)

Ask: TypeAlias = Literal["reason", "supply_by", "promise", "body", "outcome"]
_ASKS: dict[Action, frozenset[Ask]] = {
    "accept": frozenset(),
    "tolerate": frozenset({"supply_by", "promise"}),
    "ask_correction": frozenset(),
    "reject": frozenset({"reason"}),
    "not_competent": frozenset({"body", "reason"}),
    "finish": frozenset({"outcome", "reason"}),
}
_OVERRIDE: frozenset[Ask] = frozenset({"reason"})
MessageKind: TypeAlias = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Line:
    label: Text
    value: Text | str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FieldLine:
    id: str
    name: str
    value: str = field(repr=False)
    source: Literal["card", "user", "library"]
    source_mark: Text
    to_correct: str = field(default="", repr=False)
    """The reason, when the open correction names this field."""


@dataclass(frozen=True, slots=True)
class Page:
    """``number`` counts through the whole case, from 1."""

    number: int
    digest: str
    media_type: str
    grade: str
    round: int
    material_id: str
    material_name: str
    number_in_material: int
    travels: bool = False
    """There is a small preview at most."""


@dataclass(frozen=True, slots=True)
class Group:
    """One material with its pages; a wanted one without pages is shown as missing."""

    material_id: str
    name: str
    mark: Text
    mark_kind: Literal["good", "missing", "quiet"]
    to_correct: str = field(repr=False)
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Event:
    when: str
    what: Text
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A loaded case, ready to draw."""

    case_id: str
    version: int
    number: str
    item_name: str
    state: Text
    state_name: str
    facts: tuple[Line, ...]
    applicant: tuple[Line, ...]
    revealed: bool
    signature: Text | None
    """Whose hand, and when."""
    picture: bytes = field(repr=False)
    """Of the signature, PNG; empty while the applicant is masked."""
    theme: tuple[tuple[str, Text], ...]
    """What the case is a part of: the theme, then each part this department may see, with its state."""
    fields: tuple[FieldLine, ...]
    groups: tuple[Group, ...]
    history: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before a decision is sent."""

    action: Action
    title: Text
    body: Text
    asks: frozenset[Ask]
    missing: Text | None
    """What the last try lacked."""
    papers: tuple[str, ...]
    """Materials that are not there: what an override passes over, what a tolerance leaves to follow."""
    papers_lead: Text | None
    latest: date | None
    confirm: Text
    busy: bool
    grounds: Grounds = field(default_factory=Grounds, repr=False)
    """What was written before, to begin with."""


@dataclass(frozen=True, slots=True)
class CaseProps:
    sheet: Sheet | None
    waiting: Text | None
    message: Text | None
    message_kind: MessageKind
    message_lead: Text | None
    """Said before the message, e.g. that the case was loaded again."""
    can_retry: bool
    allowed: frozenset[Action]
    question: Question | None


def present(state: State) -> CaseProps:
    match state:
        case Loading():
            return _around(None, waiting=text("window_case.loading"))
        case LoadFailed(failure=failure):
            return _around(None, message=Text(text_key(failure)), kind="error", can_retry=True)
        case Reading(file=file, note=note, revealed=revealed):
            lead = text("window_case.reloaded") if note else None
            allowed = frozenset(file.actions)
            return _around(_sheet(file, revealed=revealed), message=note, kind="warning", lead=lead, allowed=allowed)
        case Confirming(file=file, action=action, want=want, grounds=grounds):
            asked = replace(_question(action, file, busy=False, want=want), grounds=grounds)
            return _around(_sheet(file), question=asked)
        case Deciding(file=file, decision=decision):
            return _around(_sheet(file), question=_question(decision.action, file, busy=True))
        case Undecided(file=file, decision=decision, failure=failure):
            return _around(
                _sheet(file),
                message=Text(text_key(failure)),
                kind="warning",
                lead=text("window_case.unanswered"),
                can_retry=True,
                question=replace(
                    _question(decision.action, file, busy=False),
                    asks=frozenset(),
                    confirm=text("window_case.send_again"),
                ),
            )


def _around(  # noqa: PLR0913 - the props of one screen, each with its usual value
    sheet: Sheet | None,
    *,
    waiting: Text | None = None,
    message: Text | None = None,
    kind: MessageKind = "info",
    lead: Text | None = None,
    can_retry: bool = False,
    allowed: frozenset[Action] = frozenset(),
    question: Question | None = None,
) -> CaseProps:
    return CaseProps(sheet, waiting, message, kind, lead, can_retry, allowed, question)


def _question(action: Action, file: CaseFile, *, busy: bool, want: Want | None = None) -> Question:
    absent = lacking(file.materials, supply_by=file.item.supply_by)
    papers = {"accept": (*absent.required, *absent.tolerable), "tolerate": absent.tolerable}.get(action, ())
    asks = _OVERRIDE if action == "accept" and papers else _ASKS[action]
    return Question(
        action=action,
        title=text(f"window_case.{action}_title"),
        body=text(f"window_case.{action}_body", item=file.item.item_name, number=_number(file)),
        asks=asks,
        missing=text(f"window_decide.want_{want.name.lower()}") if want else None,
        papers=tuple(material.name for material in papers),
        papers_lead=text(f"window_decide.{action}_papers") if papers else None,
        latest=file.supply_by_latest if action == "tolerate" else None,
        confirm=text("window_case.sending" if busy else f"window_case.{action}_confirm"),
        busy=busy,
    )


def _number(file: CaseFile) -> str:
    return file.item.official_no or file.item.temporary_no


def _sheet(file: CaseFile, *, revealed: bool = False) -> Sheet:
    points: dict[tuple[str, str], str] = (
        {(p.kind, p.id): p.reason for p in file.correction.points} if file.correction else {}
    )
    return Sheet(
        case_id=file.item.case_id,
        version=file.item.version,
        number=_number(file),
        item_name=file.item.item_name,
        state=text(f"window_state.{file.item.state}"),
        state_name=file.item.state,
        facts=_facts(file),
        applicant=(*_applicant(file.applicant, revealed=revealed), *_face(file)),
        revealed=revealed,
        signature=_signature(file),
        picture=file.signature.picture if file.signature and revealed else b"",
        theme=_theme(file.theme) if file.theme else (),
        fields=tuple(
            FieldLine(
                id=f.id,
                name=f.name,
                value=f.value if revealed else mask_field(f.id, f.kind, f.value),
                source=f.source,
                source_mark=text(f"window_case.source_{f.source}"),
                to_correct=points.get(("field", f.id), ""),
            )
            for f in file.fields
        ),
        groups=_groups(file.materials, points),
        history=tuple(
            Event(_moment(entry.at), text(f"window_state.{entry.state}"), entry.by, entry.note)
            for entry in file.history
        ),
    )


def _face(file: CaseFile) -> tuple[Line, ...]:
    """Nothing where nobody was compared."""
    if file.face == "none":
        return ()
    return (Line(text("window_case_signed.face"), text(f"window_case_signed.face_{file.face}")),)


def _signature(file: CaseFile) -> Text | None:
    given = file.signature
    return text(f"window_case_signed.{given.by}", at=_moment(given.signed_at)) if given else None


def _theme(theme: ThemeCase) -> tuple[tuple[str, Text], ...]:
    key = "window_theme.led_by_us" if theme.is_lead else "window_theme.led_by"
    said = text(key, lead=theme.lead, decided=theme.decided, expected=theme.expected)
    states = (text(f"window_state.{part.state}" if part.state else "window_theme.not_arrived") for part in theme.parts)
    return ((theme.theme, said), *zip((part.item_name for part in theme.parts), states, strict=True))


def _facts(file: CaseFile) -> tuple[Line, ...]:
    item = file.item
    return (
        Line(text("window_case.temporary_no"), item.temporary_no),
        Line(text("window_case.received"), f"{_moment(item.received_at)}  {item.received_node}"),
        Line(text("window_case.authority"), item.authority),
        Line(text("window_case.due"), item.accept_due_on),
        *_former(file),
        *_repeated(file),
        *((Line(text("window_decide.supply_by"), item.supply_by),) if item.supply_by else ()),
        *((Line(text("window_travel.pages"), str(item.pages_to_come)),) if item.is_travelling else ()),
    )


def _former(file: CaseFile) -> tuple[Line, ...]:
    """Received by the catalogue of that day; whether something has to be supplied is the department's to say."""
    if file.former is None:
        return ()
    key = f"window_case_former.{file.former.change}"
    return (Line(text("window_case_former.label"), text(key, version=file.former.catalogue)),)


def _repeated(file: CaseFile) -> tuple[Line, ...]:
    """The same was handed in at one window before: of interest to whoever decides."""
    if file.repeated is None:
        return ()
    return (
        Line(text("window_case_repeat.before"), file.repeated.temporary_no),
        Line(text("window_case_repeat.reason"), file.repeated.reason),
    )


def _applicant(person: Applicant, *, revealed: bool) -> tuple[Line, ...]:
    def shown(value: str, mask: str) -> str:
        return value if revealed else mask

    by_kind = mask_id if person.id_kind == "31" else mask_other_id
    lines = (
        Line(text("window_case.name"), shown(person.name, mask_name(person.name))),
        Line(text(f"window_case.id_kind_{person.id_kind}"), shown(person.id_number, by_kind(person.id_number))),
        Line(text("window_case.mobile"), shown(person.mobile, mask_mobile(person.mobile) if person.mobile else "")),
        Line(text("window_case.address"), shown(person.address, mask_address(person.address))),
    )
    return tuple(line for line in lines if line.value)


def _groups(materials: tuple[MaterialFile, ...], points: dict[tuple[str, str], str]) -> tuple[Group, ...]:
    groups: list[Group] = []
    number = 0
    for material in materials:
        pages = tuple(
            Page(
                number + place,
                page.plain_digest,
                page.media_type,
                page.grade,
                page.round,
                material.material_id,
                material.name,
                place,
                travels=not page.has_arrived,
            )
            for place, page in enumerate(material.pages, 1)
        )
        number += len(pages)
        mark, kind = _mark(material)
        reason = points.get(("material", material.material_id), "")
        groups.append(Group(material.material_id, material.name, mark, kind, reason, pages))
    return tuple(groups)


def _mark(material: MaterialFile) -> tuple[Text, Literal["good", "missing", "quiet"]]:
    if to_come := sum(not page.has_arrived for page in material.pages):
        return text("window_travel.of", n=to_come, all=len(material.pages)), "quiet"
    if material.unsigned:
        return text("window_case_signing.unsigned"), "missing"
    if material.pages:
        return text("window_case.pages", n=len(material.pages)), "good"
    if material.source == "card":
        return text("window_case.by_card"), "good"
    if material.source in ("licence", "form"):
        return text(f"window_case.by_{material.source}"), "quiet"
    if material.necessity == "required":
        return text("window_case.missing"), "missing"
    return text(f"window_case.{material.necessity}_absent"), "quiet"


def _moment(moment: datetime) -> str:
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
