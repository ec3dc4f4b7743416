"""The list of custody: a line that is lost, altered or put between shows."""

import pytest

from domain.custody import TAIL_BYTES, addition, first_break


def listed(*events: str) -> list[bytes]:
    lines: list[bytes] = []
    for event in events:
        lines.append(addition(b"".join(lines), {"event": event, "submission_id": "s1"}))
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


def test_the_end_of_a_list_is_enough_to_go_on():
    listing = b"".join(LINES) * 40
    assert len(listing) > TAIL_BYTES
    assert addition(listing[-TAIL_BYTES:], {"event": "taken"}) == addition(listing, {"event": "taken"})


def test_a_torn_line_is_ended_and_stays_as_a_break():
    torn = b"".join(LINES)[:-30]
    listing = torn + addition(torn, {"event": "taken"})
    assert listing.startswith(torn + b"\n")
    assert first_break(listing.splitlines()) == len(LINES)
