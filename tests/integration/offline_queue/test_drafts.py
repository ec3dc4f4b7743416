"""An application begun at one station and continued at another: through the real platform, by real agents."""

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from delivery_kit import ID_NUMBER, ROOT, Platform, Site, entry_state, page, until

from domain.clock import SystemClock, SystemIds
from domain.contract.draft import DraftQuery
from domain.contract.submission import Applicant
from domain.failures import Failure, FailureCode
from offline_queue.draft_resuming import ContinuedCase, continue_case
from offline_queue.outbox import Outbox, UnfinishedCase
from offline_queue.platform_client import PlatformClient

HERE = Path(__file__).parent
STOPS = 5
"""Calls to the platform while a case of two pages is continued."""
OWNER = Applicant(name="张三", id_kind="31", id_number=ID_NUMBER, mobile="13800000000")
SOMEBODY = Applicant(name="李四", id_kind="31", id_number="11010519491231002X")
GUESSED = Applicant(name="王五", id_kind="31", id_number="440524188001010014")


@pytest.fixture
def other(tmp_path: Path, platform: Platform) -> Iterator[Site]:
    """Another enrolled station."""
    (tmp_path / "other").mkdir()
    site = Site(tmp_path / "other", platform)
    yield site
    site.close()


def unfinished(outbox: Outbox, pages: int = 2, size: int = 90_000) -> UnfinishedCase:
    case_id = SystemIds(SystemClock()).new_id()
    return UnfinishedCase(
        case_id=case_id,
        item_code="DEMO-016",
        catalogue_version="demo",
        form_version="f1",
        applicant=OWNER,
        region="330203",
        scenarios=("a",),
        fields={"mobile": "13800000000"},
        sources={"mobile": "user"},
        pages=tuple(outbox.keep_page(case_id, page(number, size)) for number in range(1, pages + 1)),
        place="materials",
    )


def resume(site: Site, outbox: Outbox, code: str, applicant: Applicant = OWNER) -> ContinuedCase:
    with contextlib.closing(PlatformClient(site.station)) as client:
        return continue_case(client, outbox, code, applicant)


def refusal(site: Site, outbox: Outbox, code: str, applicant: Applicant = OWNER) -> FailureCode:
    with pytest.raises(Failure) as refused:
        resume(site, outbox, code, applicant)
    return refused.value.code


def wait_until_complete(outbox: Outbox, case_id: str) -> None:
    until(lambda: (travel := outbox.drafts.travel(case_id)) is not None and travel.complete)


def test_begun_here_and_handed_in_there(site: Site, other: Site) -> None:
    with site.outbox() as begun, other.outbox() as continued:
        agent = site.agent()
        case = unfinished(begun)
        code = begun.drafts.save(case)
        wait_until_complete(begun, case.case_id)
        assert refusal(other, continued, code) is FailureCode.DRAFT_ELSEWHERE, "somebody is at it"
        begun.drafts.rest(case.case_id)
        until(lambda: begun.drafts.travel(case.case_id) is None)
        until(lambda: site.files() == [])  # what nobody is at and has arrived needs no room here
        assert agent.stop() == 0

        assert refusal(other, continued, code, SOMEBODY) is FailureCode.DRAFT_NOT_FOUND
        found = resume(other, continued, code)
        assert found.case == replace(case, pages=found.case.pages)
        assert found.case.pages == case.pages
        assert [len(one.data) for one in found.pages] == [90_004, 90_004]
        assert found.pages_on_their_way == 0
        assert sorted(path.stem for path in other.files()) == sorted(one.sealed_digest for one in case.pages)
        assert continued.drafts.continue_code(case.case_id) == code

        agent = other.agent()
        committed = continued.commit(other.draft(case.case_id, found.case.pages))
        until(lambda: entry_state(other.station, committed.submission_id) == "confirmed")
        assert refusal(site, begun, code) is FailureCode.DRAFT_NOT_FOUND, "handed in: there is nothing to continue"
        assert agent.stop() == 0


def test_what_is_saved_later_replaces_what_was_saved_before(site: Site, other: Site) -> None:
    with site.outbox() as begun, other.outbox() as continued:
        agent = site.agent()
        case = unfinished(begun, pages=2)
        code = begun.drafts.save(case)
        wait_until_complete(begun, case.case_id)
        kept = case.pages[1:]
        assert begun.drafts.save(replace(case, fields={"mobile": "13900000000"}, pages=kept, place="review")) == code
        wait_until_complete(begun, case.case_id)
        sealed = site.platform.data / "sealed"
        until(lambda: not (sealed / f"{case.pages[0].sealed_digest}.age").exists())
        begun.drafts.rest(case.case_id)
        until(lambda: begun.drafts.travel(case.case_id) is None)
        found = resume(other, continued, code)
        assert (found.case.fields, found.case.place) == ({"mobile": "13900000000"}, "review")
        assert found.case.pages == kept
        assert agent.stop() == 0


def test_given_up_it_is_gone_everywhere(site: Site, other: Site) -> None:
    with site.outbox() as begun, other.outbox() as continued:
        agent = site.agent()
        case = unfinished(begun, pages=1)
        code = begun.drafts.save(case)
        wait_until_complete(begun, case.case_id)
        begun.discard(case.case_id)
        assert site.files() == []
        sealed = site.platform.data / "sealed" / f"{case.pages[0].sealed_digest}.age"
        until(lambda: not sealed.exists())
        assert refusal(other, continued, code) is FailureCode.DRAFT_NOT_FOUND
        assert agent.stop() == 0


def test_without_a_line_it_is_kept_and_travels_later(site: Site, other: Site) -> None:
    with site.outbox() as begun, other.outbox() as continued:
        site.line.down = True
        agent = site.agent()
        case = unfinished(begun, pages=1)
        code = begun.drafts.save(case)
        travel = begun.drafts.travel(case.case_id)
        assert travel is not None
        assert not travel.resumable
        assert refusal(other, continued, code) is FailureCode.DRAFT_NOT_FOUND
        begun.drafts.rest(case.case_id)
        site.line.down = False
        until(lambda: begun.drafts.travel(case.case_id) is None)
        assert resume(other, continued, code).case.pages == case.pages
        assert agent.stop() == 0


def test_a_station_that_was_overtaken_forgets_its_copy(site: Site, other: Site) -> None:
    with site.outbox() as begun, other.outbox() as continued:
        agent = site.agent()
        case = unfinished(begun, pages=1)
        code = begun.drafts.save(case)
        begun.drafts.rest(case.case_id)
        until(lambda: begun.drafts.travel(case.case_id) is None)
        resume(other, continued, code)
        begun.drafts.save(case)
        until(lambda: begun.drafts.travel(case.case_id) is None)
        assert continued.drafts.travel(case.case_id) is not None
        assert agent.stop() == 0


def test_pages_go_with_the_grant_only(site: Site) -> None:
    """The station that captured them cannot read them back, nor can one whose turn is over."""
    with site.outbox() as begun:
        agent = site.agent()
        case = unfinished(begun, pages=1)
        code = begun.drafts.save(case)
        wait_until_complete(begun, case.case_id)
        with contextlib.closing(PlatformClient(site.station)) as client:
            found = continue_case(client, begun, code, OWNER)
            resumed = client.resume_draft(_query(code))
            page_of = resumed.draft.pages[0]
            assert client.draft_page(resumed, page_of) == found.pages[0].data
            for grant in ("", "A" * 26, found.case.case_id):
                with pytest.raises(Failure) as refused:
                    client.draft_page(resumed.model_copy(update={"grant": grant}), page_of)
                assert refused.value.code is FailureCode.DRAFT_NOT_FOUND
        assert agent.stop() == 0


def test_a_handed_in_page_is_nobodys_draft(site: Site, other: Site) -> None:
    """Or an enrolled station could name a page it once saw the digest of, and be given it in clear."""
    with site.outbox() as begun, other.outbox() as thief:
        agent, thief_agent = site.agent(), other.agent()
        case = unfinished(begun, pages=1)
        committed = begun.commit(site.draft(case.case_id, case.pages))
        until(lambda: entry_state(site.station, committed.submission_id) == "confirmed")
        stolen = replace(case, case_id=SystemIds(SystemClock()).new_id())
        code = thief.drafts.save(stolen)
        until(lambda: "stopped" in _states(other))
        assert refusal(other, thief, code) is FailureCode.DRAFT_NOT_FOUND
        assert agent.stop() == 0
        assert thief_agent.stop() == 0


def test_a_kill_at_every_step_of_continuing_loses_nothing(site: Site, other: Site) -> None:
    """The visit that continues is killed after each answer of the platform, and the platform itself once."""
    with site.outbox() as begun:
        agent = site.agent()
        case = unfinished(begun)
        code = begun.drafts.save(case)
        begun.drafts.rest(case.case_id)
        until(lambda: begun.drafts.travel(case.case_id) is None)
        assert agent.stop() == 0
    for stop_at in range(1, STOPS + 1):
        _killed_while_continuing(other, code, stop_at)
    site.platform.restart()
    with other.outbox() as continued:
        found = resume(other, continued, code)
        assert found.case.pages == case.pages
        assert found.case.fields == case.fields
        agent = other.agent()
        committed = continued.commit(other.draft(case.case_id, found.case.pages))
        until(lambda: entry_state(other.station, committed.submission_id) == "confirmed")
        assert agent.stop() == 0


def _killed_while_continuing(site: Site, code: str, stop_at: int) -> None:
    arguments = (HERE / "continue_once.py", site.station.root, code, ID_NUMBER, stop_at)
    child = subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == "answered\n"
    child.kill()
    child.wait()
    child.stdin.close()
    child.stdout.close()


def test_codes_cannot_be_guessed_at(platform: Platform, tmp_path: Path) -> None:
    site = Site(tmp_path, platform)
    ids = SystemIds(SystemClock())
    with site.outbox() as outbox:
        guesses = [outbox.drafts.continue_code(ids.new_id()) for _ in range(11)]
        said = [refusal(site, outbox, guess, GUESSED) for guess in guesses]
    site.close()
    assert said == [FailureCode.DRAFT_NOT_FOUND] * 10 + [FailureCode.DRAFT_TRIES_EXHAUSTED]


def test_nothing_readable_stays_at_the_station_or_on_the_way(site: Site) -> None:
    with site.outbox() as outbox:
        code = outbox.drafts.save(unfinished(outbox))
        readable = [path for path in site.station.queue.rglob("*") if path.is_file()]
        content = b"".join(path.read_bytes() for path in readable)
    for canary in (ID_NUMBER, "13800000000", "张三", code, code.replace("-", "")):
        assert canary.encode() not in content
    assert b"YWdlLWVuY3J5cHRpb24" in content, "the control: what is sealed is there"


def _query(code: str) -> DraftQuery:
    return DraftQuery(code=code, id_kind=OWNER.id_kind, id_number=OWNER.id_number)


def _states(site: Site) -> list[str]:
    with contextlib.closing(sqlite3.connect(site.station.database)) as database:
        return [row[0] for row in database.execute("SELECT state FROM draft")]
