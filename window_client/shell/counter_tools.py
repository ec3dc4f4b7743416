"""What the counter works with, made and ended in the right order."""

from dataclasses import dataclass

from devices.manager import DeviceManager
from offline_queue.shop import ShopShelf
from offline_queue.station import Station
from qt_edge.background_jobs import BackgroundJobs
from window_client.settings import Settings
from window_client.shell.agent_child import AgentChild
from window_client.shell.draft_keeper import DraftKeeper
from window_client.shell.draft_vault import DraftVault
from window_client.shell.hand_ins import HandIns
from window_client.shell.means import Means, Print
from window_client.shell.paper_desk import PaperDesk
from window_client.shell.paper_sources import PaperSources
from window_client.shell.taking_up import TakingUp


@dataclass(frozen=True, slots=True)
class CounterTools:
    vault: DraftVault
    keeper: DraftKeeper
    papers: PaperDesk
    sources: PaperSources
    hand_ins: HandIns
    taking_up: TakingUp
    shelf: ShopShelf
    devices: DeviceManager
    print: Print
    jobs: BackgroundJobs
    """What may wait on the disk, in order."""
    agent: AgentChild | None

    def start(self) -> None:
        self.papers.warm_up()
        if self.agent is not None:
            self.agent.start()

    def stop(self) -> None:
        """After the devices: what is on its way in is sealed, what was asked of the disk is done."""
        self.sources.stop()
        self.papers.stop()
        self.jobs.run(self.hand_ins.close, lambda _outcome: None)
        self.jobs.stop()
        self.keeper.stop()
        if self.agent is not None:
            self.agent.stop()


def counter_tools(settings: Settings, station: Station, keeper: DraftKeeper, devices: DeviceManager,
                  means: Means, printer: Print) -> CounterTools:  # fmt: skip
    vault = DraftVault(station)
    papers = PaperDesk(vault, means.ids)
    hand_ins = HandIns(station, vault, means.clock, means.ids)
    return CounterTools(
        vault=vault,
        keeper=keeper,
        papers=papers,
        sources=PaperSources(devices, settings.devices, papers),
        hand_ins=hand_ins,
        taking_up=TakingUp(station, hand_ins, vault, means.ids),
        shelf=ShopShelf(station),
        devices=devices,
        print=printer,
        jobs=BackgroundJobs("counter"),
        agent=AgentChild(station) if settings.run_agent else None,
    )
