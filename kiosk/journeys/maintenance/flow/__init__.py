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
    KeepReference,
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
    ReferenceAccepted,
    Refilled,
    SaveLogs,
    SheetAsked,
    SheetEnded,
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
from kiosk.journeys.maintenance.flow.touching import (
    TOUCHING_ROWS,
    KeepMap,
    MapAccepted,
    Measured,
    Mismeasured,
    TouchAsked,
    Touched,
    Touching,
)

__all__ = [
    "Admitting",
    "AwaitingTicket",
    "BackAsked",
    "CheckPermit",
    "CodeShown",
    "CountAnew",
    "KeepMap",
    "KeepReference",
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
    "MapAccepted",
    "Measured",
    "Mismeasured",
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
    "ReferenceAccepted",
    "Refilled",
    "Renew",
    "RenewAsked",
    "RenewFailed",
    "Renewed",
    "Renewing",
    "SaveLogs",
    "SheetAsked",
    "SheetEnded",
    "StickAsked",
    "Stock",
    "TestEnded",
    "TestLine",
    "TestScanner",
    "TouchAsked",
    "Touched",
    "Touching",
    "UserTyped",
]

State: TypeAlias = (
    Locked | LoggingIn | Admitting | Opened | AwaitingTicket | Renewing | Touching | Measured | Mismeasured
)

Event: TypeAlias = (
    CodeShown | StickAsked | LoginAsked | UserTyped | PasswordTyped | LoginDone | BackAsked | Permitted | NotPermitted
    | LookAsked | Looked | PrintAsked | PrintEnded | LineAsked | SheetAsked | LogsAsked | TestEnded | LockAsked
    | Refilled | RenewAsked | Renewed | RenewFailed
    | SheetEnded | ReferenceAccepted | TouchAsked | Touched | MapAccepted
)  # fmt: skip

Effect: TypeAlias = (
    CheckPermit | ReadStick | LogIn | LookAround | PrintTest | TestLine | TestScanner | SaveLogs | Leave | ReadTicket
    | Renew | CountAnew | KeepReference | KeepMap
)  # fmt: skip

TABLE: Table[State, Effect] = {**ADMISSION_ROWS, **OPENED_ROWS, **RENEWING_ROWS, **TOUCHING_ROWS}
