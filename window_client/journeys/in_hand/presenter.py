"""Work in hand as rows: names masked, what is missing in words."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.documents.moments import minute_words
from domain.failures import text_key
from domain.identity.masking import mask_name
from domain.text import Text, text
from window_client.journeys.in_hand.flow import Asking, HeldNumber, State, Taking, Work


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    kind: Text
    what: str
    applicant: str = field(repr=False)
    whose: str
    since: str
    changed: str
    missing: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class InHandProps:
    rows: tuple[Row, ...]
    selected: str
    empty: Text | None
    """Said instead of rows."""
    question: Text | None
    trouble: Text | None
    open_words: Text
    """What opening means for the selected row."""
    may_open: bool


def present(state: State) -> InHandProps:
    view = state.view
    chosen = view.chosen()
    trouble = text(text_key(view.trouble)) if view.trouble else None
    return InHandProps(
        rows=tuple(_row(work) for work in view.works or ()),
        selected=view.selected,
        empty=None
        if view.works
        else text("window_in_hand.looking" if view.works is None else "window_in_hand.nothing"),
        question=text("window_in_hand.question", clerk=state.draft.clerk) if isinstance(state, Asking) else None,
        trouble=trouble,
        open_words=text(f"window_in_hand.{_open_key(state, chosen)}"),
        may_open=chosen is not None and not isinstance(state, Taking),
    )


def _open_key(state: State, chosen: Work | None) -> str:
    if isinstance(state, Asking):
        return "take_over_yes"
    if isinstance(chosen, HeldNumber):
        return "call"
    return "go_on" if chosen is None or chosen.is_mine else "take_over"


def _row(work: Work) -> Row:
    if isinstance(work, HeldNumber):
        held = text("window_in_hand.held")
        return Row(work.id, held, work.number, "—", "—", minute_words(work.taken_at), "—", ())
    return Row(
        id=work.id,
        kind=text("window_in_hand.mine" if work.is_mine else "window_in_hand.colleague"),
        what="、".join(work.items) or "—",
        applicant=mask_name(work.applicant) if work.applicant else "—",
        whose=work.clerk,
        since=minute_words(work.begun_at),
        changed=_same_day(work.changed_at, work.begun_at),
        missing=work.missing or (text("window_in_hand.complete"),),
    )


def _same_day(moment: datetime, other: datetime) -> str:
    words, others = minute_words(moment), minute_words(other)
    return words[11:] if words[:10] == others[:10] else words
