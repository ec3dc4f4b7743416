"""Which characters the strokes of a pen may mean: the library zinnia (Debian: ``libzinnia0``) with the model of
simplified Chinese of Tegaki (``tegaki-zinnia-simplified-chinese``). Both only read: nothing is learned or kept."""

import ctypes
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from domain.handwriting import SIDE, Point, fitted, usual_first

_LIBRARY = "libzinnia.so.0"
_MODEL = Path("/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model")
_MOST = 27


class Handwriting:
    """Raises ``OSError`` when the library is not installed or does not open the model. Not shared between threads."""

    def __init__(self, model: Path = _MODEL) -> None:
        self._zinnia = _opened(_LIBRARY)
        self._recogniser = self._zinnia.zinnia_recognizer_new()
        if not self._zinnia.zinnia_recognizer_open(self._recogniser, str(model).encode()):
            self._zinnia.zinnia_recognizer_destroy(self._recogniser)
            raise OSError(f"zinnia does not open {model}")
        self._character = self._zinnia.zinnia_character_new()

    def meant(self, strokes: Sequence[Sequence[Point]]) -> list[str]:
        """The likeliest first, 27 at most; none for no strokes."""
        if not strokes:
            return []
        zinnia, character = self._zinnia, self._character
        zinnia.zinnia_character_clear(character)
        zinnia.zinnia_character_set_width(character, SIDE)
        zinnia.zinnia_character_set_height(character, SIDE)
        for number, stroke in enumerate(fitted(strokes)):
            for x, y in stroke:
                zinnia.zinnia_character_add(character, number, x, y)
        result = zinnia.zinnia_recognizer_classify(self._recogniser, character, _MOST)
        if not result:
            return []
        found = [zinnia.zinnia_result_value(result, place) for place in range(zinnia.zinnia_result_size(result))]
        zinnia.zinnia_result_destroy(result)
        return usual_first([one.decode("utf-8") for one in found])


@cache
def handwriting() -> Handwriting | None:
    """Opened when a line first asks for Chinese; ``None`` where it is not installed."""
    try:
        return Handwriting()
    except OSError:
        return None


def _opened(name: str) -> ctypes.CDLL:
    """With the signatures of ``zinnia.h``: without them pointers would be cut to 32 bits."""
    library = ctypes.CDLL(name)
    pointer, size, number, words = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_char_p
    for function, result, arguments in (
        ("recognizer_new", pointer, ()),
        ("recognizer_destroy", None, (pointer,)),
        ("recognizer_open", number, (pointer, words)),
        ("recognizer_classify", pointer, (pointer, pointer, size)),
        ("character_new", pointer, ()),
        ("character_clear", None, (pointer,)),
        ("character_set_width", None, (pointer, size)),
        ("character_set_height", None, (pointer, size)),
        ("character_add", number, (pointer, size, number, number)),
        ("result_size", size, (pointer,)),
        ("result_value", words, (pointer, size)),
        ("result_destroy", None, (pointer,)),
    ):
        called = getattr(library, f"zinnia_{function}")
        called.restype, called.argtypes = result, arguments
    return library
