"""Every state a screen of the kiosk can show, with the demonstration catalogue and an invented citizen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from assets.places import load_places
from assets.texts import Texts
from domain.case.receipt_code import ReceiptCode, encode
from domain.catalogue.load import load_catalogue
from domain.catalogue.model import Catalogue, Item, MaterialRule, Scenario
from domain.catalogue.prefill import prefill
from domain.catalogue.scenarios import materials_for, questions
from domain.catalogue.search import CatalogueSearch
from domain.contract.progress import CaseProgress, Correction, CorrectionPoint, ProgressStep
from domain.documents.item_guide import take_away
from domain.failures import FailureCode
from domain.identity.id_card import IdCard
from domain.identity.person import Organisation, Person, person_of
from domain.text import Say, text
from kiosk.composition.offering import favourite
from kiosk.journey_map import DONE_HERE
from kiosk.journeys.behalf import flow as behalf
from kiosk.journeys.behalf import presenter as behalf_presenter
from kiosk.journeys.behalf.screen import BehalfScreen
from kiosk.journeys.done import flow as done
from kiosk.journeys.done import presenter as done_presenter
from kiosk.journeys.done.screen import DoneScreen
from kiosk.journeys.form import flow as form
from kiosk.journeys.form import presenter as form_presenter
from kiosk.journeys.form.screen import FormScreen
from kiosk.journeys.guide import flow as guide
from kiosk.journeys.guide import presenter as guide_presenter
from kiosk.journeys.guide.screen import GuideScreen
from kiosk.journeys.home import flow as home
from kiosk.journeys.home import presenter as home_presenter
from kiosk.journeys.home.screen import HomeScreen
from kiosk.journeys.home.tiles import TILES
from kiosk.journeys.identify import flow as identify
from kiosk.journeys.identify import presenter as identify_presenter
from kiosk.journeys.identify.screen import IdentifyScreen
from kiosk.journeys.maintenance import presenter as maintenance_presenter
from kiosk.journeys.maintenance.screen import MaintenanceScreen
from kiosk.journeys.materials import flow as materials
from kiosk.journeys.materials import presenter as materials_presenter
from kiosk.journeys.materials.screen import MaterialsScreen
from kiosk.journeys.progress import flow as progress
from kiosk.journeys.progress import presenter as progress_presenter
from kiosk.journeys.progress.screen import ProgressScreen
from kiosk.journeys.review import flow as review
from kiosk.journeys.review import presenter as review_presenter
from kiosk.journeys.review.screen import ReviewScreen
from kiosk.journeys.scenario import flow as scenario
from kiosk.journeys.scenario import presenter as scenario_presenter
from kiosk.journeys.scenario.screen import ScenarioScreen
from kiosk.journeys.search import flow as search
from kiosk.journeys.search import presenter as search_presenter
from kiosk.journeys.search.screen import SearchScreen
from offline_queue.outbox import KeptPage
from tools.kiosk_paper_samples import CAMERA_SEES, material_ways, page_picture
from tools.kiosk_service_samples import service_states
from tools.maintenance_samples import MAINTENANCE

TODAY = date(2026, 3, 5)
NOW = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
CASE_ID = "01950000-0000-7000-8000-000000000001"
TOKEN = "A" * 26
CARD = IdCard(
    kind="resident",
    name="张三",
    number="330203190001010013",
    sex="1",
    birth=date(1900, 1, 1),
    valid_from=date(2016, 1, 1),
    valid_to=None,
    ethnicity="01",
    address="浙江省宁波市海曙区某某街道某某路1号",
    issuer="宁波市公安局海曙分局",
)
"""The test vector of GB 11643: nobody's number."""
PERSON = person_of(CARD)
AGENT = Person("resident", "李四", "33020319000101003X", proof="clerk")
BODY = Organisation("宁波某某商贸有限公司", "91330200MA0AAAA01W")


@dataclass(frozen=True, slots=True)
class Sample:
    """A screen in one state. ``journey`` and ``state`` are what the screen must say of itself."""

    name: str
    make: Callable[[Say], Any]
    state: object
    present: Callable[[Any], Any]
    back: bool = False
    at_home: bool = False
    elder: object = None
    """The state in the elder edition, where that is another one."""
    seen: tuple[bytes, bool] | None = None
    """What the document camera sees, and whether that would be a good page."""

    def screen(self, say: Say, *, assist: bool = False) -> Any:
        screen = self.make(say)
        state = self.elder if assist and self.elder is not None else self.state
        screen.show_props(type(state).__name__, self.present(state))
        if self.seen is not None:
            picture, good = self.seen
            screen.show_frame(QImage.fromData(picture), good=good)
        return screen


def demo_catalogue() -> Catalogue:
    folder = Path(__file__).parent.parent / "assets" / "catalogue"
    return load_catalogue((folder / "demo_catalogue.json").read_text(encoding="utf-8"))


def kept_page(material_id: str, number: int) -> materials.Page:
    kept = KeptPage(material_id, number, "image/jpeg", "C", f"{number:064x}", f"{number + 100:064x}", 300_000, NOW)
    return materials.Page(kept, page_picture(number))


def case_progress(state: str = "RECEIVED", *, correction: bool = False) -> CaseProgress:
    asked = Correction(
        correction_id="01950000-0000-7000-8000-000000000002",
        asked_at=NOW,
        authority="海曙区医疗保障局",
        points=(
            CorrectionPoint(kind="material", id="m3", name="诊断证明/出院小结", reason="出院小结缺少第2页，请补交"),
        ),
    )
    steps = [ProgressStep(at=NOW, state="RECEIVED", by="余姚市政务服务中心自助服务区")]
    if state != "RECEIVED":
        steps.append(ProgressStep.model_validate({"at": NOW, "state": state, "by": "海曙区医疗保障局"}))
    return CaseProgress.model_validate(
        {
            "case_id": CASE_ID, "temporary_no": "L33028100012603050001X", "official_no": "330281202603050000018",
            "item_code": "DEMO-016", "item_name": "医疗费用手工（零星）报销", "state": state, "received_at": NOW,
            "node_name": "余姚市政务服务中心自助服务区", "authority": "海曙区医疗保障局",
            "accept_due_on": "2026-03-12", "decide_due_on": "2026-03-26" if state == "ACCEPTED" else "",
            "correction": asked if correction else None, "steps": tuple(steps),
        }
    )  # fmt: skip


def samples() -> Iterator[Sample]:
    catalogue = demo_catalogue()
    yield from _arrival(catalogue)
    yield from _filing(catalogue)
    yield from _aftermath(catalogue)
    case = case_progress("CORRECTION", correction=True)
    for name, screen, state, present in service_states(catalogue, ReceiptCode(CASE_ID, TOKEN), NOW, case):
        yield Sample(name, screen, state, present)
    for name, state in MAINTENANCE:
        yield Sample(name, MaintenanceScreen, state, maintenance_presenter.present)


def _arrival(catalogue: Catalogue) -> Iterator[Sample]:
    def show_home(name: str, state: home.State) -> Sample:
        elder = replace(state, few=True) if isinstance(state, home.Welcome) else None
        return Sample(name, HomeScreen, state, home_presenter.present, at_home=True, elder=elder)

    offer = home_offer(catalogue)
    yield show_home("home", home.Welcome(offer))
    yield show_home("home-legal-person", home.Welcome(offer, audience="legal_person"))
    yield show_home("home-offline", home.Welcome(replace(offer, connected=False)))
    yield show_home("home-full", home.Welcome(replace(offer, full=text("home.full"))))
    yield show_home("home-out-of-service", home.OutOfService(text("home.no_catalogue")))

    yield from _identity()
    yield from _catalogue(catalogue)


def _identity() -> Iterator[Sample]:
    typed = replace(PERSON, proof="typed")
    for name, state in (
        ("identify-notice", identify.Asking()),
        ("identify-place-card", identify.Waiting()),
        ("identify-unreadable", identify.Unreadable(FailureCode.CARD_UNREADABLE)),
        ("identify-reader-absent", identify.ReaderAbsent(FailureCode.CARD_READER_UNREACHABLE)),
        ("identify-expired", identify.Refused(text("identity.card_expired"))),
        ("identify-code-refused", identify.CodeRefused(FailureCode.PHONE_CODE_REFUSED)),
        ("identify-typing", identify.Typing("张三", "3302", number_error=text("form.id"))),
        ("identify-verifying", identify.Verifying()),
        ("identify-vouching", identify.Vouching(typed)),
        ("identify-vouching-refused", identify.Vouching(typed, FailureCode.ASSISTANCE_REFUSED)),
        ("identify-read", identify.Shown(PERSON, CARD)),
        ("identify-unfinished", identify.Shown(PERSON, CARD, unfinished=2)),
        ("identify-revealed", identify.Shown(PERSON, CARD, revealed=True)),
        ("identify-social-card", identify.Shown(replace(PERSON, proof="social_card"))),
        ("identify-typed", identify.Shown(typed, warning=text("identify_more.typed_limits"))),
    ):
        yield Sample(name, IdentifyScreen, state, lambda s: identify_presenter.present(s, TODAY))
    for name, asked in (
        ("behalf", behalf.Choosing(PERSON)),
        ("behalf-place-card", behalf.WaitingPrincipal(PERSON)),
        ("behalf-same-person", behalf.WaitingPrincipal(PERSON, text("behalf.same_person"))),
        ("behalf-typing", behalf.TypingPrincipal(PERSON, name_error=text("identify_more.name_missing"))),
        ("behalf-organisation", behalf.TypingOrganisation(PERSON, BODY.name, "91330200MA0AAAA01")),
        ("behalf-both", behalf.PrincipalShown(PERSON, AGENT)),
        ("behalf-body", behalf.OrganisationShown(PERSON, BODY)),
    ):
        yield Sample(name, BehalfScreen, asked, lambda s: behalf_presenter.present(s, TODAY))


def _catalogue(catalogue: Catalogue) -> Iterator[Sample]:
    find = CatalogueSearch(catalogue.items).find
    for name, found in (
        ("search", search.Suggesting(catalogue.items[3:11])),
        ("search-found", search.Found("ylfysg", find("ylfysg"))),
        ("search-nothing", search.NothingFound("飞行执照")),
    ):
        yield Sample(name, SearchScreen, found, lambda s: search_presenter.present(s, demonstration=True))
    item = catalogue.item("DEMO-016")
    outpatient = replace(item, materials=materials_for(item, ("s2",)))
    yield from _scenarios(catalogue)
    for name, guided in (
        ("guide", guide.Guide(item, "海曙区医疗保障局", ("住院费用",))),
        ("guide-outpatient", guide.Guide(outpatient, "海曙区医疗保障局", ("门诊费用",))),
        ("guide-printed", guide.Guide(item, "海曙区医疗保障局", ("住院费用",), guide.Printed())),
        ("guide-no-paper", guide.Guide(item, "", (), guide.NotPrinted(FailureCode.PRINTER_PAPER_OUT))),
        ("guide-not-here", guide.NotHere(catalogue.item("DEMO-001"))),
    ):
        yield Sample(name, GuideScreen, guided, _guide_props, back=True)


def _guide_props(state: guide.State) -> guide_presenter.Props:
    words = take_away(state.item, "海曙区医疗保障局", (), Texts("zh"))
    return guide_presenter.present(state, take_away=words, demonstration=True)


def _scenarios(catalogue: Catalogue) -> Iterator[Sample]:
    item = catalogue.item("DEMO-016")
    nested = with_second_question(item)
    for name, asked in (
        ("scenario", scenario.Asking(item, questions(item)[0])),
        ("scenario-second", scenario.Asking(nested, questions(nested)[1], ("s2",))),
    ):
        yield Sample(name, ScenarioScreen, asked, scenario_presenter.present, back=True)


def home_offer(catalogue: Catalogue) -> home.Offer:
    """A terminal that has everything and may everything."""
    doors = frozenset(tile.id for tile in TILES)
    here = tuple(favourite(item) for item in catalogue.items if item.kiosk_class in DONE_HERE)
    return home.Offer(doors=doors, popular=here, connected=True, devices=frozenset({"page_printer"}))


def with_second_question(item: Item) -> Item:
    """After the second answer of DEMO-016 (门诊费用) another question follows, with a long answer."""
    further = (
        Scenario("s3", "s2", "在哪里看的门诊？", "本市定点医疗机构"),
        Scenario("s4", "s2", "在哪里看的门诊？", "外地医疗机构，事先已办理异地就医备案或者持有医院开具的转诊证明"),
        Scenario("s5", "s2", "在哪里看的门诊？", "国外"),
    )
    rule = MaterialRule("m2", "s3", "not_needed")
    return replace(item, scenarios=(*item.scenarios, *further), rules=(*item.rules, rule))


def _filing(catalogue: Catalogue) -> Iterator[Sample]:
    item = catalogue.item("DEMO-016")
    known = prefill(item, PERSON, catalogue.regions)
    values = known | {"f1": "住院", "f2": "2026-02-20", "f3": "0098123456", "f4": "4058.60", "f5": "宁波银行",
                      "f6": "6222020200112233444", "mobile": "13800000000"}  # fmt: skip
    wrong = {"f1": text("form.choice", field="就医类型"), "f4": text("form.money", field="总金额"),
             "mobile": text("form.mobile")}  # fmt: skip
    for name, filled in (
        ("form", form.Filling(form.Sheet(item, catalogue.regions, values, dict.fromkeys(known, "card")))),
        (
            "form-incomplete",
            form.Incomplete(form.Sheet(item, catalogue.regions, known, dict.fromkeys(known, "card")), wrong),
        ),
    ):
        yield Sample(name, lambda say: FormScreen(say, lambda: TODAY), filled, form_presenter.present, back=True)

    yield from _licences(catalogue)
    yield from _kinds(catalogue)
    pages = (kept_page("m1", 1), kept_page("m1", 2), kept_page("m1", 3), kept_page("m2", 4))
    empty = materials.Pile(item.materials)
    pile = materials.Pile(item.materials, pages, blanks=3)
    full = replace(pile, pages=(*pages, kept_page("m3", 5), kept_page("m5", 6)))
    for name, state in (
        ("materials", materials.Checklist(pile)),
        ("materials-complete", materials.Checklist(full)),
        *material_ways(pile, empty),
        ("materials-put-paper", materials.PutPaper(empty, "m1")),
        ("materials-paper-seen", materials.PutPaper(empty, "m1", paper_loaded=True)),
        ("materials-feeding", materials.Feeding(pile, "m1", "job", arrived=5, unkept=1)),
        ("materials-fed", materials.Fed(pile, "m1")),
        ("materials-fed-nothing", materials.Fed(empty, "m1")),
        ("materials-no-paper", materials.Stopped(empty, "m1", FailureCode.SCANNER_FEEDER_EMPTY)),
        ("materials-jam", materials.Stopped(pile, "m1", FailureCode.SCANNER_JAM)),
        ("materials-cover-open", materials.Stopped(empty, "m1", FailureCode.SCANNER_COVER_OPEN)),
        ("materials-scanner-absent", materials.Stopped(empty, "m1", FailureCode.SCANNER_UNREACHABLE)),
    ):
        make, seen = (lambda say: MaterialsScreen(say, lambda: "job")), CAMERA_SEES.get(name)
        yield Sample(name, make, state, materials_presenter.present, back=True, seen=seen)
    summary = review.Summary(item, "海曙区医疗保障局", catalogue.regions, {"m1": 3, "m2": 1, "m3": 2, "m5": 1},
                             applicants=review.Applicants(PERSON), values=values)  # fmt: skip
    to_sign = replace(summary, item=replace(item, signed=True), held=frozenset({"m3"}))
    for name, reviewed in (
        ("review", review.Reviewing(summary)),
        ("review-to-sign", review.Reviewing(to_sign)),
        ("review-signing", review.Signing(to_sign)),
        ("review-saving", review.Saving(summary)),
        ("review-disk-full", review.NotSaved(summary, FailureCode.STORE_DISK_FULL)),
    ):
        yield Sample(name, ReviewScreen, reviewed, review_presenter.present, back=True)


def _licences(catalogue: Catalogue) -> Iterator[Sample]:
    """A form that e-licences may fill."""
    item = catalogue.item("DEMO-006")
    sheet = form.Sheet(item, catalogue.regions, {"region": "330203"}, {"region": "card"}, licences="offered")
    read = replace(
        sheet, values={**sheet.values, "f1": "劳动合同期满终止"}, sources={**sheet.sources, "f1": "library"},
        licences="read",
    )  # fmt: skip
    for name, one in (
        ("form-licences", sheet),
        ("form-licences-asking", replace(sheet, licences="asking")),
        ("form-licences-read", read),
        ("form-licences-down", replace(sheet, failure=FailureCode.PLATFORM_UNREACHABLE)),
    ):
        make = partial(FormScreen, today=lambda: TODAY)
        yield Sample(name, make, form.Filling(one), form_presenter.present, back=True)


def _kinds(catalogue: Catalogue) -> Iterator[Sample]:
    """Table and place, on forms that begin with them."""
    household = catalogue.item("DEMO-061")
    rows = "张三 | 本人 | 330203190001010013 | 3200.00\n李四 | 配偶 | 33020319000101003 | "
    wrong = {"f1": text("form_kinds.cell", field="家庭成员", row=2, column="身份证号")}
    native = catalogue.item("DEMO-042")
    places = load_places()
    street = {"f1": places.value("330203005")}
    for name, state in (
        ("form-table", form.Filling(form.Sheet(household, catalogue.regions, {}))),
        ("form-table-wrong", form.Incomplete(form.Sheet(household, catalogue.regions, {"f1": rows}), wrong)),
        ("form-place", form.Filling(form.Sheet(native, catalogue.regions, {}, places=places))),
        ("form-place-village", form.Filling(form.Sheet(native, catalogue.regions, street, places=places))),
    ):
        yield Sample(name, lambda say: FormScreen(say, lambda: TODAY), state, form_presenter.present, back=True)


def _make_materials(say: Say) -> MaterialsScreen:
    return MaterialsScreen(say, lambda: "job")


def _aftermath(catalogue: Catalogue) -> Iterator[Sample]:
    code = ReceiptCode(CASE_ID, TOKEN)
    slip = done.Slip(
        "L33028100012603050001X", catalogue.item("DEMO-016").name, "海曙区医疗保障局", NOW, 7, qr_payload=encode(code)
    )
    delivered = replace(slip, delivered=True, official_no="330281202603050000018")
    for name, state in (
        ("done-printing", done.Printing(slip)),
        ("done-printed", done.Printed(slip)),
        ("done-delivered", done.Printed(delivered)),
        ("done-paper-out", done.NotPrinted(slip, FailureCode.PRINTER_PAPER_OUT)),
        ("done-printer-absent", done.NotPrinted(slip, FailureCode.PRINTER_UNREACHABLE)),
    ):
        yield Sample(name, DoneScreen, state, done_presenter.present)
    for name, asked in (
        ("progress-show-code", progress.ShowCode()),
        ("progress-not-ours", progress.NotOurs(FailureCode.CODE_NOT_OURS)),
        ("progress-scanner-absent", progress.ScannerAbsent(FailureCode.CODE_SCANNER_UNREACHABLE)),
        ("progress-asking", progress.Asking(code)),
        ("progress-platform-down", progress.NotKnown(code, FailureCode.PLATFORM_UNREACHABLE)),
        ("progress-waits-here", progress.NotKnown(code, FailureCode.PLATFORM_UNREACHABLE, here="waiting")),
        ("progress-received", progress.Known(code, case_progress())),
        ("progress-correction", progress.Known(code, case_progress("CORRECTION", correction=True))),
        (
            "progress-correction-elsewhere",
            progress.Known(code, case_progress("CORRECTION", correction=True), correctable=False),
        ),
        ("progress-accepted", progress.Known(code, case_progress("ACCEPTED"))),
        ("progress-rejected", progress.Known(code, case_progress("REJECTED"))),
    ):
        yield Sample(name, ProgressScreen, asked, progress_presenter.present)
