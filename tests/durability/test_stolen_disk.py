"""A stolen disk, looked at as raw bytes: deleted files, journals and slack space included."""

import base64
import subprocess

import pytest

from tests.durability.call_filter import CAN_STRIKE
from tests.durability.call_filter import WHY_NOT as WHY_NO_STRIKES
from tests.durability.stolen_disk.canaries import CODES, shaped_as
from tests.durability.stolen_disk.disk_image import CAN_MOUNT, WHY_NOT, disk_image
from tests.durability.stolen_disk.struck_visits import visits
from tests.durability.stolen_disk.theft import plant_and_delete, search, steal

VISITS = 30


@pytest.fixture
def image(town):
    try:
        with disk_image(town.folder, 64) as made:
            yield made
    except subprocess.CalledProcessError as error:
        if "mount" not in error.cmd[0]:
            raise
        pytest.skip(WHY_NOT)


@pytest.mark.skipif(not CAN_MOUNT, reason=WHY_NOT)
@pytest.mark.skipif(not CAN_STRIKE, reason=WHY_NO_STRIKES)
def test_after_visits_killed_at_every_stage_the_disk_tells_nothing(town, image):
    visited = visits(town, image, VISITS)
    assert visited.kills == VISITS
    wanted = visited.wanted()
    loot = steal(image, visited.station, wanted, town.platform)
    assert loot.hits == ()
    assert (loot.opened, loot.opened_by_owner) == (0, loot.items)
    assert loot.items > VISITS
    assert loot.keys >= 1
    plant_and_delete(image, wanted)
    assert {needle.bytes for needle in search(image, wanted)} == {needle.bytes for needle in wanted}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("before", range(3))
def test_a_word_is_found_in_base64_wherever_it_begins(code, before):
    text = base64.b64encode(b"abc"[:before] + "钱甬江".encode(code) + b"z")
    assert shaped_as(f"base64 +{before}" if before else "base64", "钱甬江".encode(code)) in text
