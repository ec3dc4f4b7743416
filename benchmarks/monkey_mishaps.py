"""What goes wrong at a kiosk: devices, the line, the disk; at random, and where it hurts."""

import random
from collections.abc import Mapping
from pathlib import Path

from benchmarks import monkey_disk
from benchmarks.kiosk_desk import Desk
from benchmarks.monkey_town import Town
from devices.simulator_control import ask

LINE, DISK = "line", "disk"
_FAULTS: Mapping[str, tuple[str, ...]] = {
    "id_card_reader": ("bad_checksum", "silent", "torn_frame", "unplug"),
    "qr_scanner": ("noise", "torn", "twice", "unplug"),
    "document_scanner": ("jam",),
    "receipt_printer": ("paper_out", "cover_open", "mute"),
    "page_printer": ("paper_out", "jam", "abort"),
    "camera": ("shaky", "stall", "unplug"),
}
_OF_A_LINE = ("id_card_reader", "qr_scanner")
"""Their line is pulled out by a fault, and put back."""
_HURTS: Mapping[str, tuple[str, ...]] = {
    "identify.Asking": ("id_card_reader",),
    "identify.Waiting": ("id_card_reader", LINE),
    "identify.Shown": (LINE,),
    "progress.ShowCode": ("qr_scanner", LINE),
    "resume.Typing": (LINE,),
    "materials.PutPaper": ("document_scanner",),
    "materials.Feeding": ("document_scanner",),
    "materials.Aiming": ("camera",),
    "materials.Choosing": (LINE,),
    "form.Filling": (DISK,),
    "materials.Checklist": (DISK,),
    "review.Reviewing": ("receipt_printer", DISK),
    "review.Signing": ("receipt_printer", DISK),
    "done.Printed": ("receipt_printer",),
    "payment.Listed": (LINE, "receipt_printer"),
    "payment.Waiting": ("receipt_printer",),
    "appointment.Menu": (LINE, "receipt_printer"),
    "certificates.AskingPurpose": (LINE, "page_printer"),
    "evaluation.Rating": (LINE,),
    "maintenance.AwaitingTicket": (LINE,),
}
"""By the state in which the citizen does not know yet."""


class Mishaps:
    def __init__(self, folder: Path, desk: Desk, town: Town, dice: random.Random) -> None:
        self._folder, self._desk, self._town, self._dice = folder, desk, town, dice

    def any(self) -> None:
        if self._dice.random() < 0.2:
            self._town.line("pull")
        else:
            self._break(self._dice.choice(tuple(_FAULTS)))

    def where_it_hurts(self, state: str) -> None:
        """Nothing where nothing is waited for."""
        if state not in _HURTS:
            return
        match self._dice.choice(_HURTS[state]):
            case "line":
                self._town.line("pull")
            case "disk":
                monkey_disk.fill()
            case kind:
                self._break(kind)

    def right_one(self) -> None:
        """Or all."""
        if self._dice.random() < 0.3:
            self.right_all()
        elif self._dice.random() < 0.3:
            self._town.line("put")
        else:
            self._right(self._dice.choice(tuple(_FAULTS)))

    def right_all(self) -> None:
        """As in the morning."""
        monkey_disk.free()
        self._desk.tidy()
        for kind in _FAULTS:
            self._right(kind)
        self._town.line("put")

    def _break(self, kind: str) -> None:
        self._set(kind, self._dice.choice(_FAULTS[kind]))

    def _right(self, kind: str) -> None:
        self._set(kind, "none")
        if kind in _OF_A_LINE:
            self._desk.do(kind, "plug")

    def _set(self, kind: str, fault: str) -> None:
        ask(self._folder / f"{kind}.control", "set_fault", fault=fault)
