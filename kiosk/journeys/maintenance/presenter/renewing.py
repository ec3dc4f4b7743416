"""A ticket is shown, and what became of it."""

from domain.failures import text_key
from domain.text import text
from kiosk.journeys.maintenance import flow
from kiosk.journeys.maintenance.presenter.buttons import BACK, LOCK
from kiosk.page.parts import Action, Page, Step


def awaiting_ticket(state: flow.AwaitingTicket) -> Page:
    trouble = "" if state.refused is None else text(text_key(state.refused))
    hint = text("maintenance_renewal.hint")
    step = Step("code", text("maintenance_renewal.show"), hint, trouble, moving=not trouble)
    stick = Action("maintenance.ticket_stick", text("maintenance_renewal.stick"), flow.StickAsked())
    return Page(parts=(step,), left=(LOCK, BACK), right=(stick,))


def renewing(_state: flow.Renewing) -> Page:
    step = Step("progress", text("maintenance_renewal.working"), text("maintenance_renewal.working_hint"), moving=True)
    return Page(parts=(step,))
