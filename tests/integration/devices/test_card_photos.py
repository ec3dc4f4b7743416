"""Photos of cards through a decoder library built here from C: the real child, the real loader."""

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from devices.catalog import DeviceSpec
from devices.events import CardRead
from devices.id_card_reader.photo_decoder import MOST_FAILURES, PhotoDecoder

HEADER = Path(__file__).parents[3] / "docs"
PHOTO = bytes(range(256)) * 4
GOOD = "pixels[0] = photo[1]; pixels[1] = photo[2]; pixels[2] = photo[3]; return 0;"
SOURCE = """
#include "photo_decoder.h"
#include <fcntl.h>
#include <unistd.h>
#include <signal.h>
#include <string.h>
int onewindow_photo_abi(void) {{ return {abi}; }}
int onewindow_photo_decode(const unsigned char *photo, unsigned char *pixels) {{
    memset(pixels, 0, ONEWINDOW_PHOTO_WIDTH * ONEWINDOW_PHOTO_HEIGHT * 3);
    {body}
}}
"""


@pytest.fixture
def built(tmp_path: Path) -> Callable[..., str]:
    if shutil.which("gcc") is None:
        pytest.skip("needs a C compiler")

    def build(body: str, abi: str = "ONEWINDOW_PHOTO_ABI") -> str:
        source, library = tmp_path / "photo.c", tmp_path / "photo.so"
        source.write_text(SOURCE.format(abi=abi, body=body))
        subprocess.run(
            ["gcc", "-shared", "-fPIC", "-Wall", "-Werror", f"-I{HEADER}", "-o", library, source], check=True
        )
        return str(library)

    return build


def test_portrait_with_its_colours_in_place(built: Any) -> None:
    decoder = PhotoDecoder(built(GOOD))
    for _ in range(2):
        portrait = decoder.portrait(PHOTO)
        assert portrait is not None
        with Image.open(io.BytesIO(portrait)) as picture:
            assert (picture.size, picture.getpixel((0, 0)), picture.getpixel((5, 5))) == (
                (102, 126),
                (3, 2, 1),
                (0, 0, 0),
            )
    decoder.close()


@pytest.mark.parametrize("photo", [None, b"", PHOTO[:-1], PHOTO + b"\0"])
def test_what_is_no_photo_is_not_decoded(photo: bytes | None) -> None:
    assert PhotoDecoder("/nonexistent.so").portrait(photo) is None


def test_no_library_no_portrait() -> None:
    assert PhotoDecoder("").portrait(PHOTO) is None


@pytest.mark.parametrize("body", ["return 7;", "raise(SIGSEGV); return 0;"])
def test_library_that_cannot_or_crashes_costs_the_picture_only(built: Any, body: str) -> None:
    decoder = PhotoDecoder(built(body))
    assert [decoder.portrait(PHOTO) for _ in range(2)] == [None, None]
    decoder.close()


def test_library_that_always_crashes_is_not_asked_for_ever(built: Any, tmp_path: Path) -> None:
    count = f'int f = open("{tmp_path}/calls", O_CREAT | O_APPEND | O_WRONLY, 0600);'
    library = built(count + ' if (write(f, "x", 1)) raise(SIGSEGV); return 0;')
    decoder = PhotoDecoder(library)
    for _ in range(MOST_FAILURES + 4):
        assert decoder.portrait(PHOTO) is None
    assert len((tmp_path / "calls").read_bytes()) == MOST_FAILURES


@pytest.mark.parametrize("library", ["", "abi"])
def test_library_that_is_not_ours_is_refused(built: Any, tmp_path: Path, library: str) -> None:
    decoder = PhotoDecoder(built(GOOD, "2") if library else str(tmp_path / "missing.so"))
    assert decoder.portrait(PHOTO) is None
    decoder.close()


def test_card_comes_with_its_portrait(
    built: Any, plugged_in: Any, station: Any, heard: Any, card: dict[str, str]
) -> None:
    reader = plugged_in("id_card_reader", "--read-delay", "0")
    spec = DeviceSpec("card", "sdt-serial", reader.address, {"photo_library": built(GOOD)})
    station(spec).watch_cards(True)
    reader.do("lay_card", card=card)
    read = heard.until(lambda event: type(event) is CardRead).card
    assert read.portrait.startswith(b"\x89PNG")
    assert "PNG" not in repr(read)
