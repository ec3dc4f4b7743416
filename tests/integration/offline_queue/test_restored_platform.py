"""A platform that was restored from a copy gives its cursors again, and no correction is missed for it."""

import contextlib
import shutil
from pathlib import Path

from delivery_kit import Site, entry_state, until

from domain.clock import SystemClock, SystemIds
from domain.contract.clerk import Decision
from domain.contract.progress import CorrectionPoint
from offline_queue.platform_client import PlatformClient
from offline_queue.projection import Projection


def ask_for_a_page(window: PlatformClient, case_id: str) -> None:
    session = window.login("li", "a pass phrase").token
    decision = Decision(
        decision_id=SystemIds(SystemClock()).new_id(),
        expected_version=window.case_file(session, case_id).item.version,
        action="ask_correction",
        points=(CorrectionPoint(kind="material", id="m1", name="票据", reason="看不清"),),
    )
    window.decide(session, case_id, decision)


def test_a_station_that_stood_beyond_the_copy_begins_anew(site: Site, tmp_path: Path) -> None:
    """The correction asked for after the copy was restored has the cursor of the one that was lost."""
    first, second = (site.hand_in(pages=1, size=20_000).submission_id for _ in range(2))
    agent = site.agent()
    for submission_id in (first, second):
        until(lambda waited=submission_id: entry_state(site.station, waited) == "confirmed")
    agent.stop()
    window = site.window(tmp_path / "window")
    site.platform.ask("backup", tmp_path / "copy")
    with contextlib.closing(window), contextlib.closing(Projection.open(site.station)) as projection:
        ask_for_a_page(window, first)
        site.pull_changes()
        assert [projection.case_state(case) for case in (first, second)] == ["CORRECTION", "RECEIVED"]
        site.platform.stop()
        shutil.rmtree(site.platform.data)
        (tmp_path / "copy").rename(site.platform.data)
        site.platform.restart()
        ask_for_a_page(window, second)
        site.pull_changes()
        assert [projection.case_state(case) for case in (first, second)] == ["RECEIVED", "CORRECTION"]
