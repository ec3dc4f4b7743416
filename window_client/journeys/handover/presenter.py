"""What the handover screen shows of a state."""

from dataclasses import dataclass, field
from typing import Literal

from domain.contract.handover import HandoverFacts, ResultFile
from domain.documents.moments import minute_words
from domain.failures import text_key
from domain.text import Text, text
from window_client.journeys.handover.flow import (
    Asking,
    Found,
    HandedOver,
    Looking,
    Sending,
    Signing,
    State,
    Unanswered,
)

Page = Literal["ask", "result", "done"]
Kind = Literal["info", "warning", "success", "error"]


@dataclass(frozen=True, slots=True)
class HandoverProps:
    page: Page
    message: Text | None = None
    kind: Kind = "info"
    result: tuple[tuple[Text, str | Text], ...] = field(default=(), repr=False)
    agent: str = field(default="", repr=False)
    """Read from the card; empty: nothing to fill in."""
    may_choose: bool = False
    """To whom and how."""
    may_print: bool = False
    may_retry: bool = False
    busy: bool = False
    facts: HandoverFacts | None = None


def present(state: State) -> HandoverProps:
    match state:
        case Asking(problem=problem):
            return HandoverProps("ask", problem, "warning")
        case Looking():
            return HandoverProps("ask", text("window_handover.looking"), busy=True)
        case Found():
            return _found(state)
        case Signing(found=found):
            return HandoverProps("result", text("window_handover.signing"), result=_result(found.file), busy=True)
        case Sending(found=found):
            return HandoverProps("result", text("window_handover.sending"), result=_result(found.file), busy=True)
        case Unanswered(found=found, failure=failure):
            message = text("window_handover.unanswered", code=failure.value)
            return HandoverProps("result", message, "warning", _result(found.file), may_retry=True)
        case HandedOver(facts=facts):
            message, kind = _printing(state)
            return HandoverProps("done", message, kind, may_print=not state.printing, facts=facts)


def _found(state: Found) -> HandoverProps:
    given = state.file.handed_over
    if given is not None:
        message = text("window_handover.already", at=minute_words(given.handed_over_at), place=given.node_name)
        return HandoverProps("result", message, "warning", _result(state.file), may_print=True)
    return HandoverProps("result", state.problem, "warning", _result(state.file), state.agent, may_choose=True)


def _result(file: ResultFile) -> tuple[tuple[Text, str | Text], ...]:
    rows: tuple[tuple[str, str | Text], ...] = (
        ("item", file.item_name),
        ("official_no", file.official_no),
        ("applicant", file.applicant_masked),
        ("authority", file.authority),
        ("outcome", text(f"window_decide.outcome_{file.outcome}")),
        ("words", file.words),
        ("finished", minute_words(file.finished_at)),
    )
    return tuple((text(f"window_handover.{name}"), value) for name, value in rows if value)


def _printing(state: HandedOver) -> tuple[Text, Kind]:
    if state.trouble is not None:
        return Text(text_key(state.trouble)), "error"
    if state.printing:
        return text("window_handover.printing"), "info"
    return text("window_handover.handed_over"), "success"
