"""Which lines hold a letter at all: one long number for each letter, one bit for each line."""

from collections.abc import Iterator, Sequence


class LetterSets:
    """About ``len(lines) / 8`` bytes for each different letter."""

    def __init__(self, lines: Sequence[str]) -> None:
        size = len(lines) // 8 + 1
        sets: dict[str, bytearray] = {}
        for number, line in enumerate(lines):
            place, bit = number >> 3, 1 << (number & 7)
            for letter in set(line):
                held = sets.get(letter)
                if held is None:
                    held = sets[letter] = bytearray(size)
                held[place] |= bit
        self._sets = {letter: int.from_bytes(held, "little") for letter, held in sets.items()}

    def holding(self, letters: str) -> int:
        """Bit n is set when line n holds each of the letters, in whatever order; 0 for no letters."""
        found = -1 if letters else 0
        for letter in set(letters):
            found &= self._sets.get(letter, 0)
        return found

    def holding_but_one(self, letters: str) -> int:
        """As :meth:`holding`, with one of the letters missing or not."""
        found = 0
        for place in range(len(letters)):
            found |= self.holding(letters[:place] + letters[place + 1 :])
        return found


def lines_of(bits: int) -> Iterator[int]:
    """Numbers of the bits that are set, ascending."""
    digits = f"{bits:b}"[::-1]
    position = digits.find("1")
    while position >= 0:
        yield position
        position = digits.find("1", position + 1)
