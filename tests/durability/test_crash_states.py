"""A power cut at any moment of a case's life: nothing promised is lost, twice, corrupt or purged too early."""

import pytest

from acceptance_platform.data_folder import DataFolder
from tests.durability.continuing_life import record_continuing
from tests.durability.crash_states import CrashStates, Image, Recording
from tests.durability.disk_operations import Create, DiskReader, Mark, Rename, SyncFile, SyncFolder, Write
from tests.durability.exploring import explore, explore_platform, explore_station
from tests.durability.key_checks import key_faults
from tests.durability.lives import record_life
from tests.durability.station_checks import Fault
from tests.durability.traced import Recorder
from tests.durability.travelling_life import record_travels

STATES = {"pieces": (600, 250), "packets": (250, 150)}
TRAVELS, CONTINUING = (300, 150), (200, 100)
"""Of the station and of the platform, by the way objects travel and for what else travels: 2,000 in all."""


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize("way", STATES)
def test_every_state_of_the_whole_life_keeps_what_was_promised(town, way):
    life = record_life(town, way, way=way)
    assert sum(words.startswith("promised") for words in life.state_said) == 3
    assert len({words for words in life.platform_said if words.startswith("closed")}) == 3
    assert life.static_faults() == []
    station, platform = STATES[way]
    tally = explore_station(town, life, town.folder, limit=station, seed=1)
    tally.add(explore_platform(life, town.folder, limit=platform, seed=1))
    assert tally.examples == []
    assert tally.figures["crash_states"] == station + platform


@pytest.mark.usefixtures("strace")
def test_every_state_of_drafts_and_of_what_a_courier_carries_keeps_what_was_promised(town):
    life = record_travels(town, "travels")
    assert {words.split()[0] for words in life.state_said} >= {"drafted", "exported", "relayed", "settled"}
    assert len({words for words in life.platform_said if words.startswith("drafted")}) == 2
    assert sum(words.startswith("imported") for words in life.platform_said) == 2
    assert life.static_faults() == []
    station, platform = TRAVELS
    tally = explore_station(town, life, town.folder, limit=station, seed=1)
    tally.add(explore_platform(life, town.folder, limit=platform, seed=1))
    assert tally.examples == []
    assert tally.figures["crash_states"] == station + platform


@pytest.mark.usefixtures("strace")
def test_every_state_of_a_draft_continued_elsewhere_and_of_new_keys_on_both_sides_keeps_what_was_promised(town):
    life = record_continuing(town, "continuing")
    said, told = ([words.split()[0] for words in marks] for marks in (life.state_said, life.platform_said))
    assert (said.count("promised"), said.count("drafted"), told.count("resumed")) == (1, 4, 2)
    assert len({words for words in life.platform_said if words.startswith("closed ")}) == 1
    assert (said.count("certified"), said.count("renewed"), told.count("certified")) == (1, 1, 1)
    assert len({words for words in life.state_said if words.startswith("keyed ") and words != "keyed 0"}) == 1
    assert len({words for words in life.platform_said if words.startswith("key ")}) == 5
    assert life.static_faults() == []
    station, platform = CONTINUING
    tally = explore_station(town, life, town.folder, limit=station, seed=1)
    tally.add(explore_platform(life, town.folder, limit=platform, seed=1))
    assert tally.examples == []
    assert tally.figures["crash_states"] == station + platform


@pytest.mark.usefixtures("strace")
def test_no_power_cut_while_keys_are_replaced_takes_one(town):
    """Every state: what was sealed to a lost key would never be read again."""
    data = town.copy_platform("rotated")
    recorder = Recorder(data, skip=("catalogue",))
    recorder.add(town.runner.run("rotated", data, trace=True))
    tally = explore(recorder.recording(), check_keys, town.folder, limit=1000, seed=1)
    assert tally.examples == []
    assert tally.figures["crash_states"] > 100


def check_keys(root, state):
    root.mkdir()
    state.image.write(root)
    return [Fault("lost", words) for words in key_faults(DataFolder(root), state.marks)]


def states_of(*operations):
    recording = Recording(Image(frozenset(), {}), {}, operations)
    return list(CrashStates(recording, seed=1).sample(10_000))


WELL_WRITTEN = (
    Create("tmp", 1), Write(1, 0, b"x" * 1024), SyncFile(1, 2), Rename("tmp", "page", 1), SyncFolder("", 4),
    Mark("promised"),
)  # fmt: skip


def test_a_file_that_was_synced_renamed_and_whose_folder_was_synced_is_always_there():
    promised = [state for state in states_of(*WELL_WRITTEN) if state.marks]
    assert promised
    assert all(state.image.files == {"page": b"x" * 1024} for state in promised)


def test_a_few_states_are_taken_from_the_whole_recording():
    operations = tuple(one for at in range(100) for one in (Create(f"f{at}", at), SyncFolder("", 2 * at + 1)))
    recording = Recording(Image(frozenset(), {}), {}, operations)
    positions = [state.position for state in CrashStates(recording, seed=1).sample(40)]
    assert len(positions) == 40
    assert min(positions) < 50
    assert max(positions) > 150


@pytest.mark.parametrize("left_out", [2, 4])
def test_a_sync_that_was_left_out_shows(left_out):
    """Without the file's sync its bytes may be missing or torn; without the folder's its name may be."""
    operations = WELL_WRITTEN[:left_out] + WELL_WRITTEN[left_out + 1 :]
    found = {tuple(state.image.files.items()) for state in states_of(*operations) if state.marks}
    assert (("page", b"x" * 1024),) in found
    assert len(found) > 1


def test_a_write_may_be_torn_at_a_sector_and_a_later_one_may_arrive_alone():
    found = [s.image.files.get("f") for s in states_of(Create("f", 1), Write(1, 0, b"a" * 1024), Write(1, 1024, b"b"))]
    assert b"a" * 512 in found
    assert bytes(1024) + b"b" in found


def test_ext4_commits_names_with_any_sync_and_posix_does_not():
    operations = (Create("a", 1), Create("b", 2), SyncFile(2, 2), Mark("said"))
    by_rule = {
        rule: {frozenset(s.image.files) for s in states_of(*operations) if s.marks and s.how.startswith(rule)}
        for rule in ("posix", "ext4")
    }
    assert frozenset() in by_rule["posix"]
    assert all("a" in names for names in by_rule["ext4"])


def test_a_trace_of_two_threads_is_read_in_the_order_things_were_complete():
    hexed = "".join(f"\\x{byte:02x}" for byte in b"/q/f")
    reader = DiskReader("/q", "/marks", {}, {})
    operations = reader.feed(
        [
            f'7 openat(AT_FDCWD, "{hexed}", O_WRONLY|O_CREAT, 0600) = 3\n',
            "7 fsync(3 <unfinished ...>\n",
            '8 pwrite64(3, "\\x61\\x62", 2, 5) = 2\n',
            "7 <... fsync resumed>) = 0\n",
            "7 close(3) = 0\n",
        ]
    )
    assert operations == [Create("f", 1), Write(1, 5, b"ab"), SyncFile(1, upto=1)]


def test_a_number_that_another_thread_is_given_before_close_returns_belongs_to_that_thread():
    first, second = ("".join(f"\\x{byte:02x}" for byte in name) for name in (b"/q/f", b"/q/g"))
    reader = DiskReader("/q", "/marks", {}, {})
    operations = reader.feed(
        [
            f'7 openat(AT_FDCWD, "{first}", O_WRONLY|O_CREAT, 0600) = 3\n',
            "7 close(3 <unfinished ...>\n",
            f'8 openat(AT_FDCWD, "{second}", O_WRONLY|O_CREAT, 0600) = 3\n',
            "7 <... close resumed>) = 0\n",
            "8 fsync(3) = 0\n",
        ]
    )
    assert operations == [Create("f", 1), Create("g", 2), SyncFile(2, upto=2)]
