"""A kiosk with every device of a terminal; behind it a platform with invented records and a clerk; and a phone."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

from PIL import Image

from benchmarks.kiosk_desk import Desk
from benchmarks.monkey_things import Things, page_on_table
from benchmarks.monkey_town import Town
from benchmarks.supervised_kiosk import SupervisedKiosk
from benchmarks.sync_site import PlatformProcess
from demo.hand import Hand
from demo.waiting import until
from offline_queue.catalogue_mirror import refresh
from offline_queue.draft_rows import DraftState, to_travel
from offline_queue.http_transport import Transport
from offline_queue.station import Station
from offline_queue.store import Store

MARK = "canary-of-a-citizens-page-7f3a9c"
"""Inside the picture file of a page: of the stick, of the phone, of an earlier case."""
_PATIENCE_S = 60.0
_PRINTS = ("DEMO-001", "DEMO-003", "DEMO-013", "DEMO-018", "DEMO-028", "DEMO-033")


@dataclass(frozen=True, slots=True)
class Hall:
    kiosk: SupervisedKiosk
    desk: Desk

    @property
    def hand(self) -> Hand:
        return self.kiosk.hand

    def lay_card(self, card: dict[str, str]) -> None:
        self.desk.do("id_card_reader", "lay_card", card=card)

    def lift_card(self) -> None:
        self.desk.do("id_card_reader", "lift_card")

    def wait_for_drafts(self) -> None:
        """Until what was put away is with the platform, which tells of it."""
        with closing(Store.open(Station(self.kiosk.state).database)) as store:
            until("drafts on their way", partial(_none_travels, store), _PATIENCE_S)

    def show_code(self, words: str) -> None:
        self.desk.do("qr_scanner", "present_text", text=words)


@dataclass(frozen=True, slots=True)
class WholeHall(Hall):
    town: Town
    things: Things
    aside: Path
    """A folder that is not the kiosk's."""
    prints: Iterator[str]
    """Codes of print items in turn: of each a person is given only so many a day."""

    def look_with_phone(self) -> None:
        """At the codes in sight: pages are sent, bills are paid."""
        picture = self.aside / "seen.png"
        self.hand.picture(picture)
        self.things.look_with_phone(picture.read_bytes())


@contextmanager
def small_hall() -> Iterator[Hall]:
    """Without camera, stick, A4 printer, phone and clerk."""
    with ExitStack() as opened:
        folder, aside = _folders(opened)
        platform = PlatformProcess(aside)
        opened.callback(platform.close)
        station = platform.station(aside / "state")
        with closing(Transport.for_station(station, station.enrolment().url, _PATIENCE_S)) as transport:
            refresh(transport, station)
        station.root.rename(folder / "state")
        desk = opened.enter_context(Desk(aside))
        kiosk = SupervisedKiosk(folder, desk)
        opened.callback(kiosk.stop)
        yield Hall(kiosk, desk)


@contextmanager
def whole_hall() -> Iterator[WholeHall]:
    with ExitStack() as opened:
        folder, aside = _folders(opened)
        paper = marked_page(aside / "paper.jpg")
        desk = opened.enter_context(Desk(aside))
        town = opened.enter_context(Town(aside, paper.read_bytes()))
        things = opened.enter_context(Things(aside, desk, town, random.Random(0), paper))
        things.fill_stick(1)
        things.lay_under_camera(page_on_table(aside / "page.png"))
        town.dismiss_agent()
        town.station.root.rename(folder / "state")
        # The phone trusts the authority of the station, by the path that the town knows.
        town.station.root.symlink_to(folder / "state")
        kiosk = SupervisedKiosk(folder, desk, extra=things.extra)
        opened.callback(kiosk.stop)
        yield WholeHall(kiosk, desk, town, things, aside, cycle(_PRINTS))


def _folders(opened: ExitStack) -> tuple[Path, Path]:
    """The kiosk's, which is searched, and that of all others."""
    first, second = (opened.enter_context(tempfile.TemporaryDirectory(prefix="ow")) for _ in range(2))
    return Path(first), Path(second)


def _none_travels(store: Store) -> bool:
    with store.reading() as transaction:
        return all(row.state is DraftState.CLOSING for row in to_travel(transaction))


def marked_page(path: Path) -> Path:
    page = Image.new("RGB", (1240, 1754), "white")
    page.paste("black", (100, 100, 1100, 900))
    page.save(path, comment=MARK.encode())
    return path
