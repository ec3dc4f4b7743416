"""One platform and one enrolled station in a folder, as templates that every run copies."""

import contextlib
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from acceptance_platform.composition import Platform, demonstration, initialise
from demo.waiting import until
from domain.catalogue.load import load_catalogue
from domain.contract.enrolment import EnrolmentTicket, VerificationKey
from offline_queue.catalogue_mirror import read_mirror, refresh
from offline_queue.enrolment import enrol
from offline_queue.http_transport import Transport
from offline_queue.station import Station
from tests.durability.tasks import ITEM, VERSIONS
from tests.durability.traced import LOOK_SECONDS, Child, Runner


@dataclass(frozen=True)
class Town:
    runner: Runner
    folder: Path
    platform: Path
    """Template of the platform's data."""
    state: Path
    """Template of the station's state folder."""
    neighbour: Path
    """Template of another enrolled station's."""
    keys: tuple[VerificationKey, ...]

    def copy_state(self, name: str) -> Station:
        """With an empty queue folder."""
        target = self.folder / name
        shutil.copytree(self.state, target)
        station = Station(target)
        station.queue.mkdir(exist_ok=True)
        return station

    def copy_neighbour(self, name: str, url: str) -> Station:
        """The other station, with an empty queue; it looks for the platform at ``url``."""
        station = Station(Path(shutil.copytree(self.neighbour, self.folder / name)))
        station.queue.mkdir()
        moved = station.enrolment().model_copy(update={"url": url})
        station.enrolment_file.write_text(moved.model_dump_json())
        return station

    def copy_platform(self, name: str) -> Path:
        return Path(shutil.copytree(self.platform, self.folder / name))

    def tidy(self) -> None:
        """Nothing runs any longer, and the templates are alone."""
        self.runner.end_all()
        kept = {self.platform, self.state, self.neighbour, self.runner.folder}
        for one in self.folder.iterdir():
            if one not in kept:
                shutil.rmtree(one) if one.is_dir() else one.unlink()

    @contextlib.contextmanager
    def serving(self, data: Path, *, bug: str = "", trace: bool = False, hours: int = 0) -> Iterator[tuple[str, Child]]:
        """Its base address; ended by SIGTERM. ``hours``: how far its clock is ahead."""
        child = self.runner.start("platform", data, 0, bug, hours, trace=trace)
        try:
            yield f"https://127.0.0.1:{port_of(child)}", child
        finally:
            child.signal(signal.SIGTERM)
            child.wait()


def found_town(runner: Runner, folder: Path) -> Town:
    """Everything as on site: keys, catalogue, tickets, enrolments over TLS."""
    data, state, neighbour = (folder / f"{what}-template" for what in ("platform", "state", "neighbour"))
    catalogue, workdays = demonstration()
    initialise(data, ["127.0.0.1", "localhost"], catalogue, workdays)
    town = Town(runner, folder, data, state, neighbour, ())
    with town.serving(data) as (url, _):
        with Platform(data) as platform:
            tickets = [_ticket(platform, url) for _ in range(2)]
        station = Station(state)
        enrolment = enrol(station, tickets[0])
        enrol(Station(neighbour), tickets[1])
        with contextlib.closing(Transport.for_station(station, url, 10)) as transport:
            refresh(transport, station)
    mirror = read_mirror(station)
    assert mirror is not None
    item = load_catalogue(mirror.body).item(ITEM)
    (state / VERSIONS).write_text(f"{mirror.version} {item.form_version}")
    shutil.copytree(station.mirror, neighbour / station.mirror.name)
    shutil.copy(state / VERSIONS, neighbour)
    return Town(runner, folder, data, state, neighbour, enrolment.verification_keys)


def _ticket(platform: Platform, url: str) -> EnrolmentTicket:
    node = platform.directory.node("330281-K01")
    assert node is not None
    code = platform.enrolment.issue_ticket("kiosk", node)
    return EnrolmentTicket(url=url, authority_digest=platform.authority.digest(), code=code)


def port_of(platform: Child) -> str:
    """Once it listens."""

    def said() -> str | None:
        return next((words for words in platform.said() if words.startswith("ready")), None)

    return until("the platform is up", said, 30, LOOK_SECONDS).split()[1]
