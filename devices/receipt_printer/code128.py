"""Code 128 (ISO/IEC 15417): code sets B and C, the bars, and the form ``GS k`` wants. Pure."""

import re
from collections.abc import Iterable

_START = {"A": 103, "B": 104, "C": 105}
_SWITCH = {"A": 101, "B": 100, "C": 99}
# Bar and space widths of the symbols 0 to 105, six of them each, in modules.
_PATTERNS = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221"
    "223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321"
    "112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131"
    "311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114"
    "122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141"
    "214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232"
)
_STOP_PATTERN = "2331112"


def runs(payload: str) -> list[tuple[str, str]]:
    """The payload cut into code sets: pairs of four and more digits in C, the rest in B.

    Raises ``ValueError`` for anything but printable ASCII."""
    if not payload or not all(" " <= character <= "~" for character in payload):
        raise ValueError("Code 128 takes printable ASCII here")
    return [
        ("C" if part.isdigit() and len(part) >= 4 else "B", part)
        for part in re.findall(r"(?:\d\d){2,}|(?:(?!\d{4}).)+", payload)
    ]


def escpos_data(payload: str) -> bytes:
    """The data of ``GS k 73 n``: code sets named by ``{B`` and ``{C``."""
    data = b""
    for code_set, part in runs(payload):
        if code_set == "C":
            data += b"{C" + bytes(int(part[at : at + 2]) for at in range(0, len(part), 2))
        else:
            data += b"{B" + part.replace("{", "{{").encode("ascii")
    return data


def from_escpos(data: bytes) -> list[tuple[str, str]]:
    """The other way round, as a printer reads it. Raises ``ValueError``."""
    parts = re.findall(rb"\{([ABC])((?:\{\{|[^{])*)", data, re.DOTALL)
    if sum(2 + len(content) for _, content in parts) != len(data):
        raise ValueError("no code set")
    return [(name.decode(), _said(name, content)) for name, content in parts]


def _said(code_set: bytes, content: bytes) -> str:
    if code_set == b"C":
        return "".join(f"{value:02}" for value in content)
    return content.decode("ascii").replace("{{", "{")


def modules(parts: Iterable[tuple[str, str]]) -> list[bool]:
    """Black and white modules from start to stop, without quiet zones."""
    symbols: list[int] = []
    for code_set, part in parts:
        symbols.append((_SWITCH if symbols else _START)[code_set])
        if code_set == "C":
            symbols += [int(part[at : at + 2]) for at in range(0, len(part), 2)]
        else:
            symbols += [ord(character) - 32 for character in part]
    check = (symbols[0] + sum(place * value for place, value in enumerate(symbols))) % 103
    black, result = True, []
    widths = "".join(_PATTERNS[6 * value : 6 * value + 6] for value in [*symbols, check])
    for width in widths + _STOP_PATTERN:
        result += [black] * int(width)
        black = not black
    return result
