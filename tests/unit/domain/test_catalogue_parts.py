"""A catalogue in parts: whole when joined, and the same where nothing changed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import assets
from domain.catalogue.parts import cut, name_of

BODY = (Path(assets.__file__).parent / "catalogue" / "demo_catalogue.json").read_bytes()


@given(st.binary(max_size=2000) | st.text(alphabet="{}a", max_size=5000).map(str.encode))
def test_joined_again_they_are_the_body(body):
    parts = cut(body)
    assert b"".join(parts) == body
    assert all(parts)


def test_parts_are_neither_crumbs_nor_the_whole():
    sizes = [len(part) for part in cut(BODY)]
    assert len(sizes) >= 4
    assert 4 << 10 < sum(sizes) / len(sizes) < 64 << 10


def _city() -> bytes:
    """Written by a program that spares every space, a thousand items of it."""
    items = json.loads(BODY)["items"]
    many = [item | {"code": f"{number}-{item['code']}"} for number in range(16) for item in items]
    return json.dumps(many, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.parametrize("body", [BODY, _city()], ids=["spaced", "dense"])
@pytest.mark.parametrize("at", [0.01, 0.5, 0.99])
def test_a_word_that_changes_makes_at_most_three_parts_new(body, at):
    place = body.index(b'"name"', int(len(body) * at))
    changed = body[:place] + b'"was":"of yesterday",' + body[place:]
    new = {name_of(part) for part in cut(changed)} - {name_of(part) for part in cut(body)}
    assert 1 <= len(new) <= 3


def test_an_item_taken_out_leaves_the_others_as_they_were():
    body = _city()
    items = json.loads(body)
    rest = json.dumps(items[:500] + items[501:], ensure_ascii=False, separators=(",", ":")).encode()
    assert len({name_of(part) for part in cut(rest)} - {name_of(part) for part in cut(body)}) <= 3
