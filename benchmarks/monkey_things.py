"""What the monkey holds in its hands: cards, codes, paper, a stick, a phone."""

import contextlib
import random
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import requests
from PIL import Image, ImageDraw, ImageFilter

from acceptance_platform.personal_services import SANDBOX_PAY_URL
from benchmarks import monkey_disk
from benchmarks.kiosk_desk import CARD, Desk, device_specs, make_papers
from benchmarks.monkey_mishaps import Mishaps
from benchmarks.monkey_town import PHONES, Town
from demo.services import Command, Service
from devices.catalog import DeviceSpec
from devices.qr_scanner.image_decoder import decode_codes
from devices.simulator_control import ask

CARDS = (CARD, {**CARD, "name": "王测试", "number": "33020319000101003X"})
_NO_CARD = {**CARD, "number": "330203190001010014"}
"""Its last digit is wrong."""
_CAMERA = {"least": 800, "warm_up": 0, "frames": 1, "width": 1600, "height": 1200}
_LET_GO = 0.2
"""Share of the payments that are looked at for too long."""


class Things:
    """Simulators of all devices of a terminal; ``dice`` decides what is done with them."""

    def __init__(self, folder: Path, desk: Desk, town: Town, dice: random.Random, paper: Path | None = None) -> None:
        """``paper``: the page that is scanned, lies on the stick and comes from the phone."""
        self._folder, self._desk, self._town, self._dice = folder, desk, town, dice
        self._paper = paper or make_papers(folder)["one"]
        self._stick = folder / "stick"
        self._pictures = [page_on_table(folder / "sharp.png"), page_on_table(folder / "blurred.png", 7.0)]
        self._codes = [town.receipt]
        self._mishaps = Mishaps(folder, desk, town, dice)
        self._open = ExitStack()

    def __enter__(self) -> "Things":
        self._stick.mkdir()
        camera = self._serve("camera", "devices.document_scanner.simulator_camera")
        printer = self._serve("page_printer", "devices.page_printer.simulator")
        self.extra = (
            DeviceSpec("camera", "camera", f"http://127.0.0.1:{camera}/camera.mjpg", _CAMERA),
            DeviceSpec("stick", "folder", str(self._stick), {"settle": 0.0}),
            DeviceSpec("page_printer", "ipp", f"ipp://127.0.0.1:{printer}/ipp/print"),
        )
        self.specs = (*device_specs(self._desk.addresses), *self.extra)
        self._permit = self._town.permit()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        monkey_disk.free()
        self._open.close()

    def use(self) -> None:
        shares = (
            (6, self.lay_card), (3, self.show_code), (2, self.bring_sheets), (1, self.show_camera),
            (1, self.use_stick), (2, self._mishaps.any), (6, self._mishaps.right_one),
        )  # fmt: skip
        weights, acts = zip(*shares, strict=True)
        self._dice.choices(acts, weights)[0]()

    def lay_card(self) -> None:
        if self._dice.random() < 0.2:
            self._desk.do("id_card_reader", "lift_card")
        else:
            card = self._dice.choices((*CARDS, _NO_CARD), (6, 2, 1))[0]
            self._desk.do("id_card_reader", "lay_card", card=card)

    def show_code(self) -> None:
        throw = self._dice.random()
        if throw < 0.7 and self._codes:
            self._show(self._dice.choice(self._codes))
        elif throw < 0.8:
            self.show_permit()
        elif throw < 0.95:
            self._show_phone_code()
        else:
            self._show(f"OW1:{self._dice.random()}")

    def prove(self) -> None:
        """Who stands here: mostly by card, else by phone, or with a code that proves nothing."""
        self._dice.choices((self.lay_card, self._show_phone_code, self.show_code), (8, 2, 1))[0]()

    def show_permit(self) -> None:
        self._show(self._permit)

    def show_vouching(self) -> None:
        """A clerk's word, for the first card's number; or a code that is none."""
        self._show(self._town.vouching_code(CARD["number"]) if self._dice.random() < 0.7 else self._permit)

    def show_ticket(self) -> None:
        """For a new key of this device."""
        self._show(self._town.renewal() if self._dice.random() < 0.7 else self._permit)

    def _show_phone_code(self) -> None:
        self._show(self._town.phone_code("p1"))

    def bring_sheets(self) -> None:
        self._desk.load(*[self._paper] * self._dice.randrange(1, 4))

    def show_camera(self) -> None:
        self.lay_under_camera(self._dice.choice(self._pictures))

    def use_stick(self) -> None:
        """Or empties one that is full."""
        if any(self._stick.iterdir()):
            for file in self._stick.iterdir():
                file.unlink()
        else:
            monkey_disk.free()
            self.fill_stick(self._dice.randrange(1, 4))

    def lay_under_camera(self, picture: Path) -> None:
        ask(self._folder / "camera.control", "show", image=str(picture))

    def fill_stick(self, pages: int) -> None:
        for number in range(pages):
            (self._stick / f"{number}.jpg").write_bytes(self._paper.read_bytes())

    def look_with_phone(self, picture: bytes) -> None:
        """What a citizen's phone does with the codes on a screen: sends a page, pays, or keeps them."""
        for code in decode_codes(picture):
            words = code.decode("utf-8", "replace")
            if words.startswith(PHONES):
                self._send_page(words)
            elif words.startswith(SANDBOX_PAY_URL):
                pay = self._town.let_go if self._dice.random() < _LET_GO else self._town.pay
                pay(words.removeprefix(SANDBOX_PAY_URL))
            else:
                self._codes = [*self._codes[-20:], words]

    def go_on_behind(self) -> None:
        """The clerk looks at what came."""
        self._town.ask_corrections()

    def mishap(self, state: str) -> None:
        self._mishaps.where_it_hurts(state)

    def tidy(self) -> None:
        self._mishaps.right_all()

    def _show(self, words: str) -> None:
        with contextlib.suppress(RuntimeError):  # a scanner that was pulled out reads nothing
            self._desk.do("qr_scanner", "present_text", text=words)

    def _send_page(self, url: str) -> None:
        """A browser that has no certificate."""
        address = url.replace(PHONES, f"https://127.0.0.1:{self._town.port}")
        page = self._paper.read_bytes() + str(self._dice.random()).encode()
        authority = str(self._town.station.authority_certificate)
        requests.post(address, files=[("pages", ("1.jpg", page))], verify=authority, timeout=30)

    def _serve(self, name: str, module: str) -> str:
        control = str(self._folder / f"{name}.control")
        service = Service(Command(name, ("-m", module, "--port", "0", "--control", control)), self._folder)
        self._open.callback(service.stop)
        return service.wait_ready()


def page_on_table(path: Path, blur: float = 0.0) -> Path:
    """A page of lines on a dark table, all four edges in sight."""
    table = Image.new("RGB", (1600, 1200), (60, 60, 60))
    draw = ImageDraw.Draw(table)
    draw.rectangle((420, 60, 1180, 1140), fill="white")
    for line in range(28):
        for word in range(11):
            left = 480 + word * 58
            draw.rectangle((left, 130 + line * 34, left + 40, 146 + line * 34), fill="black")
    table.filter(ImageFilter.GaussianBlur(blur)).save(path)
    return path
