"""The telephone number is on every page of it."""

from domain.text import text
from kiosk.journeys.help import flow
from kiosk.journeys.help.flow import TOPICS, State, Topics
from kiosk.page import usual
from kiosk.page.parts import Action, Choice, Choices, Page, Remark, Step

_HOME = usual.home("help", flow.LeaveAsked())


def present(state: State) -> Page:
    if isinstance(state, Topics):
        rows = tuple(Choice(f"help.{topic}", text(f"help.{topic}"), flow.TopicChosen(topic)) for topic in TOPICS)
        return Page(text("help.title"), (Choices(rows), Remark(text("help.staff"))), left=(_HOME,))
    step = Step("info", text(f"help.{state.topic}"), text(f"help.{state.topic}_answer"))
    back = Action("help.back", text("help.back"), flow.BackAsked())
    return Page(parts=(step,), left=(back,), right=(_HOME,))
