"""At least one sample of every state and event of the counter."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import window_samples as samples

from domain.catalogue.load import load_catalogue
from domain.contract.signature import Signature
from domain.failures import FailureCode
from domain.identity.id_card import IdCard
from domain.text import text
from window_client.draft.application import (
    Application,
    Change,
    ChosenItem,
    FieldFilled,
    ItemAdded,
    ItemHandedIn,
    Organisation,
    PaperHandled,
    Person,
    PersonGiven,
    SignatureGiven,
    Slip,
)
from window_client.draft.pages import Page
from window_client.draft.steps import Arrived, Assigned
from window_client.draft.taking_up import TakenUp
from window_client.journeys.counter import flow
from window_client.journeys.counter.flow import events as on
from window_client.journeys.counter.flow.desk import Desk, DraftHead, EarlierHandIn
from window_client.journeys.counter.flow.states import Scan

CATALOGUE = load_catalogue(
    (Path(__file__).parents[3] / "assets/catalogue/demo_catalogue.json").read_text(encoding="utf-8")
)
TODAY = date(2026, 11, 21)
FULL = FailureCode["STORE_DISK_FULL"]
JAM = FailureCode["SCANNER_JAM"]
CARD = IdCard(
    "resident", "张三", "330203190001010013", "1", date(1900, 1, 1), None, None, address="浙江省宁波市海曙区灵桥路100号"
)
ITEM = ChosenItem("DEMO-010", samples.case_id(41), "A" * 26)
SLIP = Slip("DEMO-010", "L3302030001261121000140", 3, datetime(2026, 11, 21, 2, tzinfo=UTC))
VALUES = {
    "受伤时间": "2026-02-14", "受伤地点": "海曙区", "受伤部位": "左手", "事故经过": "滑倒",
    "用人单位统一社会信用代码": "91330200MA0AAAA01W", "联系手机": "13712349050", "办理区（县、市）": "330203",
    "联系地址": "灵桥路100号",
}  # fmt: skip


def desk(*changes: Change, of: Desk | None = None) -> Desk:
    made = of or Desk(Application(samples.case_id(40), CATALOGUE.version), CATALOGUE, TODAY)
    for change in changes:
        made = made.after(change)
    return made


EMPTY = desk()
PERSON = desk(PersonGiven("applicant", Person("31", "张三", "330203190001010013", region="330203", proof="card")))
CHOSEN = desk(ItemAdded(ITEM), of=PERSON)
FILLED = desk(*(FieldFilled(joint.key, VALUES[joint.field.name]) for joint in CHOSEN.fields), of=CHOSEN)
PAGES = desk(*(PaperHandled(Arrived(Page(f"p{n}", f"picture{n}", batch="b", side=n))) for n in range(1, 4)), of=FILLED)
FILED = desk(*(PaperHandled(Assigned((f"p{n}",), line.id)) for n, line in enumerate(PAGES.paper_lines, 1)), of=PAGES)
SIGNATURE = Signature.of(b"\x89PNG\r\n\x1a\n strokes", "applicant", datetime(2026, 11, 21, 2, tzinfo=UTC))
SIGNED = desk(SignatureGiven(SIGNATURE), of=FILED)
HANDED_IN = desk(ItemHandedIn(SLIP), of=FILED)
QUESTION = desk(ItemAdded(ChosenItem("DEMO-016", samples.case_id(42), "B" * 26)), of=PERSON)
TAKEN = TakenUp(
    ChosenItem("DEMO-042", samples.case_id(44), "C" * 26, ("s1",)), {"mobile": "13712349050"}, {"mobile": "user"},
    (("m2", Page("k1", "picture-k1")), ("gone", Page("k2", "picture-k2"))),
    Person("31", "李四", "11010519491231002X"), Organisation("宁波某某商贸有限公司", "91330200MA0AAAA01W"), 2,
)  # fmt: skip
EARLIER = EarlierHandIn(
    "DEMO-010", "L3302030001261120000120", datetime(2026, 11, 20, 6, 3, tzinfo=UTC), delivered=False
)
HEAD = DraftHead(samples.case_id(43), "李四", ("高龄津贴申请",), 3, 1.0)

STATES: tuple[flow.State, ...] = (
    flow.Reception(EMPTY),
    flow.Reception(replace(QUESTION, drafts=(HEAD,)), words="42", found=("DEMO-042", "THEME-05")),
    flow.Reception(PERSON, "agent", problem=text("counter.name_missing")),
    flow.Continuing(PERSON),
    flow.Form(CHOSEN),
    flow.Form(CHOSEN, CHOSEN.form_problems()),
    flow.Paper(PAGES),
    flow.Paper(FILED, Scan("b", after="p1", arrived=3)),
    flow.Paper(PAGES, Scan("b", replacing="p1"), JAM, text("counter.scan_first")),
    flow.Check(PAGES, problem=text("counter.items_missing")),
    flow.Check(FILED, trouble=FULL),
    flow.Check(FILED, "asked"),
    flow.Check(FILED, "refused"),
    flow.Check(SIGNED),
    flow.Check(replace(FILED, earlier=(EARLIER,))),
    flow.Saving(FILED),
    flow.Saved(HANDED_IN, frozenset({"DEMO-010"}), JAM),
)
EVENTS: tuple[on.Event, ...] = (
    on.CardSeen(CARD),
    on.PersonTyped("张三", "330203190001010013"),
    on.PersonTyped("", "1"),
    on.OrganisationTyped("宁波某某商贸有限公司", "91330200MA0AAAA01W"),
    on.OrganisationTyped("", ""),
    on.RoleChosen("agent"),
    on.Searched("42"),
    on.Found("42", ("DEMO-042",)),
    on.ItemsTaken((ITEM,)),
    on.ItemDropped("DEMO-016"),
    on.Answered("DEMO-016", "s1"),
    on.DraftsSeen((HEAD,)),
    on.EarlierSeen((EARLIER,)),
    on.RepeatReasoned("上次填写有误"),
    on.DraftTaken(HEAD.draft_id),
    on.ContinueAsked("ABCDE-FGHJK"),
    on.ContinueCame(TAKEN),
    on.ContinueFailed(FULL),
    on.Filled("k", "13712349050"),
    on.StageAsked("paper"),
    on.NextAsked(),
    on.BackAsked(),
    on.ParkAsked(),
    on.DiscardAsked(),
    on.ScanAsked("b"),
    on.StopAsked(),
    on.PageReady(Page("new", "picture", batch="b"), ("OWS1:DEMO-010:m2",)),
    on.PageLost("b", FULL),
    on.ScanEnded("b", 3),
    on.ScanBroke("b", 3, JAM),
    on.Stepped(Assigned(("p1",), "")),
    on.UndoAsked(),
    on.RedoAsked(),
    on.TargetAsked(""),
    on.ComposeAsked(("p1", "p2")),
    on.CardNotFound(),
    on.SignatureAsked(),
    on.SignatureCame(SIGNATURE),
    on.SignatureRefused(),
    on.SignatureDropped(),
    on.CommitAsked(),
    on.ItemSaved(SLIP),
    on.SaveFailed(FULL),
    on.ReceiptOut("DEMO-010"),
    on.PrinterFailed(JAM),
    on.PrintAsked(),
    on.DoneAsked(),
)
COUNTER: tuple[Any, tuple[Any, ...], tuple[Any, ...]] = (flow.TABLE, STATES, EVENTS)
