"""Who owns what a command run as root makes in the folder of a service."""

import contextlib
import os
import uuid

import pytest
from queue_kit import hand_in, new_page

from domain.clock import SystemIds
from offline_queue.courier_folder import note, write_file
from offline_queue.limits import Reserve
from offline_queue.outbox import Outbox

SERVICE = 65534
"""nobody."""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes files for others")
def test_what_root_makes_belongs_to_the_owner_of_its_folder(station, clock):
    os.chown(station.root, SERVICE, SERVICE)
    before = set(station.root.rglob("*"))
    with contextlib.closing(Outbox.open(station, clock, SystemIds(clock))) as outbox:
        hand_in(outbox)
        outbox.keep_page(str(uuid.uuid4()), new_page())
        Reserve(station.queue / "reserve", size=1).keep()
        write_file(station.queue / "packet.owp", [b"sealed"])
        note(station.queue, {"at": "now"})
        made = set(station.root.rglob("*")) - before
        assert {"queue", "pages", "queue.db", "queue.db-wal", "queue.db-shm", "reserve", "packet.owp"} <= {
            path.name for path in made
        }
        assert {(path.stat().st_uid, path.stat().st_gid) for path in made} == {(SERVICE, SERVICE)}
