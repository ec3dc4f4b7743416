"""Keyed digests of continue codes and identity numbers: a copied database alone lets nobody guess either."""

import hashlib
import hmac
import os

from acceptance_platform.data_folder import DataFolder, write_durably


class DraftDigests:
    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def of_folder(cls, folder: DataFolder) -> "DraftDigests":
        """The key is made when it is missing; without the old one no unfinished application is found any more."""
        path = folder.keys / "draft.key"
        if not path.exists():
            write_durably(path, os.urandom(32))
        return cls(path.read_bytes())

    def code(self, code: str) -> str:
        return self._digest("code", code)

    def identity(self, id_kind: str, id_number: str) -> str:
        return self._digest("identity", id_kind, id_number.strip().upper())

    def grant(self, grant: str) -> str:
        return self._digest("grant", grant)

    def _digest(self, *parts: str) -> str:
        return hmac.new(self._key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()
