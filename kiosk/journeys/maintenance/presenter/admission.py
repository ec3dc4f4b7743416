"""How a technician gets in."""

from domain.failures import FailureCode, text_key
from domain.text import Text, text
from kiosk.journeys.maintenance import flow
from kiosk.journeys.maintenance.presenter.buttons import BACK, LOCK
from kiosk.page.parts import Action, Choice, Choices, Entry, Page, Remark, Step

_OTHER_WAYS = Choices(
    (
        Choice("maintenance.login", text("maintenance_admission.login"), flow.LoginAsked(),
               text("maintenance_admission.login_hint")),
        Choice("maintenance.stick", text("maintenance_admission.stick"), flow.StickAsked(),
               text("maintenance_admission.stick_hint")),
    ),
    text("maintenance_admission.other_ways"),
)  # fmt: skip


def locked(state: flow.Locked) -> Page:
    trouble = _trouble(state.refused)
    step = Step("tools", text("maintenance.locked"), text("maintenance.locked_hint"), trouble or "", moving=not trouble)
    return Page(parts=(step,), beside=(_OTHER_WAYS,), left=(LOCK,))


def logging_in(state: flow.LoggingIn) -> Page:
    trouble = _trouble(state.refused)
    return Page(
        text("maintenance_admission.login"),
        (
            *(() if trouble is None else (Remark(trouble, "error", "maintenance.trouble"),)),
            Entry("maintenance.user", text("maintenance_admission.user"), state.username, flow.UserTyped, "latin"),
            Entry("maintenance.password", text("maintenance_admission.password"), state.password, flow.PasswordTyped,
                  "latin", text("maintenance_admission.password_hint"), secret=True),
        ),
        left=(BACK,),
        right=(
            Action("maintenance.enter", text("maintenance_admission.enter"), flow.LoginDone(),
                   enabled=bool(state.username and state.password)),
        ),
    )  # fmt: skip


def admitting(_state: flow.Admitting) -> Page:
    step = Step("progress", text("maintenance_admission.asking"), text("maintenance_admission.asking_hint"),
                moving=True)  # fmt: skip
    return Page(parts=(step,), left=(LOCK,))


def _trouble(failure: FailureCode | None) -> Text | None:
    """Without a line a password cannot be checked: there are the other two ways."""
    if failure is not None and failure.value.startswith("N"):
        return text("maintenance_admission.offline")
    return None if failure is None else text(text_key(failure))
