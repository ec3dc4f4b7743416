"""One town of templates for all tests of a worker, in memory where the machine has such a file system."""

from collections.abc import Iterator

import pytest

from tests.durability.town import Town, found_town
from tests.durability.traced import HAS_STRACE, WHY_NOT, runner


@pytest.fixture(scope="session")
def town() -> Iterator[Town]:
    with runner() as (started, folder):
        yield found_town(started, folder)


@pytest.fixture
def strace() -> None:
    if not HAS_STRACE:
        pytest.skip(WHY_NOT)
