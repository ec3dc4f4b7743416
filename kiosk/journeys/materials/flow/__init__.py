"""From the list to a way of bringing a page, and back. A page counts only when the outbox has it on the disk."""

from typing import TypeAlias

from domain.flow.machine import Table
from kiosk.journeys.materials.flow.camera import (
    CAMERA_ROWS,
    Aiming,
    CameraLost,
    CloseCamera,
    Doubtful,
    FrameSeen,
    Judge,
    Judged,
    KeepAnyway,
    OpenCamera,
    RetakeAsked,
    Shooting,
    ShotAsked,
)
from kiosk.journeys.materials.flow.choosing import CHOOSING_ROWS, ScanChosen, WayChosen, WaysSeen
from kiosk.journeys.materials.flow.feeder import (
    FEEDER_ROWS,
    ContinueAsked,
    Fed,
    Feeding,
    LookAtFeeder,
    PagesReady,
    PaperSeen,
    PutPaper,
    StartAsked,
    Stopped,
)
from kiosk.journeys.materials.flow.held import (
    HELD_ROWS,
    FetchHeld,
    Fetching,
    HeldAgreed,
    HeldCame,
    HeldFailed,
    HeldPagesCame,
    HeldPaper,
    HeldShown,
    Looking,
    LookUpHeld,
)
from kiosk.journeys.materials.flow.phone import (
    PHONE_ROWS,
    DismissPhone,
    Invited,
    InviteFailed,
    InvitePhone,
    Inviting,
    Listening,
    LookFailed,
    PhonePagesCame,
)
from kiosk.journeys.materials.flow.pile import (
    CancelAsked,
    CancelScan,
    Checklist,
    Choosing,
    DeleteAsked,
    DropPage,
    FeedEnded,
    FeedFailed,
    FinishAsked,
    KeepFailed,
    Keeping,
    KeepPage,
    LookForWays,
    Page,
    PageKept,
    Picture,
    Pile,
    SideArrived,
    StartScan,
    Way,
    WayName,
    kept_late,
)
from kiosk.journeys.materials.flow.stick import (
    MOST_FOUND,
    STICK_ROWS,
    Found,
    Picked,
    Picking,
    Reading,
    Shrink,
    Shrunk,
    TakeAsked,
)

__all__ = [
    "MOST_FOUND",
    "TABLE",
    "Aiming",
    "CameraLost",
    "CancelAsked",
    "CancelScan",
    "Checklist",
    "Choosing",
    "CloseCamera",
    "ContinueAsked",
    "DeleteAsked",
    "DismissPhone",
    "Doubtful",
    "DropPage",
    "Effect",
    "Event",
    "Fed",
    "FeedEnded",
    "FeedFailed",
    "Feeding",
    "FetchHeld",
    "Fetching",
    "FinishAsked",
    "Found",
    "FrameSeen",
    "HeldAgreed",
    "HeldCame",
    "HeldFailed",
    "HeldPagesCame",
    "HeldPaper",
    "HeldShown",
    "InviteFailed",
    "InvitePhone",
    "Invited",
    "Inviting",
    "Judge",
    "Judged",
    "KeepAnyway",
    "KeepFailed",
    "KeepPage",
    "Keeping",
    "Listening",
    "LookAtFeeder",
    "LookFailed",
    "LookForWays",
    "LookUpHeld",
    "Looking",
    "OpenCamera",
    "Page",
    "PageKept",
    "PagesReady",
    "PaperSeen",
    "PhonePagesCame",
    "Picked",
    "Picking",
    "Picture",
    "Pile",
    "PutPaper",
    "Reading",
    "RetakeAsked",
    "ScanChosen",
    "Shooting",
    "ShotAsked",
    "Shrink",
    "Shrunk",
    "SideArrived",
    "StartAsked",
    "StartScan",
    "State",
    "Stopped",
    "TakeAsked",
    "Way",
    "WayChosen",
    "WayName",
    "WaysSeen",
]  # fmt: skip

State: TypeAlias = (
    Checklist | Choosing | Keeping | PutPaper | Feeding | Fed | Stopped | Aiming | Shooting | Doubtful | Reading
    | Picking | Looking | HeldShown | Fetching | Inviting | Listening
)  # fmt: skip

Event: TypeAlias = (
    ScanChosen | WaysSeen | WayChosen | PaperSeen | StartAsked | SideArrived | PageKept | KeepFailed | FeedEnded
    | FeedFailed | CancelAsked | DeleteAsked | FinishAsked | ContinueAsked | FrameSeen | CameraLost | ShotAsked
    | Judged | RetakeAsked | KeepAnyway | Shrunk | Picked | TakeAsked | HeldCame | HeldFailed | HeldAgreed
    | HeldPagesCame | Invited | InviteFailed | PhonePagesCame | LookFailed
)  # fmt: skip

Effect: TypeAlias = (
    LookForWays | LookAtFeeder | StartScan | CancelScan | KeepPage | DropPage | PagesReady | OpenCamera | CloseCamera
    | Judge | Shrink | LookUpHeld | FetchHeld | InvitePhone | DismissPhone
)  # fmt: skip

TABLE: Table[State, Effect] = {
    **CHOOSING_ROWS, **FEEDER_ROWS, **CAMERA_ROWS, **STICK_ROWS, **HELD_ROWS, **PHONE_ROWS,
    **{(state, PageKept): kept_late for state in (Reading, Picking, Looking, HeldShown, Fetching, Inviting)},
}  # fmt: skip
