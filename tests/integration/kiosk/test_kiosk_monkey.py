"""A short monkey at a kiosk without a line; ``./run bench monkey --times 200000`` is the long one."""

import random
from pathlib import Path

from kiosk_terminal import Desk
from PySide6.QtWidgets import QApplication

from benchmarks.kiosk_desk import CARD, device_specs
from benchmarks.monkey_hand import Monkey
from benchmarks.monkey_words import Words
from kiosk.settings import Settings
from tools.kiosk_samples import demo_catalogue


class FewThings:
    """A card and paper, and no platform that anything could be asked of."""

    def __init__(self, desk: Desk, paper: Path, dice: random.Random) -> None:
        self._desk, self._paper, self._dice = desk, paper, dice

    def use(self) -> None:
        self._dice.choice((self.lay_card, self.bring_sheets, self.break_something, self.tidy))()

    def lay_card(self) -> None:
        self._desk.do("id_card_reader", "lay_card", card=CARD)

    def bring_sheets(self) -> None:
        self._desk.load(self._paper)

    def show_camera(self) -> None:
        """There is none."""

    def use_stick(self) -> None:
        """Nor a stick."""

    def show_permit(self) -> None:
        self.show_code()

    def break_something(self) -> None:
        kind, fault = self._dice.choice((("id_card_reader", "torn_frame"), ("receipt_printer", "paper_out")))
        self._desk.do(kind, "set_fault", fault=fault)

    def prove(self) -> None:
        self.lay_card()

    def show_vouching(self) -> None:
        self.show_code()

    def show_ticket(self) -> None:
        self.show_code()

    def mishap(self, state: str) -> None:
        assert "." in state
        self.break_something()

    def look_with_phone(self, picture: bytes) -> None:
        assert picture.startswith(b"\x89PNG")

    def tidy(self) -> None:
        self._desk.tidy()

    def go_on_behind(self) -> None:
        self.show_code()

    def show_code(self) -> None:
        self._desk.do("qr_scanner", "present_text", text="OW1:nothing of ours")


def test_random_hands_find_no_crash_no_dead_end_and_nothing_of_an_ended_visit(
    qapp: QApplication, desk: Desk, station: Path, papers: dict[str, Path]
) -> None:
    desk.tidy()
    settings = Settings(
        state=station, language="zh", full_screen=False, size=(540, 960), run_agent=False, log="",
        virtual_keyboard=False, visit_command=(), devices=device_specs(desk.addresses),
    )  # fmt: skip
    dice = random.Random(7)
    monkey = Monkey(qapp, settings, FewThings(desk, papers["one"], dice), Words(demo_catalogue(), dice), dice)
    try:
        seen = monkey.run(60)
    finally:
        monkey.close()
    assert seen.troubles == []
    assert len(seen.states) > 3
    assert seen.left, "the way home was tried"
