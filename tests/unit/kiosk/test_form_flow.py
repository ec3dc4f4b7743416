from dataclasses import replace

from kiosk_examples import ITEM, SHEET

from domain.failures import FailureCode
from domain.flow.machine import Machine
from kiosk.journeys.form import flow
from kiosk.journeys.form.presenter import present
from tools.kiosk_samples import TODAY

ANSWERS = {"f1": "住院", "f2": "2026-02-20", "f3": "0098123456", "f4": "4058.6", "f5": "宁波银行",
           "f6": "6222020200112233444", "mobile": "138 0000 0000"}  # fmt: skip


def filling() -> Machine[flow.State, flow.Event, flow.Effect]:
    return Machine(flow.TABLE, flow.Filling(SHEET))


def test_an_empty_form_marks_every_field_and_goes_to_the_first() -> None:
    machine = filling()
    assert machine.feed(flow.Finished(TODAY)) == (flow.ShowField("f1"),)
    assert isinstance(machine.state, flow.Incomplete)
    assert machine.state.errors.keys() == ANSWERS.keys()


def test_a_full_form_goes_on_in_canonical_writing() -> None:
    machine = filling()
    for field_id, value in ANSWERS.items():
        machine.feed(flow.Changed(field_id, TODAY, value))
    (filled,) = machine.feed(flow.Finished(TODAY))
    assert isinstance(filled, flow.Filled)
    assert filled.values["f4"] == "4058.60"
    assert filled.values["mobile"] == "13800000000"
    assert filled.values.keys() == {field.id for field in ITEM.fields}
    assert filled.sources == {"region": "card", "address": "card"}


def test_nobody_is_told_off_while_typing_and_a_mark_goes_at_once() -> None:
    machine = filling()
    machine.feed(flow.Changed("mobile", TODAY, "138"))
    assert isinstance(machine.state, flow.Filling)
    machine.feed(flow.LeftField("mobile", TODAY))
    assert isinstance(machine.state, flow.Incomplete)
    machine.feed(flow.Changed("mobile", TODAY, "13800000000"))
    assert isinstance(machine.state, flow.Filling)


def test_a_field_left_empty_is_not_marked_before_the_end() -> None:
    machine = filling()
    machine.feed(flow.LeftField("mobile", TODAY))
    assert isinstance(machine.state, flow.Filling)


def test_what_is_changed_no_longer_comes_from_the_card() -> None:
    machine = filling()
    machine.feed(flow.Changed("address", TODAY, "别处"))
    assert machine.state.sheet.sources == {"region": "card"}
    by_id = {field.id: field for field in present(machine.state).fields}
    assert by_id["region"].source
    assert not by_id["address"].source
    assert by_id["region"].shown == "海曙区"


def with_licences() -> Machine[flow.State, flow.Event, flow.Effect]:
    fields = tuple(replace(field, licence="x/y") if field.id in ("f3", "mobile") else field for field in ITEM.fields)
    return Machine(flow.TABLE, flow.Filling(replace(SHEET, item=replace(ITEM, fields=fields), licences="offered")))


def test_licences_fill_what_is_empty_and_are_marked_until_somebody_changes_it() -> None:
    machine = with_licences()
    machine.feed(flow.Changed("mobile", TODAY, "13800000000"))
    assert present(machine.state).licences == "offered"
    assert machine.feed(flow.LicencesAsked()) == (flow.AskLicences(),)
    assert machine.feed(flow.LicencesAsked()) == ()
    machine.feed(flow.LicencesCame({"f3": "0098123456", "mobile": "13900000000"}))
    sheet = machine.state.sheet
    assert (sheet.values["f3"], sheet.values["mobile"]) == ("0098123456", "13800000000")
    assert sheet.sources == {"region": "card", "address": "card", "f3": "library"}
    assert present(machine.state).licences == "hidden"
    machine.feed(flow.Changed("f3", TODAY, ""))
    assert "f3" not in machine.state.sheet.sources


def test_licences_that_cannot_be_read_are_said_and_may_be_asked_for_again() -> None:
    machine = with_licences()
    machine.feed(flow.LicencesAsked())
    machine.feed(flow.LicencesFailed(FailureCode.PLATFORM_UNREACHABLE))
    assert present(machine.state).trouble is not None
    assert machine.feed(flow.LicencesAsked()) == (flow.AskLicences(),)


def test_a_form_that_no_licence_can_fill_offers_none() -> None:
    machine = Machine(flow.TABLE, flow.Filling(replace(SHEET, licences="offered")))
    assert present(machine.state).licences == "hidden"
    assert machine.feed(flow.LicencesAsked()) == ()
