"""The simulators and clocks that the contract suites of all ports use."""

import time

import pytest

from tests.integration.devices.conftest import (  # noqa: F401  # fixtures
    CARD,
    Simulated,
    card,
    folder,
    heard,
    plugged_in,
    station,
)


class SkippingTime:
    """Real time that can be moved on, so that no test waits between two looks."""

    def __init__(self) -> None:
        self._skipped = 1000.0

    def __call__(self) -> float:
        return time.monotonic() + self._skipped

    def skip(self, seconds: float) -> None:
        self._skipped += seconds


@pytest.fixture
def now() -> SkippingTime:
    return SkippingTime()
