"""Plugs pulled thirty times, three where one takes long; ``./run bench plugs --times 1000`` a thousand times."""

import pytest

from benchmarks.pcsc_service import ServiceElsewhere
from benchmarks.plug_subjects import SLOW, SUBJECTS
from benchmarks.plugs import MOST_LEFT, pull_plugs


@pytest.mark.parametrize("name", SUBJECTS)
def test_nothing_is_left_behind(name: str) -> None:
    try:
        left, _ = pull_plugs(SUBJECTS[name], 3 if name in SLOW else 30)
    except ServiceElsewhere as error:
        pytest.skip(str(error))
    for what, most in MOST_LEFT.items():
        assert getattr(left, what) <= most, what
