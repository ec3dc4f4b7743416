"""One platform for all, a station of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from delivery_kit import Platform, Site


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    platform = Platform(tmp_path_factory.mktemp("platform") / "data")
    yield platform
    platform.stop()


@pytest.fixture
def site(tmp_path: Path, platform: Platform) -> Iterator[Site]:
    site = Site(tmp_path, platform)
    yield site
    site.close()
