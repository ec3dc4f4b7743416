"""A decision being written is on the disk at every key, and comes back where it was, under the id it had."""

from datetime import date
from pathlib import Path

import pytest
import window_samples as samples
from pytestqt.qtbot import QtBot
from test_work_vault import enrolled

from assets.texts import Texts
from domain.flow.machine import Machine
from window_client.journeys.case import flow
from window_client.journeys.case.presenter import present
from window_client.journeys.case.screen.decision_panel import DecisionPanel
from window_client.journeys.correction import flow as correction
from window_client.shell.work_keeper import WorkKeeper
from window_client.shell.work_vault import WorkVault

FILE = samples.case_file()
ID = samples.case_id(501)
GROUNDS = flow.Grounds("依法不需要取得行政许可", date(2026, 3, 20), True, "海曙区住建局", "refused")
CONFIRMING = flow.Confirming(FILE, "reject", ID, grounds=GROUNDS)


def run(state: flow.State, event: flow.Event) -> flow.State:
    machine: Machine[flow.State, flow.Event, flow.Effect] = Machine(flow.TABLE, state)
    machine.feed(event)
    return machine.state


@pytest.fixture
def vault(tmp_path: Path) -> WorkVault:
    return WorkVault(enrolled(tmp_path))


def keeper_of(vault: WorkVault) -> WorkKeeper:
    keeper = WorkKeeper(vault, lambda: pytest.fail("not kept"))
    keeper.enter("window1")
    return keeper


def test_each_key_is_on_the_disk_before_the_next(qtbot: QtBot, vault: WorkVault) -> None:
    keeper = keeper_of(vault)
    for reason in ("依", "依法", "依法不"):
        keeper.at_case(run(CONFIRMING, flow.GroundsWritten(flow.Grounds(reason))))
        kept = vault.read("window1")
        assert kept is not None
        assert (kept.action, kept.decision_id, kept.grounds.reason) == ("reject", ID, reason)
    keeper.stop()


def test_it_goes_on_where_it_was(qtbot: QtBot, vault: WorkVault) -> None:
    keeper = keeper_of(vault)
    keeper.at_case(CONFIRMING)
    keeper.stop()
    again = keeper_of(vault)
    work = again.resumed(FILE)
    assert work is not None
    assert work.fits(FILE)
    assert work.action == "reject"
    assert run(flow.Reading(FILE), flow.Resumed(work.action, work.decision_id, work.grounds)) == CONFIRMING
    again.stop()


def test_a_case_that_moved_is_opened_without_it(qtbot: QtBot, vault: WorkVault) -> None:
    keeper = keeper_of(vault)
    keeper.at_case(CONFIRMING)
    work = vault.read("window1")
    assert work is not None
    moved = FILE.model_copy(update={"item": FILE.item.model_copy(update={"version": FILE.item.version + 1})})
    assert not work.fits(moved)
    assert not work.fits(FILE.model_copy(update={"actions": ("accept",)}))
    keeper.stop()


def test_what_is_taken_back_is_forgotten_but_not_a_correction_behind_the_case(qtbot: QtBot, vault: WorkVault) -> None:
    keeper = keeper_of(vault)
    keeper.at_case(CONFIRMING)
    keeper.at_case(run(CONFIRMING, flow.Cancelled()))
    kept = vault.read("window1")
    assert kept is not None
    assert kept.action is None
    keeper.editing(correction.begin(FILE, ID).draft)
    keeper.at_case(flow.Reading(FILE))
    kept = vault.read("window1")
    assert kept is not None
    assert kept.action == "ask_correction"
    keeper.idle()
    assert vault.read("window1") is None
    keeper.stop()


def test_the_form_shows_what_was_written_and_tells_every_change(qtbot: QtBot) -> None:
    panel = DecisionPanel(Texts("zh"))
    qtbot.addWidget(panel)
    panel.show()
    told: list[flow.Grounds] = []
    panel.written.connect(told.append)
    panel.present(present(CONFIRMING))
    assert told == []
    reason = panel._grounds._reason
    assert reason.toPlainText() == GROUNDS.reason
    qtbot.keyClicks(reason, "x")
    assert told[-1].reason == GROUNDS.reason + "x"
