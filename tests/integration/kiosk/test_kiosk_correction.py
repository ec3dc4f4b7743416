"""An answer to a 补正 that was cut off: found again by its owner's card at another terminal; the platform is real."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from kiosk_terminal import CARD, Desk, Terminal
from PySide6.QtWidgets import QApplication
from test_kiosk_continue import waiting
from test_kiosk_visit_path import lay_card, scan

from benchmarks.sync_site import PlatformProcess, agent, until_confirmed
from demo.waiting import until
from domain.case.continue_code import read_code
from domain.case.receipt_code import ReceiptCode, encode
from domain.clock import SystemClock, SystemIds
from domain.contract.clerk import CorrectionPoint, Decision
from domain.contract.draft import CorrectionBegun, DraftQuery, MyDrafts
from domain.contract.progress import ProgressQuery
from domain.contract.submission import Applicant
from domain.failures import Failure, FailureCode
from domain.identity.person import Person
from kiosk.composition.keeping_up import EVERY
from offline_queue.draft_rows import to_travel
from offline_queue.outbox import CaseDraft, NewPage, Outbox, UnfinishedCase
from offline_queue.personal_desk import PersonalDesk
from offline_queue.platform_client import PlatformClient
from offline_queue.station import Station
from offline_queue.store import Store
from tools.kiosk_samples import demo_catalogue

IDS = SystemIds(SystemClock())
PASSWORD = "a pass phrase"
FORM = demo_catalogue().item("DEMO-016").form_version
OWNER = Applicant(name=CARD["name"], id_kind="31", id_number=CARD["number"])


def handed_in(station: Station, page: Path) -> ReceiptCode:
    code = ReceiptCode(IDS.new_id(), IDS.new_token())
    with contextlib.closing(Outbox.open(station, SystemClock(), IDS)) as outbox:
        kept = outbox.keep_page(code.case_id, NewPage("m1", 1, "image/jpeg", "C", page.read_bytes()))
        outbox.commit(
            CaseDraft(
                case_id=code.case_id, submission_id=code.case_id, kind="new", item_code="DEMO-016",
                catalogue_version="1", form_version="1", applicant=OWNER, region="330203",
                fields={"mobile": "13800000000"}, sources={"mobile": "user"}, pages=(kept,), token=code.token,
            )
        )  # fmt: skip
    until_confirmed(station, 30)
    return code


def ask_for_more(platform: PlatformProcess, window_state: Path, case_id: str) -> None:
    """A clerk of the department: one field and one paper."""
    clerk = ("--username", "li", "--name", "李审", "--authority", "海曙区医疗保障局", "--node", "330203-W01")
    platform.ask("add-clerk", *clerk, "--role", "station", given=PASSWORD + "\n")
    points = (
        CorrectionPoint(kind="field", id="f3", name="票据号码", reason="少一位"),
        CorrectionPoint(kind="material", id="m2", name="费用清单", reason="缺第二页"),
    )
    with contextlib.closing(PlatformClient(platform.station(window_state, "window", "330203-W01"))) as window:
        session = window.login("li", PASSWORD).token
        version = window.case_file(session, case_id).item.version
        asked = Decision(decision_id=IDS.new_id(), expected_version=version, action="ask_correction", points=points)
        window.decide(session, case_id, asked)


def to_correction(screen: Terminal, desk: Desk, code: ReceiptCode) -> None:
    screen.see("home")
    screen.wait_for_device("qr_scanner")
    desk.do("qr_scanner", "present_text", text=encode(code))
    screen.see("progress", "Known")
    screen.click("progress.correct")
    screen.click("identify.agree")
    screen.see("identify", "Waiting")
    desk.do("id_card_reader", "lay_card", card=CARD)
    screen.click("identify.continue")


def unanswered(_desk: PersonalDesk, _person: Person) -> MyDrafts:
    raise Failure(FailureCode.PLATFORM_UNREACHABLE)


def to_own_list(screen: Terminal) -> None:
    """At the second look: the first is not answered."""
    screen.until(lambda: screen.find("identify.unfinished"), what="what this person has not finished")
    with pytest.MonkeyPatch.context() as once:
        once.setattr(PersonalDesk, "drafts", unanswered)
        screen.click("identify.unfinished")
        screen.until(lambda: screen.find("resume.own_again"), what="word that nobody knows")
    screen.click("resume.own_again")


def travelling(station: Station) -> bool:
    """Whether anything is to be told, that one was given up too."""
    with contextlib.closing(Store.open(station.database)) as store, store.reading() as transaction:
        return to_travel(transaction) != ()


@dataclass(frozen=True)
class Asked:
    """A case of which a correction is wanted, and two stations."""

    here: Station
    there: Station
    one: Outbox
    other: Outbox
    code: ReceiptCode
    correction_id: str

    def begun(self, outbox: Outbox, words: str) -> str:
        """Its continue code."""
        return outbox.drafts.save(
            UnfinishedCase(
                case_id=self.correction_id, item_code="DEMO-016", catalogue_version="1", form_version=FORM,
                applicant=OWNER, fields={"f3": words}, sources={"f3": "user"},
                correction=CorrectionBegun(case_id=self.code.case_id, token=self.code.token),
            )
        )  # fmt: skip

    def saved(self, outbox: Outbox, words: str, times: int = 1) -> str:
        """As :meth:`begun`, and with the platform: each time another revision."""
        for _ in range(times):
            code = self.begun(outbox, words)
            self.until_nothing_travels()
        return code

    def until_nothing_travels(self) -> None:
        until("at rest", lambda: not any(map(travelling, (self.here, self.there))), 20)

    def words_of(self, code: str) -> str:
        """What the platform holds under that code; empty for nothing."""
        query = DraftQuery(code=read_code(code), id_kind="31", id_number=CARD["number"])
        try:
            with contextlib.closing(PlatformClient(self.here)) as client:
                return client.resume_draft(query).draft.fields["f3"]
        except Failure as failure:
            if failure.code is not FailureCode.DRAFT_NOT_FOUND:
                raise
            return ""


def test_a_correction_that_was_cut_off_is_finished_at_another_terminal(
    qapp: QApplication, desk: Desk, papers: dict[str, Path], platform: PlatformProcess, tmp_path: Path
) -> None:
    here, there = platform.station(tmp_path / "here"), platform.station(tmp_path / "there")
    url = f"https://127.0.0.1:{platform.port}"
    with agent(here, url), agent(there, url):
        until("catalogues", lambda: here.catalogue_file.exists() and there.catalogue_file.exists(), 30)
        code = handed_in(here, papers["one"])
        ask_for_more(platform, tmp_path / "window", code.case_id)

        desk.tidy()
        begun = Terminal(qapp, here.root, desk.addresses)
        to_correction(begun, desk, code)
        begun.see("form")
        begun.type("form.f3", "0098123456")
        begun.click("form.continue")
        scan(begun, desk, "m2", papers["two"])
        begun.tick(EVERY)
        begun.until(lambda: [len(one.pages) for one in waiting(here.root)] == [1], what="a draft with its page")
        begun.until(lambda: not waiting(here.root), what="nothing left to send", seconds=20)
        begun.close()  # As a killed process leaves it: nothing was put to rest, no code was shown.

        desk.tidy()
        owner = Terminal(qapp, there.root, desk.addresses)
        lay_card(owner, desk)
        to_own_list(owner)
        owner.until(lambda: any(name.startswith("resume.own.") for name in owner.names()), what="the list")
        assert "补正" in owner.words()
        owner.click(next(name for name in owner.names() if name.startswith("resume.own.")))
        owner.see("resume", "Found", seconds=20)
        owner.click("resume.go_on")
        owner.see("materials", "Checklist")
        owner.click("materials.continue")
        owner.see("review", "Reviewing")
        assert "0098123456" in owner.words()
        owner.click("review.submit")
        owner.see("done", seconds=20)
        until_confirmed(there, 30)
        owner.close()
    with contextlib.closing(PlatformClient(there)) as client:
        assert client.progress(ProgressQuery(case_id=code.case_id, token=code.token)).correction is None
    for folder in (here.root, there.root):
        for file in folder.rglob("*"):
            body = file.read_bytes() if file.is_file() else b""
            assert all(word.encode() not in body for word in (CARD["name"], CARD["number"], "0098123456", code.token))


@pytest.fixture
def asked(platform: PlatformProcess, papers: dict[str, Path], tmp_path: Path) -> Iterator[Asked]:
    """With two stations that have a line."""
    here, there = platform.station(tmp_path / "here"), platform.station(tmp_path / "there")
    url = f"https://127.0.0.1:{platform.port}"
    with agent(here, url), agent(there, url):
        code = handed_in(here, papers["one"])
        ask_for_more(platform, tmp_path / "window", code.case_id)
        with contextlib.closing(PlatformClient(here)) as client:
            correction = client.progress(ProgressQuery(case_id=code.case_id, token=code.token)).correction
        assert correction is not None
        with (
            contextlib.closing(Outbox.open(here, SystemClock(), IDS)) as one,
            contextlib.closing(Outbox.open(there, SystemClock(), IDS)) as other,
        ):
            yield Asked(here, there, one, other, code, correction.correction_id)


def test_a_correction_is_begun_anew_after_it_was_given_up_and_after_it_was_left(asked: Asked) -> None:
    given_up = asked.saved(asked.one, "given up")
    asked.one.discard(asked.correction_id)
    asked.until_nothing_travels()
    asked.saved(asked.one, "left", times=3)
    asked.one.drafts.rest(asked.correction_id)
    asked.until_nothing_travels()
    assert asked.words_of(given_up) == ""
    kept = asked.saved(asked.one, "begun anew")
    asked.one.drafts.rest_all()
    asked.until_nothing_travels()
    assert asked.words_of(kept) == "begun anew"


def test_between_two_stations_the_later_writing_of_who_holds_the_receipt_counts(asked: Asked) -> None:
    first = asked.saved(asked.one, "first")
    later = asked.saved(asked.other, "later")
    asked.one.drafts.rest(asked.correction_id)
    asked.until_nothing_travels()
    asked.other.drafts.rest(asked.correction_id)
    asked.until_nothing_travels()
    assert (asked.words_of(first), asked.words_of(later)) == ("", "later")
    strange = replace(asked, code=ReceiptCode(asked.code.case_id, IDS.new_token()))
    refused = strange.begun(strange.other, "without the receipt")
    asked.until_nothing_travels()
    assert (asked.words_of(refused), asked.words_of(later)) == ("", "later")


def beginning_again(qapp: QApplication, desk: Desk, asked: Asked, words: str) -> tuple[Terminal, str]:
    """At the screen that tells of the answer that was kept, with these words; and its continue code."""
    kept = asked.saved(asked.one, words)
    asked.one.drafts.rest(asked.correction_id)
    asked.until_nothing_travels()
    desk.tidy()
    screen = Terminal(qapp, asked.here.root, desk.addresses)
    to_correction(screen, desk, asked.code)
    screen.see("resume", "Kept")
    return screen, kept


def test_who_begins_an_answer_again_is_asked_about_the_one_that_was_kept(
    qapp: QApplication, desk: Desk, asked: Asked
) -> None:
    screen, _ = beginning_again(qapp, desk, asked, "0098123456")
    assert "0098123456" not in screen.words(), "what was kept is told of, and shown when it is gone on with"
    screen.click("resume.kept")
    screen.see("form", seconds=20)
    assert screen.says("form.f3") == "0098123456"
    screen.close()


def test_who_begins_anew_replaces_what_was_kept_and_only_by_writing(
    qapp: QApplication, desk: Desk, asked: Asked
) -> None:
    screen, kept = beginning_again(qapp, desk, asked, "0098123456")
    screen.click("resume.anew")
    screen.see("form", seconds=20)
    assert screen.says("form.f3") == ""
    assert asked.words_of(kept) == "0098123456"
    screen.type("form.f3", "0011223344")
    screen.click("form.continue")
    screen.see("materials", seconds=20)
    screen.tick(EVERY)
    screen.until(lambda: asked.words_of(kept) == "", what="the kept answer replaced", seconds=20)
    screen.close()
