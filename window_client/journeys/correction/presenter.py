"""The checklist of a correction and the notice as it will read."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.contract.clerk import MaterialFile, NoticeFacts
from domain.failures import text_key
from domain.identity.masking import mask_field, mask_name
from domain.text import Text, text
from window_client.journeys.correction.flow import Confirming, Editing, PointKind, Sending, State, Unanswered, ticked

MATERIAL_REASONS = ("absent", "blurred", "incomplete", "outdated", "no_seal", "wrong_paper")
FIELD_REASONS = ("not_as_paper", "field_missing", "field_wrong")


@dataclass(frozen=True, slots=True)
class PointRow:
    kind: PointKind
    id: str
    name: str
    detail: Text
    """Pages handed in; the value of a field."""
    ticked: bool
    reason: str = field(repr=False)
    reasons: tuple[Text, ...]
    """Ready-made; the first is taken when the row is ticked and ``suggest``."""
    suggest: bool
    faulty: bool
    """Ticked without a reason although the clerk tried to send."""


@dataclass(frozen=True, slots=True)
class CorrectionProps:
    number: str
    item_name: str
    rows: tuple[PointRow, ...]
    count: Text
    editable: bool
    asks: bool
    """The notice is complete; sending it is to be confirmed, or tried again."""
    question: Text | None
    confirm: Text
    busy: bool
    message: Text | None
    message_lead: Text | None
    preview: NoticeFacts = field(repr=False)


def present(state: State, now: datetime, number_to_come: str) -> CorrectionProps:
    """``number_to_come``: words shown in the preview where the platform will put the document number."""
    draft = state.draft
    item = draft.file.item
    chosen = ticked(draft)
    editing = isinstance(state, Editing)
    message, lead = _message(state)
    return CorrectionProps(
        number=item.official_no or item.temporary_no,
        item_name=item.item_name,
        rows=_rows(state),
        count=text("window_correction.count", n=len(chosen)),
        editable=editing,
        asks=not editing,
        question=text("window_correction.question", n=len(chosen)) if isinstance(state, Confirming) else None,
        confirm=text(_confirm_key(state)),
        busy=isinstance(state, Sending),
        message=message,
        message_lead=lead,
        preview=NoticeFacts(
            kind="correction",
            document_no=number_to_come,
            case_id=item.case_id,
            official_no=item.official_no,
            item_name=item.item_name,
            applicant_name=mask_name(draft.file.applicant.name),
            authority=item.authority,
            node_name=item.received_node,
            decided_at=now,
            received_at=item.received_at,
            points=chosen,
        ),
    )


def _rows(state: State) -> tuple[PointRow, ...]:
    draft = state.draft
    materials = {material.material_id: material for material in draft.file.materials}
    values = {value.id: mask_field(value.id, value.kind, value.value) for value in draft.file.fields}
    tried = isinstance(state, Editing) and state.problem == "reason_missing"
    return tuple(
        PointRow(
            kind=point.kind,
            id=point.id,
            name=point.name,
            detail=_pages(materials[point.id]) if point.kind == "material" else _value(values[point.id]),
            ticked=point.ticked,
            reason=point.reason,
            reasons=tuple(
                text(f"window_correction.reason_{name}")
                for name in (MATERIAL_REASONS if point.kind == "material" else FIELD_REASONS)
            ),
            suggest=point.kind == "material" and _is_paper_missing(materials[point.id]),
            faulty=tried and point.ticked and not point.reason.strip(),
        )
        for point in draft.points
    )


def _is_paper_missing(material: MaterialFile) -> bool:
    return not material.pages and material.source in ("applicant", "department")


def _pages(material: MaterialFile) -> Text:
    if material.pages:
        return text("window_correction.pages", n=len(material.pages))
    return text("window_correction.by_card" if material.source == "card" else "window_correction.no_pages")


def _value(value: str) -> Text:
    return text("window_correction.value", value=value) if value else text("window_correction.no_value")


def _confirm_key(state: State) -> str:
    match state:
        case Sending():
            return "window_correction.sending"
        case Unanswered():
            return "window_correction.send_again"
        case _:
            return "window_correction.confirm"


def _message(state: State) -> tuple[Text | None, Text | None]:
    match state:
        case Editing(problem=problem) if problem:
            return text(f"window_correction.{problem}"), None
        case Unanswered(failure=failure):
            return Text(text_key(failure)), text("window_correction.unanswered")
        case _:
            return None, None
