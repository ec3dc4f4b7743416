"""Pages and buttons that every service has: waiting for the platform, told that it cannot, going home."""

from domain.failures import FailureCode, text_key
from domain.text import Text, text
from kiosk.page.parts import Action, Page, Step, Words


def home(journey: str, event: object) -> Action:
    return Action(f"{journey}.home", text("service.home"), event)


def asking(journey: str, leave: object, title: Words = "") -> Page:
    step = Step("progress", title or text("service.asking"), text("service.asking_hint"), moving=True)
    return Page(parts=(step,), left=(home(journey, leave),))


def failed(journey: str, failure: FailureCode, leave: object, retry: object | None = None) -> Page:
    step = Step("warning", text("service.failed"), text("service.failed_hint"), text(text_key(failure)), "warning")
    again = (Action(f"{journey}.retry", text("service.retry"), retry),) if retry is not None else ()
    return Page(parts=(step,), left=(home(journey, leave),), right=again)


def nothing(journey: str, words: Text, leave: object) -> Page:
    return Page(parts=(Step("info", words, text("service.nothing_hint")),), left=(home(journey, leave),))
