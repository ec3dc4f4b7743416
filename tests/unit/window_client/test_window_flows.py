"""Every state meets every event; then the promises that matter to a clerk."""

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
import window_samples as samples
import window_states as states

from domain.case.decision_rules import Want
from domain.flow.machine import IllegalEvent, Machine
from window_client import journey_map, session
from window_client.journeys.calls import flow as calls
from window_client.journeys.case import flow as case
from window_client.journeys.correction import flow as correction
from window_client.journeys.login import flow as login
from window_client.journeys.login.flow import LeaseRefusal
from window_client.journeys.notice import flow as notice
from window_client.journeys.worklist import flow as worklist

PAIRS = [
    pytest.param(table, state, event, id=f"{name}-{type(state).__name__}-{type(event).__name__}")
    for name, (table, all_states, events) in states.FLOWS.items()
    for state, event in product(all_states, events)
]


@pytest.mark.parametrize(("table", "state", "event"), PAIRS)
def test_every_pair_is_in_the_table_or_refused(table: Any, state: Any, event: Any) -> None:
    machine: Machine[Any, Any, Any] = Machine(table, state)
    if (type(state), type(event)) in table:
        machine.feed(event)
        assert any(type(machine.state) is key[0] for key in table)
        return
    with pytest.raises(IllegalEvent):
        machine.feed(event)
    assert machine.state is state


@pytest.mark.parametrize("name", states.FLOWS)
def test_the_samples_cover_the_whole_table(name: str) -> None:
    table, all_states, events = states.FLOWS[name]
    assert set(table) <= {(type(state), type(event)) for state, event in product(all_states, events)}


@pytest.mark.parametrize("name", states.FLOWS)
def test_no_state_and_no_event_prints_personal_data(name: str) -> None:
    _, all_states, events = states.FLOWS[name]
    shown = repr((all_states, events))
    for secret in ("张三", "330203190001010013", "13712349050", "灵桥路", "token-window1", "right'"):
        assert secret not in shown


def run(table: Any, state: Any, *events: Any) -> tuple[Any, tuple[Any, ...]]:
    machine: Machine[Any, Any, Any] = Machine(table, state)
    effects: tuple[Any, ...] = ()
    for event in events:
        effects = machine.feed(event)
    return machine.state, effects


class TestLogin:
    def test_a_lost_line_is_not_a_wrong_password(self) -> None:
        asked = (login.TABLE, login.Entry(), login.Submitted(" window1 ", "right"))
        asked_offline = (*asked, login.Failed(states.DOWN))
        no_lease = run(*asked_offline, login.LeaseRefused(LeaseRefusal.NONE))[0]
        assert no_lease == login.Unreachable("window1", False, states.DOWN)
        wrong = run(*asked_offline, login.LeaseRefused(LeaseRefusal.WRONG))[0]
        assert wrong == login.NoLeave("window1", False, states.DOWN, LeaseRefusal.WRONG)
        assert run(*asked, login.Failed(states.REFUSED))[0] == login.Refused("window1", False, states.REFUSED)

    def test_an_empty_password_asks_nobody(self) -> None:
        assert run(login.TABLE, login.Entry(), login.Submitted("window1", "")) == (login.Entry(), ())


class TestWorklist:
    def test_a_refresh_keeps_the_selection(self) -> None:
        state, _ = run(
            worklist.TABLE,
            worklist.Waiting(),
            worklist.Arrived(samples.many_items(20)),
            worklist.Selected(samples.case_id(9)),
            worklist.Arrived(samples.many_items(24)),
        )
        assert state.view.selected == samples.case_id(9)

    def test_a_selection_that_left_the_list_falls_to_the_first_row(self) -> None:
        gone = tuple(item for item in samples.many_items(20) if item.case_id != samples.case_id(9))
        state, _ = run(
            worklist.TABLE,
            worklist.Waiting(),
            worklist.Arrived(samples.many_items(20)),
            worklist.Selected(samples.case_id(9)),
            worklist.Arrived(gone),
        )
        assert state.view.selected == worklist.visible(state.view)[0].case_id

    def test_undecided_cases_come_first_by_their_last_day(self) -> None:
        state, _ = run(worklist.TABLE, worklist.Waiting(), worklist.Arrived(samples.many_items(24)))
        shown = worklist.visible(state.view)
        undecided = [item for item in shown if item.state in ("RECEIVED", "PRE_REVIEW")]
        assert list(shown[: len(undecided)]) == undecided
        assert [item.accept_due_on for item in undecided] == sorted(item.accept_due_on for item in undecided)

    @pytest.mark.parametrize(
        "words", ["L3302810001260305000", "33020320260305000002", "灵活 *小龙", states.RECEIPT, f" {states.RECEIPT}\r"]
    )
    def test_number_words_and_receipt_find_the_case(self, words: str) -> None:
        state, _ = run(
            worklist.TABLE, worklist.Waiting(), worklist.Arrived(samples.many_items(4)), worklist.Typed(words)
        )
        assert samples.case_id(2) in [item.case_id for item in worklist.visible(state.view)]

    def test_a_scanned_receipt_opens_its_case(self) -> None:
        _, effects = run(
            worklist.TABLE,
            worklist.Waiting(),
            worklist.Arrived(samples.many_items(9)),
            worklist.StateChosen("DONE"),
            worklist.CodeScanned(states.RECEIPT),
        )
        assert effects == (worklist.Open(samples.case_id(2)),)

    @pytest.mark.parametrize("event", [worklist.CodeScanned(states.RECEIPT), worklist.Typed("000002")])
    def test_what_is_not_in_the_list_opens_nothing_and_the_list_is_asked_for_again(self, event: Any) -> None:
        """Another department's, or handed in a moment ago."""
        _, effects = run(worklist.TABLE, worklist.Waiting(), event)
        assert effects == (worklist.Fetch(),)

    def test_what_is_typed_and_found_asks_nobody(self) -> None:
        items = worklist.Arrived(samples.many_items(4))
        _, effects = run(worklist.TABLE, worklist.Waiting(), items, worklist.Typed("L33028"))
        assert effects == ()


TODAY = samples.NOW.date()
SEEN = "已在窗口查验原件，无需提交复印件"


def said(reason: str) -> case.Confirmed:
    return case.Confirmed(TODAY, case.Grounds(reason=reason))


class TestCase:
    def sent(self) -> tuple[case.Deciding, case.Send]:
        state, effects = run(
            case.TABLE, case.Reading(states.FILE), case.Chosen("accept", samples.case_id(77)), said(SEEN)
        )
        return state, effects[0]

    def test_sending_again_sends_the_very_same_decision(self) -> None:
        state, first = self.sent()
        for failure in (states.DOWN, states.REFUSED):
            undecided, _ = run(case.TABLE, state, case.Failed(failure))
            assert isinstance(undecided, case.Undecided)
            for again in (case.RetryAsked(), said("another reason")):
                assert run(case.TABLE, undecided, again)[1] == (first,)

    def test_a_conflict_loads_the_case_again_and_says_so(self) -> None:
        state, _ = self.sent()
        reloading, effects = run(case.TABLE, state, case.Failed(states.CONFLICT))
        assert effects == (case.Load(states.FILE.item.case_id),)
        reading, _ = run(case.TABLE, reloading, case.Loaded(states.FILE))
        assert reading.note.key == "failure.case_state_conflict"

    def test_a_refusal_needs_a_reason(self) -> None:
        asked = (case.TABLE, case.Reading(states.FILE), case.Chosen("reject", samples.case_id(77)))
        state, effects = run(*asked, said("  "))
        assert (state.want, effects) == (Want.REASON, ())
        _, effects = run(*asked, said(" 不符合法定受理条件 "))
        assert effects[0].decision.reason == "不符合法定受理条件"

    def test_accepting_although_papers_are_missing_needs_a_reason(self) -> None:
        asked = (case.TABLE, case.Reading(states.FILE), case.Chosen("accept", samples.case_id(77)))
        state, effects = run(*asked, said(""))
        assert (state.want, effects) == (Want.OVERRIDE, ())
        assert run(*asked, said(SEEN))[1][0].decision.reason == SEEN

    def test_a_tolerance_needs_a_day_and_the_promise(self) -> None:
        file = samples.case_file(corrected=True)
        asked = (case.TABLE, case.Reading(file), case.Chosen("tolerate", samples.case_id(77)))
        unsigned = case.Grounds(supply_by=file.supply_by_latest)
        assert run(*asked, case.Confirmed(TODAY, unsigned))[0].want == Want.PROMISE
        late = case.Grounds(supply_by=samples.LATEST + timedelta(days=1), promise_signed=True)
        assert run(*asked, case.Confirmed(TODAY, late))[0].want == Want.DATE
        _, effects = run(*asked, case.Confirmed(TODAY, replace(unsigned, promise_signed=True)))
        assert (effects[0].decision.supply_by, effects[0].decision.action) == (samples.LATEST, "tolerate")

    def test_the_promise_is_printed_before_it_is_signed(self) -> None:
        file = samples.case_file(corrected=True)
        chosen = (case.TABLE, case.Reading(file), case.Chosen("tolerate", samples.case_id(77)))
        assert run(*chosen, case.PromiseAsked(samples.LATEST))[1] == (case.PrintPromise(file, samples.LATEST),)

    def test_another_bodys_matter_names_that_body(self) -> None:
        asked = (case.TABLE, case.Reading(states.FILE), case.Chosen("not_competent", samples.case_id(77)))
        assert run(*asked, said(""))[0].want == Want.BODY
        _, effects = run(*asked, case.Confirmed(TODAY, case.Grounds(competent_body="余姚市医疗保障局")))
        assert effects[0].decision.competent_body == "余姚市医疗保障局"

    def test_what_the_state_forbids_cannot_be_chosen(self) -> None:
        closed = case.Reading(samples.case_file("ACCEPTED"))
        assert run(case.TABLE, closed, case.Chosen("accept", samples.case_id(77))) == (closed, ())

    def test_the_applicant_is_hidden_again_when_a_decision_is_asked(self) -> None:
        revealed = replace(case.Reading(states.FILE), revealed=True)
        state, _ = run(case.TABLE, revealed, case.Chosen("accept", samples.case_id(77)), case.Cancelled())
        assert state.revealed is False


class TestCorrection:
    def test_nothing_ticked_and_missing_reasons_are_not_sent(self) -> None:
        state, effects = run(correction.TABLE, states.EDITING, correction.SendAsked())
        assert (state.problem, effects) == ("nothing_ticked", ())
        tick = correction.Ticked("material", "m2", True)
        state, effects = run(correction.TABLE, states.EDITING, tick, correction.SendAsked())
        assert (state.problem, effects) == ("reason_missing", ())

    def test_all_points_go_in_one_decision(self) -> None:
        _, effects = run(
            correction.TABLE,
            states.EDITING,
            correction.Ticked("material", "m3", True, "未提交，请补交"),
            correction.Reasoned("field", "f4", " 与票据不一致 "),
            correction.Ticked("material", "m2", True, "x"),
            correction.Ticked("material", "m2", False),
            correction.SendAsked(),
            correction.Confirmed(),
        )
        decision = effects[0].decision
        assert decision.decision_id == samples.case_id(700)
        assert [(p.kind, p.id, p.reason) for p in decision.points] == [
            ("material", "m3", "未提交，请补交"),
            ("field", "f4", "与票据不一致"),
        ]

    def test_an_unanswered_notice_can_only_be_sent_as_it_was(self) -> None:
        state, _ = run(correction.TABLE, states.EDITING, correction.Ticked("material", "m3", True, "未提交"))
        state, first = run(correction.TABLE, state, correction.SendAsked(), correction.Confirmed())
        unanswered, _ = run(correction.TABLE, state, correction.Failed(states.DOWN))
        assert run(correction.TABLE, unanswered, correction.Confirmed())[1] == first
        with pytest.raises(IllegalEvent):
            run(correction.TABLE, unanswered, correction.Ticked("material", "m3", False))

    def test_a_conflict_leads_back_to_the_case_with_the_reason(self) -> None:
        sending = correction.Sending(states.TICKED, samples.decision("ask_correction"))
        _, effects = run(correction.TABLE, sending, correction.Failed(states.CONFLICT))
        assert effects[0].note.key == "failure.case_state_conflict"


class TestNotice:
    def test_a_late_answer_of_an_older_job_changes_nothing(self) -> None:
        printing = notice.Printing(states.REPLY, "second")
        assert run(notice.TABLE, printing, notice.PrinterDone("first"))[0] == printing
        assert run(notice.TABLE, printing, notice.PrinterFailed("first", states.PAPER_OUT))[0] == printing

    def test_reprinting_is_a_job_of_its_own(self) -> None:
        failed = notice.NotPrinted(states.REPLY, states.PAPER_OUT)
        state, effects = run(notice.TABLE, failed, notice.ReprintAsked("second"))
        assert (state.job_id, effects) == ("second", (notice.Print("second", states.REPLY.notice),))


class TestSession:
    locked = session.Locked("window1", samples.session())

    def test_the_same_clerk_finds_the_work_as_it_was(self) -> None:
        _, effects = run(session.TABLE, self.locked, session.Authenticated("window1", samples.session()))
        assert effects == (session.Effect.RESUME,)

    def test_another_clerk_finds_an_empty_desk(self) -> None:
        _, effects = run(session.TABLE, self.locked, session.Authenticated("window2", samples.session("window2")))
        assert effects == (session.Effect.PUT_AWAY, session.Effect.BEGIN)

    @pytest.mark.parametrize("state", states.FLOWS["session"][1][1:])
    def test_logging_out_always_wipes(self, state: session.State) -> None:
        assert run(session.TABLE, state, session.LogoutAsked()) == (session.LoggedOut(), (session.Effect.WIPE,))


@pytest.mark.parametrize("place", states.FLOWS["journey_map"][1])
def test_wiping_leads_to_the_login_from_everywhere(place: journey_map.Place) -> None:
    assert run(journey_map.TABLE, place, journey_map.WorkWiped())[0] == journey_map.AtLogin()


def test_a_call_nobody_answered_goes_again_under_its_own_id() -> None:
    asked = calls.Asked(samples.case_id(803), "next")
    after_silence = (calls.TABLE, calls.Calling(states.BOARD, states.NEXT), calls.Refused(states.DOWN), asked)
    assert run(*after_silence)[1] == (calls.Send(states.NEXT),)
    after_refusal = (calls.TABLE, calls.Calling(states.BOARD, states.NEXT), calls.Refused(states.EMPTY), asked)
    sent = run(*after_refusal)[1]
    assert [effect.call.call_id for effect in sent] == [samples.case_id(803)]
