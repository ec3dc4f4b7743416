"""What stands for a person in the database: a keyed digest, so that no number can be found by trying all."""

import hashlib
import hmac
import os

from acceptance_platform.data_folder import DataFolder, write_durably
from domain.identity.resident_id import normalise_id

_BYTES = 32


class PersonKeys:
    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def of(self, id_kind: str, id_number: str) -> str:
        """64 hexadecimal digits, the same for the same document."""
        return hmac.new(self._secret, f"{id_kind}:{normalise_id(id_number)}".encode(), hashlib.sha256).hexdigest()


def load_person_keys(folder: DataFolder) -> PersonKeys:
    """Makes the secret for a folder that has none yet. Whoever loses it loses only the links to earlier cases."""
    path = folder.keys / "person.key"
    if not path.exists():
        write_durably(path, os.urandom(_BYTES))
    return PersonKeys(path.read_bytes())
