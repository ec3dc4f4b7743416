"""The clerk at the window of the competent department."""

from demo import citizen
from demo.city import CLERK
from demo.hand import Refused
from demo.stage import Stage
from demo.waiting import until


class AtWindow:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._city = stage.city
        self._window = stage.city.window

    def _open_case(self) -> None:
        if self._window.see().screen == "login":
            self._stage.picture(self._window, "window-login")
            self._window.type("login.username", CLERK)
            self._window.type("login.password", self._city.password)
            self._window.click("login.submit")
        until("the work is in hand", self._at_work, 20)
        if self._window.see().screen == "correction":
            self._window.press("Escape")
            self._window.see(screen="case")
        if self._window.see().screen == "case":
            self._window.click("case.back")
        self._window.see(screen="worklist")
        self._window.type("worklist.filter", self._stage.temporary_no)
        self._window.see(name="worklist.table")
        self._stage.picture(self._window, "window-worklist")
        until("the case is listed", self._pick_only_row, 20)
        self._window.click("worklist.open")
        self._window.see(screen="case", name="case.state")
        until("the first page is shown", self._page_is_shown, 20)

    def _pick_only_row(self) -> bool:
        """The list may be filtering or refreshing just then."""
        try:
            return self._window.pick("worklist.table", 0) == 1
        except Refused:
            return False

    def _at_work(self) -> bool:
        """Past the login: a window that was killed reopens where its clerk was."""
        seen = self._window.look()
        return seen is not None and seen.screen in ("worklist", "case", "correction")

    def _page_is_shown(self) -> bool:
        seen = self._window.look()
        return seen is not None and not any("正在取页面" in said for said in seen.words)

    def ask_correction(self) -> None:
        self._stage.at("worklist", "window")
        self._open_case()
        seen = self._window.see(name="case.accept")
        self._stage.picture(self._window, "window-case")
        self._stage.step("found at the window", seen.state, case_state=seen.texts["case.state"])
        self._stage.at("decide correction", "window")
        before = len(self._city.notices())
        self._window.click("case.correct")
        self._window.click(f"correction.material.{citizen.MISSING}")
        self._window.type(f"correction.reason.{citizen.MISSING}", citizen.REASON)
        self._stage.picture(self._window, "window-correction")
        self._window.click("correction.send")
        self._window.click("case.confirm")
        self._window.see(name="notice.status", seconds=30)
        until("the correction notice printed", lambda: self._stage.new_paper(self._city.notices(), before), 30)
        self._stage.picture(self._window, "window-correction-notice")
        self._stage.step("correction asked", self._window.see().state, material=citizen.MISSING)
        self._window.click("notice.done")

    def accept(self) -> None:
        self._stage.at("accept", "window")
        self._open_case()
        before = len(self._city.notices())
        self._window.see(name="case.accept")
        self._stage.picture(self._window, "window-case-corrected")
        self._window.click("case.accept")
        self._window.click("case.confirm")
        self._window.see(name="notice.status", seconds=30)
        until("the acceptance notice printed", lambda: self._stage.new_paper(self._city.notices(), before), 30)
        self._stage.picture(self._window, "window-accepted")
        self._stage.step("accepted", self._window.see().state)
        self._window.click("notice.done")
