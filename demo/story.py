"""The main job, end to end, through the real screens.

A step begins with :meth:`demo.stage.Stage.at`, where a test may kill a process. What a person would do
then is done here too: whoever was interrupted begins that part again at the home screen.
"""

from pathlib import Path
from typing import Any

from demo import citizen
from demo.at_kiosk import AtKiosk
from demo.at_window import AtWindow
from demo.audit import audit
from demo.city import City
from demo.hand import Sight
from demo.stage import Disturb, Stage, undisturbed
from demo.waiting import until

LATENCY_MS = 200
RESETS_AFTER_BYTES = (20_000, 50_000)
"""Small: when every page travelled with the unfinished application before the line was cut, about 100 kB are left."""


class Story:
    def __init__(self, city: City, out: Path, disturb: Disturb = undisturbed) -> None:
        self._city = city
        self._stage = Stage(city, out, disturb)

    def play(self) -> dict[str, Any]:
        """Everything; writes ``transcript.json`` and returns its result."""
        kiosk = AtKiosk(self._stage)
        window = AtWindow(self._stage)
        self._stage.play("kiosk", kiosk.hand_in)
        self._power_cut()
        self._delivery()
        self._stage.play("window", window.ask_correction)
        self._stage.play("kiosk", kiosk.correct)
        self._stage.play("window", window.accept)
        self._stage.play("kiosk", kiosk.see_acceptance)
        return audit(self._stage)

    def _power_cut(self) -> None:
        stage = self._stage
        waiting = len(self._city.kept_files())
        died = self._city.kill("visit")
        stage.transcript.kill("visit", died, "pages wait")

        def back() -> Sight | None:
            now = self._city.kiosk.look()
            return now if now is not None and now.pid != died and now.screen == "home" else None

        seen = until("the kiosk is back", back, 20)
        said = "".join(seen.words)
        stage.picture(self._city.kiosk, "home-after-power-cut")
        nothing = not any(secret in said for secret in (*citizen.SECRETS, stage.temporary_no))
        stage.step("killed and back", seen.state, pages_waiting=waiting, nothing_of_the_citizen=nothing)

    def _delivery(self) -> None:
        stage = self._stage
        stage.at("delivery", "")
        self._city.control("line", "restore", latency_ms=LATENCY_MS, resets=RESETS_AFTER_BYTES)
        stage.at("uploading", "")
        entry = until("the case is delivered", stage.confirmed, 90)
        until("the files are deleted", stage.files_are_gone, 20)
        stage.step(
            "delivered",
            entry["state"],
            official_no=entry["official_no"],
            line=self._city.control("line", "state"),
            platform=self._city.platform_status(),
            kept=len(self._city.kept_files()),
        )
