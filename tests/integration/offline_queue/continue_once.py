"""Continues an application at a station; says which call to the platform was answered, and waits there to be killed."""

import contextlib
import sys
from pathlib import Path

from domain.clock import SystemClock, SystemIds
from domain.contract.submission import Applicant
from offline_queue.draft_resuming import continue_case
from offline_queue.outbox import Outbox
from offline_queue.platform_client import PlatformClient
from offline_queue.station import Station

CALLS = ("resume_draft", "draft_page", "draft_object")


def main() -> None:
    root, code, number, stop_at = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    station, clock = Station(root), SystemClock()
    client = PlatformClient(station)
    asked = 0

    def stopping(name: str):
        call = getattr(client, name)

        def asked_and_stopped(*arguments: object) -> object:
            nonlocal asked
            answer = call(*arguments)
            asked += 1
            if asked == stop_at:
                sys.stdout.write("answered\n")
                sys.stdout.flush()
                sys.stdin.read()
            return answer

        return asked_and_stopped

    for name in CALLS:
        setattr(client, name, stopping(name))
    with contextlib.closing(Outbox.open(station, clock, SystemIds(clock))) as outbox:
        continue_case(client, outbox, code, Applicant(name="张三", id_kind="31", id_number=number))


main()
