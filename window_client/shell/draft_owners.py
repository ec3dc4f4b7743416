"""Whose a draft is: a sealed note beside its journal, so that a colleague can be told and can take it over."""

from pathlib import Path

from pydantic import Field, ValidationError

from domain.contract.wire import ShortText, Wire
from offline_queue.durable_files import make_folder, write_durably
from window_client.shell.device_seal import DeviceSeal

_NAME = "owner"


class Owner(Wire):
    username: ShortText = Field(repr=False)
    name: ShortText = Field(repr=False)
    """As the header shows it."""
    before: ShortText = Field(default="", repr=False)
    """Username of who had it until it was taken over: the journal may still open for them."""


def read_owner(folder: Path, seal: DeviceSeal) -> Owner | None:
    """``None``: none was noted, or it does not open here."""
    try:
        plain = seal.unseal((folder / _NAME).read_bytes(), _about(folder))
        return None if plain is None else Owner.model_validate_json(plain)
    except (OSError, ValidationError):
        return None


def note_owner(folder: Path, seal: DeviceSeal, owner: Owner) -> None:
    """Durable on return. Raises STORE_*; ``ValueError`` before enrolment."""
    make_folder(folder)
    write_durably(folder / _NAME, seal.seal(owner.model_dump_json().encode(), _about(folder)))


def _about(folder: Path) -> str:
    return f"{folder.name} owner"
