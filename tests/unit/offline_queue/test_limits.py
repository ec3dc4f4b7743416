import pytest
from queue_kit import hand_in, new_page

from domain.failures import Failure, FailureCode
from offline_queue.limits import CASE_BYTES, RESERVE_BYTES, Reserve, admit, forecast
from offline_queue.storage_faults import disk_full


def test_the_reserve_is_kept_given_once_and_made_again(tmp_path):
    reserve = Reserve(tmp_path / "reserve", 1 << 20)
    reserve.keep()
    assert reserve.held
    assert (tmp_path / "reserve").stat().st_blocks * 512 >= 1 << 20
    assert reserve.release()
    assert not reserve.release()
    reserve.keep()
    assert reserve.held


def test_a_case_is_refused_before_it_begins(tmp_path):
    reserve = Reserve(tmp_path / "reserve", 1 << 20)
    for free in (10 * CASE_BYTES, 0):
        with pytest.raises(Failure) as refused:
            admit(reserve, free)
        assert refused.value.code is FailureCode.STORE_RESERVE_LOW
        reserve.keep()
    admit(reserve, CASE_BYTES)


def test_a_full_disk_is_met_with_the_reserve_and_the_citizen_finishes(outbox, monkeypatch):
    files = outbox._files
    outbox.admission()
    keep_all, left = files.keep_all, []

    def full_until_released(sealed):
        if files.reserve.exists():
            left.append("full")
            raise disk_full("ENOSPC")
        return keep_all(sealed)

    monkeypatch.setattr(files, "keep_all", full_until_released)
    hand_in(outbox)
    assert left == ["full"]


def test_without_a_reserve_a_full_disk_is_told(outbox, monkeypatch):
    def full(_sealed):
        raise disk_full("ENOSPC")

    monkeypatch.setattr(outbox._files, "keep_all", full)
    with pytest.raises(Failure) as refused:
        outbox.keep_page("0" * 8, new_page())
    assert refused.value.code is FailureCode.STORE_DISK_FULL


def test_the_forecast_counts_cases_of_the_usual_size():
    free = RESERVE_BYTES + CASE_BYTES + (100 << 20)
    told = forecast(free, backlog_bytes=10 << 20, cases=10, seconds=3600.0)
    assert (told.room_for_cases, told.hours_left) == (100, 10.0)
    assert forecast(0, 0, 0, 0.0).room_for_cases == 0
    assert forecast(free, 0, 0, 0.0).hours_left is None
