"""The list of custody on a courier's medium: what the platform adds to it."""

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from acceptance_platform.data_folder import sync_folder
from acceptance_platform.medium_files import adding
from domain import custody


def note(folder: Path, facts: Mapping[str, str]) -> None:
    """One line more, on the medium on return, or none. Raises ``OSError``."""
    with adding(folder / custody.NAME) as listing:
        end = listing.seek(0, os.SEEK_END)
        listing.seek(max(end - custody.TAIL_BYTES, 0))
        line = memoryview(custody.addition(listing.read(), facts))
        try:
            while line:
                line = line[listing.write(line) :]
            os.fsync(listing.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                listing.truncate(end)
            raise
    sync_folder(folder)
