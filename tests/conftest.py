"""For every test."""

import pytest

from qt_edge.lasting_constants import keep_constants


def pytest_configure(config: pytest.Config) -> None:
    """The test session is a long-running Qt process as well."""
    keep_constants()
