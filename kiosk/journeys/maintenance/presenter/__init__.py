"""What the maintenance screen says."""

from kiosk.journeys.maintenance.flow import Admitting, Locked, LoggingIn, Opened, State
from kiosk.journeys.maintenance.presenter.admission import admitting, locked, logging_in
from kiosk.journeys.maintenance.presenter.opened import opened
from kiosk.page.parts import Page


def present(state: State) -> Page:
    match state:
        case Locked():
            return locked(state)
        case LoggingIn():
            return logging_in(state)
        case Admitting():
            return admitting(state)
        case Opened():
            return opened(state)
