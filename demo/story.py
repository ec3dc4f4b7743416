"""The main job, end to end, through the real screens.

A step begins with :meth:`Story._at`, where a test may kill a process. What a person would do then is
done here too: whoever was interrupted begins that part again at the home screen.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from demo import citizen
from demo.city import CLERK, City
from demo.evidence import digest, find_plaintext
from demo.hand import Hand
from demo.papers import as_load, first_pile, make_papers, missing_sheet
from demo.transcript import Transcript
from demo.waiting import until
from domain.contract.clerk import CaseFile
from offline_queue.platform_client import PlatformClient
from offline_queue.station import Station

Disturb = Callable[[str], str]
"""Given the step, may kill one process; returns which, or an empty string when it leaves the step alone."""

_TAKES_THE_SCREEN_WITH_IT = {"kiosk": ("visit", "kiosk"), "window": ("window",)}


class Interrupted(Exception):
    """The process behind the screen died: the person starts this part again."""


def undisturbed(_step: str) -> str:
    return ""


class Story:
    def __init__(self, city: City, out: Path, disturb: Disturb = undisturbed) -> None:
        self.city = city
        self.out = out
        self.transcript = Transcript()
        self._disturb = disturb
        self._papers = make_papers(city.folder / "papers")
        self._pictures = 0
        self._receipt = Path()
        self._temporary_no = ""
        self._abandoned = 0
        """Sealed pages of visits that died before submitting; the agent removes them after a day."""

    def play(self) -> dict[str, Any]:
        """Everything; the result for ``transcript.json``."""
        self._part("kiosk", self._hand_in)
        self._power_cut()
        self._delivery()
        self._part("window", self._ask_correction)
        self._part("kiosk", self._correct)
        self._part("window", self._accept)
        self._part("kiosk", self._see_acceptance)
        return self._audit()

    # -- 1 to 3: the citizen hands in -------------------------------------------------------------------

    def _hand_in(self) -> None:
        kiosk = self.city.kiosk
        self.city.control("line", "restore")
        self.city.lift_card()
        self.city.control("scanner", "clear")
        self._home("home")
        self._at("card", "kiosk")
        self._show_card(kiosk)
        self._at("search", "kiosk")
        self._choose_item(kiosk)
        self._at("form", "kiosk")
        self._fill_form(kiosk)
        self._at("scan", "kiosk")
        self._scan(kiosk, first_pile(self._papers))
        self._at("review", "kiosk")
        self._review_and_submit(kiosk)

    def _show_card(self, kiosk: Hand) -> None:
        kiosk.click("home.begin")
        kiosk.see(screen="identify")
        self._picture(kiosk, "identify-notice")
        kiosk.click("identify.agree")
        kiosk.see(screen="identify", words="请将身份证放置在读卡区")
        self._picture(kiosk, "identify-place-card")
        self.city.lay_card(citizen.CARD)
        seen = kiosk.see(name="identify.continue")
        self._picture(kiosk, "identify-read")
        masked = {key: seen.texts[key] for key in sorted(seen.texts) if key.startswith("identify.") and seen.texts[key]}
        self._step(
            "card read", seen.state, masked=citizen.CARD["number"] not in "".join(seen.words), fields=len(masked)
        )
        self.city.lift_card()
        kiosk.click("identify.continue")

    def _choose_item(self, kiosk: Hand) -> None:
        kiosk.see(screen="search")
        for letter in citizen.SEARCH:
            kiosk.click(f"search.key.{letter.upper()}")
        kiosk.see(name=f"search.item.{citizen.ITEM}")
        self._picture(kiosk, "search")
        kiosk.click(f"search.item.{citizen.ITEM}")
        seen = kiosk.see(screen="guide")
        self._picture(kiosk, "guide")
        self._step("item chosen", seen.state, searched=citizen.SEARCH, item=citizen.ITEM)
        kiosk.click("guide.continue")

    def _fill_form(self, kiosk: Hand) -> None:
        seen = kiosk.see(screen="form")
        prefilled = [name for name in ("form.region", "form.address") if seen.texts.get(name)]
        kiosk.click("form.continue")
        self._picture(kiosk, "form-what-is-missing")
        kiosk.type("form.mobile", citizen.MOBILE)
        kiosk.click("form.f1.1")
        self._choose_date(kiosk)
        kiosk.type("form.f3", "0098123456")
        kiosk.type("form.f4", "4058.60")
        kiosk.click("form.f5.0")
        kiosk.type("form.f6", "6222020200112233444")
        self._picture(kiosk, "form")
        self._step("form filled", seen.state, prefilled=prefilled)
        kiosk.click("form.continue")

    def _choose_date(self, kiosk: Hand) -> None:
        kiosk.click("form.f2")

    def _scan(self, kiosk: Hand, piles: dict[str, Any]) -> None:
        kiosk.see(screen="materials")
        self._picture(kiosk, "materials")
        for material, sheets in piles.items():
            self._scan_one(kiosk, material, as_load(sheets))
        kiosk.see(screen="materials")
        self._picture(kiosk, "materials-complete")
        served = self._served()
        blanks = sum(1 for page in served if page["blank_back"])
        self._step("scanned", "materials", sides=len(served), blank=blanks, kept=self.city.kept_pages())

    def _scan_one(self, kiosk: Hand, material: str, load: list[dict[str, str | None]]) -> None:
        kiosk.click(f"materials.scan.{material}")
        kiosk.see(name="materials.start")
        if material == next(iter(citizen.MATERIALS)):
            self._picture(kiosk, "materials-put-paper")
        self.city.load(load)
        kiosk.click("materials.start")
        kiosk.click("materials.finish", seconds=40)

    def _review_and_submit(self, kiosk: Hand) -> None:
        kiosk.click("materials.continue")
        self.city.control("line", "cut")
        seen = kiosk.see(screen="review")
        kiosk.see(words="网络", seconds=30)
        self._picture(kiosk, "review-network-cut")
        self._step("network cut", seen.state, line=self.city.control("line", "state"))
        before = len(self.city.receipts())
        kiosk.click("review.submit")
        seen = kiosk.see(screen="done", name="done.number", seconds=30)
        self._temporary_no = seen.texts["done.number"]
        self._receipt = until("the receipt printed", lambda: self._new(self.city.receipts(), before), 30)
        self._picture(kiosk, "done-saved")
        self._step(
            "submitted",
            seen.state,
            temporary_no=self._temporary_no,
            delivery=seen.texts.get("done.delivery", ""),
            queue=self.city.queue(),
        )

    # -- 4: power and line ----------------------------------------------------------------------------------

    def _power_cut(self) -> None:
        kiosk = self.city.kiosk
        waiting = self.city.kept_pages()
        died = self.city.kill("visit")
        self.transcript.kill("visit", died, "pages wait")

        def back() -> Any:
            now = kiosk.look()
            return now if now is not None and now.pid != died and now.screen == "home" else None

        seen = until("the kiosk is back", back, 20)
        said = "".join(seen.words)
        self._picture(kiosk, "home-after-power-cut")
        self._step(
            "killed and back",
            seen.state,
            pages_waiting=waiting,
            nothing_of_the_citizen=not any(secret in said for secret in (*citizen.SECRETS, self._temporary_no)),
        )

    def _delivery(self) -> None:
        self._at("delivery", "")
        self.city.control("line", "restore", latency_ms=200, resets=[600_000, 2_500_000])
        self._at("uploading", "")
        entry = until("the case is delivered", self._confirmed, 90)
        until("the files are deleted", lambda: self.city.kept_pages() <= self._abandoned, 20)
        self._step(
            "delivered",
            entry["state"],
            official_no=entry["official_no"],
            line=self.city.control("line", "state"),
            platform=self.city.platform_status(),
            kept=self.city.kept_pages(),
        )

    def _waiting(self) -> int:
        return sum(entry["objects"] for entry in self.city.queue() if entry["state"] != "confirmed")

    def _confirmed(self) -> dict[str, Any] | None:
        entries = self.city.queue()
        done = [entry for entry in entries if entry["state"] == "confirmed"]
        return done[-1] if done and len(done) == len(entries) else None

    # -- 5: the department, the correction, the acceptance ----------------------------------------------------

    def _open_case(self) -> None:
        window = self.city.window
        if window.see().screen == "login":
            self._picture(window, "window-login")
            window.type("login.username", CLERK)
            window.type("login.password", self.city.password)
            window.click("login.submit")
        seen = window.see()
        if seen.screen == "case":
            window.click("case.back")
        window.see(screen="worklist")
        window.type("worklist.filter", self._temporary_no)
        window.see(name="worklist.table")
        self._picture(window, "window-worklist")
        until("the case is listed", lambda: window.pick("worklist.table", 0) == 1, 20)
        window.click("worklist.open")
        window.see(screen="case", name="case.state")

    def _ask_correction(self) -> None:
        window = self.city.window
        self._at("worklist", "window")
        self._open_case()
        seen = window.see(name="case.accept")
        self._picture(window, "window-case")
        self._step("found at the window", seen.state, case_state=seen.texts["case.state"])
        self._at("decide correction", "window")
        before = len(self.city.notices())
        window.click("case.correct")
        window.click(f"correction.material.{citizen.MISSING}")
        window.type(f"correction.reason.{citizen.MISSING}", citizen.REASON)
        self._picture(window, "window-correction")
        window.click("correction.send")
        window.click("case.confirm")
        window.see(name="notice.status", seconds=30)
        until("the correction notice printed", lambda: self._new(self.city.notices(), before), 30)
        self._picture(window, "window-correction-notice")
        self._step("correction asked", window.see().state, material=citizen.MISSING)
        window.click("notice.done")

    def _progress(self, kiosk: Hand) -> None:
        self._home("progress")
        kiosk.click("home.progress")
        kiosk.see(screen="progress")
        self.city.show_code(self._receipt)
        kiosk.see(name="progress.state", seconds=20)

    def _correct(self) -> None:
        kiosk = self.city.kiosk
        self.city.lift_card()
        self.city.control("scanner", "clear")
        self._at("progress", "kiosk")
        self._progress(kiosk)
        seen = kiosk.see(name="progress.correct")
        self._picture(kiosk, "progress-correction")
        self._step("correction seen", seen.state, progress=seen.texts["progress.state"])
        kiosk.click("progress.correct")
        self._identify_again(kiosk)
        self._at("correction scan", "kiosk")
        self._scan_one(kiosk, citizen.MISSING, as_load([missing_sheet(self._papers)]))
        kiosk.click("materials.continue")
        kiosk.see(screen="review")
        self._picture(kiosk, "correction-review")
        before = len(self.city.receipts())
        kiosk.click("review.submit")
        seen = kiosk.see(screen="done", name="done.number", seconds=30)
        until("the second receipt printed", lambda: self._new(self.city.receipts(), before), 30)
        until("the correction is delivered", self._confirmed, 60)
        until("its files are deleted", lambda: self.city.kept_pages() <= self._abandoned, 20)
        self._picture(kiosk, "correction-done")
        self._step("correction delivered", seen.state, platform=self.city.platform_status())
        kiosk.click("done.home")

    def _identify_again(self, kiosk: Hand) -> None:
        kiosk.see(screen="identify")
        kiosk.click("identify.agree")
        kiosk.see(screen="identify", words="请将身份证放置在读卡区")
        self.city.lay_card(citizen.CARD)
        kiosk.click("identify.continue", seconds=20)
        self.city.lift_card()

    def _accept(self) -> None:
        window = self.city.window
        self._at("accept", "window")
        self._open_case()
        before = len(self.city.notices())
        window.see(name="case.accept")
        self._picture(window, "window-case-corrected")
        window.click("case.accept")
        window.click("case.confirm")
        window.see(name="notice.status", seconds=30)
        until("the acceptance notice printed", lambda: self._new(self.city.notices(), before), 30)
        self._picture(window, "window-accepted")
        self._step("accepted", window.see().state)
        window.click("notice.done")

    def _see_acceptance(self) -> None:
        kiosk = self.city.kiosk
        self._at("last look", "kiosk")
        self._progress(kiosk)
        seen = kiosk.see(words="已受理", seconds=20)
        self._picture(kiosk, "progress-accepted")
        self._step("progress shows acceptance", seen.state, progress=seen.texts["progress.state"])
        kiosk.click("progress.home")

    # -- the audit ------------------------------------------------------------------------------------------------

    def _audit(self) -> dict[str, Any]:
        status = self.city.platform_status()
        scanned = {page["sha256"] for page in self._served() if not page["blank_back"]}
        arrived = self._arrived()
        hits = find_plaintext((self.city.kiosk_folder, self.city.window_folder), citizen.SECRETS)
        line = self.city.control("line", "state")
        result = {
            "ok": status["cases"] == 1 and arrived == scanned and not hits and status["pages"] == len(arrived),
            "cases_on_platform": status["cases"],
            "pages_on_platform": status["pages"],
            "digests_equal": arrived == scanned,
            "plaintext_hits": len(hits),
            "kills": len(self.transcript.kills),
            "network_cuts": line["cuts"],
        }
        self._step("audit", "ok" if result["ok"] else "NOT OK", hits=[vars_of(hit) for hit in hits], line=line)
        self.transcript.write(self.out / "transcript.json", result)
        return result

    def _arrived(self) -> set[str]:
        """Digests of the page bytes the platform hands to the authorised clerk, computed here."""
        client = PlatformClient(Station(self.city.window_folder / "state"))
        token = client.login(CLERK, self.city.password).token
        found: set[str] = set()
        for item in client.worklist(token).items:
            file: CaseFile = client.case_file(token, item.case_id)
            for material in file.materials:
                found |= {digest(client.page(token, item.case_id, page.plain_digest)) for page in material.pages}
        return found

    # -- small things -----------------------------------------------------------------------------------------------

    def _part(self, screen: str, play: Callable[[], None]) -> None:
        while True:
            try:
                play()
            except Interrupted:
                self._abandoned = max(self._abandoned, self.city.kept_pages() - self._waiting())
                self.transcript.step("begins again", {screen: "home"})
                continue
            return

    def _at(self, step: str, screen: str) -> None:
        while killed := self._disturb(step):
                        if killed in _TAKES_THE_SCREEN_WITH_IT.get(screen, ()):
                raise Interrupted(step)

    def _home(self, why: str) -> None:
        kiosk = self.city.kiosk
        seen = kiosk.see(screen="home", seconds=40)
        if why == "home" and not self.transcript.steps:
            self._picture(kiosk, "home")
            self._step("home", seen.state)

    def _served(self) -> list[dict[str, Any]]:
        pages: list[dict[str, Any]] = self.city.control("scanner", "state")["served"]
        return pages

    def _new(self, paths: list[Path], before: int) -> Path | None:
        if len(paths) <= before:
            return None
        kept = self.out / "receipts"
        kept.mkdir(parents=True, exist_ok=True)
        for path in paths[before:]:
            (kept / f"{path.parent.name}-{path.name}").write_bytes(path.read_bytes())
        return paths[-1]

    def _step(self, name: str, state: str, **facts: Any) -> None:
        self.transcript.step(name, {"screen": state}, **facts)

    def _picture(self, hand: Hand, name: str) -> None:
        self._pictures += 1
        hand.picture(self.out / "screens" / f"{self._pictures:02d}-{name}.png")


def vars_of(hit: Any) -> dict[str, Any]:
    return {"file": Path(hit.file).name, "secret": hit.secret, "encoding": hit.encoding}
