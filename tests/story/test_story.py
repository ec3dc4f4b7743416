"""The story, as the demonstration plays it: real processes, real screens, real lines."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from demo.city import City
from demo.kept_logs import tails
from demo.story import Story

pytestmark = [pytest.mark.story, pytest.mark.timeout(400)]
KEYS = {"ok", "seconds", "cases_on_platform", "pages_on_platform", "digests_equal", "plaintext_hits", "kills",
        "network_cuts", "steps"}  # fmt: skip


def test_the_demonstration_ends_with_one_case_and_every_page(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "demo", "--headless", "--out", str(tmp_path)], check=False, timeout=300
    )
    assert done.returncode == 0, tails(tmp_path / "logs")
    transcript = json.loads((tmp_path / "transcript.json").read_text("utf-8"))
    assert set(transcript) == KEYS
    assert transcript["ok"] is True
    assert transcript["cases_on_platform"] == 1
    assert transcript["pages_on_platform"] == 8
    assert transcript["digests_equal"] is True
    assert transcript["plaintext_hits"] == 0
    assert transcript["kills"] == 1
    assert transcript["network_cuts"] == 1
    facts = {step["step"]: step["facts"] for step in transcript["steps"]}
    assert facts["card read"]["masked"] is True
    assert (facts["scanned"]["sides"], facts["scanned"]["blank"], facts["scanned"]["kept"]) == (12, 5, 7)
    assert facts["killed and back"] == {"pages_waiting": 7, "nothing_of_the_citizen": True}
    assert facts["delivered"]["line"]["resets"] == 2
    assert facts["delivered"]["kept"] == 0
    assert len(list((tmp_path / "screens").glob("*.png"))) >= 15
    assert len(list((tmp_path / "receipts").glob("*.png"))) == 4


class EachProcessAtEachStep:
    """Kills every process once at every step of the story that it reaches."""

    def __init__(self, city: City) -> None:
        self._city = city
        self.killed: list[tuple[str, str]] = []

    def __call__(self, step: str) -> str:
        for process in ("platform", "agent", "window", "visit", "kiosk"):
            if (step, process) not in self.killed:
                self.killed.append((step, process))
                self._city.kill(process)
                self._city.services["platform"].wait_ready()
                return process
        return ""


def test_every_process_killed_at_every_step_still_ends_with_one_case(tmp_path: Path) -> None:
    city = City(tmp_path / "city", size=(1920, 1080))
    try:
        city.start()
        kills = EachProcessAtEachStep(city)
        result = Story(city, tmp_path / "out", kills).play()
    finally:
        city.stop()
    steps = {step for step, _ in kills.killed}
    assert len(kills.killed) == 5 * len(steps) >= 60
    assert result["ok"], result
    assert (result["cases_on_platform"], result["pages_on_platform"]) == (1, 8)
