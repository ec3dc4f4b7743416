"""Pages on their way in and out of the draft, off the GUI thread, with a bounded number of them in memory.

A page is sealed on the disk first and looked at afterwards, read back: however fast the scanner is, what waits to be
looked at waits on the disk.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from devices.errors import ReadFailed
from devices.page_imaging.id_card_sheet import id_card_sheet
from devices.page_imaging.preview import preview
from domain.clock import IdSource
from qt_edge.background_jobs import BackgroundJobs, Err, Outcome
from window_client.draft.pages import Page
from window_client.shell.draft_vault import DraftVault, page_missing
from window_client.shell.page_cache import PageCache
from window_client.shell.pages import decode
from window_client.shell.paper_looks import THUMBNAIL_WIDTH, Look, as_handed_in, load_lookers, look_at

_THUMBNAIL_BYTES = 16 << 20
"""About two thousand small pictures; older ones are made again from the sealed pages."""
_VIEW = QSize(2000, 2800)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A side of paper from a scanner, a camera or a file."""

    job_id: str
    side: int
    media_type: str
    blank: bool
    data: bytes = field(repr=False)


class PaperDesk(QObject):
    """``page_ready(Page, tuple)`` with the texts of its codes; ``page_lost(str, FailureCode)`` job and cause;
    ``thumbnail_ready(str, QImage)`` by the picture's name; ``view_ready(Page, QImage)``, the image null if unreadable.
    """

    page_ready = Signal(object, tuple)
    page_lost = Signal(str, object)
    thumbnail_ready = Signal(str, QImage)
    view_ready = Signal(object, QImage)

    def __init__(self, vault: DraftVault, ids: IdSource) -> None:
        super().__init__()
        self._vault = vault
        self._ids = ids
        self._writer, self._looker, self._viewer = (BackgroundJobs(f"paper-{name}") for name in ("in", "look", "view"))
        self._thumbnails = PageCache(_THUMBNAIL_BYTES)
        self._draft_id = ""
        self._wanted: Page | None = None

    def warm_up(self) -> None:
        """Before the first page comes."""
        self._looker.run(load_lookers, lambda _outcome: None)

    def open(self, draft_id: str) -> None:
        self._draft_id = draft_id
        self._wanted = None
        self._thumbnails.clear()

    def take(self, incoming: Incoming) -> None:
        """Seal it, look at it, tell it."""
        draft_id, name = self._draft_id, self._ids.new_id()
        page = Page(
            id=name,
            image=name,
            media_type="image/png" if incoming.media_type == "image/png" else "image/jpeg",
            batch=incoming.job_id,
            side=incoming.side,
            aside="blank" if incoming.blank else "",
        )
        data = incoming.data

        def sealed(outcome: Outcome[None]) -> None:
            if isinstance(outcome, Err):
                self.page_lost.emit(page.batch, outcome.failure)
            else:
                self._look(draft_id, page)

        self._writer.run(lambda: self._vault.keep_picture(draft_id, name, data), sealed)

    def recover(self, names: tuple[str, ...]) -> None:
        """Pictures whose record a crash cut off."""
        for name in names:
            self._look(self._draft_id, Page(id=name, image=name, batch=name))

    def want_thumbnail(self, name: str) -> None:
        draft_id, kept = self._draft_id, self._thumbnails.get(name)

        def work() -> tuple[bytes, QImage]:
            small = kept if kept is not None else _small(self._vault.picture(draft_id, name))
            return small, decode(small, None) or QImage()

        def done(outcome: Outcome[tuple[bytes, QImage]]) -> None:
            if not isinstance(outcome, Err) and draft_id == self._draft_id:
                small, image = outcome.value
                self._thumbnails.put(name, small)
                self.thumbnail_ready.emit(name, image)

        self._viewer.run(work, done)

    def want_view(self, page: Page) -> None:
        """As it will be handed in. Of pages that were passed by quickly only the last is made."""
        self._wanted = page
        draft_id = self._draft_id

        def work() -> QImage | None:
            return self._view(draft_id, page) if self._wanted == page else None

        def done(outcome: Outcome[QImage | None]) -> None:
            if not isinstance(outcome, Err) and outcome.value is not None and draft_id == self._draft_id:
                self.view_ready.emit(page, outcome.value)

        self._viewer.run(work, done)

    def compose(self, sides: tuple[Page, ...], purpose: str, done: Callable[[Page | None], None]) -> None:
        """Both sides of a card on one sheet, sealed; ``done(None)``: the one page does not show them; ``page_lost``:
        what failed."""
        draft_id, name = self._draft_id, self._ids.new_id()

        def work() -> bool:
            sheet = id_card_sheet([self._made(draft_id, side) for side in sides], purpose)
            if sheet is not None:
                self._vault.keep_picture(draft_id, name, sheet)
            return sheet is not None

        def told(outcome: Outcome[bool]) -> None:
            if isinstance(outcome, Err):
                self.page_lost.emit(name, outcome.failure)
            elif draft_id == self._draft_id:
                done(Page(id=name, image=name, batch=name) if outcome.value else None)

        self._viewer.run(work, told)

    def forget(self) -> None:
        self.open("")

    def stop(self) -> None:
        """What is on its way in is finished. Part of the shutdown order: after the devices."""
        for jobs in (self._writer, self._looker, self._viewer):
            jobs.stop()

    def _look(self, draft_id: str, page: Page) -> None:
        def work() -> tuple[Look, QImage]:
            look = look_at(self._vault.picture(draft_id, page.image) or b"", blank=page.aside == "blank")
            return look, decode(look.thumbnail, None) or QImage()

        def done(outcome: Outcome[tuple[Look, QImage]]) -> None:
            if draft_id != self._draft_id:
                return
            if isinstance(outcome, Err):
                self.page_lost.emit(page.batch, outcome.failure)
                return
            look, image = outcome.value
            self._thumbnails.put(page.image, look.thumbnail)
            self.page_ready.emit(replace(page, turn=look.turn, straight=look.leans), look.codes)
            self.thumbnail_ready.emit(page.image, image)

        self._looker.run(work, done)

    def _made(self, draft_id: str, page: Page) -> bytes:
        """As it will be handed in. Raises ``Failure``: the picture is missing or cannot be read."""
        picture = self._vault.picture(draft_id, page.image)
        if picture is None:
            raise page_missing(page.image)
        return as_handed_in(page, picture)

    def _view(self, draft_id: str, page: Page) -> QImage:
        data = self._vault.picture(draft_id, page.image)
        try:
            return (decode(as_handed_in(page, data), _VIEW) if data else None) or QImage()
        except (ReadFailed, ValueError):
            return QImage()


def _small(data: bytes | None) -> bytes:
    """Empty for a picture that cannot be read."""
    try:
        return preview(data, THUMBNAIL_WIDTH) if data else b""
    except ReadFailed:
        return b""
