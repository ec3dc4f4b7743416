"""States of the maintenance screen, with a terminal whose scanner is gone."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from devices.catalog import DeviceSpec
from devices.events import Condition, DeviceStatus
from domain.failures import FailureCode
from domain.text import text
from kiosk.composition.self_test import points_of
from kiosk.composition.sheet_words import drift_words
from kiosk.composition.stock import stock_of
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
from kiosk.settings import Settings
from kiosk.supplies import Used
from kiosk.upkeep.sheet_reference import Sheet
from kiosk.upkeep.touch_map import WANTED, Fit, Implausible, TouchMap
from offline_queue.limits import Forecast
from offline_queue.projection import QueueSummary

SETTINGS = Settings(
    state=Path(), language="zh", full_screen=False, size=(1080, 1920), run_agent=False, log="",
    virtual_keyboard=False, visit_command=(),
    devices=(DeviceSpec("receipt", "escpos-network", ""), DeviceSpec("a4", "ipp", ""), DeviceSpec("scan", "escl", "")),
)  # fmt: skip
_AT = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
_SUMMARY = QueueSummary(3, 1, _AT, connected=True, last_contact=_AT, latency_ms=40)
_ROOM = Forecast(free_bytes=52 << 30, backlog_bytes=6 << 20, room_for_cases=20_000, hours_left=None)
POINTS = points_of(
    {
        "card": DeviceStatus("card", "id_card_reader", Condition.READY),
        "scanner": DeviceStatus("scanner", "document_scanner", Condition.UNREACHABLE),
        "receipt": DeviceStatus("receipt", "receipt_printer", Condition.READY),
        "code": DeviceStatus("code", "qr_scanner", Condition.READY),
    },
    _SUMMARY,
    _ROOM,
    "synchronised",
)
_REVOKED = replace(_SUMMARY, connected=False, latency_ms=None, cause=FailureCode.DEVICE_REVOKED)
_NO_ROOM = replace(_ROOM, free_bytes=80 << 20, room_for_cases=0)
WITHOUT_LINE = points_of({}, _REVOKED, _NO_ROOM, "synchronised")
STOCK = stock_of(
    {"receipt_paper": Used("receipt_paper", 12_340, 86), "a4_sheets": Used("a4_sheets", 231, 120),
     "scanner_rollers": Used("scanner_rollers", 6_120, 800)},
    SETTINGS,
)  # fmt: skip
FIT = Fit(TouchMap(1.02, 0.0, -0.01, 0.0, 1.01, -0.005), 0.031, 0.004)
_SHEET = Sheet(221, 14, 0, _AT.isoformat())
_DRIFT = drift_words(_SHEET, Sheet(244, 6, 0, _AT.isoformat()))
_VERDICT = text("maintenance_tests.sheet_fine", paper=221, uneven=14, n=0)
MAINTENANCE: tuple[tuple[str, State], ...] = (
    ("maintenance-locked", Locked()),
    ("maintenance-refused", Locked(FailureCode.MAINTENANCE_REFUSED)),
    ("maintenance-no-stick", Locked(FailureCode.STICK_ABSENT)),
    ("maintenance-login", LoggingIn("weihu1", "Ab1-cd2+")),
    ("maintenance-login-refused", LoggingIn("weihu1", refused=FailureCode.CLERK_REFUSED)),
    ("maintenance-admitting", Admitting()),
    ("maintenance", Opened("weihu1", POINTS, STOCK, text("maintenance.printed"))),
    ("maintenance-no-line", Opened("weihu1", WITHOUT_LINE, STOCK)),
    ("maintenance-ticket", AwaitingTicket("weihu1")),
    ("maintenance-ticket-refused", AwaitingTicket("weihu1", FailureCode.ENROLMENT_OTHER_DEVICE)),
    ("maintenance-renewing", Renewing("weihu1")),
    ("maintenance-touch-corner", Touching("weihu1")),
    ("maintenance-touch-middle", Touching("weihu1", WANTED[:9])),
    ("maintenance-touch-measured", Measured("weihu1", FIT)),
    ("maintenance-touch-far", Mismeasured("weihu1", Implausible("far"))),
    ("maintenance-sheet", Opened("weihu1", POINTS, STOCK, _VERDICT, _DRIFT, may_accept=True)),
    ("maintenance-logs", Opened("weihu1", POINTS, note=text("maintenance_logs.saved"))),
    (
        "maintenance-logs-not-clean",
        Opened("weihu1", POINTS, note=text("maintenance_logs.not_clean", file="settings.json", kind="手机号")),
    ),
)  # fmt: skip
