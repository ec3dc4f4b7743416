"""The real kiosk, supervisor, visits and agent, with simulated devices; its whole folder on one disk. Each visit is
killed after another touch of the screen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from demo import citizen
from demo.at_kiosk import AtKiosk
from demo.city import City
from demo.hand import Hand, Refused
from demo.stage import Interrupted, Stage, undisturbed
from tests.durability.stolen_disk.canaries import Needle, needles

KNOWN = (*citizen.SECRETS, citizen.MOBILE, citizen.CARD["address"], "0098123456", "6222020200112233444")
"""From the card and typed: name, numbers, address, an invoice, a bank account."""
SCANNED = Needle(len(KNOWN), "JPEG", "plain", b"\xff\xd8\xff\xe0\x00\x10JFIF")
"""How a page begins as the scanner gives it."""
_TOUCHES = 45
"""About as many as a whole visit takes."""


class DyingHand(Hand):
    """Lets the process behind the screen be killed after so many touches."""

    def __init__(self, folder: Path, kill: Callable[[], object]) -> None:
        super().__init__(folder)
        self._kill = kill
        self.left = 0
        """Touches to go; 0: it is left alone."""

    def _do(self, request: dict[str, object]) -> dict[str, Any]:
        answer = super()._do(request)
        if request["do"] in ("click", "type") and self.left:
            self.left -= 1
            if not self.left:
                self._kill()
                raise Interrupted("touched")
        return answer


def wanted() -> tuple[Needle, ...]:
    return (*needles(KNOWN), SCANNED)


def kiosk_visits(city: City, out: Path, number: int) -> int:
    """Answers how many were killed; the others came to their end first."""
    hand = DyingHand(city.folder / "hands" / "kiosk", lambda: city.kill("visit"))
    city.kiosk = hand
    return sum(_is_killed(city, hand, out, 1 + at * _TOUCHES // number) for at in range(number))


def _is_killed(city: City, hand: DyingHand, out: Path, touches: int) -> bool:
    stage = Stage(city, out, undisturbed)
    hand.left = touches
    try:
        AtKiosk(stage).hand_in()
    except Interrupted:
        return True
    except Refused:
        # What a person cannot do now, because the visit ended in between: it counts as not killed.
        return False
    hand.left = 0
    return False
