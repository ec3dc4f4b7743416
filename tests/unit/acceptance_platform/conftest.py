from collections.abc import Iterator
from pathlib import Path

import pytest
from stepped_clock import SteppedClock

from acceptance_platform.composition import Platform, demonstration, initialise
from acceptance_platform.data_folder import DataFolder
from acceptance_platform.database import Database
from acceptance_platform.migrations import bring_up_to_date
from acceptance_platform.sources import Sources
from domain.clock import SystemClock, SystemIds


@pytest.fixture
def stepped_clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def sources(stepped_clock: SteppedClock) -> Sources:
    return Sources(stepped_clock, SystemIds(SystemClock()))


@pytest.fixture
def data_folder(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.create()
    return folder


@pytest.fixture
def database(data_folder: DataFolder) -> Iterator[Database]:
    database = Database(data_folder.database)
    bring_up_to_date(database)
    yield database
    database.close()


@pytest.fixture(scope="module")
def demo_platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    root = tmp_path_factory.mktemp("platform")
    initialise(root, ["127.0.0.1"], *demonstration())
    with Platform(root) as platform:
        yield platform
