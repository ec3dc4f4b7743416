"""What the platform adds to the list of custody is there as a whole line or not at all."""

import pytest

from acceptance_platform.custody_list import note
from domain.custody import NAME, first_break
from tests.unit.small_disk import files_up_to

FACTS = {"event": "taken", "submission_id": "one"}


def test_lines_follow_from_one_another(tmp_path):
    note(tmp_path, FACTS)
    note(tmp_path, FACTS)
    lines = (tmp_path / NAME).read_bytes().splitlines()
    assert len(lines) == 2
    assert first_break(lines) is None


def test_a_medium_that_is_full_keeps_the_list_as_it_was(tmp_path):
    note(tmp_path, FACTS)
    before = (tmp_path / NAME).read_bytes()
    with files_up_to(len(before) + 10), pytest.raises(OSError):  # noqa: PT011 - EFBIG
        note(tmp_path, FACTS)
    assert (tmp_path / NAME).read_bytes() == before
