"""What was meant, when what was typed has one fault. Plain words, but for :func:`gapped`, which makes patterns."""

import re
from collections.abc import Iterator


def exchanged(typed: str) -> Iterator[str]:
    """Each two neighbours changed back; each letter that was struck twice once."""
    for place in range(len(typed) - 1):
        left, one, other, right = typed[:place], typed[place], typed[place + 1], typed[place + 2 :]
        yield left + one + right if one == other else left + other + one + right


def shortened(typed: str) -> Iterator[str]:
    """Each letter left out."""
    for place in range(len(typed)):
        yield typed[:place] + typed[place + 1 :]


def gapped(typed: str) -> Iterator[str]:
    """Patterns: any letter in place of each, and any letter before each."""
    letters = [re.escape(letter) for letter in typed]
    for place in range(len(letters)):
        left, right = "".join(letters[:place]), "".join(letters[place + 1 :])
        yield f"{left}.{right}"
        yield f"{left}.{letters[place]}{right}"
