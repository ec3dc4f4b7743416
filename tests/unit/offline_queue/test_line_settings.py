from datetime import UTC, datetime

import pytest

from domain.failures import Failure, FailureCode
from offline_queue.entries import Entry
from offline_queue.entry_states import EntryState
from offline_queue.line_settings import LineSettings, pause_after, read_line_settings

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


def test_the_budget_says_how_long_to_wait():
    assert pause_after(1000, 0.5, 1000.0) == 0.5
    assert pause_after(1000, 2.0, 1000.0) == 0.0
    assert pause_after(1000, 0.0, 0.0) == 0.0
