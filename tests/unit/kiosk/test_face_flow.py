"""A comparison is asked for, never needed: every way on, and what it leaves in the hand-in."""

import pytest

from domain.contract.submission import FaceEvidence
from domain.failures import FailureCode
from domain.flow.machine import Machine
from kiosk import journey_map
from kiosk.journeys.face import flow
from kiosk.journeys.face.flow import (
    Agreed,
    Asking,
    CameraOff,
    CodeShown,
    Compare,
    Compared,
    Effect,
    Failed,
    GoOn,
    LeaveAsked,
    Looking,
    NotVerified,
    StaffAsked,
    State,
    StopAsked,
    Unsettled,
    Verified,
    Verify,
    Vouching,
    WithoutAsked,
)
from tools.kiosk_samples import AGENT, PERSON

GONE = FailureCode.FACE_CAMERA_SILENT


def after(first: State, *events: object) -> tuple[State, list[Effect]]:
    machine: Machine[State, Effect] = Machine(flow.TABLE, first)
    effects: list[Effect] = []
    for event in events:
        effects += machine.feed(event)
    return machine.state, effects


@pytest.mark.parametrize(
    ("events", "evidence"),
    [
        ((WithoutAsked(),), "none"),
        ((Agreed("1"), Compared("1", "match")), "match"),
        ((Agreed("1"), Compared("1", "no_match"), WithoutAsked()), "no_match"),
        ((Agreed("1"), Compared("1", "unsure"), WithoutAsked()), "unsure"),
        ((Agreed("1"), Failed("1", GONE), WithoutAsked()), "none"),
        ((Agreed("1"), Compared("1", "unsure"), Agreed("2"), Compared("2", "match")), "match"),
    ],
)
def test_where_one_goes_on_without(events: tuple[object, ...], evidence: FaceEvidence) -> None:
    _, effects = after(Asking(), *events)
    assert effects[-1] == GoOn(evidence)


@pytest.mark.parametrize("events", [(WithoutAsked(),), (Agreed("1"), Failed("1", GONE), WithoutAsked())])
def test_where_a_clerk_is_wanted_instead(events: tuple[object, ...]) -> None:
    state, effects = after(Asking(staff=True), *events, CodeShown("OWA1:x"), NotVerified(GONE), CodeShown("OWA1:y"))
    assert effects[-2:] == [Verify("OWA1:x"), Verify("OWA1:y")]
    assert after(state, Verified(AGENT))[1] == [GoOn("none", AGENT)]


def test_a_clerk_may_be_asked_everywhere_and_the_way_back_stays_open() -> None:
    state, _ = after(Asking(), StaffAsked(), flow.BackAsked(), Agreed("1"), Compared("1", "no_match"), StaffAsked())
    assert state == Vouching(Unsettled("no_match", tries=1))


def test_the_camera_runs_only_after_the_consent_and_goes_off_with_it() -> None:
    assert after(Asking(), Agreed("1"), StopAsked()) == (Asking(tries=1), [Compare("1"), CameraOff()])
    assert after(Looking("1"), LeaveAsked())[1] == [CameraOff(), flow.Leave()]


def test_an_answer_that_comes_too_late_is_nobodys() -> None:
    state, effects = after(Looking("2"), Compared("1", "match"), Failed("1", GONE))
    assert (state, effects) == (Looking("2"), [])


def test_after_three_tries_there_are_the_other_ways() -> None:
    state = Unsettled("unsure", tries=flow.MOST_TRIES)
    assert not state.may_retry
    assert after(state, Agreed("4")) == (state, [])


@pytest.mark.parametrize(
    ("asked", "following"),
    [
        ({"for_another": True}, journey_map.AtBehalf),
        ({"unfinished": True}, journey_map.AtService),
        ({}, journey_map.AtSearch),
    ],
)
def test_the_visit_goes_on_where_it_was_going(asked: dict[str, bool], following: type) -> None:
    machine = Machine(journey_map.TABLE, journey_map.AtIdentify(journey_map.Visit()))
    machine.feed(journey_map.Identified(PERSON, portrait=b"png", **asked))
    assert isinstance(machine.state, journey_map.AtFace)
    assert "png" not in repr(machine.state)
    machine.feed(journey_map.FaceSettled("match", None))
    assert isinstance(machine.state, following)
    assert (machine.state.visit.face, machine.state.visit.person) == ("match", PERSON)
