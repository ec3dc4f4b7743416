"""The citizen at the kiosk: hands in, corrects, looks for the outcome."""

from typing import Any

from demo import citizen
from demo.hand import Refused
from demo.papers import as_load, first_pile, missing_sheet
from demo.stage import Interrupted, Stage
from demo.waiting import until


class AtKiosk:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._city = stage.city
        self._kiosk = stage.city.kiosk
        self.papers = stage.papers

    def hand_in(self) -> None:
        self._city.control("line", "restore")
        self._city.lift_card()
        self._stage.empty_feeder()
        self._home()
        self._stage.at("card", "kiosk")
        self.show_card()
        self._stage.at("search", "kiosk")
        self.choose_item()
        self._stage.at("form", "kiosk")
        self.fill_form()
        self._stage.at("scan", "kiosk")
        self.scan(first_pile(self._stage.papers))
        self._stage.at("review", "kiosk")
        self._review_and_submit()

    def show_card(self) -> None:
        self._kiosk.click("home.begin")
        self._kiosk.see(screen="identify")
        self._stage.picture(self._kiosk, "identify-notice")
        self._kiosk.click("identify.agree")
        self._kiosk.see(screen="identify", words="请放身份证")
        self._stage.picture(self._kiosk, "identify-place-card")
        self._city.lay_card(citizen.CARD)
        seen = self._kiosk.see(name="identify.continue")
        self._stage.picture(self._kiosk, "identify-read")
        masked = {key: seen.texts[key] for key in sorted(seen.texts) if key.startswith("identify.") and seen.texts[key]}
        self._stage.step(
            "card read", seen.state, masked=citizen.CARD["number"] not in "".join(seen.words), fields=len(masked)
        )
        self._city.lift_card()
        self._kiosk.click("identify.continue")

    def choose_item(self) -> None:
        self._kiosk.see(screen="search")
        for letter in citizen.SEARCH:
            self._kiosk.click(f"search.key.{letter.upper()}")
        self._kiosk.see(name=f"search.item.{citizen.ITEM}")
        self._stage.picture(self._kiosk, "search")
        self._kiosk.click(f"search.item.{citizen.ITEM}")
        self._kiosk.see(screen="scenario")
        self._stage.picture(self._kiosk, "scenario")
        self._kiosk.click(f"scenario.{citizen.SCENARIO}")
        seen = self._kiosk.see(screen="guide")
        self._stage.picture(self._kiosk, "guide")
        self._stage.step("item chosen", seen.state, searched=citizen.SEARCH, item=citizen.ITEM)
        self._kiosk.click("guide.continue")

    def fill_form(self) -> None:
        seen = self._kiosk.see(screen="form")
        prefilled = [name for name in ("form.region", "form.address") if seen.texts.get(name)]
        self._kiosk.click("form.continue")
        self._stage.picture(self._kiosk, "form-what-is-missing")
        self._kiosk.type("form.mobile", citizen.MOBILE)
        self._kiosk.click("form.f1.1")
        self._choose_date()
        self._kiosk.type("form.f3", "0098123456")
        self._kiosk.type("form.f4", "4058.60")
        self._kiosk.click("form.f5.0")
        self._kiosk.type("form.f6", "6222020200112233444")
        self._stage.picture(self._kiosk, "form")
        self._stage.step("form filled", seen.state, prefilled=prefilled)
        self._kiosk.click("form.continue")

    def _choose_date(self) -> None:
        self._kiosk.click("form.f2")

    def scan(self, piles: dict[str, Any]) -> None:
        self._kiosk.see(screen="materials")
        self._stage.picture(self._kiosk, "materials")
        for material, sheets in piles.items():
            self.scan_one(material, as_load(sheets))
        self._kiosk.see(screen="materials")
        self._stage.picture(self._kiosk, "materials-complete")
        served = self._stage.served()
        blanks = sum(1 for page in served if page["blank_back"])
        self._stage.step("scanned", "materials", sides=len(served), blank=blanks, kept=len(self._city.kept_files()))

    def scan_one(self, material: str, load: list[dict[str, str | None]]) -> None:
        self._kiosk.click(f"materials.scan.{material}")
        self._kiosk.click("materials.way.scanner")
        self._kiosk.see(name="materials.start")
        if material == next(iter(citizen.MATERIALS)):
            self._stage.picture(self._kiosk, "materials-put-paper")
        self._city.load(load)
        self._kiosk.click("materials.start")
        self._kiosk.click("materials.finish", seconds=40)

    def _review_and_submit(self) -> None:
        self._kiosk.click("materials.continue")
        self._city.control("line", "cut")
        seen = self._kiosk.see(screen="review")
        self._kiosk.see(words="网络暂时中断", seconds=30)
        self._stage.picture(self._kiosk, "review-network-cut")
        self._stage.step("network cut", seen.state, line=self._city.control("line", "state"))
        self._submit("done-saved")
        (entry,) = self._city.queue()
        self._stage.temporary_no = entry["temporary_no"]
        self._stage.step("submitted", entry["state"], temporary_no=entry["temporary_no"], queue=self._city.queue())

    def _submit(self, picture: str) -> None:
        """The paper comes from this visit or, when it dies after the commit, from the one that follows."""
        receipts = len(self._city.receipts())
        entries = len(self._city.queue())
        self._kiosk.click("review.submit")
        self._stage.at("handing in", "")
        until("it is saved or begins again", lambda: self._is_settled(entries), 40)
        if len(self._city.queue()) == entries:
            raise Interrupted("handing in")
        paper = until("the receipt printed", lambda: self._stage.new_paper(self._city.receipts(), receipts), 40)
        if entries == 0:
            self._stage.receipt = paper
        self._stage.picture(self._kiosk, picture)

    def _is_settled(self, entries: int) -> bool:
        now = self._kiosk.look()
        return len(self._city.queue()) > entries or (now is not None and now.screen == "home")

    def _progress(self) -> None:
        self._home()
        self._kiosk.click("home.progress")
        self._kiosk.see(screen="progress")
        until("the receipt's code is read", self._show_receipt, 20)

    def _show_receipt(self) -> bool:
        """As a person does: hold it there, and once more when nothing happens."""
        self._city.show_code(self._stage.receipt)
        try:
            self._kiosk.see(name="progress.state", seconds=3)
        except Refused:
            return False
        return True

    def correct(self) -> None:
        self._city.lift_card()
        self._stage.empty_feeder()
        self._stage.at("progress", "kiosk")
        self._progress()
        seen = self._kiosk.see(name="progress.correct")
        self._stage.picture(self._kiosk, "progress-correction")
        self._stage.step("correction seen", seen.state, progress=seen.texts["progress.state"])
        self._kiosk.click("progress.correct")
        self._identify_again()
        self._stage.at("correction scan", "kiosk")
        self.scan_one(citizen.MISSING, as_load([missing_sheet(self._stage.papers)]))
        self._kiosk.click("materials.continue")
        self._kiosk.see(screen="review")
        self._stage.picture(self._kiosk, "correction-review")
        self._submit("correction-saved")
        if self._kiosk.see().screen == "done":
            self._stage.picture(self._kiosk, "correction-done")
            self._kiosk.click("done.home")
        until("the correction is delivered", self._stage.confirmed, 60)
        until("its files are deleted", self._stage.files_are_gone, 20)
        self._stage.step("correction delivered", "confirmed", platform=self._city.platform_status())

    def _identify_again(self) -> None:
        self._kiosk.see(screen="identify")
        self._kiosk.click("identify.agree")
        self._kiosk.see(screen="identify", words="请放身份证")
        self._city.lay_card(citizen.CARD)
        self._kiosk.click("identify.continue", seconds=20)
        self._city.lift_card()

    def see_acceptance(self) -> None:
        self._stage.at("last look", "kiosk")
        self._progress()
        seen = self._kiosk.see(words="已受理", seconds=20)
        self._stage.picture(self._kiosk, "progress-accepted")
        self._stage.step("progress shows acceptance", seen.state, progress=seen.texts["progress.state"])
        self._kiosk.click("progress.home")

    def _home(self) -> None:
        seen = self._kiosk.see(screen="home", seconds=40)
        if not self._stage.transcript.steps:
            self._stage.picture(self._kiosk, "home")
            self._stage.step("home", seen.state)
