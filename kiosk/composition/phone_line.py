"""Listens to the platform for what a phone sends, while its code is in sight."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from domain.contract.phone_upload import PhoneUpload
from kiosk.composition.drawn_pages import pictures_of
from kiosk.composition.workbench import Workbench
from kiosk.journeys.materials import flow as materials
from offline_queue.phone_uploads import SentPage
from qt_edge.background_jobs import Err, Outcome

LOOK_MS = 2000


class PhoneLine(QObject):
    """``feed`` takes events of the materials' flow. One upload at a time; every page is told once."""

    def __init__(self, bench: Workbench, feed: Callable[[materials.Event], None]) -> None:
        super().__init__()
        self._bench = bench
        self._feed = feed
        self._upload_id = ""
        self._known: frozenset[str] = frozenset()
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def invite(self, case_id: str) -> None:
        def on_open(outcome: Outcome[PhoneUpload]) -> None:
            if isinstance(outcome, Err):
                self._feed(materials.InviteFailed(outcome.failure))
                return
            upload = outcome.value
            self._begin(upload.upload_id)
            self._feed(materials.Invited(upload.upload_id, upload.url))

        self._bench.line.run(lambda: self._bench.phones.open(case_id), on_open)

    def dismiss(self, upload_id: str) -> None:
        self.stop()
        self._bench.line.run(partial(self._bench.phones.close, upload_id), lambda _: None)

    def stop(self) -> None:
        self._timer.stop()
        self._upload_id = ""

    def _begin(self, upload_id: str) -> None:
        self._upload_id, self._known = upload_id, frozenset()
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        """One look at a time: a slow line makes no queue of them."""
        if self._looking or not self._upload_id:
            return
        self._looking = True
        upload_id, known = self._upload_id, self._known
        self._bench.line.run(lambda: self._fetched(upload_id, known), partial(self._on_look, upload_id))

    def _fetched(self, upload_id: str, known: frozenset[str]) -> tuple[tuple[str, ...], tuple[materials.Picture, ...]]:
        """On the line's worker."""
        sent: tuple[SentPage, ...] = self._bench.phones.new_pages(upload_id, known)
        pictures = [picture for page in sent for picture in pictures_of(page.media_type, page.data, "C")]
        return tuple(page.digest for page in sent), tuple(pictures)

    def _on_look(self, upload_id: str, outcome: Outcome[tuple[tuple[str, ...], tuple[materials.Picture, ...]]]) -> None:
        self._looking = False
        if upload_id != self._upload_id:
            return
        if isinstance(outcome, Err):
            self._feed(materials.LookFailed(outcome.failure))
            return
        digests, pictures = outcome.value
        self._known |= frozenset(digests)
        if pictures:
            self._feed(materials.PhonePagesCame(upload_id, pictures))
