"""Walks every state with every event: what the table does not name is refused and changes nothing."""

from typing import get_args

import pytest

from domain.case.lifecycle import LIFECYCLE, REPORTED_CODE, CaseEvent, CaseState, wire_name
from domain.contract.progress import CaseStateName
from domain.flow.machine import IllegalEvent, Machine

S, E = CaseState, CaseEvent


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("event", E)
def test_every_pair(state: CaseState, event: CaseEvent) -> None:
    machine: Machine[CaseState, CaseEvent, object] = Machine(LIFECYCLE, state)
    if machine.accepts(event):
        assert machine.feed(event) == ()
        assert machine.state is LIFECYCLE[state, event]
    else:
        with pytest.raises(IllegalEvent):
            machine.feed(event)
        assert machine.state is state


@pytest.mark.parametrize(
    ("events", "end"),
    [
        ((E.SAVE, E.RECEIVE, E.ASK_CORRECTION, E.CORRECT, E.ACCEPT), S.ACCEPTED),
        ((E.RECEIVE, E.START_REVIEW, E.RETURN, E.RESUBMIT, E.REJECT), S.REJECTED),
        ((E.RECEIVE, E.ACCEPT, E.PROCESS, E.SUSPEND, E.RESUME, E.FINISH, E.DELIVER, E.ARCHIVE), S.ARCHIVED),
        ((E.RECEIVE, E.ACCEPT, E.PROCESS, E.START_SPECIAL, E.WITHDRAW), S.WITHDRAWN),
    ],
)
def test_lives(events: tuple[CaseEvent, ...], end: CaseState) -> None:
    machine: Machine[CaseState, CaseEvent, object] = Machine(LIFECYCLE, S.DRAFT)
    for event in events:
        machine.feed(event)
    assert machine.state is end


def test_every_state_can_be_reached() -> None:
    reached = {S.DRAFT}
    while more := {to for (state, _), to in LIFECYCLE.items() if state in reached} - reached:
        reached |= more  # type: ignore[arg-type]
    assert reached == set(S)


def test_what_is_over_stays_over() -> None:
    starts = {state for state, _ in LIFECYCLE}
    assert set(S) - starts == {S.REJECTED, S.ARCHIVED, S.WITHDRAWN}


def test_reported_codes_are_those_of_the_province() -> None:
    assert REPORTED_CODE[S.CORRECTION] == 6
    assert REPORTED_CODE[S.REJECTED] == 7
    assert set(S) - set(REPORTED_CODE) == {S.DELIVERED, S.ARCHIVED, S.WITHDRAWN}


def test_states_on_the_wire_are_all_but_the_station_s_own() -> None:
    assert {wire_name(state) for state in S if state not in (S.DRAFT, S.QUEUED)} == set(get_args(CaseStateName))
    with pytest.raises(ValueError, match="station"):
        wire_name(S.QUEUED)
