"""Carries out ESC/POS commands on the paper: text in lines, raster, QR, bar codes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import qrcode
from PIL import Image, ImageOps

from devices.receipt_printer import code128
from devices.receipt_printer.cjk_font import CELL, CjkFont
from devices.receipt_printer.simulator_commands import Command, Control, Item, Words
from devices.receipt_printer.simulator_paper import Paper

_LINE_SPACING = 32
_QR_LEVELS = {48: 1, 49: 0, 50: 3, 51: 2}
"""``GS ( k`` fn 69 to the constants of ``qrcode``: L M Q H."""


@dataclass(frozen=True, slots=True)
class Mode:
    wide: int = 1
    high: int = 1
    bold: bool = False
    underlined: bool = False
    reversed: bool = False
    chinese: bool = True
    alignment: int = 0
    line_spacing: int = _LINE_SPACING
    page: int = 0
    bar_height: int = 162
    bar_module: int = 3
    bar_words: int = 0
    qr_module: int = 3
    qr_level: int = 48


_KATAKANA_LINES = "▁▂▃▄▅▆▇█▏▎▍▌▋▊▉┼┴┬┤├▔─│▕┌┐└┘╭╮╰╯"


class Typesetter:
    """One print head. ``four_byte``: whether rare characters print, or garbage as on most printers."""

    def __init__(self, paper: Paper, *, four_byte: bool = False) -> None:
        self.lines = 0
        """Printed since the start."""
        self._paper = paper
        self._four_byte = four_byte
        self._regular, self._bold = CjkFont(), CjkFont(bold=True)
        self._mode = Mode()
        self._line: list[Image.Image] = []
        self._stored_qr = b""
        self._stored_graphic: Image.Image | None = None

    def set(self, item: Item) -> None:
        if isinstance(item, Words):
            self._add_words(item.data)
        elif isinstance(item, Control):
            if item.byte == 0x0A:
                self._end_line()
            elif item.byte == 0x18:
                self.forget()
        elif action := _ACTIONS.get(item.name):
            action(self, item)

    def forget(self) -> None:
        """The print buffer, not the paper."""
        self._line.clear()
        self._mode = Mode()

    def _add_words(self, data: bytes) -> None:
        words = _decoded(data, self._four_byte) if self._mode.chinese else _single_byte(data, self._mode.page)
        for character in words:
            cell = self._cell(character)
            if sum(each.width for each in self._line) + cell.width > self._paper.dots:
                self._end_line()
            self._line.append(cell)

    def _cell(self, character: str) -> Image.Image:
        mode = self._mode
        cell = (self._bold if mode.bold else self._regular).draw(
            character, wide=mode.wide, high=mode.high, narrow=not mode.chinese
        )
        if mode.underlined:
            cell.paste(255, (0, cell.height - 2, cell.width, cell.height))
        return ImageOps.invert(cell) if mode.reversed else cell

    def _end_line(self) -> None:
        self.lines += 1
        if not self._line:
            self._paper.feed(self._mode.line_spacing)
            return
        height = max(cell.height for cell in self._line)
        line = Image.new("L", (sum(cell.width for cell in self._line), height), 0)
        left = 0
        for cell in self._line:
            line.paste(cell, (left, height - cell.height))
            left += cell.width
        self._line.clear()
        self._put(line)
        self._paper.feed(max(self._mode.line_spacing - CELL, 0) if height == CELL else 8)

    def _put(self, picture: Image.Image) -> None:
        room = max(0, self._paper.dots - picture.width)
        self._paper.put(picture, (0, room // 2, room)[self._mode.alignment % 3])

    def move_to(self, command: Command) -> None:
        """``ESC $``: on to a place in the line; back is not done."""
        gap = int.from_bytes(command.data, "little") - sum(cell.width for cell in self._line)
        if 0 < gap < self._paper.dots:
            self._line.append(Image.new("L", (gap, 1), 0))

    def feed(self, command: Command) -> None:
        """``ESC J`` in dots, ``ESC d`` in lines."""
        if self._line:
            self._end_line()
        self._paper.feed(command.data[0] * (1 if command.name == b"\x1bJ" else self._mode.line_spacing))

    def reset(self, _: Command) -> None:
        self.forget()

    def change(self, command: Command) -> None:
        self._mode = replace(self._mode, **_CHANGES[command.name](command.data))

    def bit_image(self, command: Command) -> None:
        """``GS v 0``."""
        scale, across, down = command.data[1], command.data[2:4], command.data[4:6]
        size = (int.from_bytes(across, "little") * 8, int.from_bytes(down, "little"))
        picture = _from_bits(command.data[6:], size)
        self._put(picture.resize((size[0] * (1 + (scale & 1)), size[1] * (1 + (scale >> 1 & 1)))))

    def graphic(self, command: Command) -> None:
        """``GS ( L`` and ``GS 8 L``: function 112 stores, 50 prints."""
        data = command.data[3 if command.name == b"\x1d(" else 5 :]
        if data[1:2] == b"\x70":
            size = (int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little"))
            self._stored_graphic = _from_bits(data[10:], size)
        elif data[1:2] in (b"\x02", b"\x32") and self._stored_graphic is not None:
            self._put(self._stored_graphic)
            self._stored_graphic = None

    def parenthesis(self, command: Command) -> None:
        if command.data[:1] == b"k":
            self._symbol(command.data[3:])
        elif command.data[:1] == b"L":
            self.graphic(command)

    def _symbol(self, data: bytes) -> None:
        """``GS ( k`` with symbol 49, the QR code; others are not known here."""
        if data[:1] != b"1":
            return
        function, content = data[1], data[2:]
        if function == 67:
            self._mode = replace(self._mode, qr_module=content[0])
        elif function == 69:
            self._mode = replace(self._mode, qr_level=content[0])
        elif function == 80:
            self._stored_qr = content[1:]
        elif function == 81 and self._stored_qr:
            code = qrcode.QRCode(error_correction=_QR_LEVELS.get(self._mode.qr_level, 1), border=0)
            code.add_data(self._stored_qr, optimize=0)
            self._put(_enlarged(code.get_matrix(), self._mode.qr_module, self._mode.qr_module))

    def bar_code(self, command: Command) -> None:
        """``GS k 73``; other symbologies are not known here."""
        if command.data[0] != 73:
            return
        try:
            parts = code128.from_escpos(command.data[2:])
            modules = code128.modules(parts)
        except (ValueError, IndexError):
            return
        bars = _enlarged([modules], self._mode.bar_module, self._mode.bar_height)
        if bars.width <= self._paper.dots:
            self._put(bars)
        if self._mode.bar_words & 2:
            self._paper.feed(6)
            self._add_words("".join(words for _, words in parts).encode("ascii"))
            self._end_line()


def _decoded(data: bytes, four_byte: bool) -> str:
    """Firmware without the four-byte area reads two bytes and two bytes, and prints garbage."""
    return data.decode("gb18030" if four_byte else "gbk", "replace")


def _single_byte(data: bytes, page: int) -> str:
    """Of the pages of ``ESC t`` only the first two: PC437, and the katakana page with its lines."""
    if page != 1:
        return data.decode("cp437")
    return "".join(_KATAKANA_LINES[byte - 0x80] if 0x80 <= byte < 0xA0 else _kana(byte) for byte in data)


def _kana(byte: int) -> str:
    return bytes((byte,)).decode("shift_jis", "replace") if byte < 0xE0 else " "


def _from_bits(data: bytes, size: tuple[int, int]) -> Image.Image:
    needed = (size[0] + 7) // 8 * size[1]
    return Image.frombytes("1", size, data[:needed].ljust(needed, b"\0")).convert("L")


def _enlarged(matrix: list[list[bool]], across: int, down: int) -> Image.Image:
    small = Image.new("L", (len(matrix[0]), len(matrix)))
    small.putdata([255 * bool(dot) for row in matrix for dot in row])
    return small.resize((small.width * across, small.height * down), Image.Resampling.NEAREST)


_CHANGES: Mapping[bytes, Callable[[bytes], dict[str, Any]]] = {
    b"\x1d!": lambda data: {"wide": 1 + (data[0] >> 4 & 7), "high": 1 + (data[0] & 7)},
    b"\x1b!": lambda data: {
        "wide": 1 + (data[0] >> 5 & 1),
        "high": 1 + (data[0] >> 4 & 1),
        "bold": bool(data[0] & 8),
        "underlined": bool(data[0] & 128),
    },
    b"\x1c!": lambda data: {"wide": 1 + (data[0] >> 2 & 1), "high": 1 + (data[0] >> 3 & 1)},
    b"\x1bE": lambda data: {"bold": bool(data[0] & 1)},
    b"\x1bG": lambda data: {"bold": bool(data[0] & 1)},
    b"\x1b-": lambda data: {"underlined": data[0] % 48 > 0},
    b"\x1c-": lambda data: {"underlined": data[0] % 48 > 0},
    b"\x1dB": lambda data: {"reversed": bool(data[0] & 1)},
    b"\x1ba": lambda data: {"alignment": data[0] % 48},
    b"\x1b2": lambda _: {"line_spacing": _LINE_SPACING},
    b"\x1b3": lambda data: {"line_spacing": data[0]},
    b"\x1bt": lambda data: {"page": data[0]},
    b"\x1c&": lambda _: {"chinese": True},
    b"\x1c.": lambda _: {"chinese": False},
    b"\x1dh": lambda data: {"bar_height": max(1, data[0])},
    b"\x1dw": lambda data: {"bar_module": max(1, data[0])},
    b"\x1dH": lambda data: {"bar_words": data[0] % 48},
}
_ACTIONS: Mapping[bytes, Callable[[Typesetter, Command], None]] = {
    **dict.fromkeys(_CHANGES, Typesetter.change),
    b"\x1b@": Typesetter.reset,
    b"\x1b$": Typesetter.move_to,
    b"\x1bJ": Typesetter.feed,
    b"\x1bd": Typesetter.feed,
    b"\x1dv": Typesetter.bit_image,
    b"\x1d(": Typesetter.parenthesis,
    b"\x1d8": Typesetter.graphic,
    b"\x1dk": Typesetter.bar_code,
}
