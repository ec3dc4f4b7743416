from dataclasses import replace

from kiosk_examples import ITEM

from domain.failures import FailureCode
from domain.flow.machine import Machine
from kiosk.journeys.materials import flow
from kiosk.journeys.materials.presenter import ListProps, ScanProps, present
from tools.kiosk_samples import kept_page

EMPTY = flow.Pile(ITEM.materials)


def at(state: flow.State) -> Machine[flow.State, flow.Event, flow.Effect]:
    return Machine(flow.TABLE, state)


def feeding() -> Machine[flow.State, flow.Event, flow.Effect]:
    machine = at(flow.PutPaper(EMPTY, "m1"))
    assert machine.feed(flow.StartAsked("job")) == (flow.StartScan("job"),)
    return machine


def side(*, blank: bool = False, job: str = "job") -> flow.SideArrived:
    return flow.SideArrived(job, blank, "image/jpeg", b"page")


def test_a_page_counts_only_when_it_is_safe() -> None:
    machine = feeding()
    (keep,) = machine.feed(side())
    assert keep == flow.KeepPage("m1", 1, flow.Picture("image/jpeg", b"page"))
    machine.feed(flow.FeedEnded("job"))
    assert isinstance(machine.state, flow.Feeding)
    assert machine.state.pile.pages == ()
    machine.feed(flow.PageKept(kept_page("m1", 1)))
    assert machine.state == flow.Fed(flow.Pile(ITEM.materials, (kept_page("m1", 1),)), "m1")


def test_empty_backs_are_dropped_and_counted() -> None:
    machine = feeding()
    machine.feed(side())
    assert machine.feed(side(blank=True)) == ()
    machine.feed(flow.PageKept(kept_page("m1", 1)))
    machine.feed(flow.FeedEnded("job"))
    props = present(machine.state)
    assert isinstance(props, ScanProps)
    assert props.trouble is not None
    assert props.trouble.values == {"n": 1}


def test_page_numbers_go_on_while_pages_are_on_their_way_to_the_disk() -> None:
    machine = feeding()
    numbers = [effect.page_no for _ in range(3) for effect in machine.feed(side()) if isinstance(effect, flow.KeepPage)]
    assert numbers == [1, 2, 3]


def test_a_jam_keeps_what_is_safe_and_takes_what_comes_late() -> None:
    machine = feeding()
    machine.feed(side())
    machine.feed(flow.FeedFailed("job", FailureCode.SCANNER_JAM))
    machine.feed(flow.PageKept(kept_page("m1", 1)))
    assert isinstance(machine.state, flow.Stopped)
    assert len(machine.state.pile.pages) == 1
    machine.feed(flow.StartAsked("again"))
    assert isinstance(machine.state, flow.Feeding)


def test_a_new_scan_waits_until_the_pages_of_the_stopped_one_are_safe() -> None:
    stopped = flow.Stopped(EMPTY, "m1", FailureCode.SCANNER_JAM, "job", unkept=1)
    machine = at(stopped)
    assert machine.feed(flow.StartAsked("again")) == ()
    assert machine.state == stopped


def test_a_full_disk_stops_the_scanner_and_is_said() -> None:
    machine = feeding()
    machine.feed(side())
    assert machine.feed(flow.KeepFailed(FailureCode.STORE_DISK_FULL)) == (flow.CancelScan(),)
    props = present(machine.state)
    assert isinstance(props, ScanProps)
    assert props.trouble is not None
    assert props.trouble.key == "failure.store_disk_full"


def test_sides_of_an_old_job_are_left_alone() -> None:
    machine = feeding()
    assert machine.feed(side(job="old")) == ()


def test_a_page_can_be_taken_out() -> None:
    page = kept_page("m1", 1)
    machine = at(flow.Fed(flow.Pile(ITEM.materials, (page,)), "m1"))
    assert machine.feed(flow.DeleteAsked(page.kept.sealed_digest)) == (flow.DropPage(page.kept.sealed_digest),)
    assert machine.state.pile.pages == ()
    assert machine.feed(flow.DeleteAsked(page.kept.sealed_digest)) == ()


def test_the_way_on_opens_when_nothing_required_is_missing() -> None:
    machine = at(flow.Checklist(EMPTY))
    assert machine.feed(flow.ContinueAsked()) == ()
    props = present(machine.state)
    assert isinstance(props, ListProps)
    assert props.missing is not None
    pages = tuple(kept_page(material.id, n) for n, material in enumerate(ITEM.materials) if material.to_scan)
    full = at(flow.Checklist(replace(EMPTY, pages=pages)))
    assert full.feed(flow.ContinueAsked()) == (flow.PagesReady(pages),)


def test_the_identity_card_is_never_asked_for_on_paper() -> None:
    machine = at(flow.Checklist(EMPTY))
    machine.feed(flow.ScanChosen("m4"))
    assert isinstance(machine.state, flow.Checklist)
    props = present(machine.state)
    assert isinstance(props, ListProps)
    row = next(row for row in props.rows if row.id == "m4")
    assert (row.state, row.scan_words) == ("automatic", None)
