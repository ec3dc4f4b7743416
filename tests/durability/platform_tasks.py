"""What an administrator does to a platform's data, by its own line of commands: a courier's folder is taken in, keys
are replaced. Runs in children of the fork server."""

import contextlib
import io
from pathlib import Path

import pyrage

from acceptance_platform.__main__ import main as platform_command
from acceptance_platform.data_folder import DataFolder
from offline_queue.courier_folder import ACKNOWLEDGEMENT
from tests.durability.key_checks import held_keys
from tests.durability.tasks import say
from tests.durability.travel_checks import USB

NOWHERE = "https://127.0.0.1:1"


def taken_in(marks: int, data: str) -> None:
    """Says what the signatures on the stick bind the platform to."""
    folder = Path(data) / USB
    done = _asked(data, "import", str(folder))
    for path in sorted(folder.glob(f"*{ACKNOWLEDGEMENT}")) if done else ():
        say(marks, "closed", path.stem, path.read_text("ascii"))
        say(marks, "imported", path.stem)
    say(marks, "ended" if done else "refused")


def rotated(marks: int, data: str) -> None:
    """Says which keys it counts on from then on."""
    _tell_keys(marks, data)
    for change in (("rotate", "sealing"), ("rotate", "signing"), ("escrow", _somebody())):
        if not _asked(data, *change):
            say(marks, "refused")
            return
        _tell_keys(marks, data)
    say(marks, "ended")


def permitted(marks: int, data: str, device_id: str) -> None:
    """That a station gets a new key. Says the ticket, with an address nobody listens at."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        platform_command(["--data", data, "renewal", device_id, "--url", NOWHERE])
    say(marks, "ticket", printed.getvalue().strip())


def _asked(data: str, *words: str) -> bool:
    with contextlib.redirect_stdout(io.StringIO()):
        return platform_command(["--data", data, *words]) == 0


def _somebody() -> str:
    return str(pyrage.x25519.Identity.generate().to_public())


def _tell_keys(marks: int, data: str) -> None:
    for use, key_id in sorted(held_keys(DataFolder(Path(data)))):
        say(marks, "key", use, key_id)


BESIDE = {"taken_in": taken_in, "rotated": rotated, "permitted": permitted}
