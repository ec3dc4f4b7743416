"""Under the document camera: the live picture, what is wrong with it now, and the pages that are kept."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from domain.text import Say, text
from kiosk.journeys.materials.presenter.ways import CameraProps
from qt_edge.widgets import (
    Columns,
    Heading,
    Notice,
    NoticeKind,
    PageThumbs,
    PreviewView,
    PrimaryButton,
    SecondaryButton,
)
from qt_edge.widgets.role import discard
from qt_edge.widgets.touch_scroll import TouchScroll

_LATEST = 4


class CameraView(QWidget):
    """``shoot()``, ``retake()``, ``keep_anyway()``, ``leave()``. The picture stays while words and pages change."""

    shoot = Signal()
    retake = Signal()
    keep_anyway = Signal()
    leave = Signal()

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self._live = True
        self._props: CameraProps | None = None
        self._picture = PreviewView("materials.preview")
        self._picture.show_words(say(text("ways.camera_wait")))
        self._notice = Notice(name="materials.camera_words")
        self._kept: tuple[str, ...] = ()
        self._pages: QWidget | None = None
        self._side = TouchScroll()
        self._side.add(self._notice)
        self._side.content.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(Columns(self._picture, self._side, shares=(5, 3), tall_shares=(3, 2)))

    def show_frame(self, picture: QImage, *, good: bool) -> None:
        """What the camera sees now; left out while a picture that was taken is being judged by the citizen."""
        if self._live:
            is_first = not self._picture.has_picture
            self._picture.show_frame(picture, good=good)
            if is_first and self._props is not None:
                self._tell(self._props)

    def present(self, props: CameraProps) -> None:
        self._live = not props.still
        if props.still:
            self._picture.show_frame(QImage.fromData(props.still), good=False)
        elif props.trouble is not None:
            self._picture.show_words(self._say(text("ways.camera_away")))
        elif not self._picture.has_picture:
            self._picture.show_words(self._say(text("ways.camera_wait")))
        self._props = props
        self._tell(props)
        self._show_pages(props)

    def _tell(self, props: CameraProps) -> None:
        """Nothing is said of a picture that is not there yet."""
        words = [self._say(one) for one in ((props.trouble,) if props.trouble else props.words)]
        if props.still:
            words.insert(0, self._say(text("ways.doubtful")))
        is_about_nothing = not (self._picture.has_picture or props.trouble or props.busy)
        self._notice.say("" if is_about_nothing else "\n".join(words), _kind(props))

    def keys(self, props: CameraProps) -> tuple[list[QPushButton], list[QPushButton]]:
        """Left and right of the bottom bar."""
        if props.still:
            anyway = SecondaryButton(self._say(text("ways.keep_anyway")), "materials.keep_anyway")
            anyway.clicked.connect(self.keep_anyway)
            retake = PrimaryButton(self._say(text("ways.retake")), "materials.retake")
            retake.clicked.connect(self.retake)
            return [anyway], [retake]
        other = SecondaryButton(self._say(text("ways.other")), "materials.ways")
        other.clicked.connect(self.leave)
        other.setEnabled(not props.busy)
        shoot = PrimaryButton(self._say(text("ways.shoot")), "materials.shoot")
        shoot.clicked.connect(self.shoot)
        shoot.setEnabled(not props.busy and props.trouble is None)
        return [other], [shoot]

    def _show_pages(self, props: CameraProps) -> None:
        kept = tuple(thumb.sealed_digest for thumb in props.thumbs)
        if kept == self._kept:
            return
        self._kept = kept
        discard(self._pages)
        self._pages = QWidget()
        lines = QVBoxLayout(self._pages)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(Heading(self._say(text("materials.kept", n=len(kept)))))
        latest = [(t.sealed_digest, self._say(t.words), t.picture) for t in props.thumbs[-_LATEST:]]
        lines.addWidget(PageThumbs(latest, name="materials.page", columns=2))
        self._side.content.insertWidget(1, self._pages)


def _kind(props: CameraProps) -> NoticeKind:
    if props.trouble is not None:
        return "error"
    if props.busy:
        return "info"
    return "success" if props.good else "warning"
