"""The ways a material can be brought: one machine, walked as a citizen would."""

from dataclasses import replace

import pytest
from kiosk_examples import BLURRED, FOUND, HELD, ITEM, SHOT, WAYS

from devices.catalog import DeviceSpec
from devices.events import Condition, DeviceStatus
from domain.catalogue.held import answers
from domain.failures import FailureCode
from domain.flow.machine import Machine
from domain.identity.person import Organisation
from kiosk.composition.paper_devices import PaperDevices, paper_devices
from kiosk.composition.paper_ways import ways_now
from kiosk.journey_map import Visit
from kiosk.journeys.materials import flow
from tools.kiosk_samples import PERSON, kept_page

EMPTY = flow.Pile(ITEM.materials)


def choosing(way: flow.WayName) -> tuple[Machine[flow.State, flow.Event, flow.Effect], tuple[flow.Effect, ...]]:
    machine: Machine[flow.State, flow.Event, flow.Effect] = Machine(flow.TABLE, flow.Checklist(EMPTY))
    assert machine.feed(flow.ScanChosen("m1")) == (flow.LookForWays("m1"),)
    machine.feed(flow.WaysSeen(WAYS))
    return machine, machine.feed(flow.WayChosen(way, "job"))


def kept(effects: tuple[flow.Effect, ...]) -> list[flow.KeepPage]:
    return [effect for effect in effects if isinstance(effect, flow.KeepPage)]


def test_a_way_that_is_shut_is_not_gone() -> None:
    machine: Machine[flow.State, flow.Event, flow.Effect] = Machine(flow.TABLE, flow.Choosing(EMPTY, "m1"))
    assert machine.feed(flow.WayChosen("camera", "job")) == ()
    assert isinstance(machine.state, flow.Choosing)


def test_a_picture_is_judged_before_it_is_kept() -> None:
    machine, effects = choosing("camera")
    assert effects == (flow.OpenCamera(),)
    machine.feed(flow.ShotAsked("shot"))
    assert machine.feed(flow.SideArrived("shot", False, "image/jpeg", b"page")) == (flow.Judge(SHOT),)
    assert machine.feed(flow.Judged((BLURRED,))) == ()
    assert isinstance(machine.state, flow.Doubtful)
    machine.feed(flow.RetakeAsked())
    machine.feed(flow.ShotAsked("again"))
    machine.feed(flow.SideArrived("again", False, "image/jpeg", b"page"))
    assert kept(machine.feed(flow.Judged(()))) == [flow.KeepPage("m1", 1, SHOT, "camera")]
    machine.feed(flow.PageKept(kept_page("m1", 1)))
    assert isinstance(machine.state, flow.Aiming)
    assert len(machine.state.pile.pages) == 1


def test_what_the_citizen_insists_on_is_kept() -> None:
    machine: Machine[flow.State, flow.Event, flow.Effect] = Machine(
        flow.TABLE, flow.Doubtful(EMPTY, "m1", SHOT, (BLURRED,))
    )
    assert len(kept(machine.feed(flow.KeepAnyway()))) == 1


def test_a_camera_that_goes_away_is_said_and_comes_back() -> None:
    machine, _ = choosing("camera")
    machine.feed(flow.CameraLost(FailureCode.SCANNER_UNREACHABLE))
    assert isinstance(machine.state, flow.Aiming)
    assert machine.state.failure is FailureCode.SCANNER_UNREACHABLE
    machine.feed(flow.FrameSeen(()))
    assert isinstance(machine.state, flow.Aiming)
    assert machine.state.failure is None


def test_of_a_stick_only_what_is_chosen_is_kept() -> None:
    machine, effects = choosing("stick")
    assert effects == (flow.StartScan("job", "stick"),)
    for _ in range(3):
        machine.feed(flow.SideArrived("job", False, "image/jpeg", b"page"))
    machine.feed(flow.FeedEnded("job"))
    assert isinstance(machine.state, flow.Reading)
    for _ in range(3):
        machine.feed(flow.Shrunk(FOUND))
    assert isinstance(machine.state, flow.Picking)
    assert machine.feed(flow.TakeAsked()) == ()
    machine.feed(flow.Picked(2))
    machine.feed(flow.Picked(0))
    machine.feed(flow.Picked(2))
    assert [one.page_no for one in kept(machine.feed(flow.TakeAsked()))] == [1]
    machine.feed(flow.PageKept(kept_page("m1", 1)))
    assert isinstance(machine.state, flow.Choosing)


def test_a_stick_holds_no_more_in_memory_than_said() -> None:
    machine, _ = choosing("stick")
    shrinks = [machine.feed(flow.SideArrived("job", False, "image/jpeg", b"page")) for _ in range(flow.MOST_FOUND + 5)]
    assert sum(map(len, shrinks)) == flow.MOST_FOUND


def test_a_stick_without_a_page_leads_back_with_the_reason() -> None:
    machine, _ = choosing("stick")
    machine.feed(flow.FeedFailed("job", FailureCode.IMPORT_FILE_REFUSED))
    assert isinstance(machine.state, flow.Choosing)
    assert machine.state.failure is FailureCode.IMPORT_FILE_REFUSED


def test_nothing_held_is_taken_without_the_touch_that_agrees() -> None:
    machine, effects = choosing("held")
    assert effects == (flow.LookUpHeld("m1"),)
    assert machine.feed(flow.HeldCame((HELD,))) == ()
    assert machine.feed(flow.HeldAgreed(replace(HELD, id="another's"))) == ()
    assert machine.feed(flow.HeldAgreed(HELD)) == (flow.FetchHeld(HELD),)
    taken = kept(machine.feed(flow.HeldPagesCame((SHOT, SHOT))))
    assert [(one.page_no, one.way) for one in taken] == [(1, "held"), (2, "held")]


def test_pages_of_a_phone_are_kept_as_they_come_and_leaving_ends_its_code() -> None:
    machine, effects = choosing("phone")
    assert effects == (flow.InvitePhone("m1"),)
    machine.feed(flow.Invited("upload", "https://example.invalid/u/x"))
    first = kept(machine.feed(flow.PhonePagesCame("upload", (SHOT,))))
    second = kept(machine.feed(flow.PhonePagesCame("upload", (SHOT,))))
    assert [one.page_no for one in (*first, *second)] == [1, 2]
    assert machine.feed(flow.PhonePagesCame("earlier", (SHOT,))) == ()
    assert machine.feed(flow.CancelAsked()) == (flow.DismissPhone("upload"),)
    machine.feed(flow.PageKept(kept_page("m1", 1)))
    assert len(machine.state.pile.pages) == 1


def test_a_code_that_comes_after_the_citizen_left_is_ended() -> None:
    machine, _ = choosing("phone")
    machine.feed(flow.FinishAsked())
    assert machine.feed(flow.Invited("upload", "https://example.invalid/u/x")) == (flow.DismissPhone("upload"),)


def shut(devices: PaperDevices, visit: Visit, *statuses: DeviceStatus, connected: bool = True) -> dict[str, str]:
    ways = ways_now(devices, {status.device_id: status for status in statuses}, visit, connected=connected)
    return {way.name: way.reason.key for way in ways if way.reason is not None}


def test_each_way_is_there_or_says_why_not() -> None:
    specs = [DeviceSpec("stick", "folder", "/media/x"), DeviceSpec("cam", "camera", "/dev/video0"),
             DeviceSpec("flat", "escl", "http://x/eSCL")]  # fmt: skip
    devices = paper_devices(specs)
    assert devices == PaperDevices("flat", "cam", "stick")
    well = (
        DeviceStatus("flat", "document_scanner", Condition.NEEDS_PERSON, FailureCode.SCANNER_JAM),
        DeviceStatus("cam", "document_scanner", Condition.READY),
        DeviceStatus("stick", "document_scanner", Condition.READY, paper_loaded=True),
    )
    known = Visit(person=PERSON)
    assert shut(devices, known, *well) == {}
    gone = DeviceStatus("stick", "document_scanner", Condition.UNREACHABLE, FailureCode.SCANNER_UNREACHABLE)
    off = DeviceStatus("flat", "document_scanner", Condition.UNREACHABLE, FailureCode.SCANNER_UNREACHABLE)
    assert shut(devices, known, off, gone) == {
        "scanner": "failure.scanner_unreachable", "camera": "ways.no_device", "stick": "ways.no_stick"
    }  # fmt: skip
    empty = replace(well[2], paper_loaded=False)
    assert shut(devices, known, *well[:2], empty, connected=False) == {
        "held": "ways.offline", "phone": "ways.offline", "stick": "ways.no_files"
    }  # fmt: skip
    typed = Visit(person=replace(PERSON, proof="typed"))
    assert shut(devices, typed, *well) == {"held": "ways.not_proven"}
    body = replace(known, organisation=Organisation("宁波某某商贸有限公司", "91330200MA0AAAA01W"))
    assert shut(devices, body, *well) == {"held": "ways.for_body"}


@pytest.mark.parametrize(
    ("wanted", "held", "answered"),
    [
        ("居民身份证/户口簿", "户口簿", True),
        ("户口簿（原件）", "户口簿", True),
        ("诊断证明/出院小结", "出院小结", True),
        ("诊断证明/出院小结", "驾驶证", False),
        ("住所使用证明", "", False),
    ],
)
def test_a_paper_answers_for_a_material_by_its_name(wanted: str, held: str, answered: bool) -> None:
    assert answers(wanted, held) is answered
