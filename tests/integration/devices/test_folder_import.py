"""Files of a folder as pages: order, files that grow, PDF pages, and what is refused."""

import importlib
import io
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from devices.document_scanner.folder_driver import FolderImport
from devices.document_scanner.folder_listing import MAX_FILES, Settling, Shape, list_files
from devices.document_scanner.pdf_child import MAX_PIXELS, MAX_SIDE, draw, scale_of
from devices.errors import DeviceUnreachable, ReadFailed
from devices.ports import ScanSettings
from domain.failures import FailureCode

ONE = ScanSettings(duplex=False, dpi=100)


class Time:
    """Moves on when it is waited."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.meanwhile: list[Any] = []

    def wait(self, seconds: float) -> None:
        self.seconds += seconds
        if self.meanwhile:
            self.meanwhile.pop(0)()

    def now(self) -> float:
        return self.seconds


@pytest.fixture
def time() -> Time:
    return Time()


def importing(folder: Path, time: Time, **options: Any) -> FolderImport:
    driver = FolderImport(str(folder), options, wait=time.wait, now=time.now)
    driver.open()
    return driver


def picture(path: Path, width: int = 400, **more: Any) -> bytes:
    Image.new("RGB", (width, 500), "white").save(path, **more)
    return path.read_bytes()


def test_images_come_untouched_and_in_reading_order(folder: Path, time: Time) -> None:
    ten, two = picture(folder / "Seite 10.JPG"), picture(folder / "seite 2.png", dpi=(200, 200))
    (folder / "notes.txt").write_text("no page")
    picture(folder / ".hidden.jpg")
    (folder / "link.jpg").symlink_to(folder / "Seite 10.JPG")
    pages = list(importing(folder, time).scan(ONE))
    assert [page.data for page in pages] == [two, ten]
    assert [(page.number, page.dpi) for page in pages] == [(1, 200), (2, 100)]
    assert len(list_files(folder)) == 2


def test_file_that_grows_is_waited_for(folder: Path, time: Time) -> None:
    whole = picture(folder / "whole.jpg")
    half = folder / "half.jpg"
    half.write_bytes(whole[:100])
    time.meanwhile = [lambda: half.write_bytes(whole[: 100 + len(time.meanwhile)])] * 4 + [
        lambda: half.write_bytes(whole)
    ]
    driver = importing(folder, time)
    assert driver.status().busy
    assert [page.data for page in driver.scan(ONE)] == [whole, whole]
    assert time.seconds > 1.0


def test_file_that_never_stops_growing_is_told(folder: Path, time: Time) -> None:
    file = folder / "growing.jpg"
    file.write_bytes(b"x")
    time.meanwhile = [lambda: file.write_bytes(file.read_bytes() + b"x")] * 1000
    with pytest.raises(ReadFailed) as caught:
        list(importing(folder, time, patience=5).scan(ONE))
    assert caught.value.code is FailureCode.IMPORT_FILE_REFUSED


def test_files_are_deleted_only_when_told_and_only_when_taken(folder: Path, time: Time) -> None:
    picture(folder / "1.jpg")
    picture(folder / "2.jpg")
    list(importing(folder, time).scan(ONE))
    assert len(list_files(folder)) == 2
    pages = importing(folder, time, delete=True).scan(ONE)
    next(pages)
    assert len(list_files(folder)) == 2
    next(pages)
    pages.close()
    assert list(list_files(folder)) == ["2.jpg"]


def test_empty_and_missing_folder(folder: Path, time: Time) -> None:
    driver = importing(folder, time)
    assert not driver.status().paper_loaded
    with pytest.raises(ReadFailed) as caught:
        list(driver.scan(ONE))
    assert caught.value.code is FailureCode.IMPORT_NO_FILES
    with pytest.raises(DeviceUnreachable):
        FolderImport(str(folder / "unplugged"), {}).open()


def test_broken_image_keeps_pages_before_it(folder: Path, time: Time) -> None:
    picture(folder / "1.jpg")
    (folder / "2.jpg").write_bytes(b"\xff\xd8\xff broken")
    pages = importing(folder, time).scan(ONE)
    assert next(pages).number == 1
    with pytest.raises(ReadFailed) as caught:
        next(pages)
    assert caught.value.code is FailureCode.PAGE_UNREADABLE
    assert "2.jpg" not in str(caught.value)


def test_too_many_files_and_pipes(folder: Path, time: Time) -> None:
    os.mkfifo(folder / "pipe.pdf")
    assert list_files(folder) == {}
    for number in range(MAX_FILES + 1):
        (folder / f"{number}.pdf").touch()
    with pytest.raises(ReadFailed) as caught:
        list_files(folder)
    assert caught.value.code is FailureCode.IMPORT_FILE_REFUSED


def test_settled_means_unchanged_for_a_while() -> None:
    settling = Settling(1.0)
    small, large = Shape(1, 1), Shape(2, 2)
    assert settling.settled({"a": small}, 0.0) == []
    assert settling.settled({"a": large}, 1.0) == []
    assert settling.settled({"a": large, "b": small}, 2.0) == ["a"]
    assert settling.settled({"b": small}, 3.0) == ["b"]
    assert settling.settled({"a": large}, 3.5) == []


def _pdf(path: Path, pages: int) -> None:
    sheets = [Image.new("RGB", (827, 1169), colour) for colour in ("white", "red", "blue")]
    sheets[0].save(path, "PDF", resolution=100, save_all=True, append_images=(sheets * 80)[1:pages])


@pytest.fixture
def pdfium() -> None:
    pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed (requirements-native.lock)")


@pytest.mark.usefixtures("pdfium")
def test_pdf_pages_between_images(folder: Path, time: Time) -> None:
    picture(folder / "1.jpg")
    _pdf(folder / "2.pdf", 3)
    picture(folder / "3.jpg")
    pages = list(importing(folder, time).scan(ONE))
    assert [page.number for page in pages] == [1, 2, 3, 4, 5]
    assert [page.width for page in pages] == pytest.approx([400, 827, 827, 827, 400], abs=1)
    assert {(page.height, page.dpi) for page in pages} == {(500, 100), (1169, 100)}
    with Image.open(io.BytesIO(pages[2].data)) as drawn:
        red, green, _ = drawn.getpixel((400, 600))  # type: ignore[misc]
        assert red > 240 > 20 > green


@pytest.mark.usefixtures("pdfium")
def test_pdf_that_is_damaged_or_too_long(folder: Path, time: Time) -> None:
    _pdf(folder / "1.pdf", 201)
    whole = (folder / "1.pdf").read_bytes()
    for data in (whole, b"%PDF-1.7 and nothing more"):
        (folder / "1.pdf").write_bytes(data)
        with pytest.raises(ReadFailed) as caught:
            list(importing(folder, time).scan(ONE))
        assert caught.value.code is FailureCode.IMPORT_FILE_REFUSED


@pytest.mark.usefixtures("pdfium")
def test_a_page_that_claims_to_be_kilometres_high_stays_small() -> None:
    """Found by fuzzing: a JPEG has at most 65,500 rows."""
    pdf = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 1200000000]/Resources<<>>>>endobj\ntrailer<</Root 1 0 R>>\n"
    )
    (page,) = draw(importlib.import_module("pypdfium2"), pdf, 300, "colour")
    with Image.open(io.BytesIO(page)) as drawn:
        assert drawn.width == 1
        assert drawn.height <= MAX_SIDE + 1  # pdfium rounds up


@pytest.mark.parametrize(
    ("width", "height", "dpi"), [(595, 842, 300), (595, 842, 1200), (5000, 5000, 300), (90, 1.2e9, 300), (0, 0, 300)]
)
def test_pages_are_drawn_within_bounds(width: float, height: float, dpi: int) -> None:
    scale = scale_of(width, height, dpi)
    assert 0 < scale <= dpi / 72
    assert max(width, height) * scale <= MAX_SIDE + 1
    assert width * height * scale * scale <= MAX_PIXELS + 1
