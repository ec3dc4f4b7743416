"""One example of every state and event of the kiosk's tables."""

from dataclasses import replace

from service_examples import SERVICE_FLOWS

from devices.events import PageFault
from domain.case.receipt_code import ReceiptCode
from domain.catalogue.prefill import prefill
from domain.catalogue.scenarios import questions
from domain.failures import FailureCode
from domain.text import text
from kiosk import journey_map, session
from kiosk.journeys.behalf import flow as behalf
from kiosk.journeys.done import flow as done
from kiosk.journeys.form import flow as form
from kiosk.journeys.guide import flow as guide
from kiosk.journeys.home import flow as home
from kiosk.journeys.identify import flow as identify
from kiosk.journeys.maintenance import flow as maintenance
from kiosk.journeys.materials import flow as materials
from kiosk.journeys.progress import flow as progress
from kiosk.journeys.review import flow as review
from kiosk.journeys.scenario import flow as scenario
from kiosk.journeys.search import flow as search
from kiosk.upkeep.touch_map import WANTED, Implausible
from offline_queue.outbox import CommittedCase
from tools.kiosk_samples import (
    AGENT,
    BODY,
    CARD,
    CASE_ID,
    NOW,
    PERSON,
    TODAY,
    TOKEN,
    case_progress,
    demo_catalogue,
    kept_page,
)
from tools.maintenance_samples import FIT, POINTS

CATALOGUE = demo_catalogue()
ITEM = CATALOGUE.item("DEMO-016")
CODE = ReceiptCode(CASE_ID, TOKEN)
FAILURE = FailureCode.SCANNER_JAM
PILE = materials.Pile(ITEM.materials, (kept_page("m1", 1),))
KNOWN = prefill(ITEM, PERSON, CATALOGUE.regions)
SHEET = form.Sheet(ITEM, CATALOGUE.regions, KNOWN, {"region": "card", "address": "card"})
SUMMARY = review.Summary(
    ITEM,
    "海曙区医疗保障局",
    CATALOGUE.regions,
    {"m1": 1},
    applicants=review.Applicants(PERSON),
    values={"mobile": "13800000000"},
)
TO_SIGN = replace(SUMMARY, item=replace(ITEM, signed=True))
COMMITTED = CommittedCase(CASE_ID, CASE_ID, "L33028100012603050001X", NOW, 1)
SLIP = done.Slip("L33028100012603050001X", ITEM.name, "海曙区医疗保障局", NOW, 1)
TASK = journey_map.Task(CASE_ID, CASE_ID, ITEM, TOKEN)
VISIT = journey_map.Visit(person=PERSON, task=TASK)
TYPED = replace(PERSON, proof="typed")
WAYS = tuple(materials.Way(name) for name in ("held", "scanner", "camera", "phone", "stick"))
SHOT = materials.Picture("image/jpeg", b"page")
FOUND = materials.Found(SHOT, b"small")
HELD = materials.HeldPaper("licence", "L1", "户口簿", "宁波市公安局海曙分局", "2016-05-04")
BLURRED = PageFault.BLURRED
SIDE = materials.SideArrived("job", blank=False, media_type="image/jpeg", data=b"page")

FLOWS = {
    **SERVICE_FLOWS,
    "home": (home.TABLE, (home.Welcome(), home.OutOfService(text("home.no_catalogue"))),
             (home.TileChosen("begin"), home.SearchChosen(), home.ItemChosen(ITEM.code),
              home.AudienceChosen("legal_person"), home.CardLaid(CARD), home.CodeShown("x"),
              home.OfferChanged(home.Offer()))),
    "identify": (identify.TABLE,
                 (identify.Asking(), identify.Waiting(), identify.Unreadable(FAILURE), identify.CodeRefused(FAILURE),
                  identify.ReaderAbsent(FAILURE), identify.Refused(text("identity.card_expired")),
                  identify.Typing("张三", "330203190001010013"), identify.Vouching(TYPED), identify.Verifying(TYPED),
                  identify.Shown(TYPED, CARD)),
                 (identify.Agreed(TODAY), identify.Declined(), identify.CardLaid(TODAY, CARD),
                  identify.SocialCardLaid(TODAY, PERSON), identify.CardNotRead(FAILURE),
                  identify.ReaderGone(FAILURE), identify.ReaderBack(), identify.RetryAsked(), identify.TypeAsked(),
                  identify.NameTyped("张三"), identify.NumberTyped("330203190001010013"), identify.TypingDone(TODAY),
                  identify.StaffAsked(), identify.CodeShown("张三"), identify.Verified(PERSON),
                  identify.NotVerified(FAILURE), identify.RevealAsked(), identify.RevealOver(), identify.Confirmed(),
                  identify.ForAnother(), identify.UnfinishedFound(PERSON, 1), identify.UnfinishedAsked())),
    "behalf": (behalf.TABLE,
               (behalf.Choosing(PERSON), behalf.WaitingPrincipal(PERSON), behalf.TypingPrincipal(PERSON, "李四", "1"),
                behalf.TypingOrganisation(PERSON, BODY.name, BODY.credit_code), behalf.PrincipalShown(PERSON, AGENT),
                behalf.OrganisationShown(PERSON, BODY)),
               (behalf.PersonChosen(), behalf.OrganisationChosen(), behalf.TypeAsked(), behalf.CardLaid(TODAY, CARD),
                behalf.CardNotRead(FAILURE), behalf.NameTyped("张三"), behalf.NumberTyped("330203190001010013"),
                behalf.TypingDone(TODAY), behalf.Again(), behalf.Confirmed())),
    "maintenance": (maintenance.TABLE,
                    (maintenance.Locked(), maintenance.LoggingIn("weihu1", "13800000000"), maintenance.Admitting(),
                     maintenance.Opened("weihu1", POINTS, note=text("maintenance.printed")),
                     maintenance.AwaitingTicket("weihu1"), maintenance.Renewing("weihu1"),
                     maintenance.Touching("weihu1", WANTED[:9]), maintenance.Measured("weihu1", FIT),
                     maintenance.Mismeasured("weihu1", Implausible("far"))),
                    (maintenance.CodeShown("张三"), maintenance.Permitted("weihu1"), maintenance.NotPermitted(FAILURE),
                     maintenance.StickAsked(), maintenance.LoginAsked(), maintenance.UserTyped("weihu1"),
                     maintenance.PasswordTyped("13800000000"), maintenance.LoginDone(), maintenance.BackAsked(),
                     maintenance.Refilled("receipt_paper"), maintenance.RenewAsked(),
                     maintenance.Renewed("0001"), maintenance.RenewFailed(FAILURE),
                     maintenance.LookAsked(), maintenance.Looked(POINTS), maintenance.PrintAsked(),
                     maintenance.PrintEnded(text("maintenance.printed")), maintenance.LineAsked(),
                     maintenance.SheetAsked(), maintenance.LogsAsked(), maintenance.TouchAsked(),
                     maintenance.Touched((0.5, 0.5)), maintenance.MapAccepted(), maintenance.ReferenceAccepted(),
                     maintenance.SheetEnded(text("maintenance.printed"), text("maintenance_sheet.no_reference"),
                                            may_accept=True),
                     maintenance.TestEnded(text("maintenance.printed")), maintenance.LockAsked())),
    "search": (search.TABLE, (search.Suggesting((ITEM,)), search.Found("yl", (ITEM,)), search.NothingFound("x")),
               (search.Typed("yl"), search.Results("yl", (ITEM,)), search.Chosen(ITEM.code))),
    "scenario": (scenario.TABLE, (scenario.Asking(ITEM, questions(ITEM)[0]),), (scenario.Chosen("s1"),)),
    "guide": (guide.TABLE, (guide.Guide(ITEM, ""), guide.NotHere(ITEM)),
              (guide.GoOn(), guide.ChooseOther(), guide.PrintAsked(), guide.SlipCame(),
               guide.SlipFailed(FAILURE))),
    "form": (form.TABLE, (form.Filling(SHEET), form.Incomplete(SHEET, {"f4": text("form.money", field="总金额")})),
             (form.Changed("f4", TODAY, "1"), form.LeftField("f4", TODAY), form.Finished(TODAY),
              form.LicencesAsked(), form.LicencesCame({"f3": "1"}), form.LicencesFailed(FAILURE))),
    "materials": (materials.TABLE,
                  (materials.Checklist(PILE), materials.PutPaper(PILE, "m1"), materials.Feeding(PILE, "m1", "job"),
                   materials.Fed(PILE, "m1"), materials.Stopped(PILE, "m1", FAILURE, "job"),
                   materials.Choosing(PILE, "m1", WAYS), materials.Keeping(PILE, "m1", 1), materials.Aiming(PILE, "m1"),
                   materials.Shooting(PILE, "m1", "job", SHOT), materials.Doubtful(PILE, "m1", SHOT, (BLURRED,)),
                   materials.Reading(PILE, "m1", "job"), materials.Picking(PILE, "m1", (FOUND,), frozenset({0})),
                   materials.Looking(PILE, "m1"), materials.HeldShown(PILE, "m1", (HELD,)),
                   materials.Fetching(PILE, "m1", HELD), materials.Inviting(PILE, "m1"),
                   materials.Listening(PILE, "m1", "upload", "https://example.invalid/u/x")),
                  (materials.ScanChosen("m1"), materials.PaperSeen(True), materials.StartAsked("job"), SIDE,
                   materials.PageKept(kept_page("m1", 2)), materials.KeepFailed(FAILURE), materials.FeedEnded("job"),
                   materials.FeedFailed("job", FAILURE), materials.CancelAsked(),
                   materials.DeleteAsked(PILE.pages[0].kept.sealed_digest), materials.FinishAsked(),
                   materials.ContinueAsked(), materials.WaysSeen(WAYS), materials.WayChosen("camera", "job"),
                   materials.WayChosen("stick", "job"), materials.WayChosen("phone", "job"),
                   materials.WayChosen("held", "job"), materials.WayChosen("scanner", "job"),
                   materials.FrameSeen((BLURRED,)), materials.CameraLost(FAILURE), materials.ShotAsked("job"),
                   materials.Judged((BLURRED,)), materials.Judged(()), materials.RetakeAsked(), materials.KeepAnyway(),
                   materials.Shrunk(FOUND), materials.Picked(0), materials.TakeAsked(), materials.HeldCame((HELD,)),
                   materials.HeldFailed(FAILURE), materials.HeldAgreed(HELD), materials.HeldPagesCame((SHOT,)),
                   materials.Invited("upload", "https://example.invalid/u/x"), materials.InviteFailed(FAILURE),
                   materials.PhonePagesCame("upload", (SHOT,)), materials.LookFailed(FAILURE))),
    "review": (review.TABLE,
               (review.Reviewing(SUMMARY), review.Reviewing(TO_SIGN), review.Signing(TO_SIGN), review.Saving(SUMMARY),
                review.NotSaved(SUMMARY, FAILURE)),
               (review.SubmitAsked(), review.Signed(b"png"), review.LookAgain(), review.Saved(COMMITTED),
                review.SaveFailed(FAILURE), review.EditForm(), review.EditMaterials())),
    "done": (done.TABLE, (done.Printing(SLIP), done.Printed(SLIP), done.NotPrinted(SLIP, FAILURE)),
             (done.ReceiptCame(), done.ReceiptFailed(FAILURE), done.Delivered("1"), done.ReprintAsked(),
              done.EvaluateAsked(),
              done.LeaveAsked())),
    "progress": (progress.TABLE,
                 (progress.ShowCode(), progress.NotOurs(FAILURE), progress.ScannerAbsent(FAILURE),
                  progress.Asking(CODE), progress.Known(CODE, case_progress()), progress.NotKnown(CODE, FAILURE)),
                 (progress.CodeRead("x"), progress.CodeNotRead(FAILURE), progress.ScannerGone(FAILURE),
                  progress.ScannerBack(), progress.Answered(case_progress()), progress.NotAnswered(FAILURE),
                  progress.RetryAsked(), progress.CorrectAsked(), progress.MineAsked(),
                  progress.LeaveAsked())),
    "session": (session.TABLE,
                (session.Idle(), session.Resting(), session.Active(60, 60),
                 session.Warned(60, 10), session.Ended(False)),
                (session.Opened(60), session.Touched(), session.DataGiven(), session.Ticked(), session.ExitAsked())),
    "journey_map": (journey_map.TABLE,
                    (journey_map.AtHome(), journey_map.AtIdentify(VISIT),
                     journey_map.AtFace(VISIT, b"portrait"), journey_map.AtBehalf(VISIT),
                     journey_map.AtSearch(VISIT),
                     journey_map.AtScenario(VISIT),
                     journey_map.AtGuide(VISIT), journey_map.AtForm(VISIT), journey_map.AtMaterials(VISIT),
                     journey_map.AtReview(VISIT), journey_map.AtPause(VISIT), journey_map.AtDone(VISIT, COMMITTED),
                     journey_map.AtProgress(VISIT),
                     journey_map.AtService(VISIT, "certificates"), journey_map.AtMaintenance()),
                    (journey_map.Begin(), journey_map.Browse(), journey_map.LookUp(), journey_map.Maintain(),
                     journey_map.Identified(PERSON), journey_map.FaceSettled("match"),
                     journey_map.ActFor(BODY), journey_map.Open("certificates"),
                     journey_map.TaskChosen(TASK), journey_map.ScenarioChosen(("s1",)), journey_map.OtherItem(),
                     journey_map.GuideRead(), journey_map.FormFilled({}),
                     journey_map.PagesReady(()), journey_map.EditForm(), journey_map.EditMaterials(),
                     journey_map.Committed(COMMITTED), journey_map.Back(), journey_map.Pause(journey_map.Back()),
                     journey_map.Kept("7K2M9-PQR4T"),
                     journey_map.Continued(TASK, {}, {}, (), "7K2M9-PQR4T", "form"),
                     journey_map.BegunAnew(),
                     journey_map.Restart())),
}  # fmt: skip
"""Table, one example of each state, one of each event."""
