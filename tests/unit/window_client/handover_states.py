"""At least one sample of every state and event of the handover."""

from typing import Any

import window_samples as samples

from domain.case.receipt_code import ReceiptCode, encode
from domain.contract.handover import Handover, NumberShown, ResultQuery
from domain.failures import FailureCode
from domain.text import text
from window_client.journeys.handover import flow

DOWN = FailureCode["PLATFORM_UNREACHABLE"]
MOVED = FailureCode["CASE_STATE_CONFLICT"]
PAPER_OUT = FailureCode["PRINTER_PAPER_OUT"]
PNG = b"\x89PNG\r\n\x1a\n strokes"
FILE = samples.result_file()
QUERY = ResultQuery(number=NumberShown(number=FILE.official_no, id_number="330203190001010013"))
FOUND = flow.Found(QUERY, FILE)
HANDOVER_ID = samples.case_id(900)
SENT = Handover(number=QUERY.number, handover_id=HANDOVER_ID, way="courier", tracking_no="SF1234567890")
FACTS = samples.handover_facts(SENT)
STATES: tuple[flow.State, ...] = (
    flow.Asking(),
    flow.Asking(text("window_handover.both_needed")),
    flow.Looking(QUERY),
    FOUND,
    flow.Found(QUERY, FILE, "李四", text("window_handover.not_signed")),
    flow.Found(QUERY, samples.result_file(FACTS)),
    flow.Signing(FOUND, HANDOVER_ID, "agent", "李四"),
    flow.Sending(FOUND, SENT),
    flow.Unanswered(FOUND, SENT, DOWN),
    flow.HandedOver(FACTS),
    flow.HandedOver(FACTS, "job"),
    flow.HandedOver(FACTS, trouble=PAPER_OUT),
)
EVENTS: tuple[flow.Event, ...] = (
    flow.CodeShown(encode(ReceiptCode(samples.case_id(1), samples.token()))),
    flow.CodeShown("https://example.com"),
    flow.NumberTyped(FILE.official_no, "330203190001010013"),
    flow.NumberTyped("", ""),
    flow.ResultCame(FILE),
    flow.Failed(DOWN),
    flow.Failed(MOVED),
    flow.AgentShown("李四"),
    flow.CounterChosen(HANDOVER_ID, "applicant"),
    flow.CounterChosen(HANDOVER_ID, "agent", ""),
    flow.CourierChosen(HANDOVER_ID, "SF1234567890"),
    flow.CourierChosen(HANDOVER_ID, " "),
    flow.Signed(PNG),
    flow.NotSigned(),
    flow.Answered(FACTS),
    flow.RetryAsked(),
    flow.PrintAsked("job"),
    flow.PrinterDone("job"),
    flow.PrinterFailed("job", PAPER_OUT),
    flow.BackAsked(),
)
HANDOVER: tuple[Any, tuple[Any, ...], tuple[Any, ...]] = (flow.TABLE, STATES, EVENTS)
