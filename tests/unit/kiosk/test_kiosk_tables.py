import pytest
from kiosk_examples import FLOWS

from domain.flow.machine import IllegalEvent, Machine, label


@pytest.mark.parametrize("name", FLOWS)
def test_every_pair_goes_on_or_is_refused_without_a_change(name: str) -> None:
    table, states, events = FLOWS[name]
    kinds = {type(state) for state in states}
    for state in states:
        for event in events:
            machine = Machine(table, state)
            if (label(state), label(event)) in table:
                machine.feed(event)
                assert type(machine.state) in kinds
            else:
                with pytest.raises(IllegalEvent):
                    machine.feed(event)
                assert machine.state is state


@pytest.mark.parametrize("name", FLOWS)
def test_every_row_is_reached_by_the_examples(name: str) -> None:
    table, states, events = FLOWS[name]
    assert {(label(state), label(event)) for state in states for event in events} >= set(table)


@pytest.mark.parametrize("name", FLOWS)
def test_no_state_of_a_journey_is_a_dead_end(name: str) -> None:
    table, states, _ = FLOWS[name]
    assert {label(state) for state in states} == {state for state, _ in table}


@pytest.mark.parametrize("name", FLOWS)
def test_states_and_events_print_nothing_of_the_citizen(name: str) -> None:
    _, states, events = FLOWS[name]
    said = "".join(map(repr, (*states, *events)))
    for secret in ("张三", "330203190001010013", "某某路", "13800000000"):
        assert secret not in said
