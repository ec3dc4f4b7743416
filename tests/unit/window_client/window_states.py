"""At least one sample of every state and event of every flow of the window."""

from dataclasses import replace
from typing import Any

import window_samples as samples
from citizen_states import CITIZEN
from counter_states import COUNTER
from handover_states import HANDOVER
from in_hand_states import IN_HAND
from line_states import LINE
from monitor_states import MONITOR
from relay_states import RELAY
from vouch_states import VOUCH

from domain.case.decision_rules import Want
from domain.case.receipt_code import ReceiptCode, encode
from domain.contract.clerk import Decision, DecisionReply
from domain.contract.queue_calls import QueueCall
from domain.failures import FailureCode
from domain.flow.machine import Table
from domain.text import text
from window_client import journey_map, session
from window_client.journeys.calls import flow as calls
from window_client.journeys.case import flow as case
from window_client.journeys.correction import flow as correction
from window_client.journeys.login import flow as login
from window_client.journeys.notice import flow as notice
from window_client.journeys.worklist import flow as worklist

DOWN = FailureCode["PLATFORM_UNREACHABLE"]
CONFLICT = FailureCode["CASE_STATE_CONFLICT"]
REFUSED = FailureCode["CLERK_REFUSED"]
PAPER_OUT = FailureCode["PRINTER_PAPER_OUT"]

FILE = samples.case_file()
EMPTY = FailureCode["QUEUE_EMPTY"]
BOARD = samples.queue_board()
NEXT = QueueCall(call_id=samples.case_id(800), call="next")
REPLY: DecisionReply = samples.reply_to(samples.decision())
DECISION: Decision = samples.decision()
VIEW = worklist.View(samples.many_items(), selected=samples.case_id(1))
EDITING = correction.begin(FILE, samples.case_id(700))
TICKED = replace(
    EDITING.draft, points=tuple(replace(p, ticked=p.id == "m3", reason="未提交") for p in EDITING.draft.points)
)
RECEIPT = encode(ReceiptCode(samples.case_id(2), samples.token()))

Flow = tuple[Table[Any, Any], tuple[Any, ...], tuple[Any, ...]]

FLOWS: dict[str, Flow] = {
    "citizen": CITIZEN,
    "counter": COUNTER,
    "handover": HANDOVER,
    "monitor": MONITOR,
    "in_hand": IN_HAND,
    "line": LINE,
    "relay": RELAY,
    "vouch": VOUCH,
    "login": (
        login.TABLE,
        (
            login.Entry(),
            login.Entry("window1", locked=True),
            login.Checking("window1", False, "right"),
            login.OpeningLease("window1", False, DOWN),
            *(
                login.NoLeave("window1", False, DOWN, reason)
                for reason in login.LeaseRefusal
                if reason is not login.LeaseRefusal.NONE
            ),
            login.Refused("window1", False, REFUSED),
            login.Unreachable("window1", False, DOWN),
        ),
        (
            login.Submitted("window1", "right"),
            login.Accepted(samples.session()),
            login.Failed(DOWN),
            login.Failed(REFUSED),
            login.LeaseOpened(samples.session()),
            *(login.LeaseRefused(reason) for reason in login.LeaseRefusal),
        ),
    ),
    "worklist": (
        worklist.TABLE,
        (worklist.Waiting(), worklist.Listing(VIEW), worklist.Stale(VIEW, DOWN)),
        (
            worklist.RefreshAsked(),
            worklist.Arrived(samples.many_items(5)),
            worklist.Failed(DOWN),
            worklist.Typed("报销"),
            worklist.StateChosen("CORRECTION"),
            worklist.Selected(samples.case_id(2)),
            worklist.OpenAsked(),
            worklist.CodeScanned(RECEIPT),
        ),
    ),
    "case": (
        case.TABLE,
        (
            case.Loading(samples.case_id(1)),
            case.LoadFailed(samples.case_id(1), DOWN),
            case.Reading(FILE, text("failure.case_state_conflict")),
            case.Reading(samples.case_file(corrected=True), revealed=True),
            case.Reading(samples.case_file("CORRECTION", open_correction=True)),
            case.Confirming(FILE, "accept", samples.case_id(501)),
            case.Confirming(FILE, "reject", samples.case_id(501), want=Want.REASON),
            case.Confirming(FILE, "reject", samples.case_id(501), grounds=case.Grounds(reason="依法不需要")),
            case.Confirming(samples.case_file(corrected=True), "tolerate", samples.case_id(501)),
            case.Deciding(FILE, DECISION),
            case.Undecided(FILE, DECISION, DOWN),
        ),
        (
            case.Loaded(FILE),
            case.Failed(DOWN),
            case.Failed(CONFLICT),
            case.RetryAsked(),
            case.RevealAsked(),
            case.RevealOver(),
            case.Chosen("accept", samples.case_id(502)),
            case.Chosen("ask_correction", samples.case_id(502)),
            case.GroundsWritten(case.Grounds(reason="依法不需要")),
            case.Resumed("reject", samples.case_id(503), case.Grounds(reason="依法不需要")),
            case.Confirmed(samples.NOW.date(), case.Grounds(reason="依法不需要取得行政许可")),
            case.PromiseAsked(samples.LATEST),
            case.Cancelled(),
            case.Told(text("window.work_outdated")),
            case.Decided(REPLY),
            case.BackAsked(),
        ),
    ),
    "correction": (
        correction.TABLE,
        (
            EDITING,
            correction.Editing(TICKED),
            correction.Editing(EDITING.draft, "nothing_ticked"),
            correction.Confirming(TICKED, samples.decision("ask_correction")),
            correction.Sending(TICKED, samples.decision("ask_correction")),
            correction.Unanswered(TICKED, samples.decision("ask_correction"), DOWN),
        ),
        (
            correction.Ticked("material", "m3", True, "未提交"),
            correction.Reasoned("field", "f4", "有误"),
            correction.SendAsked(),
            correction.Confirmed(),
            correction.Cancelled(),
            correction.Sent(REPLY),
            correction.Failed(DOWN),
            correction.Failed(CONFLICT),
            correction.BackAsked(),
        ),
    ),
    "calls": (
        calls.TABLE,
        (
            calls.Unknown(),
            calls.Shown(BOARD),
            calls.Shown(samples.queue_board("")),
            calls.Shown(samples.queue_board(times=3)),
            calls.Calling(BOARD, NEXT),
            calls.Troubled(None, DOWN),
            calls.Troubled(BOARD, DOWN, NEXT),
            calls.Troubled(BOARD, EMPTY),
        ),
        (
            calls.RefreshAsked(),
            calls.Arrived(BOARD),
            calls.Failed(DOWN),
            calls.Asked(samples.case_id(801), "next"),
            calls.Asked(samples.case_id(802), "transfer", "A003", "0002"),
            calls.Called(BOARD),
            calls.Refused(DOWN),
            calls.Refused(EMPTY),
            calls.Closed(),
        ),
    ),
    "notice": (
        notice.TABLE,
        (
            notice.Printing(REPLY, "job"),
            notice.Printed(samples.reply_to(samples.decision("ask_correction"))),
            notice.NotPrinted(samples.reply_to(samples.decision("reject")), PAPER_OUT),
        ),
        (
            notice.PrinterDone("job"),
            notice.PrinterFailed("job", PAPER_OUT),
            notice.ReprintAsked("again"),
            notice.DoneAsked(),
        ),
    ),
    "session": (
        session.TABLE,
        (
            session.LoggedOut(),
            session.LoggedIn("window1", samples.session()),
            session.Locked("window1", samples.session()),
        ),
        (
            session.Authenticated("window1", samples.session()),
            session.Renewed(samples.session()),
            session.LockAsked(),
            session.LogoutAsked(),
        ),
    ),
    "journey_map": (
        journey_map.TABLE,
        (
            journey_map.AtLogin(),
            journey_map.AtWorklist(),
            journey_map.AtCounter(),
            journey_map.AtMonitor(),
            journey_map.AtRelay(),
            journey_map.AtInHand(),
            journey_map.AtVouch(),
            journey_map.AtHandover(),
            journey_map.AtCase(samples.case_id(1)),
            journey_map.AtCorrection(FILE),
            journey_map.AtNotice(REPLY),
        ),
        (
            journey_map.WorkBegun(),
            journey_map.CounterBegun(),
            journey_map.CounterLeft(),
            journey_map.MonitorOpened(),
            journey_map.MonitorLeft(),
            journey_map.RelayOpened(),
            journey_map.RelayLeft(),
            journey_map.InHandOpened(),
            journey_map.HandoverOpened(),
            journey_map.HandoverLeft(),
            journey_map.InHandLeft(),
            journey_map.VouchOpened(),
            journey_map.VouchLeft(),
            journey_map.CaseOpened(samples.case_id(1)),
            journey_map.CaseLeft(),
            journey_map.CorrectionBegun(FILE),
            journey_map.CorrectionLeft(samples.case_id(1)),
            journey_map.DecisionMade(REPLY),
            journey_map.NoticeLeft(),
            journey_map.WorkWiped(),
        ),
    ),
}
