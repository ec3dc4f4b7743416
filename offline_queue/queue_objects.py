"""The sealed objects of hand-ins, wherever they are kept: forms and sets of previews in rows, pages in files.

What is in a row is sent from it: a disk without any room left can still be emptied.
"""

import io

from offline_queue.page_files import PageFiles
from offline_queue.sealed_forms import sealed_form
from offline_queue.sealed_reading import SealedReader
from offline_queue.store import Store


class QueueObjects:
    def __init__(self, store: Store, files: PageFiles) -> None:
        self._store = store
        self._files = files

    def open(self, digest: str) -> SealedReader:
        """Raises ``PageMissing``, STORE_*."""
        with self._store.reading() as transaction:
            sealed = sealed_form(transaction, digest)
        return self._files.open(digest) if sealed is None else SealedReader(digest, io.BytesIO(sealed))
