"""Small pictures of pages travel before the pages, sealed like them, and never stay behind."""

import hashlib
import io
import threading
import uuid
import zipfile

import pyrage
import pytest
from PIL import Image
from queue_kit import draft_of, manifest_in, new_page

from offline_queue.packets import whole_object
from offline_queue.page_files import PageFiles
from offline_queue.previews import LONGEST_SIDE, PreviewShelf, preview_of, preview_set
from offline_queue.queue_objects import QueueObjects


def picture(number: int, kind: str = "JPEG") -> bytes:
    drawn = Image.effect_noise((900, 1200), 60.0 + number)
    data = io.BytesIO()
    drawn.save(data, kind)
    return data.getvalue()


def handed_in(outbox, pages, kind="new"):
    case_id = str(uuid.uuid4())
    kept = outbox.keep_pages(case_id, pages)
    own_id = case_id if kind == "new" else str(uuid.uuid4())
    return outbox.commit(draft_of(case_id, kept, kind, own_id)).submission_id, kept


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_preview_is_a_small_grey_jpeg_of_the_whole_page(kind):
    small = preview_of(picture(1, kind), f"image/{kind.lower()}")
    with Image.open(io.BytesIO(small)) as preview:
        assert (preview.format, preview.mode, preview.size) == ("JPEG", "L", (LONGEST_SIDE * 3 // 4, LONGEST_SIDE))


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(b"%PDF-1.7", "application/pdf"), (b"\xff\xd8 torn", "image/jpeg"), (picture(1, "PNG")[:2000], "image/png")],
)
def test_a_page_nobody_can_draw_goes_without(data, media_type):
    assert preview_of(data, media_type) == b""


def test_previews_are_sealed_with_the_case_between_form_and_pages(outbox, store, station, keys):
    data = [picture(number) for number in (1, 2)]
    submission_id, kept = handed_in(outbox, [new_page(at, page) for at, page in enumerate(data, 1)])
    objects = manifest_in(store, submission_id).objects
    assert [item.role for item in objects] == ["form", "previews", "page", "page"]
    sealed = whole_object(QueueObjects(store, PageFiles(station.pages, station.quarantine)), objects[1].digest)
    assert (hashlib.sha256(sealed).hexdigest(), len(sealed)) == (objects[1].digest, objects[1].size)
    with zipfile.ZipFile(io.BytesIO(pyrage.decrypt(sealed, [keys.identity]))) as archive:
        assert archive.namelist() == [f"{page.plain_digest}.jpg" for page in kept]
        assert all(archive.read(name).startswith(b"\xff\xd8") for name in archive.namelist())


def test_small_hand_ins_go_without_and_large_corrections_with_previews(outbox, store):
    small, _ = handed_in(outbox, [new_page()])
    correction, _ = handed_in(outbox, [new_page(1, picture(1))], "correction")
    assert [item.role for item in manifest_in(store, small).objects] == ["form", "page"]
    assert [item.role for item in manifest_in(store, correction).objects] == ["form", "previews", "page"]


def test_the_preview_of_a_pdf_is_its_first_page():
    pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed (requirements-native.lock)")
    data = io.BytesIO()
    first, second = Image.new("L", (600, 800), 40), Image.new("L", (600, 800), 220)
    first.save(data, "PDF", save_all=True, append_images=[second])
    with Image.open(io.BytesIO(preview_of(data.getvalue(), "application/pdf"))) as preview:
        assert (preview.format, preview.mode, preview.size) == ("JPEG", "L", (LONGEST_SIDE * 3 // 4, LONGEST_SIDE))
        assert preview.getpixel((200, 200)) < 60


def test_nothing_of_a_page_that_left_the_draft_travels(outbox, store):
    case_id = str(uuid.uuid4())
    first, second = outbox.keep_pages(case_id, [new_page(at, picture(at)) for at in (1, 2)])
    outbox.drop_page(case_id, first.sealed_digest)
    outbox.commit(draft_of(case_id, (second,)))
    given_up = str(uuid.uuid4())
    (third,) = outbox.keep_pages(given_up, [new_page(1, picture(3))])
    outbox.discard(given_up)
    shelf = outbox._pages.previews
    assert shelf.set_of(page.sealed_digest for page in (first, second, third)) == b""


def test_a_page_captured_twice_is_in_the_set_once():
    packed = preview_set([("a" * 64, b"one"), ("b" * 64, b"two"), ("a" * 64, b"one")])
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == [f"{'a' * 64}.jpg", f"{'b' * 64}.jpg"]


class Artist:
    """Draws when it is let; knows what it was given."""

    def __init__(self):
        self.begun = threading.Semaphore(0)
        self.may_end = threading.Event()
        self.given = []

    def __call__(self, data, _media_type):
        self.given.append(data)
        self.begun.release()
        assert self.may_end.wait(60)
        return b"drawn " + data


@pytest.fixture
def artist():
    artist = Artist()
    yield artist
    artist.may_end.set()


def names_in(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return [name.removesuffix(".jpg") for name in archive.namelist()]


def test_a_page_is_told_as_kept_before_its_preview_is_drawn_and_travels_with_it(outbox, store, artist):
    outbox._pages.previews = PreviewShelf(artist, patience_seconds=60)
    case_id = str(uuid.uuid4())
    kept = outbox.keep_pages(case_id, [new_page(1, picture(1))])
    assert artist.begun.acquire(timeout=60)
    artist.may_end.set()
    submission_id = outbox.commit(draft_of(case_id, kept)).submission_id
    assert [item.role for item in manifest_in(store, submission_id).objects] == ["form", "previews", "page"]


def test_a_hand_in_does_not_wait_for_a_preview_for_ever(outbox, store, artist):
    outbox._pages.previews = PreviewShelf(artist, patience_seconds=0)
    submission_id, _ = handed_in(outbox, [new_page(1, picture(1))])
    assert [item.role for item in manifest_in(store, submission_id).objects] == ["form", "page"]


def jpeg(name):
    return b"\xff\xd8\xff " + name.encode()


def test_previews_that_are_drawn_travel_without_the_others(artist):
    def draw(data, media_type):
        return artist(data, media_type) if data == jpeg("slow") else data.removeprefix(jpeg("none"))

    shelf = PreviewShelf(draw, patience_seconds=0)
    for name in ("slow", "quick", "none"):
        shelf.begin(f"sealed {name}", name, jpeg(name), "image/jpeg")
    shelf._previews["sealed none"][1].result(60)
    assert names_in(shelf.set_of(["sealed slow", "sealed quick", "sealed none"])) == ["quick"]


def test_what_left_the_draft_is_not_drawn(artist):
    shelf = PreviewShelf(artist, patience_seconds=60)
    pages = [str(number) for number in range(6)]
    for page in pages:
        shelf.begin(page, page, jpeg(page), "image/jpeg")
    assert all(artist.begun.acquire(timeout=60) for _ in range(2))
    shelf.drop(pages)
    shelf.begin("last", "last", jpeg("last"), "image/jpeg")
    artist.may_end.set()
    assert names_in(shelf.set_of([*pages, "last"])) == ["last"]
    assert sorted(artist.given) == [jpeg("0"), jpeg("1"), jpeg("last")]


def test_what_is_no_picture_is_given_to_nobody(artist):
    shelf = PreviewShelf(artist, patience_seconds=60)
    shelf.begin("sealed", "plain", b"MZ", "image/jpeg")
    assert shelf.set_of(["sealed"]) == b""
    assert artist.given == []


def test_a_shelf_that_is_closed_draws_no_more(artist):
    shelf = PreviewShelf(artist, patience_seconds=60)
    for page in ("1", "2", "3"):
        shelf.begin(page, page, jpeg(page), "image/jpeg")
    assert all(artist.begun.acquire(timeout=60) for _ in range(2))
    third = shelf._previews["3"][1]
    shelf.close()
    assert third.cancelled()


def test_pages_of_a_long_pile_do_not_gather_in_memory(artist):
    shelf, pages, begun = PreviewShelf(artist, patience_seconds=60), [str(number) for number in range(20)], []
    sixteen = threading.Event()

    def pile():
        for page in pages:
            shelf.begin(page, page, jpeg(page), "image/jpeg")
            begun.append(page)
            if len(begun) == 16:
                sixteen.set()

    keeper = threading.Thread(target=pile)
    keeper.start()
    assert sixteen.wait(60)
    assert not shelf._room.acquire(blocking=False)
    assert begun == pages[:16]
    artist.may_end.set()
    keeper.join(60)
    assert names_in(shelf.set_of(pages)) == pages
