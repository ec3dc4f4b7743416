"""What one try makes of every kind of answer; the answers are scripted, the rules are the real ones."""

import json

import pytest
from queue_kit import hand_in, manifest_in

from domain.contract.submission import Problem, SealedObject, UploadState
from domain.failures import FailureCode
from offline_queue.delivery import Confirmed, Declined, Delivery, Postponed
from offline_queue.http_transport import LineFailed
from offline_queue.outcome import Answer, Gone, Later, Refused, reply_invalid
from offline_queue.pace import Pace
from offline_queue.page_files import PageFiles
from offline_queue.uploads import Stopped, Uploader, Whole

LOST = LineFailed(FailureCode.PLATFORM_UNREACHABLE)


class ScriptedTransport:
    """Answers by method in the order given; the last answer stays."""

    def __init__(self, **answers):
        self.answers = {method: list(said) for method, said in answers.items()}
        self.asked = []

    def ask(self, request):
        self.asked.append(request)
        said = self.answers[request.method]
        answer = said.pop(0) if len(said) > 1 else said[0]
        if isinstance(answer, Exception):
            raise answer
        return answer(request) if callable(answer) else answer


@pytest.fixture
def manifest(outbox, store):
    return manifest_in(store, hand_in(outbox, pages=2))


def status(manifest, acknowledgement="", state="receiving", missing=None, refusal="", number="1"):
    if missing is None:
        missing = [] if acknowledgement else manifest.objects
    content = {
        "submission_id": manifest.submission_id, "case_id": manifest.case_id, "official_no": number, "state": state,
        "received_at": "2026-11-20T15:31:00+00:00", "acknowledgement": acknowledgement, "refusal": refusal,
        "missing": [{"digest": item.digest, "offset": 0, "size": item.size} for item in missing],
    }  # fmt: skip
    return Answer(200, {"content-type": "application/json"}, json.dumps(content).encode())


def problem(code, name):
    body = Problem(title="x", status=code, code=FailureCode[name].value).model_dump_json().encode()
    return Answer(code, {"content-type": "application/problem+json"}, body)


def run(manifest, keys, transport, result=None):
    delivery = Delivery(manifest, transport, (keys.verification,))
    sent = result or Whole()
    return delivery.run(lambda uploads, _settled: [sent for _ in uploads]), delivery


def complete(manifest, keys):
    return status(manifest, keys.acknowledge(manifest), "complete")


def test_manifest_uploads_completion_signature(manifest, keys):
    verdict, delivery = run(manifest, keys, ScriptedTransport(PUT=[status(manifest)], POST=[complete(manifest, keys)]))
    assert isinstance(verdict, Confirmed)
    assert delivery.completion_asked


def test_what_the_platform_already_holds_is_not_sent_again(manifest, keys):
    transport = ScriptedTransport(PUT=[complete(manifest, keys)])
    verdict, _ = run(manifest, keys, transport)
    assert isinstance(verdict, Confirmed)
    assert len(transport.asked) == 1


@pytest.mark.parametrize("said", ["", "not.a.signature"])
def test_a_success_without_a_valid_signature_is_not_a_success(manifest, keys, said):
    answer = status(manifest, said, "complete")
    verdict, _ = run(manifest, keys, ScriptedTransport(PUT=[status(manifest)], POST=[answer]))
    assert isinstance(verdict, Postponed)
    assert verdict.failure.code is FailureCode.ACKNOWLEDGEMENT_INVALID


def test_a_lost_answer_to_completion_is_unknown(manifest, keys):
    verdict, delivery = run(manifest, keys, ScriptedTransport(PUT=[status(manifest)], POST=[LOST]))
    assert verdict == Postponed(LOST, line_broke=True)
    assert delivery.completion_asked


def test_a_lost_answer_before_is_not(manifest, keys):
    verdict, delivery = run(manifest, keys, ScriptedTransport(PUT=[LOST]))
    assert verdict == Postponed(LOST, line_broke=True)
    assert not delivery.completion_asked


@pytest.mark.parametrize(
    ("code", "name"), [(422, "MANIFEST_CONFLICT"), (404, "CORRECTION_UNKNOWN"), (409, "CASE_STATE_CONFLICT")]
)
def test_a_refused_manifest_goes_to_a_person(manifest, keys, code, name):
    verdict, _ = run(manifest, keys, ScriptedTransport(PUT=[problem(code, name)]))
    assert isinstance(verdict, Declined)
    assert verdict.failure.code is FailureCode[name]


def test_a_refused_hand_in_goes_to_a_person(manifest, keys):
    refused = problem(422, "SUBMISSION_UNREADABLE")
    verdict, _ = run(manifest, keys, ScriptedTransport(PUT=[status(manifest)], POST=[refused]))
    assert isinstance(verdict, Declined)
    assert verdict.failure.code is FailureCode.SUBMISSION_UNREADABLE


def test_what_was_refused_is_asked_for_again(manifest, keys):
    """The platform looks at it by the rules of today."""
    known = status(manifest, state="refused", refusal="X110", missing=())
    verdict, delivery = run(manifest, keys, ScriptedTransport(PUT=[known], POST=[complete(manifest, keys)]))
    assert isinstance(verdict, Confirmed)
    assert delivery.completion_asked
    still = ScriptedTransport(PUT=[known], POST=[problem(422, "SUBMISSION_INCONSISTENT")])
    again, _ = run(manifest, keys, still)
    assert isinstance(again, Declined)
    assert again.failure.code is FailureCode.SUBMISSION_INCONSISTENT


def test_a_revoked_device_stops_and_keeps(manifest, keys):
    verdict, _ = run(manifest, keys, ScriptedTransport(PUT=[problem(403, "DEVICE_REVOKED")]))
    assert isinstance(verdict, Postponed)
    assert verdict.shut_out


def test_bytes_missing_at_completion_are_sent_again(manifest, keys):
    incomplete = problem(409, "SUBMISSION_INCOMPLETE")
    transport = ScriptedTransport(PUT=[status(manifest)], POST=[incomplete, complete(manifest, keys)])
    verdict, _ = run(manifest, keys, transport)
    assert isinstance(verdict, Confirmed)


def test_a_conflict_without_anything_missing_goes_to_a_person(manifest, keys):
    nothing = status(manifest, missing=())
    verdict, _ = run(manifest, keys, ScriptedTransport(PUT=[nothing], POST=[problem(409, "CASE_STATE_CONFLICT")]))
    assert isinstance(verdict, Declined)


def test_a_platform_that_never_agrees_does_not_hold_the_agent(manifest, keys):
    transport = ScriptedTransport(PUT=[status(manifest)], POST=[problem(409, "SUBMISSION_INCOMPLETE")])
    verdict, _ = run(manifest, keys, transport)
    assert isinstance(verdict, Postponed)
    assert len(transport.asked) < 10


def test_a_status_of_another_hand_in_is_not_believed(manifest, keys):
    other = manifest.model_copy(update={"submission_id": "01900000-0000-7000-8000-000000000000"})
    verdict, _ = run(manifest, keys, ScriptedTransport(PUT=[status(other)]))
    assert isinstance(verdict, Postponed)


@pytest.mark.parametrize(
    ("result", "kind"),
    [(Stopped(), Postponed), (Later(reply_invalid("")), Postponed), (Refused(reply_invalid("")), Declined)],
)
def test_what_stops_an_upload_stops_the_try(manifest, keys, result, kind):
    verdict, delivery = run(manifest, keys, ScriptedTransport(PUT=[status(manifest)]), result)
    assert isinstance(verdict, kind)
    assert not delivery.completion_asked


def test_form_and_previews_are_whole_before_a_page_begins(manifest, keys):
    preview = SealedObject(digest="e" * 64, size=10, role="previews")
    form, *pages = manifest.objects
    manifest = manifest.model_copy(update={"objects": (form, preview, *pages)})
    transport = ScriptedTransport(PUT=[status(manifest)], POST=[complete(manifest, keys)])
    sent = []

    def send_all(uploads, _settled):
        sent.append([upload.digest for upload in uploads])
        return [Whole() for _ in uploads]

    assert isinstance(Delivery(manifest, transport, (keys.verification,)).run(send_all), Confirmed)
    assert sent == [[form.digest, preview.digest], [page.digest for page in pages]]


@pytest.fixture
def upload(outbox, station, clock, manifest):
    """Sends the form of a hand-in against scripted answers."""
    item = manifest.objects[1]

    def send(*, resumed=False, whole=False, **answers):
        transport = ScriptedTransport(**answers)
        uploader = Uploader(transport, PageFiles(station.pages, station.quarantine), clock, Pace(), lambda: False)
        way = uploader.resume if resumed else uploader.send
        begun = UploadState(digest=item.digest, offset=item.size if whole else 0, size=item.size)
        return way(begun, lambda *_: None), transport

    return send


def taken(request):
    return offset(int(request.headers["Upload-Offset"]) + len(request.body))


def offset(value):
    return Answer(204, {"upload-offset": str(value)}, b"")


def test_an_upload_that_is_there_and_yet_missing_is_asked_for_so_that_the_platform_ends_it(upload, manifest):
    result, transport = upload(whole=True, HEAD=[offset(manifest.objects[1].size)])
    assert isinstance(result, Whole)
    assert [request.method for request in transport.asked] == ["HEAD"]


def test_a_file_is_sent_with_its_checksum(upload):
    result, transport = upload(PATCH=[taken])
    assert isinstance(result, Whole)
    assert transport.asked[0].headers["Upload-Checksum"].startswith("sha256 ")


def test_a_broken_line_is_told_and_what_arrived_is_not_sent_again(upload):
    with pytest.raises(LineFailed):
        upload(PATCH=[LOST])
    result, transport = upload(resumed=True, PATCH=[taken], HEAD=[offset(100)])
    assert isinstance(result, Whole)
    assert transport.asked[1].headers["Upload-Offset"] == "100"


@pytest.mark.parametrize("trouble", [Answer(409, {}, b""), Answer(460, {}, b"")])
def test_after_trouble_the_platform_is_asked_where_it_stands(upload, trouble):
    result, transport = upload(PATCH=[trouble, taken], HEAD=[offset(100)])
    assert isinstance(result, Whole)
    assert transport.asked[2].headers["Upload-Offset"] == "100"


def test_a_piece_that_is_too_large_becomes_smaller_until_it_fits_or_a_person_looks(upload):
    result, transport = upload(PATCH=[Answer(413, {}, b"")])
    assert isinstance(result, Refused)
    assert len(transport.asked) <= 6


def test_an_upload_that_stands_still_ends(upload):
    result, _ = upload(PATCH=[offset(0)])
    assert isinstance(result, Later)


def test_an_upload_that_goes_to_and_fro_ends(upload):
    result, transport = upload(PATCH=[offset(at) for at in (2, 1) * 10])
    assert isinstance(result, Later)
    assert len(transport.asked) < 10


@pytest.mark.parametrize("status", [404, 410])
def test_an_unknown_or_expired_upload_is_begun_anew(upload, status):
    result, _ = upload(PATCH=[Answer(status, {}, b"")])
    assert isinstance(result, Gone)


@pytest.mark.parametrize("said", ["", "-1", "999999999", "x", "1.5"])
def test_an_impossible_offset_is_not_believed(upload, said):
    result, _ = upload(PATCH=[Answer(204, {"upload-offset": said}, b"")])
    assert isinstance(result, Later)


def test_a_damaged_file_is_never_sent(upload, station, manifest):
    (station.pages / f"{manifest.objects[1].digest}.age").write_bytes(b"torn")
    result, transport = upload(PATCH=[taken])
    assert isinstance(result, Refused)
    assert result.failure.code is FailureCode.STORE_PAGE_MISSING
    assert transport.asked == []


def test_an_answer_without_a_number_is_none_and_is_waited_for(manifest, keys):
    """A hand-in without a number would be introduced again at once, and again."""
    verdict, delivery = run(manifest, keys, ScriptedTransport(PUT=[status(manifest, number="")]), Stopped())
    assert isinstance(verdict, Postponed)
    assert verdict.failure.code is FailureCode.PLATFORM_REPLY_INVALID
    assert not delivery.completion_asked
