"""What a command says: words for a person, the same as fields for a program."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    words: str
    fields: Mapping[str, object] = field(default_factory=dict)
    """Empty: only for a person; a program is not told."""
    well: bool = True
    """False makes the command end with status 1."""


def as_json(line: Line) -> str:
    return json.dumps(line.fields, ensure_ascii=False)
