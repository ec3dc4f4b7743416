"""A station that hands in until it is killed; prints each case the moment the outbox has promised it."""

import sys
from pathlib import Path

from queue_kit import hand_in

from domain.clock import SystemClock, SystemIds
from offline_queue.outbox import Outbox
from offline_queue.station import Station

clock = SystemClock()
outbox = Outbox.open(Station(Path(sys.argv[1])), clock, SystemIds(clock))
while True:
    sys.stdout.write(hand_in(outbox) + "\n")
    sys.stdout.flush()
