"""Drafts on a metered line: fields travel, large pages wait, and nothing is said twice."""

import uuid
from datetime import timedelta

import pytest
from queue_kit import new_page, unfinished

from domain.contract.draft import DraftManifest, DraftStatus
from domain.contract.submission import UploadState
from offline_queue.draft_push import DraftPush
from offline_queue.line_settings import LineSettings
from offline_queue.outcome import Answer
from offline_queue.page_files import PageFiles

LARGE, SMALL = b"\xff\xd8" + bytes(90_000), b"\xff\xd8" + bytes(2_000)
QUIET = LineSettings(quiet=("23:00-23:45",))
"""China time; the clock of these tests begins at 23:30."""


class Platform:
    """Holds no page until it was sent one."""

    def __init__(self, clock):
        self._clock = clock
        self.manifests, self.pages, self.closed = [], [], 0

    def ask(self, request):
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
