"""Visits that end at different steps: nothing of the citizen in any file, in shared memory or in any process left.
All ways, 200 visits: ``./run bench privacy --times 200``."""

from functools import partial

from benchmarks.kiosk_desk import CARD
from benchmarks.privacy import search_processes, visit
from benchmarks.private_hall import small_hall
from benchmarks.private_ways import LICENCE, begin_form, from_licences
from benchmarks.supervised_kiosk import ACCOUNT, AMOUNT, die, leave, put_away
from benchmarks.traces import needles, shared_folders
from demo.waiting import until


def test_nothing_of_an_ended_visit_is_left_anywhere() -> None:
    with small_hall() as hall:
        for way, go, end in (("killed", begin_form, die), ("licences", from_licences, leave),
                             ("kept", begin_form, put_away)):  # fmt: skip
            visit(hall.kiosk, way, partial(go, hall), end)
        until("a warm standby and the agent", lambda: len(hall.kiosk.left()) >= 4, 20)
        assert len(shared_folders(hall.kiosk.process.pid)) == 2
        search_processes(hall.kiosk, needles((CARD["name"], CARD["number"], ACCOUNT, AMOUNT, LICENCE)))
