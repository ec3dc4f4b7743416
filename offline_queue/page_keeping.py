"""Pages of a case nobody has handed in yet: sealed as they are written, durable before anybody is told."""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

from domain.clock import Clock
from offline_queue import drafts
from offline_queue.current_keys import SealerNow
from offline_queue.hand_in import KeptPage, NewPage
from offline_queue.limits import Reserve
from offline_queue.page_files import PageFiles
from offline_queue.previews import PreviewShelf
from offline_queue.sealed_file import SealedFile
from offline_queue.station_time import StationTime
from offline_queue.store import Store


class PageKeeper:
    def __init__(self, sealer_now: SealerNow, files: PageFiles, store: Store, reserve: Reserve, clock: Clock) -> None:
        self._sealer_now = sealer_now
        self._files = files
        self._store = store
        self._reserve = reserve
        self._clock = clock
        self._time = StationTime(clock)
        self._digester = ThreadPoolExecutor(1, "plain-digest")
        self.previews = PreviewShelf()

    def keep(self, case_id: str, pages: Sequence[NewPage]) -> tuple[KeptPage, ...]:
        """One sync a page and one for all; all durable on return. Raises STORE_*, SEALING_NO_RECIPIENT."""
        captured_at = self._clock.now()
        sealer = self._sealer_now()
        digests = self._digester.submit(_digests, pages)
        fills = [partial(sealer.seal_into, page.data) for page in pages]
        files = self._reserve.spend_on(lambda: self._files.keep_all(fills))
        kept = tuple(
            _kept(page, file, digest, captured_at)
            for page, file, digest in zip(pages, files, digests.result(), strict=True)
        )
        self._reserve.spend_on(lambda: self._note(case_id, kept))
        for page, one in zip(pages, kept, strict=True):
            self.previews.begin(one.sealed_digest, one.plain_digest, page.data, page.media_type)
        return kept

    def keep_sealed(self, case_id: str, page: KeptPage, sealed: bytes) -> None:
        """One that was sealed elsewhere and is named by these bytes."""
        self._reserve.spend_on(lambda: self._files.keep_all((lambda sink: sink(sealed),)))
        self._reserve.spend_on(lambda: self._note(case_id, (page,)))

    def _note(self, case_id: str, kept: Sequence[KeptPage]) -> None:
        """Only tells which case a page belongs to: a page whose row a power cut undid is swept a day later as well."""
        with self._store.transaction(durable=False) as transaction:
            now = self._time.advance(transaction)
            for page in kept:
                drafts.add_page(transaction, drafts.DraftPage(page.sealed_digest, case_id, page.size, now))


def _digests(pages: Sequence[NewPage]) -> list[str]:
    return [hashlib.sha256(page.data).hexdigest() for page in pages]


def _kept(page: NewPage, file: SealedFile, plain_digest: str, captured_at: datetime) -> KeptPage:
    return KeptPage(
        material_id=page.material_id,
        page_no=page.page_no,
        media_type=page.media_type,
        grade=page.grade,
        sealed_digest=file.digest,
        plain_digest=plain_digest,
        size=file.size,
        captured_at=captured_at,
    )
