"""Drafts: on a metered line large pages wait and nothing is said twice; only the platform's own word ends one, and one
that fails holds up no other."""

import uuid
from datetime import timedelta

import pytest
from queue_kit import new_page, unfinished

from domain.contract.draft import DraftManifest, DraftStatus
from domain.contract.submission import Problem, UploadState
from domain.failures import FailureCode
from offline_queue import draft_rows
from offline_queue.draft_push import LOOK_SECONDS, DraftPush
from offline_queue.draft_rows import DraftState
from offline_queue.http_transport import LineFailed
from offline_queue.line_settings import LineSettings
from offline_queue.outcome import Answer
from offline_queue.page_files import PageFiles
from offline_queue.recovery import recover

LARGE, SMALL = b"\xff\xd8" + bytes(90_000), b"\xff\xd8" + bytes(2_000)
QUIET = LineSettings(quiet=("23:00-23:45",))
"""China time; the clock of these tests begins at 23:30."""


class Platform:
    """Holds no page until it was sent one."""

    def __init__(self, clock):
        self._clock = clock
        self.manifests, self.pages, self.closed = [], [], 0
        self.asked = []
        """Cases, as often as anything was asked of them."""
        self.answers = {}
        """Instead of its own, by case; ``None``: the line breaks."""

    def ask(self, request):
        case_id = request.path.removeprefix("/v1/drafts/")
        self.asked.append(case_id)
        if case_id in self.answers:
            if self.answers[case_id] is None:
                raise LineFailed(FailureCode.PLATFORM_UNREACHABLE)
            return self.answers[case_id]
        if request.method == "PATCH":
            offset = int(request.headers["Upload-Offset"]) + len(request.body)
            self.pages.append(offset)
            return Answer(204, {"upload-offset": str(offset)}, b"")
        if request.method == "DELETE":
            self.closed += 1
            return Answer(204, {}, b"")
        manifest = DraftManifest.model_validate_json(request.body)
        self.manifests.append(manifest)
        missing = tuple(UploadState(digest=page.digest, offset=0, size=page.size) for page in manifest.pages)
        expires = self._clock.now() + timedelta(days=30)
        status = DraftStatus(
            case_id=manifest.case_id, revision=manifest.revision, expires_at=expires, missing=missing
        )  # fmt: skip
        return Answer(200, {"content-type": "application/json"}, status.model_dump_json().encode())


@pytest.fixture
def platform(clock):
    return Platform(clock)


@pytest.fixture
def push(store, station, clock, platform):
    files = PageFiles(station.pages, station.quarantine)
    return DraftPush(store, files, platform, QUIET, clock, lambda: False)


def saved(outbox):
    case_id = str(uuid.uuid4())
    pages = outbox.keep_pages(case_id, [new_page(1, LARGE), new_page(2, SMALL)])
    outbox.drafts.save(unfinished(case_id, pages))
    return case_id, pages


def test_in_quiet_hours_fields_and_small_pages_go_once_and_the_large_page_afterwards(outbox, push, platform, clock):
    case_id, (large, small) = saved(outbox)
    for _ in range(4):
        push.round()
    assert len(platform.manifests) == 1
    assert platform.pages == [small.size]
    assert outbox.drafts.travel(case_id).resumable
    assert not outbox.drafts.travel(case_id).complete
    clock.wall += timedelta(minutes=30)
    clock.seconds += 1800
    push.round()
    assert large.size in platform.pages
    assert outbox.drafts.travel(case_id).complete


def test_what_is_saved_anew_in_quiet_hours_is_told_at_once(outbox, push, platform):
    case_id, pages = saved(outbox)
    push.round()
    outbox.drafts.save(unfinished(case_id, pages, place="form"))
    push.round()
    assert [manifest.revision for manifest in platform.manifests] == [1, 2]


def test_what_is_given_up_in_quiet_hours_is_told_at_once(outbox, push, platform):
    case_id, _ = saved(outbox)
    push.round()
    outbox.discard(case_id)
    push.round()
    assert platform.closed == 1


def named(status, code):
    problem = Problem(title="", status=status, code=code.value)
    return Answer(status, {"content-type": "application/problem+json"}, problem.model_dump_json().encode())


def unnamed(status):
    return Answer(status, {"content-type": "application/json"}, b'{"detail":"Not Found"}')


def state(store, case_id):
    with store.reading() as transaction:
        row = draft_rows.find(transaction, case_id)
    return None if row is None else row.state


NOT_FINAL = [
    *(unnamed(status) for status in (400, 401, 404, 405, 409, 410, 413, 422, 431, 451, 460, 500, 503)),
    named(404, FailureCode.REQUEST_INVALID),
    named(405, FailureCode.REQUEST_INVALID),
    named(410, FailureCode.UPLOAD_UNKNOWN),
]


@pytest.mark.parametrize("answer", NOT_FINAL, ids=lambda answer: f"{answer.status}")
@pytest.mark.parametrize("given_up", [False, True], ids=["saved", "given up"])
def test_what_the_platform_has_not_called_final_is_kept_and_tried_again(
    outbox, store, push, platform, clock, answer, given_up
):
    case_id, _ = saved(outbox)
    if given_up:
        outbox.discard(case_id)
    platform.answers[case_id] = answer
    push.round()
    assert state(store, case_id) is (DraftState.CLOSING if given_up else DraftState.WAITING)
    del platform.answers[case_id]
    clock.seconds += 901
    clock.wall += timedelta(minutes=30)
    push.round()
    assert state(store, case_id) is (None if given_up else DraftState.ARRIVED)


@pytest.mark.parametrize("code", [FailureCode.DRAFT_CLOSED, FailureCode.DRAFT_ELSEWHERE])
def test_what_the_platform_calls_over_is_over_here(outbox, store, push, platform, code):
    case_id, _ = saved(outbox)
    platform.answers[case_id] = named(410 if code is FailureCode.DRAFT_CLOSED else 409, code)
    push.round()
    assert state(store, case_id) is None


def test_what_the_platform_refuses_by_name_stops_and_is_tried_once_more_by_the_next_agent(
    outbox, store, station, push, platform, clock
):
    case_id, pages = saved(outbox)
    platform.answers[case_id] = named(422, FailureCode.DRAFT_UNREADABLE)
    push.round()
    assert state(store, case_id) is DraftState.STOPPED
    clock.seconds += 3 * 86400
    files = PageFiles(station.pages, station.quarantine)
    recover(store, files, clock)
    assert state(store, case_id) is DraftState.WAITING
    assert all(files.is_whole(page.sealed_digest) for page in pages)


@pytest.mark.parametrize("fault", ["500", "no room", "shut out", "unreadable page"])
def test_a_draft_that_always_fails_holds_up_no_younger_one(outbox, station, push, platform, clock, fault):
    first, (_, small) = saved(outbox)
    clock.seconds += 1
    second, _ = saved(outbox)
    answers = {"500": unnamed(500), "no room": named(507, FailureCode.PLATFORM_STORAGE_FULL), "shut out": unnamed(403)}
    if fault in answers:
        platform.answers[first] = answers[fault]
    else:
        page = PageFiles(station.pages, station.quarantine).path(small.sealed_digest)
        page.unlink()
        page.symlink_to("/proc/self/mem")  # Reading it is an EIO (proc(5)), as of a bad sector.
    push.round()
    assert outbox.drafts.travel(second).resumable
    assert outbox.drafts.travel(first).complete is False
    before = platform.asked.count(first)
    push.round()
    assert platform.asked.count(first) <= before, "it waits by itself"


def test_drafts_wait_for_the_line_and_go_with_the_first_ping_that_succeeds(outbox, push, platform, clock):
    first, _ = saved(outbox)
    clock.seconds += 1
    second, _ = saved(outbox)
    platform.answers = {first: None, second: None}
    push.round()
    push.round()
    assert platform.asked == [first], "one is enough to see that the line is gone"
    platform.answers = {first: None}
    push.line_is_there()
    assert push.round() == LOOK_SECONDS
    assert outbox.drafts.travel(second).resumable, "one that breaks the line by itself comes after the others"
