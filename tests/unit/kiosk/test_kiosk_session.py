from domain.flow.machine import Machine
from kiosk import session as s


def run(state: s.State, *events: s.Event) -> tuple[s.State, list[s.Effect]]:
    machine: Machine[s.State, s.Event, s.Effect] = Machine(s.TABLE, state)
    effects = [effect for event in events for effect in machine.feed(event)]
    return machine.state, effects


def test_home_ends_nothing_however_long_it_waits() -> None:
    assert run(s.Idle(), *[s.Ticked()] * 1000) == (s.Resting(), [])


def test_the_warning_comes_fifteen_seconds_before_the_end() -> None:
    state, _ = run(s.Idle(), s.Opened(60), *[s.Ticked()] * 44)
    assert state == s.Active(60, 16)
    state, _ = run(state, s.Ticked())
    assert state == s.Warned(60, 15)
    state, effects = run(state, *[s.Ticked()] * 15)
    assert (state, effects) == (s.Ended(False), [s.End(False)])


def test_any_touch_begins_the_count_again() -> None:
    assert run(s.Warned(60, 3, has_data=True), s.Touched()) == (s.Active(60, 60, has_data=True), [])


def test_data_once_given_is_remembered_to_the_end() -> None:
    state, effects = run(s.Idle(), s.DataGiven(), s.Opened(60), s.Touched(), s.Opened(180), s.ExitAsked())
    assert (state, effects) == (s.Ended(True), [s.End(True, asked=True)])


def test_a_visit_without_data_may_begin_again() -> None:
    assert run(s.Ended(False), s.Opened(None))[0] == s.Idle()


def test_limits() -> None:
    assert s.limit_of("home", assist=False) is None
    assert s.limit_of("home", assist=True) is None
    assert s.limit_of("search", assist=False) == 60
    assert s.limit_of("form", assist=False) == 180
    assert s.limit_of("done", assist=False) == 30
    assert s.limit_of("materials", assist=True) == 360


def test_a_home_screen_nobody_touches_rests_and_a_touch_wakes_it() -> None:
    machine: Machine[s.State, s.Event, s.Effect] = Machine(s.TABLE, s.Idle())
    for _ in range(s.REST_AFTER - 1):
        machine.feed(s.Ticked())
    assert isinstance(machine.state, s.Idle)
    machine.feed(s.Touched())
    for _ in range(s.REST_AFTER):
        machine.feed(s.Ticked())
    assert machine.state == s.Resting()
    machine.feed(s.Touched())
    assert machine.state == s.Idle()


def test_a_card_that_is_laid_while_it_rests_begins_a_visit() -> None:
    machine: Machine[s.State, s.Event, s.Effect] = Machine(s.TABLE, s.Resting())
    machine.feed(s.DataGiven())
    machine.feed(s.Opened(60))
    assert machine.state == s.Active(60, 60, has_data=True)
