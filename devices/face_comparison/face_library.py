"""A vendor's library as ``docs/face_comparer.h`` describes it, called by :mod:`devices.face_comparison.face_child`."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field

from devices.events import FaceOutcome

ABI = 1
_OUTCOMES: dict[int, FaceOutcome] = {0: "match", 1: "no_match", 2: "unsure"}


class NoComparer(Exception):
    """The library is missing, or not what the header describes."""


class ComparerFault(Exception):
    """It answered something the header does not know."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """Rows from the top, three bytes a pixel, blue first."""

    width: int
    height: int
    data: bytes = field(repr=False)


Compare = Callable[[Pixels, Pixels], FaceOutcome]


def load(library: str) -> Compare:
    """What compares a portrait with a picture; raises :class:`ComparerFault`. Raises :class:`NoComparer`."""
    try:
        functions = ctypes.CDLL(library)
        abi = int(functions.onewindow_face_abi())
        face_compare = functions.onewindow_face_compare
    except (OSError, AttributeError) as error:
        raise NoComparer(type(error).__name__) from error
    if abi != ABI:
        raise NoComparer(f"ABI {abi}")
    face_compare.argtypes = (ctypes.c_char_p, ctypes.c_int, ctypes.c_int) * 2

    def compare(portrait: Pixels, picture: Pixels) -> FaceOutcome:
        answer = face_compare(
            portrait.data, portrait.width, portrait.height, picture.data, picture.width, picture.height
        )
        if answer not in _OUTCOMES:
            raise ComparerFault(str(answer))
        return _OUTCOMES[answer]

    return compare
