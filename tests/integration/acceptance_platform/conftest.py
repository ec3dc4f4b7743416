from collections.abc import Iterator
from pathlib import Path

import pytest
from platform_process import KIOSK_NODE, WINDOW_NODE, PlatformProcess, TestStation


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlatformProcess]:
    """One platform for all tests that do not kill it; every test makes its own cases."""
    yield from _running(tmp_path_factory.mktemp("platform") / "data")


@pytest.fixture
def mortal_platform(tmp_path: Path) -> Iterator[PlatformProcess]:
    """One that a test may kill."""
    yield from _running(tmp_path / "data")


@pytest.fixture(scope="session")
def kiosk(platform: PlatformProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestStation]:
    yield from _station(platform, tmp_path_factory.mktemp("kiosk") / "station", "kiosk", KIOSK_NODE)


@pytest.fixture(scope="session")
def other_kiosk(platform: PlatformProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestStation]:
    yield from _station(platform, tmp_path_factory.mktemp("other") / "station", "kiosk", KIOSK_NODE)


@pytest.fixture(scope="session")
def window(platform: PlatformProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestStation]:
    yield from _station(platform, tmp_path_factory.mktemp("window") / "station", "window", WINDOW_NODE)


@pytest.fixture(scope="session")
def clerk(platform: PlatformProcess, window: TestStation) -> dict[str, str]:
    """Headers of a clerk of 海曙区."""
    add = ("add-clerk", "--username", "clerk1", "--name", "李工", "--node", WINDOW_NODE, "--role", "station")
    platform.command(*add, "--authority", "海曙区医疗保障局", line="right\n")
    answer = window.call("POST", "/v1/clerks/login", json={"username": "clerk1", "password": "right"})
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['token']}"}


def _running(data: Path) -> Iterator[PlatformProcess]:
    running = PlatformProcess(data)
    running.command("init", "--demo")
    running.start()
    yield running
    assert running.end() == 0
    assert "request crashed" not in running.log()


def _station(platform: PlatformProcess, folder: Path, kind: str, node: str) -> Iterator[TestStation]:
    station = TestStation(platform, folder, kind, node)
    yield station
    station.close()
