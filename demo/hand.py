"""The other end of the robot: finds the window a person would see and acts on it."""

import json
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.waiting import TookTooLong, until

Point = tuple[float, float]


class Refused(Exception):
    """A person could not have done this now."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is on the screen now."""

    pid: int
    screen: str
    state: str
    texts: dict[str, str]
    words: tuple[str, ...]


class Hand:
    """Acts on whichever process under ``folder`` shows a window at that moment."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def look(self) -> Sight | None:
        for path in sorted(self._folder.glob("*")):
            seen = _ask(path, {"do": "look"})
            if seen is not None and seen["visible"]:
                return _sight(seen)
        return None

    def see(self, *, seconds: float = 20, **wanted: object) -> Sight:
        """Wait for a screen, state, named widget or words."""

        def attempt() -> Sight | None:
            now = self.look()
            if now is None:
                return None
            answer = _ask(self._folder / str(now.pid), {"do": "await", "seconds": 1.0, **wanted})
            return _sight(answer) if answer is not None and answer["ok"] else None

        try:
            return until(f"to see {wanted}", attempt, seconds)
        except TookTooLong as error:
            now = self.look()
            raise Refused(f"{error}; the screen is {now and (now.screen, now.state, sorted(now.texts))}") from error

    def click(self, name: str, seconds: float = 10) -> None:
        self.see(name=name, seconds=seconds)
        self._do({"do": "click", "name": name})

    def type(self, name: str, words: str) -> None:
        self.see(name=name)
        self._do({"do": "type", "name": name, "text": words})

    def stroke(self, name: str, ends: tuple[Point, Point] = ((0.2, 0.8), (0.8, 0.2))) -> None:
        """A straight one, of eight points, between two places in shares of the widget's size."""
        self.see(name=name)
        (from_x, from_y), (to_x, to_y) = ends
        steps = [at / 7 for at in range(8)]
        points = [(from_x + (to_x - from_x) * at, from_y + (to_y - from_y) * at) for at in steps]
        self._do({"do": "stroke", "name": name, "points": points})

    def press(self, key: str) -> None:
        self._do({"do": "press", "key": key})

    def pick(self, name: str, row: int) -> int:
        self.see(name=name)
        return int(self._do({"do": "pick", "name": name, "row": row})["rows"])

    def picture(self, path: Path) -> None:
        """Of the next window, when there is none just then."""
        self.see()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._do({"do": "picture", "path": str(path)})

    def _do(self, request: dict[str, object]) -> dict[str, Any]:
        now = self.look()
        if now is None:
            raise Refused(f"{request}: nothing is on the screen")
        answer = _ask(self._folder / str(now.pid), request)
        if answer is None:
            return {"ok": True}
        if not answer["ok"]:
            raise Refused(f"{request}: {answer['error']}")
        return answer


def _sight(seen: dict[str, Any]) -> Sight:
    return Sight(seen["pid"], seen["screen"], seen["state"], seen["texts"], tuple(seen["words"]))


def _ask(path: Path, request: dict[str, object]) -> dict[str, Any] | None:
    """``None`` when that process is gone."""
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(10)
            line.connect(str(path))
            line.sendall(json.dumps(request).encode() + b"\n")
            with line.makefile("rb") as answers:
                answer = answers.readline()
    except (OSError, TimeoutError):
        return None
    return json.loads(answer) if answer else None
