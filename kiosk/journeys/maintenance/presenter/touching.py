"""Where to touch, and what the touches told."""

from dataclasses import dataclass

from domain.text import Text, text
from kiosk.journeys.maintenance import flow
from kiosk.journeys.maintenance.presenter.buttons import BACK, LOCK
from kiosk.page.parts import Action, Page, Step
from kiosk.upkeep.touch_map import WANTED, Spot


@dataclass(frozen=True, slots=True)
class Target:
    """Over the whole window: the corners are the header's and the foot's otherwise."""

    at: Spot
    title: Text
    hint: Text


def touching(state: flow.Touching) -> Target:
    n, of = len(state.touches) + 1, len(WANTED)
    return Target(state.target, text("maintenance_touch.target", n=n, of=of), text("maintenance_touch.target_hint"))


def measured(state: flow.Measured) -> Page:
    offset, residual = _percent(state.fit.largest_offset), _percent(state.fit.residual)
    step = Step("tools", text("maintenance_touch.measured", offset=offset),
                text("maintenance_touch.measured_hint", residual=residual))  # fmt: skip
    accept = Action("maintenance.touch_accept", text("maintenance_touch.accept"), flow.MapAccepted())
    return Page(parts=(step,), left=(LOCK, BACK), right=(_again(), accept))


def mismeasured(state: flow.Mismeasured) -> Page:
    step = Step("tools", text("maintenance_touch.mismeasured"), text("maintenance_touch.mismeasured_hint"),
                text(f"maintenance_touch.{state.why.why}"))  # fmt: skip
    return Page(parts=(step,), left=(LOCK, BACK), right=(_again(),))


def _again() -> Action:
    return Action("maintenance.touch_again", text("maintenance_touch.again"), flow.TouchAsked())


def _percent(share: float) -> str:
    return f"{share * 100:.1f}"
