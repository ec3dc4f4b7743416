import io
import threading
import uuid
from datetime import UTC, datetime

import pytest
from PIL import Image
from queue_kit import draft_of, manifest_in, new_page

from domain.failures import Failure, FailureCode
from offline_queue import entries
from offline_queue.agent import Agent
from offline_queue.bandwidth import Budget
from offline_queue.connectivity import METERED_IDLE_SECONDS
from offline_queue.durable_files import make_folder
from offline_queue.entries import Entry
from offline_queue.entry_states import EntryState
from offline_queue.line_settings import LineSettings, read_line_settings, settings_in_force
from offline_queue.pace import Pace
from offline_queue.platform_watch import METERED_CATALOGUE_SECONDS

MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
"""09:00 in China."""


def entry(size: int, *, day: int = 20, urgent: bool = False) -> Entry:
    at = datetime(2026, 11, day, 0, 30, tzinfo=UTC)
    return Entry("a", "a", "new", "", at, 1, size, EntryState.WAITING, 0, "", None, "", urgent)


def test_without_a_file_nothing_is_limited(tmp_path):
    settings = read_line_settings(tmp_path / "line.toml")
    assert settings.may_send(entry(10**9), MORNING)


@pytest.mark.parametrize("text", ['quiet = ["8-11"]', 'quiet = ["24:00-01:00"]', "budget_kbit = -1", "speed = 1", "x"])
def test_what_is_not_understood_is_refused(tmp_path, text):
    (tmp_path / "line.toml").write_text(text)
    with pytest.raises(Failure) as refused:
        read_line_settings(tmp_path / "line.toml")
    assert refused.value.code is FailureCode.LINE_SETTINGS_INVALID


@pytest.mark.parametrize(
    ("text", "named"), [("metred = true", "metred"), ('quiet = ["8"]', "quiet"), ("x\n", "line 1")]
)
def test_what_is_wrong_is_named(tmp_path, text, named):
    (tmp_path / "line.toml").write_text(text)
    with pytest.raises(Failure, match=named):
        read_line_settings(tmp_path / "line.toml")


def test_a_typo_leaves_in_force_what_was_last_understood(tmp_path, caplog):
    path, kept = tmp_path / "line.toml", tmp_path / "mirror" / "line.json"
    path.write_text("metered = true\nbudget_kbit = 64")
    assert settings_in_force(path, kept) == LineSettings(metered=True, budget_kbit=64)
    path.write_text("metred = false")
    assert settings_in_force(path, kept) == LineSettings(metered=True, budget_kbit=64)
    assert "K302" in caplog.text
    path.unlink()
    assert settings_in_force(path, kept) == LineSettings()
    path.write_text("metred = true")
    assert settings_in_force(path, kept) == LineSettings()


@pytest.mark.parametrize("kept", [None, "{}x", '{"speed": 1}'])
def test_a_typo_before_anything_was_understood_limits_nothing(tmp_path, caplog, kept):
    (tmp_path / "line.toml").write_text("metred = true")
    if kept is not None:
        (tmp_path / "line.json").write_text(kept)
    assert settings_in_force(tmp_path / "line.toml", tmp_path / "line.json") == LineSettings()
    assert "K302" in caplog.text


def test_in_quiet_hours_large_ones_wait_and_small_urgent_and_pressing_ones_go():
    settings = LineSettings(quiet=("08:30-11:30",))
    assert not settings.may_send(entry(10**6), MORNING)
    assert settings.may_send(entry(10_000), MORNING)
    assert settings.may_send(entry(10**6, urgent=True), MORNING)
    assert settings.may_send(entry(10**6, day=19), MORNING)
    assert settings.may_send(entry(10**6), MORNING.replace(hour=4))


def test_a_quiet_night_goes_over_midnight_and_a_metered_line_is_always_quiet():
    assert LineSettings(quiet=("22:00-10:00",)).is_thrifty(MORNING)
    assert not LineSettings(quiet=("22:00-08:00",)).is_thrifty(MORNING)
    assert LineSettings(metered=True).is_thrifty(MORNING)


def test_previews_and_form_wait_with_their_pages(outbox, store):
    """In quiet hours a hand-in waits as a whole, whatever small object it could begin with."""
    case_id = str(uuid.uuid4())
    drawn = io.BytesIO()
    Image.effect_noise((900, 1200), 90.0).save(drawn, "JPEG")
    kept = outbox.keep_pages(case_id, [new_page(1, drawn.getvalue())])
    outbox.commit(draft_of(case_id, kept))
    with store.reading() as transaction:
        (entry,) = entries.open_entries(transaction)
    assert [item.role for item in manifest_in(store, case_id).objects] == ["form", "previews", "page"]
    at = entry.handed_in_at
    assert not LineSettings(metered=True).may_send(entry, at)
    assert LineSettings().may_send(entry, at)


class TestBudget:
    def test_what_one_lane_spent_another_cannot(self, clock):
        budget = Budget(1000.0, clock)
        assert budget.spend(1000, 0.5) == 0.5
        assert budget.spend(1000, 0.5) == 1.5
        clock.seconds += 1.5
        assert budget.spend(500, 0.5) == 0.5

    def test_one_lane_alone_may_have_all_of_it(self, clock):
        budget = Budget(1000.0, clock)
        for _ in range(3):
            clock.seconds += 1.0
            assert budget.spend(1000, 1.0) == 0.0

    def test_an_idle_line_saves_nothing_up(self, clock):
        budget = Budget(1000.0, clock)
        budget.spend(1000, 1.0)
        clock.seconds += 3600.0
        assert budget.spend(2000, 1.0) == 1.0

    def test_without_one_nobody_waits(self, clock):
        assert Budget(0.0, clock).spend(10**9, 0.0) == 0.0
        assert Budget(0.0, clock).largest_request == 0


def test_under_a_budget_no_request_is_larger_than_two_seconds_of_it(clock):
    pace = Pace()
    pace.keep_within(Budget(64_000.0, clock).largest_request)
    for _ in range(10):
        pace.note(128_000, 0.01)
    assert pace.piece == pace.appetite == 128_000


def test_an_agent_starts_with_a_typo_and_keeps_to_what_was_last_understood(station, store, clock, caplog):
    make_folder(station.mirror)
    station.line_kept.write_text(LineSettings(metered=True).model_dump_json())
    station.line_settings.write_text("metred = true")
    agent = Agent(station, station.enrolment().url, store, clock, threading.Event())
    try:
        assert agent.idle_seconds() == METERED_IDLE_SECONDS
        assert agent.watch.catalogue_seconds == METERED_CATALOGUE_SECONDS
    finally:
        agent.close()
    assert "K302" in caplog.text
