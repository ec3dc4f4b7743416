"""Names of the codes of GB/T 2261.1."""

from typing import Literal

from domain.text import Text, text


def sex_name(code: Literal["0", "1", "2", "9"]) -> Text:
    return text(f"identity.sex_{code}")
