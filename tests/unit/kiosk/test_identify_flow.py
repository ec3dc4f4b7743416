from dataclasses import replace
from datetime import date

from domain.failures import FailureCode
from domain.flow.machine import Machine
from domain.text import text
from kiosk.journeys.identify import flow
from kiosk.journeys.identify.presenter import Guide, Result, present
from tools.kiosk_samples import CARD, TODAY


def at(state: flow.State) -> Machine[flow.State, flow.Event, flow.Effect]:
    return Machine(flow.TABLE, state)


def test_a_card_laid_before_the_consent_waits_for_it() -> None:
    machine = at(flow.Asking())
    machine.feed(flow.CardLaid(TODAY, CARD))
    assert isinstance(machine.state, flow.Asking)
    machine.feed(flow.Agreed(TODAY))
    assert isinstance(machine.state, flow.Shown)


def test_without_a_card_the_reader_is_watched_only_after_the_consent() -> None:
    machine = at(flow.Asking())
    assert machine.feed(flow.Agreed(TODAY)) == (flow.WatchReader(),)


def test_an_expired_card_is_refused_in_words() -> None:
    machine = at(flow.Waiting())
    machine.feed(flow.CardLaid(TODAY, replace(CARD, valid_to=date(2026, 3, 4))))
    assert isinstance(machine.state, flow.Refused)
    assert machine.state.reason.key == "identity.card_expired"
    assert machine.feed(flow.RetryAsked()) == (flow.WatchReader(),)


def test_a_card_valid_to_this_day_is_taken() -> None:
    machine = at(flow.Waiting())
    machine.feed(flow.CardLaid(TODAY, replace(CARD, valid_to=TODAY)))
    assert isinstance(machine.state, flow.Shown)


def test_a_card_at_odds_with_itself_is_refused() -> None:
    machine = at(flow.Waiting())
    machine.feed(flow.CardLaid(TODAY, replace(CARD, sex="2")))
    assert isinstance(machine.state, flow.Refused)


def test_what_is_revealed_is_hidden_again() -> None:
    machine = at(flow.Shown(CARD))
    assert machine.feed(flow.RevealAsked()) == (flow.HideLater(5),)
    shown = present(machine.state)
    assert isinstance(shown, Result)
    assert CARD.number in [line.value for line in shown.lines]
    machine.feed(flow.RevealOver())
    hidden = present(machine.state)
    assert isinstance(hidden, Result)
    values = " ".join(str(line.value) for line in hidden.lines)
    assert CARD.number not in values
    assert CARD.name not in values
    assert "某某路" not in values


def test_every_trouble_has_a_way_on() -> None:
    troubles = (flow.Unreadable(FailureCode.CARD_UNREADABLE), flow.ReaderAbsent(None), flow.Refused(text("x.y")))
    for state in troubles:
        props = present(state)
        assert isinstance(props, Guide)
        assert props.primary == "retry"
