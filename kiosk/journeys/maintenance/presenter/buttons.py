"""The button every maintenance screen has."""

from domain.text import text
from kiosk.journeys.maintenance import flow
from kiosk.page.parts import Action

LOCK = Action("maintenance.lock", text("maintenance.lock"), flow.LockAsked())
