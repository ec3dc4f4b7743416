from itertools import product

import pytest

from domain.flow.machine import IllegalEvent
from offline_queue.entry_states import ENTRY_STATES, EntryEvent, EntryState, follow


@pytest.mark.parametrize(("state", "event"), list(product(EntryState, EntryEvent)))
def test_every_pair_is_in_the_table_or_refused(state, event):
    if (state, event) in ENTRY_STATES:
        assert follow(state, event) is ENTRY_STATES[state, event]
    else:
        with pytest.raises(IllegalEvent):
            follow(state, event)


def test_confirmed_is_the_end():
    assert [event for state, event in ENTRY_STATES if state is EntryState.CONFIRMED] == []


def test_only_an_acknowledgement_confirms():
    leading = {event for (_, event), target in ENTRY_STATES.items() if target is EntryState.CONFIRMED}
    assert leading == {EntryEvent.ACKNOWLEDGED}


def test_every_state_but_the_end_leads_on():
    assert {state for state, _ in ENTRY_STATES} == set(EntryState) - {EntryState.CONFIRMED}
