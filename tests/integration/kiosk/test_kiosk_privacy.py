"""Visits that end at different steps: nothing of the citizen in any file, in shared memory or in any process left.
All ways, 200 visits: ``./run bench privacy --times 200``."""

from benchmarks.privacy import hall, search_processes, visit
from benchmarks.traces import shared_folders
from demo.waiting import until


def test_nothing_of_an_ended_visit_is_left_anywhere() -> None:
    with hall() as (kiosk, desk):
        for way in ("form, killed", "licences", "form, kept"):
            visit(kiosk, desk, way)
        until("a warm standby and the agent", lambda: len(kiosk.left()) >= 4, 20)
        assert len(shared_folders(kiosk.process.pid)) == 2
        search_processes(kiosk)
