"""What the parts of the story share: the city, the record, the pictures and who may be interrupted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from demo.city import City
from demo.hand import Hand
from demo.papers import make_papers
from demo.transcript import Transcript

Disturb = Callable[[str], str]
"""Given the step, may kill one process; returns which, or an empty string when it leaves the step alone."""

_TAKES_THE_SCREEN_WITH_IT = {"kiosk": ("visit", "kiosk"), "window": ("window",)}


class Interrupted(Exception):
    """The process behind the screen died: the person starts this part again."""


def undisturbed(_step: str) -> str:
    return ""


class Stage:
    def __init__(self, city: City, out: Path, disturb: Disturb) -> None:
        self.city = city
        self.out = out
        self.transcript = Transcript()
        self.papers = make_papers(city.folder / "papers")
        self.temporary_no = ""
        self.receipt = Path()
        self.abandoned: set[str] = set()
        """Sealed pages of visits that died before submitting; the agent removes them after a day."""
        self._disturb = disturb
        self._pictures: list[str] = []
        self._served_before: list[dict[str, Any]] = []

    def at(self, step: str, screen: str) -> None:
        """A step begins on the screen of ``kiosk`` or ``window``, or on none. Raises :class:`Interrupted`."""
        while killed := self._disturb(step):
            if killed in _TAKES_THE_SCREEN_WITH_IT.get(screen, ()):
                raise Interrupted(step)

    def play(self, screen: str, part: Callable[[], None]) -> None:
        """One part, from its beginning again whenever the process behind its screen dies."""
        while True:
            try:
                part()
            except Interrupted:
                if all(entry["state"] == "confirmed" for entry in self.city.queue()):
                    self.abandoned |= self.city.kept_files()
                self.transcript.step("begins again", {screen: "home"})
                continue
            return

    def step(self, name: str, state: str, **facts: Any) -> None:
        self.transcript.step(name, {"screen": state}, **facts)

    def picture(self, hand: Hand, name: str) -> None:
        """Once by this name: a part that begins again takes no second one."""
        if name not in self._pictures:
            self._pictures.append(name)
            hand.picture(self.out / "screens" / f"{len(self._pictures):02d}-{name}.png")

    def new_paper(self, paths: list[Path], before: int) -> Path | None:
        """The newest print-out, once there are more than ``before``; kept beside the transcript."""
        if len(paths) <= before:
            return None
        kept = self.out / "receipts"
        kept.mkdir(parents=True, exist_ok=True)
        for path in paths[before:]:
            (kept / f"{path.parent.name}-{path.name}").write_bytes(path.read_bytes())
        return paths[-1]

    def served(self) -> list[dict[str, Any]]:
        """Every side the scanner gave away: number, SHA-256 and whether it was a blank back."""
        pages: list[dict[str, Any]] = self.city.control("scanner", "state")["served"]
        return [*self._served_before, *pages]

    def empty_feeder(self) -> None:
        """Take out what an interrupted visit left in it. The simulator forgets its record with the paper."""
        self._served_before = self.served()
        self.city.control("scanner", "clear")

    def confirmed(self) -> dict[str, Any] | None:
        """The latest entry, once every entry of the queue is confirmed."""
        entries = self.city.queue()
        done = [entry for entry in entries if entry["state"] == "confirmed"]
        return done[-1] if done and len(done) == len(entries) else None

    def files_are_gone(self) -> bool:
        return self.city.kept_files() <= self.abandoned
