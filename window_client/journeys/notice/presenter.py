"""What was decided and how the printing goes."""

from dataclasses import dataclass, field
from typing import Literal

from domain.contract.clerk import NoticeFacts
from domain.failures import text_key
from domain.text import Text, text
from window_client.journeys.notice.flow import NotPrinted, Printed, Printing, State


@dataclass(frozen=True, slots=True)
class NoticeProps:
    heading: Text
    hint: Text
    number: str
    state: Text
    state_name: str
    status: Text
    status_kind: Literal["info", "success", "error"]
    advice: Text | None
    can_reprint: bool
    reprint: Text
    facts: NoticeFacts = field(repr=False)


def present(state: State) -> NoticeProps:
    facts = state.reply.notice
    item = state.reply.item
    status, kind = _status(state)
    return NoticeProps(
        heading=text(f"window_notice.{facts.kind}"),
        hint=text(f"window_notice.{facts.kind}_hint", authority=facts.authority),
        number=item.official_no or item.temporary_no,
        state=text(f"window_state.{item.state}"),
        state_name=item.state,
        status=status,
        status_kind=kind,
        advice=text("window_notice.advice", code=state.failure.value) if isinstance(state, NotPrinted) else None,
        can_reprint=not isinstance(state, Printing),
        reprint=text("window_notice.print_again" if isinstance(state, NotPrinted) else "window_notice.reprint"),
        facts=facts,
    )


def _status(state: State) -> tuple[Text, Literal["info", "success", "error"]]:
    match state:
        case Printing():
            return text("window_notice.printing"), "info"
        case Printed():
            return text("window_notice.printed"), "success"
        case NotPrinted(failure=failure):
            return Text(text_key(failure)), "error"
