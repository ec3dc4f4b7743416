"""The list of custody: a line that is lost, altered or put between shows."""

import pytest

from domain.custody import first_break, next_line


def listed(*events: str) -> list[bytes]:
    lines: list[bytes] = []
    for event in events:
        lines.append(next_line(lines[-1].rstrip(b"\n") if lines else b"", {"event": event, "submission_id": "s1"}))
    return lines


LINES = listed("exported", "relayed", "taken", "confirmed")


def test_lines_written_one_after_the_other_hold():
    assert first_break([]) is None
    assert first_break(line.rstrip(b"\n") for line in LINES) is None


@pytest.mark.parametrize(
    ("lines", "at"),
    [
        (LINES[1:], 1),
        ([LINES[0], *LINES[2:]], 2),
        ([LINES[0], LINES[1].replace(b"relayed", b"removed"), *LINES[2:]], 3),
        ([LINES[0], LINES[2], LINES[1], LINES[3]], 2),
        ([LINES[0], LINES[0], *LINES[1:]], 2),
        ([*LINES[:2], LINES[2][:20]], 3),
        ([b"[]\n"], 1),
        ([b"[" * 8000], 1),
    ],
)
def test_anything_else_is_found_at_the_first_line_that_does_not_follow(lines, at):
    assert first_break(b"".join(lines).splitlines()) == at
