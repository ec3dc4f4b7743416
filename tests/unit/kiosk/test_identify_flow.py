from dataclasses import replace
from datetime import date

import pytest

from domain.failures import FailureCode
from domain.flow.machine import Machine
from domain.text import text
from kiosk.journeys.identify import effects, flow
from kiosk.journeys.identify.presenter import present
from kiosk.page.parts import Choices
from tools.kiosk_samples import CARD, PERSON, TODAY


def at(state: flow.State) -> Machine[flow.State, flow.Event, effects.Effect]:
    return Machine(flow.TABLE, state)


def test_a_card_laid_before_the_consent_waits_for_it() -> None:
    machine = at(flow.Asking())
    machine.feed(flow.CardLaid(TODAY, CARD))
    assert isinstance(machine.state, flow.Asking)
    machine.feed(flow.Agreed(TODAY))
    assert isinstance(machine.state, flow.Shown)


def test_without_a_card_the_reader_is_watched_only_after_the_consent() -> None:
    machine = at(flow.Asking())
    assert machine.feed(flow.Agreed(TODAY)) == (effects.WatchReader(),)


def test_an_expired_card_is_refused_in_words() -> None:
    machine = at(flow.Waiting())
    machine.feed(flow.CardLaid(TODAY, replace(CARD, valid_to=date(2026, 3, 4))))
    assert isinstance(machine.state, flow.Refused)
    assert machine.state.reason.key == "identity.card_expired"
    assert machine.feed(flow.RetryAsked()) == (effects.WatchReader(),)


def test_a_card_valid_to_this_day_is_taken() -> None:
    machine = at(flow.Waiting())
    machine.feed(flow.CardLaid(TODAY, replace(CARD, valid_to=TODAY)))
    assert isinstance(machine.state, flow.Shown)


def test_a_card_at_odds_with_itself_is_refused() -> None:
    machine = at(flow.Waiting())
    machine.feed(flow.CardLaid(TODAY, replace(CARD, sex="2")))
    assert isinstance(machine.state, flow.Refused)


def shown_words(state: flow.State) -> str:
    """Everything the page says."""
    return repr(present(state, TODAY))


def actions(state: flow.State) -> set[str]:
    page = present(state, TODAY)
    rows = [row for part in (*page.parts, *page.beside) if isinstance(part, Choices) for row in part.rows]
    return {one.name for one in (*page.left, *page.right, *rows)}


def test_what_is_revealed_is_hidden_again() -> None:
    machine = at(flow.Shown(PERSON, CARD))
    assert machine.feed(flow.RevealAsked()) == (effects.HideLater(5),)
    assert CARD.number in shown_words(machine.state)
    machine.feed(flow.RevealOver())
    assert not [secret for secret in (CARD.number, CARD.name, "某某路") if secret in shown_words(machine.state)]


def test_every_trouble_has_a_way_on() -> None:
    troubles = (flow.Unreadable(FailureCode.CARD_UNREADABLE), flow.ReaderAbsent(None), flow.Refused(text("x.y")),
                flow.CodeRefused(FailureCode.PHONE_CODE_REFUSED))  # fmt: skip
    for state in troubles:
        assert {"identify.retry", "identify.type", "identify.decline"} <= actions(state)


def test_a_typed_number_is_checked_and_stays_unproven() -> None:
    machine = at(flow.Waiting())
    machine.feed(flow.TypeAsked())
    machine.feed(flow.NumberTyped("330203190001010014"))
    machine.feed(flow.TypingDone(TODAY))
    assert isinstance(machine.state, flow.Typing)
    assert (machine.state.name_error, machine.state.number_error) == (
        text("identify_more.name_missing"),
        text("form.id"),
    )
    machine.feed(flow.NameTyped("张三"))
    machine.feed(flow.NumberTyped("３３０２０３１９０００１０１００１３ "))
    machine.feed(flow.TypingDone(TODAY))
    assert isinstance(machine.state, flow.Shown)
    assert (machine.state.person.number, machine.state.person.proven) == (CARD.number, False)
    assert "identify.staff" in actions(machine.state)


def test_a_clerk_vouches_for_what_was_typed_and_a_wrong_code_loses_nothing() -> None:
    typed = replace(PERSON, proof="typed")
    machine = at(flow.Shown(typed))
    machine.feed(flow.StaffAsked())
    assert machine.feed(flow.CodeShown("OWA1:X")) == (effects.Verify("OWA1:X", typed),)
    machine.feed(flow.NotVerified(FailureCode.ASSISTANCE_REFUSED))
    assert isinstance(machine.state, flow.Vouching)
    machine.feed(flow.CodeShown("OWA1:Y"))
    machine.feed(flow.Verified(replace(PERSON, proof="clerk")))
    assert isinstance(machine.state, flow.Shown)
    assert machine.state.person.proven
    assert "identify.staff" not in actions(machine.state)


def test_a_card_proven_needs_no_clerk() -> None:
    machine = at(flow.Shown(PERSON, CARD))
    machine.feed(flow.StaffAsked())
    assert isinstance(machine.state, flow.Shown)


@pytest.mark.parametrize("waiting", [flow.Waiting(), flow.Unreadable(FailureCode.CARD_UNREADABLE),
                                     flow.ReaderAbsent(None), flow.Typing()])  # fmt: skip
def test_a_phone_code_works_wherever_a_card_does(waiting: flow.State) -> None:
    machine = at(waiting)
    assert machine.feed(flow.CodeShown("opaque")) == (effects.Verify("opaque"),)
    machine.feed(flow.NotVerified(FailureCode.PHONE_CODE_REFUSED))
    assert isinstance(machine.state, flow.CodeRefused)


def test_a_social_card_that_keeps_its_person_back_or_is_over_is_refused_in_words() -> None:
    for card, reason in (
        (flow.SocialCardLaid(TODAY, None), "identify_more.social_kept_back"),
        (flow.SocialCardLaid(TODAY, PERSON, date(2026, 3, 4)), "identify_more.social_expired"),
    ):
        machine = at(flow.Waiting())
        machine.feed(card)
        assert isinstance(machine.state, flow.Refused)
        assert machine.state.reason == text(reason)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("hmt_permit", "810000199408230021"),
        ("foreigner_2023", "932682198501010017"),
        ("foreigner_2017", "KAZ110090123105"),
    ],
)
def test_every_kind_of_card_is_taken_by_hand_too(kind: str, number: str) -> None:
    machine = at(flow.Typing(name="测试", number=number))
    machine.feed(flow.TypingDone(TODAY))
    assert isinstance(machine.state, flow.Shown)
    assert machine.state.person.kind == kind


def test_what_somebody_proven_began_is_looked_for_and_offered_to_that_person_only() -> None:
    machine = at(flow.Waiting())
    (asked,) = machine.feed(flow.CardLaid(TODAY, CARD))
    assert isinstance(asked, effects.LookForUnfinished)
    machine.feed(flow.UnfinishedAsked())
    assert machine.feed(flow.UnfinishedAsked()) == (), "nothing was found yet"
    machine.feed(flow.UnfinishedFound(replace(asked.person, number="1"), 3))
    assert machine.feed(flow.UnfinishedAsked()) == (), "found for another"
    machine.feed(flow.UnfinishedFound(asked.person, 1))
    assert machine.feed(flow.UnfinishedAsked()) == (effects.Identified(asked.person, unfinished=True),)
