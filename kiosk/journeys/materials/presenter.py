"""The checklist, or the one thing to do at the scanner."""

from dataclasses import dataclass, field
from typing import Literal

from domain.catalogue.model import Material
from domain.failures import text_key
from domain.text import Text, text
from kiosk.journeys.materials.flow import Checklist, Fed, Feeding, Pile, PutPaper, State, Stopped

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
class Thumb:
    sealed_digest: str
    words: Text
    picture: bytes = field(repr=False)


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


Props = ListProps | ScanProps


def present(state: State) -> Props:
    match state:
        case Checklist(pile):
            return _list(pile)
        case PutPaper(pile, material_id, loaded):
            return ScanProps(
                "scanner",
                text("materials.place"),
                text("materials.place_hint"),
                _name(pile, material_id),
                _thumbs(pile, material_id),
                text("materials.loaded") if loaded else None,
                tone="success",
                start=text("materials.start"),
                cancel=text("materials.to_list"),
            )
        case Feeding(pile, material_id, _, arrived, unkept):
            thumbs = _thumbs(pile, material_id)
            return ScanProps(
                "scanner",
                text("materials.feeding", n=arrived),
                text("materials.keeping" if unkept else "materials.feeding_hint"),
                _name(pile, material_id),
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
                _name(pile, material_id),
                _thumbs(pile, material_id),
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
        _name(pile, material_id),
        _thumbs(pile, material_id),
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


def _name(pile: Pile, material_id: str) -> str:
    return next((material.name for material in pile.materials if material.id == material_id), "")


def _thumbs(pile: Pile, material_id: str) -> tuple[Thumb, ...]:
    return tuple(
        Thumb(page.kept.sealed_digest, text("materials.page", n=number), page.thumbnail)
        for number, page in enumerate(pile.of(material_id), 1)
    )


def _stopped_hint(pages: int) -> Text:
    return text("materials.stopped_hint", n=pages) if pages else text("materials.stopped_hint_none")
