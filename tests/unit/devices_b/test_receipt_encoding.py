"""The bytes of a receipt, read back by the simulated printer's own interpreter."""

from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from devices.receipt_printer import code128
from devices.receipt_printer.cjk_font import CjkFont
from devices.receipt_printer.escpos_encoder import encode
from devices.receipt_printer.logo import logo
from devices.receipt_printer.profile import NAMES, PrinterProfile, profile_named
from devices.receipt_printer.raster import raster, without_real_time_commands
from devices.receipt_printer.simulator_commands import Command, CommandReader, Item, Words
from domain.documents.document import (
    Barcode,
    Block,
    Document,
    Emphasis,
    Pair,
    Paragraph,
    QrCode,
    Rule,
    Table,
    Title,
)

WIDE, NARROW, SIMPLE = profile_named("generic-80"), profile_named("generic-58"), profile_named("simple-80")


def items(block: Block, profile: PrinterProfile = WIDE) -> list[Item]:
    return CommandReader().feed(encode(Document("test", (block,)), profile))


def said(read: list[Item]) -> str:
    return "".join(item.data.decode("gb18030") for item in read if isinstance(item, Words))


def commands(read: list[Item], name: bytes) -> list[bytes]:
    return [item.data for item in read if isinstance(item, Command) and item.name == name]


def test_job_begins_with_reset_and_chinese_and_ends_with_the_cut() -> None:
    data = encode(Document("test", (Paragraph("宁波市"),)), WIDE)
    assert data.startswith(b"\x1b@\x1c&")
    assert b"\xc4\xfe\xb2\xa8\xca\xd0\n" in data
    assert data.endswith(b"\x1dV\x42\x00")


def test_full_width_punctuation_survives_without_any_han() -> None:
    assert "：￥《》①…—“”" in said(items(Paragraph("：￥《》①…—“”")))


def test_title_is_centred_bold_and_double() -> None:
    read = items(Title("收件凭证"))
    assert commands(read, b"\x1ba")[0] == b"\x01"
    assert commands(read, b"\x1bE")[0] == b"\x01"
    assert commands(read, b"\x1d!")[0] == b"\x11"
    assert commands(read, b"\x1d!")[-1] == b"\x00"


def test_long_emphasis_keeps_its_height_only() -> None:
    assert commands(items(Emphasis("已保存，尚未送达")), b"\x1d!")[0] == b"\x11"
    assert commands(items(Emphasis("已保存，尚未送达，请妥善保管本凭证")), b"\x1d!")[0] == b"\x01"


def test_labels_of_neighbours_share_a_column() -> None:
    data = encode(Document("test", (Pair("姓名", "张三"), Pair("事项名称", "报销"))), WIDE).decode("gb18030", "replace")
    assert "姓名：    张三\n事项名称：报销\n" in data


def test_latin_labels_get_a_latin_colon() -> None:
    assert "Case: 1" in said(items(Pair("Case", "1")))


def test_rule_goes_across() -> None:
    assert said(items(Rule(), NARROW)) == "─" * 16


def test_table_heading_and_cells() -> None:
    words = said(items(Table((("材料", 60), ("页数", 40)), (("票据", "3"), ("清单", "2")))))
    assert "材料" in words
    assert words.index("票据") < words.index("清单")


def test_native_qr_holds_the_payload() -> None:
    symbol = commands(items(QrCode("OW1:abc", "扫码")), b"\x1d(")
    assert [data[4] for data in symbol] == [65, 67, 69, 80, 81]
    assert symbol[3] == b"k\x0a\x001P0OW1:abc"


@pytest.mark.parametrize("rare", ["𠮷", "䶮", "😀", "€"])
def test_what_the_printer_lacks_is_drawn(rare: str) -> None:
    read = items(Pair("姓名", f"张{rare}"))
    assert commands(read, b"\x1dv")
    assert said(read) == ""


@pytest.mark.parametrize(
    ("profile", "prints", "drawn"),
    [
        ("drawn-80", "ABC 123", "宁波"),
        ("gb2312-58", "宁波", "镕"),
        ("generic-80", "镕", "䶮"),
        ("gb18030-80", "䶮", "\ue000"),
    ],
)
def test_what_each_font_holds_goes_out_as_words(profile: str, prints: str, drawn: str) -> None:
    assert said(items(Paragraph(prints), profile_named(profile))) == prints
    read = items(Paragraph(drawn), profile_named(profile))
    assert commands(read, b"\x1dv")
    assert said(read) == ""


@pytest.mark.parametrize("name", NAMES)
def test_every_profile_prints_lines_that_fit(name: str) -> None:
    profile = profile_named(name)
    assert profile.name == name
    assert profile.columns * 12 <= profile.dots
    read = items(Paragraph("宁波市政务服务 A1" * 12), profile)
    assert all(len(item.data) <= profile.columns for item in read if isinstance(item, Words))
    assert all(int.from_bytes(band[2:4], "little") * 8 <= profile.dots for band in commands(read, b"\x1dv"))


def test_printer_without_a_knife_is_not_told_to_cut() -> None:
    assert not commands(items(Paragraph("1"), profile_named("no-knife-58")), b"\x1dV")


def _emblem(file: Path, size: tuple[int, int]) -> Path:
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    picture.paste((200, 0, 0, 255), (0, 0, size[0] // 2, size[1]))
    picture.save(file, "PNG")
    return file


@pytest.mark.parametrize("profile", [WIDE, NARROW])
def test_logo_stands_in_the_middle_above_the_title(tmp_path: Path, profile: PrinterProfile) -> None:
    letterhead = logo(_emblem(tmp_path / "logo.png", (900, 300)), profile)
    data = encode(Document("test", (Title("收件凭证"),)), profile, letterhead)
    (band,) = commands(CommandReader().feed(data), b"\x1dv")
    assert data.index(b"\x1dv") < data.index("收件凭证".encode("gb18030"))
    row, rows = int.from_bytes(band[2:4], "little"), int.from_bytes(band[4:6], "little")
    wide = int(profile.dots * 0.6)
    assert (row * 8, rows) == (profile.dots, round(wide / 3))
    dots = Image.frombytes("1", (row * 8, rows), band[6:])
    left, _, right, _ = dots.getbbox() or (0, 0, 0, 0)
    assert left == (profile.dots - wide) // 2
    assert right <= profile.dots // 2 + 1, "what is transparent stays paper"


def test_logo_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "words.png").write_text("words")
    for file in (tmp_path / "words.png", tmp_path / "nowhere.png", _emblem(tmp_path / "huge.png", (9000, 3000))):
        with pytest.raises(ValueError, match="logo"):
            logo(file, WIDE)


def test_printer_with_four_bytes_gets_them() -> None:
    read = items(Pair("姓名", "张𠮷"), profile_named("gb18030-80"))
    assert said(read) == "姓名：张𠮷"


@given(st.lists(st.one_of(
    st.builds(Paragraph, st.text(max_size=60)), st.builds(Title, st.text(max_size=30)),
    st.builds(Pair, st.text(max_size=20), st.text(max_size=40)),
), max_size=4), st.sampled_from([WIDE, NARROW]))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_no_words_can_smuggle_a_command(blocks: list[Block], profile: PrinterProfile) -> None:
    data = encode(Document("test", tuple(blocks)), profile)
    for real_time in (b"\x10\x04", b"\x10\x05", b"\x10\x14"):
        assert real_time not in data
    known = {b"\x1b@", b"\x1c&", b"\x1ba", b"\x1bE", b"\x1d!", b"\x1bJ", b"\x1dv", b"\x1bd", b"\x1dV"}
    read = CommandReader().feed(data)
    assert {item.name for item in read if isinstance(item, Command)} <= known
    assert isinstance(read[-1], Command)
    assert read[-1].name == b"\x1dV"


@given(st.binary(max_size=400))
def test_raster_holds_no_real_time_command(data: bytes) -> None:
    safe = without_real_time_commands(data)
    assert len(safe) == len(data)
    assert not any(command in safe for command in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))


def test_raster_goes_in_bands_and_in_the_middle() -> None:
    picture = Image.new("1", (8, 500), 1)
    bands = commands(CommandReader().feed(raster(picture, 24)), b"\x1dv")
    assert [int.from_bytes(band[4:6], "little") for band in bands] == [240, 240, 20]
    assert bands[0][6:9] == b"\x00\xff\x00"


PAYLOADS = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=30)


@given(PAYLOADS)
def test_code_128_reads_back_from_the_printers_form(payload: str) -> None:
    assert code128.from_escpos(code128.escpos_data(payload)) == code128.runs(payload)
    assert "".join(part for _, part in code128.runs(payload)) == payload


@settings(max_examples=25, deadline=None)
@given(PAYLOADS.filter(lambda words: words == words.strip()))
def test_code_128_is_what_an_independent_reader_sees(payload: str) -> None:
    modules = code128.modules(code128.runs(payload))
    picture = Image.new("L", (len(modules) * 2 + 60, 60), 255)
    for place, black in enumerate(modules):
        if black:
            picture.paste(0, (30 + place * 2, 0, 32 + place * 2, 60))
    (found,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.Code128)
    assert found.text == payload


def test_bar_code_that_does_not_fit_is_said_in_digits() -> None:
    payload = "NO-FIT-" * 6
    read = items(Barcode(payload), NARROW)
    assert not commands(read, b"\x1dk")
    assert payload in said(read)


def test_bar_code_takes_ascii_only() -> None:
    with pytest.raises(ValueError, match="ASCII"):
        items(Barcode("编号"))


def test_simple_printer_gets_pictures_of_codes() -> None:
    for block in (QrCode("OW1:abc", ""), Barcode("12345678")):
        read = items(block, SIMPLE)
        assert commands(read, b"\x1dv")
        assert not commands(read, b"\x1d(")
        assert not commands(read, b"\x1dk")


@given(st.binary(max_size=300), st.integers(1, 299))
def test_stream_reads_the_same_in_any_pieces(data: bytes, cut: int) -> None:
    whole = CommandReader().feed(data + b"\n")
    reader = CommandReader()
    assert reader.feed(data[:cut]) + reader.feed(data[cut:] + b"\n") == whole


def test_a_line_break_beside_a_character_the_printer_lacks_is_drawn_without_ink():
    """The layout of a line break alone fails in Raqm."""
    assert not CjkFont().draw("\n").getbbox()
    assert CjkFont().draw("字").getbbox()
