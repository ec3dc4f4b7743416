"""A short monkey; ``./run bench monkey --times 200000`` is the long one."""

from pathlib import Path

from kiosk_terminal import Desk
from PySide6.QtWidgets import QApplication

from benchmarks.kiosk_desk import device_specs
from benchmarks.monkey_hand import Monkey
from kiosk.settings import Settings


def test_random_hands_find_no_crash_no_dead_end_and_nothing_of_an_ended_visit(
    qapp: QApplication, desk: Desk, station: Path, papers: dict[str, Path]
) -> None:
    desk.tidy()
    settings = Settings(
        state=station, language="zh", full_screen=False, size=(540, 960), run_agent=False, log="",
        virtual_keyboard=False, visit_command=(), devices=device_specs(desk.addresses),
    )  # fmt: skip
    seen = Monkey(qapp, settings, desk, papers["one"], seed=7).run(150)
    assert seen.troubles == []
    assert len(seen.screens) > 2
