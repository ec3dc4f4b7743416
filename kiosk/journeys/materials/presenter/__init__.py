"""The checklist, the ways, or the one thing to do at the scanner."""

from dataclasses import dataclass
from typing import Literal

from domain.catalogue.model import Material
from domain.failures import text_key
from domain.text import Text, text
from kiosk.journeys.materials.flow import (
    Aiming,
    Checklist,
    Choosing,
    Doubtful,
    Fed,
    Feeding,
    Fetching,
    HeldShown,
    Inviting,
    Keeping,
    Listening,
    Looking,
    Picking,
    Pile,
    PutPaper,
    Reading,
    Shooting,
    State,
    Stopped,
)
from kiosk.journeys.materials.presenter.pages import Thumb, thumbs_of
from kiosk.journeys.materials.presenter.ways import (
    CameraProps,
    PaperPage,
    PickProps,
    WaysProps,
    present_camera,
    present_choosing,
    present_held,
    present_keeping,
    present_phone,
    present_stick,
)

LATEST = 4
"""Pages in sight while paper is moving: one row, so that a page that arrives never holds up the screen."""

RowState = Literal["done", "missing", "optional", "automatic"]


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    name: str
    how: Text
    mark: Text
    state: RowState
    scan_words: Text | None
    """Words of its button; ``None`` when nothing is to be scanned."""


@dataclass(frozen=True, slots=True)
class ListProps:
    rows: tuple[Row, ...]
    blanks: Text | None
    missing: Text | None
    """What still has to be scanned; the way on is open when there is nothing."""


@dataclass(frozen=True, slots=True)
class ScanProps:
    icon: str
    title: Text
    body: Text
    material: str
    thumbs: tuple[Thumb, ...]
    trouble: Text | None = None
    tone: Literal["info", "success", "warning", "error"] = "info"
    start: Text | None = None
    finish: Text | None = None
    primary: Literal["start", "finish"] = "start"
    cancel: Text | None = None
    deletable: bool = False
    earlier: int = 0
    """Pages that are safe and not among the thumbs."""


Props = ListProps | ScanProps | WaysProps | CameraProps | PickProps | PaperPage


def present(state: State) -> Props:
    match state:
        case Checklist(pile):
            return _list(pile)
        case Choosing():
            return present_choosing(state)
        case Aiming() | Shooting() | Doubtful():
            return present_camera(state)
        case Reading() | Picking():
            return present_stick(state)
        case Looking() | HeldShown() | Fetching():
            return present_held(state)
        case Inviting() | Listening():
            return present_phone(state)
        case Keeping():
            return present_keeping(state)
        case PutPaper() | Feeding() | Fed() | Stopped():
            return _scan(state)


def _scan(state: PutPaper | Feeding | Fed | Stopped) -> ScanProps:
    match state:
        case PutPaper(pile, material_id, loaded):
            return ScanProps(
                "scanner",
                text("materials.place"),
                text("materials.place_hint"),
                pile.name(material_id),
                thumbs_of(pile, material_id),
                text("materials.loaded") if loaded else None,
                tone="success",
                start=text("materials.start"),
                cancel=text("materials.to_list"),
            )
        case Feeding(pile, material_id, _, arrived, unkept):
            thumbs = thumbs_of(pile, material_id)
            return ScanProps(
                "scanner",
                text("materials.feeding", n=arrived),
                text("materials.keeping" if unkept else "materials.feeding_hint"),
                pile.name(material_id),
                thumbs[-LATEST:],
                cancel=text("materials.cancel"),
                earlier=len(thumbs[:-LATEST]),
            )
        case Fed(pile, material_id):
            return _fed(pile, material_id)
        case Stopped(pile, material_id, failure):
            return ScanProps(
                "warning",
                text("materials.stopped"),
                _stopped_hint(len(pile.of(material_id))),
                pile.name(material_id),
                thumbs_of(pile, material_id),
                text(text_key(failure)),
                tone="error",
                start=text("materials.start_again"),
                finish=text("materials.to_list"),
                deletable=True,
            )


def _fed(pile: Pile, material_id: str) -> ScanProps:
    pages = len(pile.of(material_id))
    return ScanProps(
        "done" if pages else "paper",
        text("materials.fed", n=pages) if pages else text("materials.fed_nothing"),
        text("materials.fed_hint") if pages else text("materials.fed_nothing_hint"),
        pile.name(material_id),
        thumbs_of(pile, material_id),
        text("materials.blanks", n=pile.blanks) if pile.blanks else None,
        start=text("materials.more"),
        finish=text("materials.finish"),
        primary="finish",
        deletable=True,
    )


def _list(pile: Pile) -> ListProps:
    missing = pile.missing
    return ListProps(
        tuple(_row(pile, material) for material in pile.materials),
        text("materials.blanks", n=pile.blanks) if pile.blanks else None,
        text("materials.missing", names="、".join(material.name for material in missing)) if missing else None,
    )


def _row(pile: Pile, material: Material) -> Row:
    pages = len(pile.of(material.id))
    state: RowState = (
        "automatic"
        if not material.to_scan
        else "done"
        if pages
        else "missing"
        if material.necessity == "required"
        else "optional"
    )
    return Row(
        material.id,
        material.name,
        text(f"common.source_{material.source}"),
        text("materials.pages", n=pages) if pages else text(f"materials.state_{state}"),
        state,
        text("materials.scan_more" if pages else "materials.scan") if material.to_scan else None,
    )


def _stopped_hint(pages: int) -> Text:
    return text("materials.stopped_hint", n=pages) if pages else text("materials.stopped_hint_none")
