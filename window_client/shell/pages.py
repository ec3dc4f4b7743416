"""Fetches and decodes the pages of the open case, one at a time, the one looked at first."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from qt_edge.background_jobs import Err, Ok, Outcome
from window_client.shell.page_cache import PageCache
from window_client.shell.platform_desk import Platform, PlatformDesk

THUMBNAIL = QSize(150, 212)
_LONGEST_SIDE = 6000
"""Pixels; larger pages are decoded smaller. A0 at 100 dpi still fits."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    digest: str
    whole: bool


@dataclass(frozen=True, slots=True)
class _Fetched:
    data: bytes = field(repr=False)
    """Empty when there is not even a preview yet."""
    image: QImage | None = field(repr=False)


class CasePages(QObject):
    """Signals, with the page's plain digest: ``thumbnail_ready(str, QImage)``, ``page_ready(str, QImage)``,
    ``page_failed(str)`` the line failed, ``page_broken(str)`` the bytes are no picture,
    ``page_travelling(str)`` nothing of it is here yet."""

    thumbnail_ready = Signal(str, QImage)
    page_ready = Signal(str, QImage)
    page_failed = Signal(str)
    page_broken = Signal(str)
    page_travelling = Signal(str)

    def __init__(self, desk: PlatformDesk, cache: PageCache, token: Callable[[], str]) -> None:
        super().__init__()
        self._desk = desk
        self._cache = cache
        self._token = token
        self._case_id = ""
        self._thumbnails: list[str] = []
        self._travelling: frozenset[str] = frozenset()
        self._viewed = ""
        self._under_way: _Wanted | None = None
        self._paused = False

    def open_case(self, case_id: str, digests: tuple[str, ...], travelling: frozenset[str] = frozenset()) -> None:
        """Thumbnails of all pages will be told once a page is viewed; what was asked for before is dropped. Of those
        that still travel there are previews at most."""
        self._case_id = case_id
        self._travelling = travelling
        self._thumbnails = list(dict.fromkeys(digests))
        self._viewed = ""

    def view(self, digest: str) -> None:
        """This page, whole, before everything else."""
        self._viewed = digest
        self.resume()

    def resume(self) -> None:
        """The line or the clerk is back, or somebody insists."""
        self._paused = False
        self._next()

    def forget(self) -> None:
        """Every page leaves the memory."""
        self._case_id, self._viewed = "", ""
        self._thumbnails.clear()
        self._under_way = None
        self._cache.clear()

    def _next(self) -> None:
        if self._under_way is not None or self._paused or not self._token():
            return
        if self._viewed:
            self._fetch(_Wanted(self._viewed, whole=True))
        elif self._thumbnails:
            self._fetch(_Wanted(self._thumbnails.pop(0), whole=False))

    def _fetch(self, wanted: _Wanted) -> None:
        self._under_way = wanted
        token, case_id, kept = self._token(), self._case_id, self._cache.get(wanted.digest)
        travels = wanted.digest in self._travelling

        def work(platform: Platform) -> _Fetched:
            fetch = platform.preview if travels else platform.page
            data = kept if kept is not None else fetch(token, case_id, wanted.digest)
            return _Fetched(data, decode(data, None if wanted.whole else THUMBNAIL))

        self._desk.ask(work, lambda outcome: self._arrived(wanted, outcome))

    def _arrived(self, wanted: _Wanted, outcome: Outcome[_Fetched]) -> None:
        self._under_way = None
        if wanted.whole and self._viewed == wanted.digest:
            self._viewed = ""
        match outcome:
            case Err():
                self._paused = True
                self._put_back(wanted)
                self.page_failed.emit(wanted.digest)
            case Ok(value=fetched):
                if wanted.digest not in self._travelling:
                    self._cache.put(wanted.digest, fetched.data)
                self._tell(wanted, fetched)
        self._next()

    def _put_back(self, wanted: _Wanted) -> None:
        if wanted.whole:
            self._viewed = self._viewed or wanted.digest
        else:
            self._thumbnails.insert(0, wanted.digest)

    def _tell(self, wanted: _Wanted, fetched: _Fetched) -> None:
        image = fetched.image
        if not fetched.data:
            self.page_travelling.emit(wanted.digest)
        elif image is None:
            self.page_broken.emit(wanted.digest)
        elif wanted.whole:
            self.page_ready.emit(wanted.digest, image)
        else:
            self.thumbnail_ready.emit(wanted.digest, image)


def decode(data: bytes, within: QSize | None) -> QImage | None:
    """A picture no larger than ``within``, turned as its EXIF says; ``None`` if it is none. Any thread."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    limit = within or QSize(_LONGEST_SIDE, _LONGEST_SIDE)
    if size.isValid() and (size.width() > limit.width() or size.height() > limit.height()):
        reader.setScaledSize(size.scaled(limit, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
