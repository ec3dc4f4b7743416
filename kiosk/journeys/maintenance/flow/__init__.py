"""Locked until a permit is there; then what there is to see, tests, and what a technician does to the terminal."""

from typing import TypeAlias

from domain.flow.machine import Table
from kiosk.journeys.maintenance.flow.admission import (
    ADMISSION_ROWS,
    Admitting,
    BackAsked,
    CheckPermit,
    CodeShown,
    Locked,
    LoggingIn,
    LogIn,
    LoginAsked,
    LoginDone,
    NotPermitted,
    PasswordTyped,
    Permitted,
    ReadStick,
    StickAsked,
    UserTyped,
)
from kiosk.journeys.maintenance.flow.opened import (
    OPENED_ROWS,
    CountAnew,
    Leave,
    LineAsked,
    LockAsked,
    LogsAsked,
    LookAround,
    LookAsked,
    Looked,
    Opened,
    Point,
    PrintAsked,
    PrintEnded,
    PrintTest,
    Refilled,
    SaveLogs,
    SheetAsked,
    Stock,
    TestEnded,
    TestLine,
    TestScanner,
)
from kiosk.journeys.maintenance.flow.renewing import (
    RENEWING_ROWS,
    AwaitingTicket,
    ReadTicket,
    Renew,
    RenewAsked,
    Renewed,
    RenewFailed,
    Renewing,
)

__all__ = [
    "Admitting",
    "AwaitingTicket",
    "BackAsked",
    "CheckPermit",
    "CodeShown",
    "CountAnew",
    "Leave",
    "LineAsked",
    "LockAsked",
    "Locked",
    "LogIn",
    "LoggingIn",
    "LoginAsked",
    "LoginDone",
    "LogsAsked",
    "LookAround",
    "LookAsked",
    "Looked",
    "NotPermitted",
    "Opened",
    "PasswordTyped",
    "Permitted",
    "Point",
    "PrintAsked",
    "PrintEnded",
    "PrintTest",
    "ReadStick",
    "ReadTicket",
    "Refilled",
    "Renew",
    "RenewAsked",
    "RenewFailed",
    "Renewed",
    "Renewing",
    "SaveLogs",
    "SheetAsked",
    "StickAsked",
    "Stock",
    "TestEnded",
    "TestLine",
    "TestScanner",
    "UserTyped",
]

State: TypeAlias = Locked | LoggingIn | Admitting | Opened | AwaitingTicket | Renewing

Event: TypeAlias = (
    CodeShown | StickAsked | LoginAsked | UserTyped | PasswordTyped | LoginDone | BackAsked | Permitted | NotPermitted
    | LookAsked | Looked | PrintAsked | PrintEnded | LineAsked | SheetAsked | LogsAsked | TestEnded | LockAsked
    | Refilled | RenewAsked | Renewed | RenewFailed
)  # fmt: skip

Effect: TypeAlias = (
    CheckPermit | ReadStick | LogIn | LookAround | PrintTest | TestLine | TestScanner | SaveLogs | Leave | ReadTicket
    | Renew | CountAnew
)  # fmt: skip

TABLE: Table[State, Effect] = {**ADMISSION_ROWS, **OPENED_ROWS, **RENEWING_ROWS}
