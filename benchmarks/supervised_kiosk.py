"""A kiosk as it stands in a hall: supervisor, visits with a robot's hand, agent; and what a citizen does at it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil

from benchmarks.kiosk_desk import CARD, Desk, device_specs, make_station
from demo.hand import Hand
from demo.waiting import until
from devices.catalog import DeviceSpec

ACCOUNT = "6222020200112233444"
"""Passes the Luhn check; nobody's."""
AMOUNT = "4058.67"


class SupervisedKiosk:
    """``environment`` is added to that of the supervisor, ``extra`` to the devices of the desk. A state folder that is
    there already is taken; without one no platform answers."""

    def __init__(
        self, folder: Path, desk: Desk, environment: Mapping[str, str] | None = None, extra: Sequence[DeviceSpec] = ()
    ) -> None:
        self.folder = folder
        self.state = folder / "state" if (folder / "state").exists() else make_station(folder / "state")
        self.hand = Hand(folder / "hands")
        config = folder / "kiosk.toml"
        visit = [sys.executable, "-m", "demo.robot", str(folder / "hands"), "kiosk.visit"]
        config.write_text(
            f"state = {json.dumps(str(self.state))}\nfull_screen = false\nsize = [540, 960]\n"
            f"run_agent = true\nlog = {json.dumps(str(folder / 'visit.log'))}\nvisit_command = {json.dumps(visit)}\n"
            + "".join(
                f'\n[[devices]]\nid = "{spec.id}"\ndriver = "{spec.driver}"\naddress = {json.dumps(spec.address)}\n'
                + "".join(f"options.{name} = {json.dumps(value)}\n" for name, value in spec.options.items())
                for spec in (*device_specs(desk.addresses), *extra)
            ),
            encoding="utf-8",
        )
        own = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[1]), **(environment or {})}
        with (folder / "supervisor.log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kiosk", "--config", str(config)],
                env={**os.environ, **own},
                stdout=log,
                stderr=log,
            )

    def at_home(self, *ended: int, seconds: float = 20) -> int:
        """Process of the visit that shows the home screen."""

        def there() -> int | None:
            seen = self.hand.look()
            return seen.pid if seen and seen.screen == "home" and seen.pid not in ended else None

        return until("home", there, seconds)

    def left(self) -> list[int]:
        return [self.process.pid, *(child.pid for child in psutil.Process(self.process.pid).children(recursive=True))]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)


def show_card(kiosk: SupervisedKiosk, desk: Desk) -> None:
    kiosk.hand.click("home.begin")
    kiosk.hand.click("identify.agree")
    kiosk.hand.see(screen="identify", state="Waiting")
    desk.do("id_card_reader", "lay_card", card=CARD)
    kiosk.hand.see(name="identify.continue")
    desk.do("id_card_reader", "lift_card")


def fill_form(kiosk: SupervisedKiosk, desk: Desk) -> None:
    show_card(kiosk, desk)
    kiosk.hand.click("identify.continue")
    for letter in "YLFYSG":
        kiosk.hand.click(f"search.key.{letter}")
    for name in ("search.item.DEMO-016", "scenario.s1", "guide.continue"):
        kiosk.hand.click(name)
    kiosk.hand.type("form.f4", AMOUNT)
    kiosk.hand.type("form.f6", ACCOUNT)


def put_away(kiosk: SupervisedKiosk) -> None:
    """What is kept is kept sealed."""
    kiosk.hand.click("nav.home")
    kiosk.hand.click("exit.keep")
    kiosk.hand.see(screen="pause", state="Saved")
    kiosk.hand.click("pause.home")


def leave(kiosk: SupervisedKiosk) -> None:
    kiosk.hand.click("nav.home")
    kiosk.hand.click("exit.leave")


def die(kiosk: SupervisedKiosk) -> None:
    _strike(kiosk, signal.SIGKILL)


def hang(kiosk: SupervisedKiosk) -> None:
    """Stopped as one in an endless loop would stand: it lives and answers nothing."""
    _strike(kiosk, signal.SIGSTOP)


def _strike(kiosk: SupervisedKiosk, how: signal.Signals) -> None:
    seen = kiosk.hand.look()
    assert seen is not None
    os.kill(seen.pid, how)


Act = Callable[[SupervisedKiosk, Desk], None]
Ending = Callable[[SupervisedKiosk], None]
