"""Buttons of several maintenance screens."""

from domain.text import text
from kiosk.journeys.maintenance import flow
from kiosk.page.parts import Action

LOCK = Action("maintenance.lock", text("maintenance.lock"), flow.LockAsked())
BACK = Action("maintenance.back", text("maintenance_admission.back"), flow.BackAsked())
