"""Times in words, by the day in China."""

from datetime import UTC, datetime

import pytest

from domain.documents.moments import brief_minute

NOW = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
"""In China it is the 22nd, half past seven in the morning."""


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW, "07:30"),
        (datetime(2026, 11, 21, 16, 0, tzinfo=UTC), "00:00"),
        (datetime(2026, 11, 21, 15, 59, tzinfo=UTC), "11-21 23:59"),
        (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), "11-23 00:00"),
        (datetime(2025, 12, 31, 16, 0, tzinfo=UTC), "01-01 00:00"),
        (datetime(2025, 12, 31, 15, 59, tzinfo=UTC), "2025-12-31 23:59"),
    ],
)
def test_what_goes_without_saying_is_not_said(moment, words):
    assert brief_minute(moment, NOW) == words
