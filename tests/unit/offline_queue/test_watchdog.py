import socket

import pytest

from offline_queue.catalogue_mirror import is_older
from offline_queue.watchdog import Watchdog


def test_the_service_manager_hears_ready_alive_and_stopping(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        watchdog = Watchdog(str(tmp_path / "notify"))
        for say, word in (
            (watchdog.ready, b"READY=1"),
            (watchdog.alive, b"WATCHDOG=1"),
            (watchdog.stopping, b"STOPPING=1"),
        ):
            say()
            assert manager.recv(100) == word


def test_without_a_service_manager_nothing_happens(tmp_path):
    Watchdog("").alive()
    Watchdog(str(tmp_path / "nobody")).alive()


@pytest.mark.parametrize(
    ("offered", "held", "older"),
    [
        ("1", "2", True),
        ("2", "1", False),
        ("1", "1", False),
        ("2026.9", "2026.10", True),
        ("2026.11.1", "2026.11", False),
    ],
)
def test_an_older_catalogue_is_told_from_a_newer_one(offered, held, older):
    assert is_older(offered, held) is older
