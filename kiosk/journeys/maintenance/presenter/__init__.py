"""What the maintenance screen says."""

from kiosk.journeys.maintenance.flow import (
    Admitting,
    AwaitingTicket,
    Locked,
    LoggingIn,
    Measured,
    Mismeasured,
    Opened,
    Renewing,
    State,
    Touching,
)
from kiosk.journeys.maintenance.presenter.admission import admitting, locked, logging_in
from kiosk.journeys.maintenance.presenter.opened import opened
from kiosk.journeys.maintenance.presenter.renewing import awaiting_ticket, renewing
from kiosk.journeys.maintenance.presenter.touching import Target, measured, mismeasured, touching
from kiosk.page.parts import Page


def present(state: State) -> Page | Target:
    match state:
        case Locked():
            return locked(state)
        case LoggingIn():
            return logging_in(state)
        case Admitting():
            return admitting(state)
        case Opened():
            return opened(state)
        case AwaitingTicket():
            return awaiting_ticket(state)
        case Renewing():
            return renewing(state)
        case Touching():
            return touching(state)
        case Measured():
            return measured(state)
        case Mismeasured():
            return mismeasured(state)
