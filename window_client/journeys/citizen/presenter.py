"""A state of the second screen as it is shown."""

from dataclasses import dataclass
from typing import Literal

from domain.text import Text, text
from window_client.journeys.citizen.flow import (
    Answered,
    Confirming,
    Following,
    Head,
    Idle,
    Rated,
    Rating,
    Sight,
    Signing,
    State,
)

Panel = Literal["words", "sight", "pad", "rating"]


@dataclass(frozen=True, slots=True)
class CitizenProps:
    panel: Panel
    hall: str
    served: Text | None
    title: Text
    hint: Text
    note: tuple[Text, Literal["success", "info"]] | None = None
    """What became of the citizen's last answer."""
    sight: Sight = ()
    asks: bool = False
    """Right or wrong is to be answered."""


def present(state: State) -> CitizenProps:
    hall, served = state.head.hall, _served(state.head)
    match state:
        case Idle():
            return CitizenProps("words", hall, served, text("citizen.welcome"), text("citizen.welcome_hint"))
        case Following(sight=sight, answered=answered):
            hint = text("citizen.following_hint")
            return CitizenProps("sight", hall, served, text("citizen.following"), hint, _note(answered), sight)
        case Confirming(wish=wish):
            return CitizenProps(
                "sight", hall, served, wish.question, text("citizen.confirm_hint"), sight=wish.sight, asks=True
            )
        case Signing(wish=wish):
            return CitizenProps("pad", hall, served, wish.signer, text("citizen.sign_hint"))
        case Rating():
            return CitizenProps("rating", hall, served, text("citizen.rate"), text("citizen.rate_hint"))
        case Rated():
            return CitizenProps("words", hall, served, text("citizen.thanks"), text("citizen.thanks_hint"))


def _note(answer: Answered | None) -> tuple[Text, Literal["success", "info"]] | None:
    if answer is None:
        return None
    return text(f"citizen.{answer}"), "success" if answer == "signed" else "info"


def _served(head: Head) -> Text | None:
    if not head.number:
        return None
    return text("citizen.served", number=head.number, place=head.place)
