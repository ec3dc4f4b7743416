"""Reads an app's TOML file into its settings class. No Qt: the supervisor uses it too."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from domain.failures import Failure, FailureCode

T = TypeVar("T")


def read_settings(path: Path, build: Callable[..., T]) -> T:
    """``build(**table)``; it raises ``TypeError`` or ``ValueError`` for what it does not know.

    Raises ``Failure`` for an unreadable file, bad TOML, an unknown key or a wrong value.
    """
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return build(**table)
    except (OSError, tomllib.TOMLDecodeError, TypeError, ValueError, KeyError) as error:
        raise Failure(FailureCode.SETTINGS_INVALID, f"{path.name}: {error}") from error
