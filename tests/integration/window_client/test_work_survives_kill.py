"""SIGKILL in the middle of a correction: the same clerk finds it where it was."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from window_town import CLERK, PASSWORD, ROOT, Town

from demo.hand import Hand
from demo.waiting import until
from window_client.shell.work_vault import WorkVault

REASONS = ("请补交银行卡复印件", "请补交银行卡复印件，并在复印件上签名")
REFUSAL = "依法不需要取得行政许可"


class Window:
    """The real process behind the robot."""

    def __init__(self, town: Town, folder: Path) -> None:
        self._hand_folder = folder / "robot"
        self._config = folder / "window.toml"
        self._log = folder / "window.log"
        self._config.write_text(
            f'state = "{town.window.root}"\nlog = "{self._log}"\nrefresh_seconds = 0.3\n', encoding="utf-8"
        )
        self.hand = Hand(self._hand_folder)

    @contextlib.contextmanager
    def running(self) -> Iterator["subprocess.Popen[bytes]"]:
        process = subprocess.Popen(
            [sys.executable, "-m", "demo.robot", str(self._hand_folder), "window_client.__main__",
             "--config", str(self._config)],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            process.wait(10)

    def log_in(self) -> None:
        self.hand.see(screen="login", state="Entry")
        self.hand.type("login.username", CLERK)
        self.hand.type("login.password", PASSWORD)
        self.hand.click("login.submit")

    def logged(self) -> str:
        return self._log.read_text(encoding="utf-8")


def kill(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait(10)


def test_a_half_written_correction_survives_every_kill(town: Town, tmp_path: Path) -> None:
    committed, token = town.hand_in()
    window, vault = Window(town, tmp_path), WorkVault(town.window)
    hand = window.hand

    def is_kept(reason: str) -> bool:
        kept = vault.read(CLERK)
        return kept is not None and any(point.reason == reason for point in kept.points)

    written = ""
    for reason in REASONS:
        with window.running() as process:
            window.log_in()
            if not written:
                hand.see(screen="worklist", state="Listing")
                hand.type("worklist.filter", committed.temporary_no)
                hand.click("worklist.open")
                hand.see(screen="case", state="Reading")
                hand.click("case.correct")
                hand.click("correction.material.m5")
            hand.see(screen="correction", state="Editing")
            if written:
                assert hand.see().texts["correction.reason.m5"] == written
            hand.type("correction.reason.m5", reason)
            until("the reason is on the disk", lambda words=reason: is_kept(words), 5)
            kill(process)
        written = reason
    with window.running():
        window.log_in()
        hand.see(screen="correction", state="Editing")
        assert "已恢复" in "".join(hand.see().words)
        hand.click("correction.send")
        hand.click("case.confirm")
        hand.see(screen="notice", seconds=30)
        until("the work is wiped", lambda: not vault.path(CLERK).exists(), 5)
    correction = town.progress(committed, token).correction
    assert correction is not None
    assert [point.reason for point in correction.points] == [written]
    assert written not in window.logged()


def test_a_half_written_refusal_survives_the_kill(town: Town, tmp_path: Path) -> None:
    committed, token = town.hand_in()
    window, vault = Window(town, tmp_path), WorkVault(town.window)
    hand = window.hand
    with window.running() as process:
        window.log_in()
        hand.see(screen="worklist", state="Listing")
        hand.type("worklist.filter", committed.temporary_no)
        hand.click("worklist.open")
        hand.see(screen="case", state="Reading")
        hand.click("case.reject")
        hand.type("case.reason", REFUSAL)
        until("the reason is on the disk", lambda: (kept := vault.read(CLERK)) and kept.grounds.reason == REFUSAL, 5)
        kill(process)
    with window.running():
        window.log_in()
        hand.see(screen="case", state="Confirming")
        hand.click("case.confirm")
        hand.see(screen="notice", seconds=30)
        until("the work is wiped", lambda: not vault.path(CLERK).exists(), 5)
    assert town.progress(committed, token).state == "REJECTED"
    assert REFUSAL not in window.logged()


def test_a_correction_the_platform_already_has_is_not_offered_again(town: Town, tmp_path: Path) -> None:
    """Killed between the platform's answer and the wiping: the case has moved, the draft no longer fits."""
    committed, token = town.hand_in()
    window, vault = Window(town, tmp_path), WorkVault(town.window)
    hand = window.hand
    with window.running() as process:
        window.log_in()
        hand.see(screen="worklist", state="Listing")
        hand.type("worklist.filter", committed.temporary_no)
        hand.click("worklist.open")
        hand.see(screen="case", state="Reading")
        hand.click("case.correct")
        hand.click("correction.material.m5")
        kept = until(
            "the tick is on the disk", lambda: work if (work := vault.read(CLERK)) and work.points else None, 5
        )
        hand.click("correction.send")
        hand.click("case.confirm")
        hand.see(screen="notice", seconds=30)
        kill(process)
    vault.write(CLERK, kept)
    with window.running():
        window.log_in()
        hand.see(screen="case", state="Reading")
        hand.see(words="不再适用")
    assert town.progress(committed, token).state == "CORRECTION"
