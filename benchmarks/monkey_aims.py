"""What a monkey has in mind when it comes to the home screen: where to begin, and which buttons it likes on its way."""

import random
from dataclasses import dataclass

GESTURE = "the hidden gesture of maintenance"
_RESOLVE = (0.1, 0.5, 0.8, 0.95)
_SERVICE = ("identify.agree", "identify.continue", "face.agree", "face.again", "face.without")
_APPLY = (
    *_SERVICE, "search.item.", "scenario.", "guide.continue", "form.continue", "materials.scan.",
    "Checklist/materials.continue", "review.submit",
)  # fmt: skip
_SHEETS = ("materials.way.scanner", "materials.start", "materials.finish")
_PUT_AWAY = ("form/nav.home", "materials/nav.home", "review/nav.home", "exit.keep", "pause.")
_BY_HAND = ("identify.agree", "identify.type", "identify.typed", "identify.continue")


@dataclass(frozen=True, slots=True)
class Aim:
    begins: str
    """Name of a button at home, or :data:`GESTURE`."""
    likes: tuple[str, ...] = ()
    """Beginnings of names of buttons; ``screen/name`` or ``State/name`` likes it there only."""
    resolve: float = 0.0
    """Share of its events that follow the aim."""

    def wants(self, screen: str, state: str, button: str) -> bool:
        for like in self.likes:
            where, _, name = like.rpartition("/")
            if button.startswith(name) and where in ("", screen, state):
                return True
        return False


AIMS = (
    Aim("home.begin", (*_APPLY, *_SHEETS)),
    Aim(
        "home.item.",
        (*_APPLY, "materials.way.camera", "materials.shoot", "materials.keep_anyway", "Aiming/materials.ways"),
    ),
    Aim("home.begin", (*_APPLY, "materials.way.phone", "materials.finish")),
    Aim(
        "home.item.", (*_APPLY, "materials.way.stick", "materials.pick.", "materials.take", "Choosing/materials.finish")
    ),
    Aim("home.begin", (*_APPLY, "form.licences", "materials.way.held", "materials.held.", *_SHEETS)),
    Aim("home.begin", (*_APPLY, "done.reprint", "done.evaluate", "evaluation.level.", "evaluation.send", *_SHEETS)),
    Aim("home.begin", (*_APPLY, "identify.for_another", "behalf.", *_SHEETS)),
    Aim("home.begin", (*_APPLY, *_PUT_AWAY)),
    Aim("home.progress", ("progress.correct", *_SERVICE, *_PUT_AWAY)),
    Aim("home.begin", (*_SERVICE, "identify.unfinished", "resume.own.", "resume.go_on", *_SHEETS, *_APPLY)),
    Aim("home.begin", (*_BY_HAND, "identify.staff", "identify.unvouched")),
    Aim("home.begin", ("identify.agree", "identify.continue", "face.staff", "face.back")),
    Aim("home.continue", (*_SERVICE, "resume.", *_SHEETS, *_APPLY)),
    Aim("home.continue", _BY_HAND),
    Aim("home.progress", ("progress.mine", *_SERVICE, "cases.case.", "cases.list")),
    Aim("home.progress", ("progress.correct", *_SERVICE, *_SHEETS, *_APPLY)),
    Aim("home.certificates", (*_SERVICE, "certificates.")),
    Aim("home.certificates", (*_SERVICE, "certificates.item.", "certificates.loan", "certificates.again")),
    Aim("home.payment", (*_SERVICE, "payment.bill.", "payment.print", "Paid/payment.list", "Expired/payment.list")),
    Aim("home.appointment", (*_SERVICE, "appointment.number")),
    Aim("home.appointment", (*_SERVICE, "appointment.book", "appointment.day.", "appointment.time.", "appointment.c")),
    Aim("home.evaluation", ("evaluation.level.", "evaluation.option.", "evaluation.send")),
    Aim("home.help", ("help.",)),
    Aim("home.search", (*_APPLY, "guide.print", "search.key.")),
    Aim(GESTURE, ("maintenance.",)),
    Aim(GESTURE, ("maintenance.touch", "maintenance.touch_accept", "maintenance.touch_again")),
    Aim(GESTURE, ("maintenance.renew", "maintenance.ticket_stick")),
    Aim(GESTURE, ("maintenance.login", "maintenance.enter", "maintenance.back", "maintenance.stick")),
)


def drawn(dice: random.Random) -> Aim:
    """With more or less resolve: who has none wanders about."""
    aim = dice.choice(AIMS)
    return Aim(aim.begins, aim.likes, dice.choice(_RESOLVE))
