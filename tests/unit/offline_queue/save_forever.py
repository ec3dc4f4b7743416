"""A station that saves one unfinished application over and over until it is killed; prints each saving promised."""

import sys
from pathlib import Path

from queue_kit import new_page, unfinished

from domain.clock import SystemClock, SystemIds
from offline_queue.outbox import Outbox
from offline_queue.station import Station

clock = SystemClock()
outbox = Outbox.open(Station(Path(sys.argv[1])), clock, SystemIds(clock))
case_id, savings = sys.argv[2], 0
while True:
    page = outbox.keep_page(case_id, new_page(savings + 1, b"\xff\xd8 %d" % savings))
    outbox.drafts.save(unfinished(case_id, (page,), place=str(savings)))
    sys.stdout.write(f"{savings}\n")
    sys.stdout.flush()
    savings += 1
