"""How a material can be brought, and what each way but the scanner asks of the citizen."""

from dataclasses import dataclass, field

from domain.failures import FailureCode, text_key
from domain.text import Text, text
from kiosk.journeys.materials.flow import (
    MOST_FOUND,
    Aiming,
    CancelAsked,
    Choosing,
    Doubtful,
    Fetching,
    FinishAsked,
    HeldAgreed,
    HeldPaper,
    HeldShown,
    Inviting,
    Keeping,
    Listening,
    Looking,
    Picking,
    Reading,
    Shooting,
    TakeAsked,
    WayName,
)
from kiosk.journeys.materials.presenter.pages import Thumb, thumbs_of
from kiosk.page.parts import Action, Choice, Choices, Code, Fact, Facts, Page, Part, Remark, Step

_TO_LIST = Action("materials.cancel", text("materials.to_list"), CancelAsked())
_TO_WAYS = Action("materials.ways", text("ways.other"), FinishAsked())


@dataclass(frozen=True, slots=True)
class WayRow:
    name: WayName
    title: Text
    below: Text


@dataclass(frozen=True, slots=True)
class WaysProps:
    material: str
    rows: tuple[WayRow, ...]
    shut: tuple[tuple[Text, Text], ...]
    """Ways that cannot be used now, each with its reason."""
    trouble: Text | None
    thumbs: tuple[Thumb, ...]


@dataclass(frozen=True, slots=True)
class CameraProps:
    material: str
    still: bytes = field(repr=False)
    """A picture that was taken and is not kept; empty: the live one."""
    words: tuple[Text, ...]
    """What is wrong, or that it is good."""
    good: bool
    busy: bool
    trouble: Text | None
    thumbs: tuple[Thumb, ...]


@dataclass(frozen=True, slots=True)
class PickProps:
    material: str
    pictures: tuple[bytes, ...] = field(repr=False)
    chosen: frozenset[int]
    remark: Text | None


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A page of parts, and the pages that are there."""

    page: Page
    thumbs: tuple[Thumb, ...] = ()


def present_choosing(state: Choosing) -> WaysProps:
    return WaysProps(
        state.pile.name(state.material_id),
        tuple(
            WayRow(way.name, text(f"ways.{way.name}"), text(f"ways.{way.name}_hint"))
            for way in state.ways
            if way.reason is None
        ),
        tuple((text(f"ways.{way.name}"), way.reason) for way in state.ways if way.reason is not None),
        text(text_key(state.failure)) if state.failure else None,
        thumbs_of(state.pile, state.material_id),
    )


def present_camera(state: Aiming | Shooting | Doubtful) -> CameraProps:
    name, thumbs = state.pile.name(state.material_id), thumbs_of(state.pile, state.material_id)
    match state:
        case Shooting():
            return CameraProps(name, b"", (text("ways.shooting"),), True, True, None, thumbs)
        case Doubtful(shot=shot, faults=faults):
            words = tuple(text(f"page_fault.{fault.value}") for fault in faults)
            return CameraProps(name, shot.data, words, False, False, None, thumbs)
        case Aiming(faults=faults, failure=failure):
            words = tuple(text(f"page_fault.{fault.value}") for fault in faults) or (text("ways.good"),)
            trouble = _camera_trouble(failure) if failure else None
            return CameraProps(name, b"", words, not faults, False, trouble, thumbs)


def _camera_trouble(failure: FailureCode) -> Text:
    """The document camera is driven as a scanner; the citizen stands before a camera."""
    return text("ways.camera_absent" if failure is FailureCode["SCANNER_UNREACHABLE"] else text_key(failure))


def present_stick(state: Reading | Picking) -> PickProps | PaperPage:
    name = state.pile.name(state.material_id)
    if isinstance(state, Reading):
        read = len(state.found) + state.coming
        step = Step("progress", text("ways.reading", n=read), text("ways.reading_hint"), moving=True)
        return PaperPage(Page(name, (step,), left=(_TO_LIST,)))
    remark = text(text_key(state.failure)) if state.failure else None
    if remark is None and len(state.found) == MOST_FOUND:
        remark = text("ways.too_many", n=MOST_FOUND)
    return PickProps(name, tuple(found.thumbnail for found in state.found), state.chosen, remark)


def present_held(state: Looking | HeldShown | Fetching) -> PaperPage:
    name = state.pile.name(state.material_id)
    if isinstance(state, Looking | Fetching):
        step = Step("progress", text("ways.looking"), text("service.asking_hint"), moving=True)
        return PaperPage(Page(name, (step,), left=(_TO_WAYS,)))
    if not state.papers:
        step = Step("info", text("ways.nothing_held"), text("ways.nothing_held_hint"))
        return PaperPage(Page(name, (step,), left=(_TO_WAYS,)))
    rows = tuple(_held(number, paper) for number, paper in enumerate(state.papers, 1))
    parts: tuple[Part, ...] = (Remark(text("ways.consent"), name="materials.consent"), Choices(rows))
    return PaperPage(Page(name, parts, left=(_TO_WAYS,)))


def _held(number: int, paper: HeldPaper) -> Choice:
    below = text(f"ways.from_{paper.kind}", source=paper.issuer, day=paper.day, n=paper.pages)
    return Choice(f"materials.held.{number}", paper.name, HeldAgreed(paper), below, text("ways.agree"))


def present_phone(state: Inviting | Listening) -> PaperPage:
    name, thumbs = state.pile.name(state.material_id), thumbs_of(state.pile, state.material_id)
    if isinstance(state, Inviting):
        step = Step("progress", text("service.asking"), text("service.asking_hint"), moving=True)
        return PaperPage(Page(name, (step,), left=(_TO_WAYS,)))
    trouble = Remark(text(text_key(state.failure)), "warning") if state.failure else None
    count = Remark(text("ways.phone_came", n=len(thumbs)), "success", "materials.phone_came") if thumbs else None
    steps = Facts(tuple(Fact(str(n), text(f"ways.phone_step_{n}")) for n in (1, 2, 3)))
    parts = tuple(part for part in (trouble, count, steps) if part is not None)
    code = Code(state.url, text("ways.phone_code"), "materials.phone_qr")
    done = (Action("materials.finish", text("materials.finish"), CancelAsked()),) if thumbs else ()
    return PaperPage(Page(name, parts, (code,), left=(_TO_WAYS,), right=done), thumbs)


def present_keeping(state: Keeping) -> PaperPage:
    step = Step("progress", text("materials.keeping"), text("ways.keeping_hint", n=state.unkept), moving=True)
    return PaperPage(Page(state.pile.name(state.material_id), (step,)))


def take_action(chosen: int) -> Action:
    return Action("materials.take", text("ways.take", n=chosen), TakeAsked(), enabled=chosen > 0)
