"""Everything once more before the hand-in, and the numbers after it."""

from dataclasses import dataclass
from typing import Literal

from domain.catalogue.model import Item
from domain.documents.moments import minute_words
from domain.failures import text_key
from domain.text import Text, text
from window_client.journeys.counter.flow.check import hindrance, incomplete
from window_client.journeys.counter.flow.states import Check, Saved, Saving

NoticeKind = Literal["info", "warning", "success"]


@dataclass(frozen=True, slots=True)
class MaterialLine:
    name: str
    words: Text
    wrong: bool


@dataclass(frozen=True, slots=True)
class CheckRow:
    code: str
    name: str
    number: str
    """Temporary number, once it is saved."""
    materials: tuple[MaterialLine, ...]


@dataclass(frozen=True, slots=True)
class CheckProps:
    rows: tuple[CheckRow, ...]
    hindrance: Text | None
    """What must be done first."""
    trouble: Text | None
    unchecked: Text | None
    """Pages nobody compared with the original yet: a hint, no hindrance."""
    signature: tuple[Text, NoticeKind] | None
    """Whether the citizen signed, and what kind of news that is."""
    repeat_reason: str | None
    """Asked for because the same was handed in lately; ``None``: nothing to explain."""
    busy: bool
    saved: Text | None
    printing: Text | None


def present_check(state: Check | Saving | Saved) -> CheckProps:
    desk = state.desk
    slips = {slip.code: slip for slip in desk.application.slips}
    pages = [page for page in desk.application.papers.pile.pages if page.kept]
    unchecked = sum(not page.checked for page in pages)
    trouble = None if isinstance(state, Saving) else state.trouble
    open_ = isinstance(state, Check)
    return CheckProps(
        rows=tuple(
            CheckRow(item.code, item.name, slips[item.code].temporary_no if item.code in slips else "",
                     _materials(state, item))
            for item in desk.items
        ),
        hindrance=hindrance(desk) if open_ else None,
        trouble=text(text_key(trouble)) if trouble else None,
        unchecked=text("counter.unchecked", n=unchecked, of=len(pages)) if unchecked and open_ else None,
        signature=_signature(state) if isinstance(state, Check) else None,
        repeat_reason=desk.application.repeat_reason if open_ and desk.repeats else None,
        busy=isinstance(state, Saving),
        saved=_saved(state) if isinstance(state, Saved) else None,
        printing=text("counter.printed", n=len(state.printed), of=len(slips)) if isinstance(state, Saved) else None,
    )  # fmt: skip


def _signature(state: Check) -> tuple[Text, NoticeKind] | None:
    if state.citizen == "asked":
        return text("window_citizen.asked"), "info"
    if state.citizen == "refused":
        return text("window_citizen.objected"), "warning"
    if (given := state.desk.application.signature) is not None:
        return text(f"window_citizen.signed_{given.by}"), "success"
    if state.desk.unsigned():
        # Once nothing else is missing, the hindrance says so.
        return (text("counter_signing.asked"), "warning") if incomplete(state.desk) else None
    return text("window_citizen.unsigned"), "info"


def _materials(state: Check | Saving | Saved, item: Item) -> tuple[MaterialLine, ...]:
    counts = state.desk.application.papers.pile.counts()
    missing = {line.id: line.necessity for line in state.desk.missing()}
    lines = [line for line in state.desk.lines if any(use.item_code == item.code for use in line.uses)]
    return tuple(_material(line.name, counts.get(line.id, 0), missing.get(line.id, ""), line.source) for line in lines)


def _material(name: str, pages: int, missing: str, source: str) -> MaterialLine:
    if pages:
        return MaterialLine(name, text("counter.pages", n=pages), wrong=False)
    if missing == "required":
        return MaterialLine(name, text("counter.missing"), wrong=True)
    if missing == "tolerable":
        return MaterialLine(name, text("counter.may_follow"), wrong=False)
    return MaterialLine(name, text(f"documents.source_{source}"), wrong=False)


def _saved(state: Saved) -> Text:
    slips = state.desk.application.slips
    return text("counter.saved", n=len(slips), at=minute_words(max(slip.handed_in_at for slip in slips)))
