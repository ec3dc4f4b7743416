"""The handover's states for ``window_screens.py``."""

from collections.abc import Iterator

import handover_states as states
from PySide6.QtWidgets import QWidget

from domain.text import Say
from window_client.journeys.handover import flow
from window_client.journeys.handover.presenter import present
from window_client.journeys.handover.screen import HandoverScreen


def handovers(say: Say) -> Iterator[tuple[str, QWidget]]:
    found = states.FOUND
    shown: dict[str, flow.State] = {
        "-ask": states.STATES[1],
        "": found,
        "-agent": flow.Found(found.query, found.file, "李四"),
        "-already": flow.Found(found.query, states.samples.result_file(states.FACTS)),
        "-unanswered": flow.Unanswered(found, states.SENT, states.DOWN),
        "-done": flow.HandedOver(states.FACTS),
        "-no-paper": flow.HandedOver(states.FACTS, trouble=states.PAPER_OUT),
    }
    for name, state in shown.items():
        screen = HandoverScreen(say)
        screen.present(present(state), type(state).__name__)
        yield f"handover{name}", screen
