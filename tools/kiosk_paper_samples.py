"""Pages as screens show them, and every state of the ways a material can be brought."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageDraw

from devices.events import PageFault
from domain.failures import FailureCode
from domain.text import text
from kiosk.journeys.materials import flow as materials


def page_picture(number: int) -> bytes:
    """A page as a thumbnail would show it."""
    page = Image.new("RGB", (320, 452), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((110, 30, 210, 42), fill="#333333")
    for line in range(6 + number % 9):
        draw.rectangle((30, 70 + line * 22, 290 - line % 4 * 30, 76 + line * 22), fill="#888888")
    draw.ellipse((210, 360, 280, 430), outline="#cc3333", width=4)
    out = BytesIO()
    page.save(out, "JPEG")
    return out.getvalue()


CAMERA_SEES = {
    "materials-camera": (page_picture(7), True),
    "materials-camera-faults": (page_picture(7), False),
    "materials-camera-taking": (page_picture(7), True),
}
"""Sample, and whether that would be a good page; the others have no picture."""


def material_ways(pile: materials.Pile, empty: materials.Pile) -> Iterator[tuple[str, materials.State]]:
    names: tuple[materials.WayName, ...] = ("held", "scanner", "camera", "phone", "stick")
    every = tuple(materials.Way(name) for name in names)
    shut = (
        materials.Way("held", text("ways.offline")), materials.Way("scanner"), materials.Way("camera"),
        materials.Way("phone", text("ways.offline")), materials.Way("stick", text("ways.no_stick")),
    )  # fmt: skip
    blurred, dark = PageFault.BLURRED, PageFault.TOO_DARK
    shot = materials.Picture("image/jpeg", page_picture(7))
    found = tuple(materials.Found(shot, page_picture(number)) for number in range(6))
    held = (
        materials.HeldPaper("licence", "L1", "户口簿", "宁波市公安局海曙分局", "2016-05-04"),
        materials.HeldPaper("paper", "P1", "诊断证明/出院小结", "医疗费用手工（零星）报销", "2026-01-12", 2),
    )
    down = FailureCode.PLATFORM_UNREACHABLE
    url = "https://zwfw.example.invalid/u/ABCDEFGHJKMNPQRSTVWXYZ2345"
    yield from (
        ("materials-ways", materials.Choosing(pile, "m1", every)),
        ("materials-ways-shut", materials.Choosing(empty, "m1", shut)),
        ("materials-ways-failed", materials.Choosing(empty, "m1", every, FailureCode.IMPORT_FILE_REFUSED)),
        ("materials-camera-opening", materials.Aiming(empty, "m1")),
        ("materials-camera", materials.Aiming(empty, "m1")),
        ("materials-camera-faults", materials.Aiming(pile, "m1", (dark,))),
        ("materials-camera-lost", materials.Aiming(empty, "m1", failure=FailureCode.SCANNER_UNREACHABLE)),
        ("materials-camera-taking", materials.Shooting(pile, "m1", "job")),
        ("materials-camera-doubtful", materials.Doubtful(empty, "m1", shot, (PageFault.CUT_OFF, blurred))),
        ("materials-stick-reading", materials.Reading(empty, "m1", "job", found[:2], 1)),
        ("materials-stick", materials.Picking(empty, "m1", found, frozenset({0, 2}))),
        ("materials-held", materials.HeldShown(empty, "m1", held)),
        ("materials-held-nothing", materials.HeldShown(empty, "m1", ())),
        ("materials-held-looking", materials.Looking(empty, "m1")),
        ("materials-phone", materials.Listening(empty, "m1", "upload", url)),
        ("materials-phone-came", materials.Listening(pile, "m1", "upload", url)),
        (
            "materials-phone-line",
            materials.Listening(empty, "m1", "upload", url, failure=down),
        ),
        ("materials-keeping", materials.Keeping(pile, "m1", 2)),
    )
