"""A draft is the fold of its changes, and every change survives being written down."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import pytest

from domain.catalogue.canonical import canonical
from domain.catalogue.joint import checklist, joint_fields, values_of
from domain.catalogue.load import load_catalogue
from domain.catalogue.model import Material
from domain.contract.signature import Signature
from window_client.draft.application import (
    Application,
    Begun,
    Change,
    ChosenItem,
    FieldFilled,
    ItemAdded,
    ItemHandedIn,
    ItemRemoved,
    Organisation,
    OrganisationGiven,
    PaperHandled,
    Parked,
    Person,
    PersonGiven,
    Redone,
    RepeatExplained,
    ScenarioAnswered,
    SignatureGiven,
    Slip,
    StageReached,
    TargetChosen,
    Undone,
    changed,
)
from window_client.draft.pages import Page
from window_client.draft.records import as_record, from_record
from window_client.draft.steps import Arrived, Assigned
from window_client.journeys.counter.flow.desk import Desk

CATALOGUE = load_catalogue(
    (Path(__file__).parents[3] / "assets/catalogue/demo_catalogue.json").read_text(encoding="utf-8")
)
PERSON = Person("31", "张三", "330203190001010013", "海曙区", "330203", "card")
ITEM = ChosenItem("DEMO-016", "0190a0b0-0000-7000-8000-000000000001", "A" * 26)
OTHER = ChosenItem("DEMO-042", "0190a0b0-0000-7000-8000-000000000002", "B" * 26)
SLIP = Slip("DEMO-016", "L330203000126112100015", 3, datetime(2026, 11, 21, 8, tzinfo=UTC))
DAY: tuple[Change, ...] = (
    Begun("d", "1"),
    PersonGiven("applicant", PERSON),
    PersonGiven("agent", Person("31", "李四", "330203190001010021")),
    OrganisationGiven(Organisation("宁波某某商贸有限公司", "91330200MA0AAAA01W")),
    Parked(True),
    Parked(False),
    ItemAdded(ITEM),
    ItemAdded(OTHER),
    ItemAdded(ITEM),
    ScenarioAnswered("DEMO-016", ("s1",)),
    FieldFilled("k", "138", "card"),
    StageReached("paper"),
    TargetChosen("x"),
    PaperHandled(Arrived(Page("a", "picture"))),
    PaperHandled(Assigned(("a",), "x")),
    Undone(),
    Redone(),
    ItemRemoved("DEMO-042"),
    RepeatExplained("另一件事"),
    SignatureGiven(Signature.of(b"\x89PNG\r\n\x1a\n strokes", "agent", SLIP.handed_in_at)),
    ItemHandedIn(SLIP),
)


def fold(changes: tuple[Change, ...]) -> Application:
    application = Application("")
    for change in changes:
        application = changed(application, change)
    return application


def test_the_day_of_a_draft() -> None:
    end = fold(DAY)
    assert (end.draft_id, end.codes, end.stage, end.target) == ("d", ("DEMO-016",), "paper", "x")
    assert (end.items[0].scenarios, end.values, end.sources) == (("s1",), {"k": "138"}, {"k": "card"})
    assert end.papers.pile.pages[0].line == "x"
    assert end.is_handed_in


def test_every_change_comes_back_from_its_record() -> None:
    assert {type(change) for change in DAY} == set(get_args(Change))
    assert tuple(from_record(as_record(change)) for change in DAY) == DAY


@pytest.mark.parametrize("record", [b"", b"Begun", b"Begun {", b"Tomorrow {}", b"\xff {}", b'FieldFilled {"key": 1}'])
def test_what_is_no_record_is_left_out(record: bytes) -> None:
    assert from_record(record) is None


def test_what_was_handed_in_is_not_changed_any_more() -> None:
    end = fold(DAY)
    assert all(changed(end, change) == end for change in DAY[1:10] if not isinstance(change, ItemHandedIn | Parked))


def test_nothing_personal_is_printed() -> None:
    shown = repr(fold(DAY)) + "".join(map(repr, DAY))
    assert not any(secret in shown for secret in ("张三", "330203190001010013", "138", "A" * 26))


def test_a_shared_field_is_asked_once_and_filled_into_each_item() -> None:
    items = [CATALOGUE.item("DEMO-016"), CATALOGUE.item("DEMO-042")]
    fields = joint_fields(items)
    mobile = next(joint for joint in fields if joint.field.id == "mobile")
    assert {use.item_code for use in mobile.uses} == {"DEMO-016", "DEMO-042"}
    assert len(fields) < sum(len(item.fields) for item in items)
    shared = [len({use.item_code for use in joint.uses}) > 1 for joint in fields]
    assert shared == sorted(shared, reverse=True)
    for item in items:
        given = {joint.key: joint.field.name for joint in fields}
        assert values_of(fields, given, item.code) == {one.id: canonical(one, one.name) for one in item.fields}


def test_a_shared_paper_is_brought_once() -> None:
    first, second = CATALOGUE.item("DEMO-011"), CATALOGUE.item("DEMO-012")
    lines = checklist({first.code: first.materials, second.code: second.materials})
    assert len(lines) <= len(first.materials) + len(second.materials)
    assert sum(len(line.uses) for line in lines) == len(first.materials) + len(second.materials)
    alone = {line.name: line.id for line in checklist({second.code: second.materials})}
    assert all(alone[line.name] == line.id for line in lines if line.name in alone)


def test_pages_take_the_tone_of_their_material_unless_one_was_chosen() -> None:
    item = next(item for item in CATALOGUE.items if any(m.tone == "grey" and m.to_scan for m in item.materials))
    wanted = next(m for m in item.materials if m.tone == "grey")
    desk = Desk(fold((DAY[0], ItemAdded(replace(ITEM, code=item.code)))), CATALOGUE, date(2026, 3, 5))
    line = next(line for line in desk.lines if line.name == wanted.name)
    pages = [Page("p1", "i1", line=line.id), Page("p2", "i2", line=line.id, tone="colour"), Page("p3", "i3")]
    assert [page.tone for page in desk.as_handed_in(pages)] == ["grey", "colour", "as_scanned"]


def test_a_paper_two_items_want_in_different_tones_is_handed_in_as_scanned() -> None:
    grey, colour = (Material("m1", "申请材料", "applicant", "required", tone=tone) for tone in ("grey", "as_scanned"))
    (line,) = checklist({"A": (grey,), "B": (colour,)})
    assert line.tone == "as_scanned"
    assert checklist({"A": (grey,), "B": (grey,)})[0].tone == "grey"


def test_every_theme_names_items_of_the_catalogue() -> None:
    assert CATALOGUE.themes
    assert CATALOGUE.whole_themes() == CATALOGUE.themes
    first = CATALOGUE.themes[0]
    fewer = replace(CATALOGUE, items=tuple(item for item in CATALOGUE.items if item.code != first.members[0]))
    assert first not in fewer.whole_themes()
