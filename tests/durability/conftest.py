"""One town of templates for all tests of a worker, in memory where the machine has such a file system."""

from collections.abc import Iterator

import pytest

from tests.durability.town import Town, found_town
from tests.durability.traced import HAS_STRACE, WHY_NOT, runner


@pytest.fixture(scope="session")
def founded() -> Iterator[Town]:
    with runner() as (started, folder):
        yield found_town(started, folder)


@pytest.fixture
def town(founded: Town) -> Iterator[Town]:
    """What a test that failed left running and lying is not there for the next."""
    yield founded
    founded.tidy()


@pytest.fixture
def strace() -> None:
    if not HAS_STRACE:
        pytest.skip(WHY_NOT)
