"""Neighbours' packets: only the platform's own word refuses one, and one that fails holds up no other."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from queue_kit import hand_in, manifest_in

from domain.contract.packet import PacketHead, head_length
from domain.contract.submission import Problem, SubmissionManifest, SubmissionStatus, UploadState
from domain.failures import FailureCode
from offline_queue.courier_folder import note, write_file
from offline_queue.http_transport import LineFailed
from offline_queue.line_settings import LineSettings
from offline_queue.outcome import Answer
from offline_queue.packets import encode_packet, whole_object
from offline_queue.page_files import PageFiles
from offline_queue.queue_objects import QueueObjects
from offline_queue.relay_push import RelayPush
from offline_queue.relay_shelf import RelayShelf


class Platform:
    """Has all of a packet as soon as it was sent any of it."""

    def __init__(self, keys):
        self._keys = keys
        self.asked = Counter()
        self.answers = {}
        """Instead of its own, by submission; ``None``: the line breaks."""

    def ask(self, request):
        end = 8 + head_length(request.body[:8])
        manifest = SubmissionManifest.model_validate_json(PacketHead.model_validate_json(request.body[8:end]).manifest)
        self.asked[manifest.submission_id] += 1
        if manifest.submission_id not in self.answers:
            came = len(request.body) > end
            missing = [UploadState(digest=one.digest, offset=0, size=one.size) for one in manifest.objects]
            return answer_of(manifest, () if came else tuple(missing), self._keys.acknowledge(manifest) if came else "")
        if self.answers[manifest.submission_id] is None:
            raise LineFailed(FailureCode.PLATFORM_UNREACHABLE)
        return self.answers[manifest.submission_id]


def answer_of(manifest, missing=(), acknowledgement=""):
    status = SubmissionStatus(
        submission_id=manifest.submission_id, case_id=manifest.case_id, official_no="330281202611200000015",
        state="complete" if acknowledgement else "receiving", received_at=datetime(2026, 11, 20, tzinfo=UTC),
        missing=missing, acknowledgement=acknowledgement, refusal="",
    )  # fmt: skip
    return Answer(200, {"content-type": "application/json"}, status.model_dump_json().encode())


def named(status, code):
    problem = Problem(title="", status=status, code=code.value)
    return Answer(status, {"content-type": "application/problem+json"}, problem.model_dump_json().encode())


@pytest.fixture
def platform(keys):
    return Platform(keys)


@pytest.fixture
def shelf(station, clock):
    station.relay.mkdir(parents=True)
    return RelayShelf(station, clock)


@pytest.fixture
def push(shelf, platform, keys, clock):
    return RelayPush(shelf, platform, lambda: (keys.verification,), LineSettings(), clock)


@pytest.fixture
def in_care(outbox, store, station, shelf, clock):
    """Makes a packet that was taken over, of so many pages; answers its submission."""

    def make(pages=1):
        manifest = manifest_in(store, submission_id := hand_in(outbox, pages))
        sealed = QueueObjects(store, PageFiles(station.pages, station.quarantine))
        head = PacketHead(manifest=manifest.model_dump_json(), complete=True)
        objects = ((one.digest, whole_object(sealed, one.digest)) for one in manifest.objects)
        digest = write_file(shelf.packet(submission_id), encode_packet(head, objects))
        facts = {"temporary_no": manifest.temporary_no, "node_code": manifest.node_code,
                 "device_id": manifest.device_id, "size": "1"}  # fmt: skip
        note(shelf.folder, {"at": clock.now().isoformat(), "event": "taken_over", "submission_id": submission_id,
                            "sha256": digest, "by": "here", **facts})  # fmt: skip
        return submission_id

    return make


def held(shelf, submission_id):
    (found,) = (one for one in shelf.held() if one.submission_id == submission_id)
    return found


NOT_FINAL = [
    *(Answer(status, {}, b"") for status in (400, 401, 403, 404, 405, 409, 410, 413, 422, 431, 500, 507)),
    named(400, FailureCode.REQUEST_INVALID),
    named(405, FailureCode.REQUEST_INVALID),
]


@pytest.mark.parametrize("answer", NOT_FINAL, ids=lambda answer: f"{answer.status}")
def test_what_the_platform_has_not_called_final_stays_with_its_cause_and_goes_later(
    push, shelf, platform, in_care, clock, answer
):
    one = in_care()
    platform.answers[one] = answer
    push.round()
    assert shelf.waiting() == (one,)
    assert (held(shelf, one).state, held(shelf, one).cause is None) == ("waiting", False)
    del platform.answers[one]
    clock.seconds += 901
    push.round()
    assert (held(shelf, one).state, held(shelf, one).cause, shelf.waiting()) == ("delivered", None, ())


def test_what_the_platform_refuses_by_name_is_kept_beside_with_its_cause(push, shelf, platform, in_care):
    one = in_care()
    packet = shelf.packet(one).read_bytes()
    platform.answers[one] = named(422, FailureCode.MANIFEST_INVALID)
    push.round()
    assert shelf.waiting() == ()
    assert (held(shelf, one).state, held(shelf, one).cause) == ("refused", FailureCode.MANIFEST_INVALID)
    assert shelf.packet(one).with_suffix(".refused").read_bytes() == packet


def test_what_is_all_there_and_not_signed_for_is_told_and_not_asked_about_at_every_turn(
    push, shelf, store, platform, in_care
):
    one = in_care()
    platform.answers[one] = answer_of(manifest_in(store, one))
    for _ in range(5):
        push.round()
    assert held(shelf, one).cause is FailureCode.PLATFORM_REPLY_INVALID
    assert platform.asked[one] == 1


@pytest.mark.parametrize("fault", ["500", "unreadable", "gone"])
def test_a_packet_that_always_fails_holds_up_no_larger_one(push, shelf, platform, in_care, fault):
    small, large = in_care(1), in_care(4)
    if fault == "500":
        platform.answers[small] = Answer(500, {}, b"")
    else:
        shelf.packet(small).unlink()
        shelf.packet(small).symlink_to("/proc/self/mem" if fault == "unreadable" else "nowhere")
    push.round()
    assert held(shelf, large).state == "delivered"
    assert held(shelf, small).state == "waiting"


def test_packets_wait_for_the_line_and_go_with_the_first_ping_that_succeeds(push, shelf, platform, in_care):
    small, large = in_care(1), in_care(4)
    platform.answers = {small: None, large: None}
    for _ in range(3):
        push.round()
    assert platform.asked == {small: 1}
    platform.answers = {small: None}
    push.line_is_there()
    push.round()
    assert held(shelf, large).state == "delivered", "one that breaks the line by itself comes after the others"
