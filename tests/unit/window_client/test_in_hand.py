"""Work in hand: whose, since when, what is missing; a colleague's is taken over whole, wherever a crash cuts in."""

from pathlib import Path

import counter_states
import in_hand_states as samples
import pytest
from test_draft_vault import DRAFT, PICTURE, station, written  # noqa: F401  a fixture

from assets.texts import Texts
from domain.flow.machine import Machine
from offline_queue.station import Station
from window_client.journeys.in_hand import flow
from window_client.journeys.in_hand.presenter import present
from window_client.shell import draft_vault
from window_client.shell.draft_owners import Owner
from window_client.shell.draft_vault import DraftVault
from window_client.shell.work_shelf import missing

SAY = Texts("zh")
FIRST, SECOND = Owner(username="window1", name="综窗01"), Owner(username="window2", name="综窗02")


def run(state: flow.State, *events: flow.Event) -> tuple[flow.State, tuple[flow.Effect, ...]]:
    machine: Machine[flow.State, flow.Event, flow.Effect] = Machine(flow.TABLE, state)
    effects: tuple[flow.Effect, ...] = ()
    for event in events:
        effects = machine.feed(event)
    return machine.state, effects


def test_one_s_own_goes_on_at_once() -> None:
    assert run(flow.Listing(samples.VIEW), flow.OpenAsked())[1] == (flow.Take(samples.MINE.id),)


def test_a_colleague_s_is_taken_over_only_after_a_second_word() -> None:
    asking, effects = run(flow.Listing(samples.OTHERS), flow.OpenAsked())
    assert effects == ()
    assert "综窗02" in SAY(present(asking).question or pytest.fail("nothing asked"))
    assert run(asking, flow.BackAsked()) == (flow.Listing(samples.OTHERS), ())
    assert run(asking, flow.OpenAsked())[1] == (flow.Take(samples.OTHER.id),)


def test_a_held_number_is_called_again() -> None:
    _, effects = run(flow.Listing(samples.NUMBER), flow.OpenAsked())
    assert effects == (flow.Call("A017"), flow.Leave())


def test_each_row_says_whose_since_when_and_what_is_missing() -> None:
    mine, other, held = present(flow.Listing(samples.VIEW)).rows
    assert (mine.applicant, mine.whose) == ("*三", "综窗01")
    assert "费用明细清单" in "；".join(SAY(words) for words in mine.missing)
    assert SAY(other.missing[0]) == "已齐，可提交"
    assert (held.what, held.missing) == ("A017", ())


def test_what_is_missing_is_told_by_name() -> None:
    application = counter_states.CHOSEN.application
    words = [SAY(one) for one in missing(application, counter_states.CATALOGUE, counter_states.TODAY)]
    assert any(one.startswith("表单") for one in words)
    assert any(counter_states.CHOSEN.missing()[0].name in one for one in words)
    assert missing(counter_states.FILED.application, counter_states.CATALOGUE, counter_states.TODAY) == ()


def of(vault: DraftVault) -> dict[str, str]:
    return {recalled.application.draft_id: owner.username for owner, recalled in vault.of_everybody()}


def test_a_draft_taken_over_opens_for_the_other_clerk_only(station: Station) -> None:  # noqa: F811
    written(station)
    vault = DraftVault(station)
    vault.note_owner(DRAFT, FIRST)
    vault.keep_picture(DRAFT, PICTURE, b"a picture")
    before = vault.recall("window1", DRAFT)
    assert vault.take_over(DRAFT, SECOND)
    assert of(vault) == {DRAFT: "window2"}
    after = vault.recall("window2", DRAFT)
    assert before is not None
    assert after is not None
    assert after.application == before.application
    assert vault.picture(DRAFT, PICTURE) == b"a picture"
    assert vault.recall("window1", DRAFT) is None


def test_a_crash_between_note_and_journal_leaves_it_with_the_second_clerk(
    station: Station,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written(station)
    vault = DraftVault(station)
    vault.note_owner(DRAFT, FIRST)

    def killed(path: Path, data: bytes) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(draft_vault, "write_durably", killed)
        with pytest.raises(SystemExit):
            vault.take_over(DRAFT, SECOND)
    assert of(vault) == {DRAFT: "window2"}, "still in the list"
    assert vault.recall("window2", DRAFT) is None
    assert vault.take_over(DRAFT, SECOND), "opening it ends what the crash cut off"
    assert vault.recall("window2", DRAFT) is not None


def test_what_is_gone_cannot_be_taken(station: Station) -> None:  # noqa: F811
    written(station)
    vault = DraftVault(station)
    vault.note_owner(DRAFT, FIRST)
    vault.erase(DRAFT)
    assert not vault.take_over(DRAFT, SECOND)
