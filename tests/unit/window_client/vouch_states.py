"""At least one sample of every state and event of the vouching."""

from datetime import timedelta

import window_samples as samples

from domain.contract.presence import AssistanceRequest, AssistanceTicket
from domain.failures import FailureCode
from domain.text import text
from window_client.journeys.vouch import flow

NOW = samples.NOW
NAME, NUMBER = "张三", "330203190001010013"
DOWN = FailureCode["PLATFORM_UNREACHABLE"]
PAPER_OUT = FailureCode["PRINTER_PAPER_OUT"]
PERSON = flow.Compared(NAME, AssistanceRequest(id_kind="31", id_number=NUMBER))
TICKET = AssistanceTicket(code="OWA1:ABCDEFGHIJKLMNOPQRSTUVWXYZ", expires_at=NOW + timedelta(minutes=5))
ASKED = flow.AskAsked(NAME, NUMBER, True, NOW.date())
SHOWING = flow.Showing(PERSON, TICKET, NOW)
WRONG = flow.Wrong(text("window_vouch.name_missing"), None, text("window_vouch.not_compared"))
STATES: tuple[flow.State, ...] = (
    flow.Entering(),
    flow.Entering(WRONG),
    flow.Entering(trouble=DOWN),
    flow.Entering(is_over=True),
    flow.Asking(PERSON),
    SHOWING,
    flow.Showing(PERSON, TICKET, NOW, "job"),
    flow.Showing(PERSON, TICKET, NOW, "job", is_printed=True),
    flow.Showing(PERSON, TICKET, NOW, "job", trouble=PAPER_OUT),
)
EVENTS: tuple[flow.Event, ...] = (
    ASKED, flow.TicketCame(TICKET, NOW), flow.Failed(DOWN), flow.Ticked(NOW), flow.PrintAsked("job"),
    flow.PrinterDone("job"), flow.PrinterFailed("job", PAPER_OUT), flow.BackAsked(),
)  # fmt: skip
VOUCH = (flow.TABLE, STATES, EVENTS)
