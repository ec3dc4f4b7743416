"""Which swap areas could carry what a citizen typed to a disk in clear."""

from pathlib import Path

import pytest

from offline_queue.swap_check import open_swaps

HEAD = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"


@pytest.fixture
def machine(tmp_path: Path):
    """Swap areas by their name, and what device mapper says of them."""

    def made(*areas: str, **identifiers: str) -> tuple[str, ...]:
        for device, identifier in identifiers.items():
            folder = tmp_path / device.replace("_", "-") / "dm"
            folder.mkdir(parents=True)
            (folder / "uuid").write_text(identifier + "\n")
        swaps = tmp_path / "swaps"
        swaps.write_text(HEAD + "".join(f"{area} partition 8388604 0 -2\n" for area in areas))
        return open_swaps(swaps, tmp_path)

    return made


def test_no_swap_and_no_linux_are_fine(machine, tmp_path):
    assert machine() == ()
    assert open_swaps(tmp_path / "none") == ()


def test_a_partition_a_file_and_a_logical_volume_are_open(machine):
    found = machine("/dev/sda2", "/swapfile", "/dev/dm-1", dm_1="LVM-abc")
    assert found == ("/dev/sda2", "/swapfile", "/dev/dm-1")


def test_compressed_memory_and_an_encrypted_volume_are_not(machine):
    assert machine("/dev/zram0", "/dev/dm-0", dm_0="CRYPT-PLAIN-swap") == ()
