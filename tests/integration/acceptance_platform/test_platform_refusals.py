"""What the platform does not take: manifests that contradict, forms that do not fit, pages of others."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from platform_process import IDS, SIGNED, HandIn, PlatformProcess, TestStation, jpeg, sha256

from domain.contract.signature import Signature
from domain.contract.submission import SealedObject, SubmissionManifest


def changed(hand_in: HandIn, **values: object) -> HandIn:
    manifest = SubmissionManifest.model_validate(hand_in.manifest.model_dump() | values)
    return HandIn(manifest, hand_in.form, hand_in.token, hand_in.sealed)


def reformed(station: TestStation, hand_in: HandIn, **values: object) -> HandIn:
    """The same pages with a form that says something else."""
    form = hand_in.form.model_copy(update=values)
    return station.package(form, [data for _, data in hand_in.whole()[1:]], hand_in.token)


def sent(station: TestStation, hand_in: HandIn) -> None:
    assert station.put(hand_in).status_code == 201
    for digest, data in hand_in.whole():
        assert station.patch(digest, data).status_code == 204


def test_same_manifest_again_is_the_same_case(kiosk: TestStation) -> None:
    hand_in = kiosk.hand_in([jpeg("a")])
    first, second = kiosk.put(hand_in), kiosk.put(hand_in)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert kiosk.call("GET", f"/v1/submissions/{hand_in.manifest.submission_id}").json() == first.json()


def test_other_manifest_under_the_same_id(kiosk: TestStation) -> None:
    hand_in = kiosk.hand_in([jpeg("a")])
    kiosk.put(hand_in)
    answer = kiosk.put(changed(hand_in, form_version="another"))
    assert (answer.status_code, answer.json()["code"]) == (422, "X102")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"item_code": "DEMO-999"}, "X116"),
        ({"device_id": "018f0000-0000-7000-8000-000000000001"}, "X101"),
        ({"node_code": "330203-W01"}, "X101"),
        ({"key_ids": ("another",)}, "X101"),
        ({"temporary_no": "L3302810001"}, "X101"),
        ({"objects": ()}, "X101"),
    ],
)
def test_manifest(kiosk: TestStation, values: dict[str, object], code: str) -> None:
    answer = kiosk.put(changed(kiosk.hand_in([jpeg("a")]), **values))
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_claim_of_a_huge_object(kiosk: TestStation) -> None:
    hand_in = kiosk.hand_in([])
    huge = (*hand_in.manifest.objects, SealedObject(digest="ab" * 32, size=4 << 30, role="page"))
    assert kiosk.put(changed(hand_in, objects=huge)).json()["code"] == "X101"


def test_object_of_another_case(kiosk: TestStation, other_kiosk: TestStation) -> None:
    """Whoever learns a digest cannot hand in the page as theirs."""
    theirs = kiosk.hand_in([jpeg("theirs")])
    sent(kiosk, theirs)
    page = theirs.manifest.objects[1]
    mine = other_kiosk.hand_in([])
    answer = other_kiosk.put(changed(mine, objects=(*mine.manifest.objects, page)))
    assert (answer.status_code, answer.json()["code"]) == (422, "X101")


def _garbled_form(station: TestStation, hand_in: HandIn) -> HandIn:
    return _with_form(hand_in, b"age-encryption.org/v1\nnot really")


def _not_a_form(station: TestStation, hand_in: HandIn) -> HandIn:
    return _with_form(hand_in, station.seal(b'{"version": "v1"}'))


def _with_form(hand_in: HandIn, sealed: bytes) -> HandIn:
    entry = SealedObject(digest=sha256(sealed), size=len(sealed), role="form")
    found = changed(hand_in, objects=(entry, *hand_in.manifest.objects[1:]))
    found.sealed[entry.digest] = sealed
    return found


def _other_plain_digest(station: TestStation, hand_in: HandIn) -> HandIn:
    page = hand_in.form.pages[0].model_copy(update={"plain_digest": "0" * 64})
    return reformed(station, hand_in, pages=(page,))


def _page_left_out(station: TestStation, hand_in: HandIn) -> HandIn:
    return reformed(station, hand_in, pages=())


def _other_case(station: TestStation, hand_in: HandIn) -> HandIn:
    other = reformed(station, hand_in, salt="x")
    sealed = station.seal(hand_in.form.model_copy(update={"case_id": IDS.new_id()}).model_dump_json().encode())
    return _with_form(other, sealed)


def _wrong_number(station: TestStation, hand_in: HandIn) -> HandIn:
    applicant = hand_in.form.applicant.model_copy(update={"id_number": "330203190001010014"})
    return reformed(station, hand_in, applicant=applicant)


def _signed_by_nobody(station: TestStation, hand_in: HandIn) -> HandIn:
    """By an agent the form does not name."""
    return reformed(station, hand_in, signature=Signature.of(SIGNED, "agent", datetime.now(UTC)))


def _not_a_picture(station: TestStation, hand_in: HandIn) -> HandIn:
    return reformed(station, hand_in, pages=(hand_in.form.pages[0].model_copy(update={"media_type": "image/png"}),))


def _unknown_material(station: TestStation, hand_in: HandIn) -> HandIn:
    return reformed(station, hand_in, pages=(hand_in.form.pages[0].model_copy(update={"material_id": "m99"}),))


def _unknown_region(station: TestStation, hand_in: HandIn) -> HandIn:
    return reformed(station, hand_in, region="110101")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_garbled_form, "X109"),
        (_not_a_form, "X109"),
        (_other_plain_digest, "X110"),
        (_page_left_out, "X110"),
        (_other_case, "X110"),
        (_wrong_number, "X110"),
        (_signed_by_nobody, "X110"),
        (_not_a_picture, "X110"),
        (_unknown_material, "X110"),
        (_unknown_region, "X117"),
    ],
)
def test_completion(kiosk: TestStation, spoil: Callable[[TestStation, HandIn], HandIn], code: str) -> None:
    """Refused for ever with the same code, and nothing of it is deleted."""
    hand_in = spoil(kiosk, kiosk.hand_in([jpeg("a")]))
    sent(kiosk, hand_in)
    for _ in range(2):
        answer = kiosk.complete(hand_in)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
        assert (answer.json()["state"], answer.json()["refusal"]) == ("refused", code)
    for digest, data in hand_in.whole():
        assert (kiosk.platform.data / "sealed" / f"{digest}.age").read_bytes() == data


def test_refused_cases_are_nobodys_work(
    kiosk: TestStation, window: TestStation, clerk: dict[str, str], platform: PlatformProcess
) -> None:
    hand_in = _page_left_out(kiosk, kiosk.hand_in([jpeg("a")]))
    sent(kiosk, hand_in)
    before = platform.status()["submissions"]["refused"]
    kiosk.complete(hand_in)
    assert platform.status()["submissions"]["refused"] == before + 1
    assert window.call("GET", f"/v1/worklist/{hand_in.manifest.case_id}", headers=clerk).status_code == 404


class TestCorrections:
    @pytest.fixture
    def asked(self, kiosk: TestStation, window: TestStation, clerk: dict[str, str]) -> tuple[HandIn, str]:
        hand_in = kiosk.hand_in([jpeg("a")])
        kiosk.deliver(hand_in)
        case_id = hand_in.manifest.case_id
        path = f"/v1/worklist/{case_id}"
        version = window.call("GET", path, headers=clerk).json()["item"]["version"]
        point = {"kind": "material", "id": "m2", "name": "票据", "reason": "缺一张"}
        decision = {
            "decision_id": IDS.new_id(),
            "expected_version": version,
            "action": "ask_correction",
            "points": [point],
        }
        assert window.call("POST", f"{path}/decisions", json=decision, headers=clerk).status_code == 200
        correction = window.call("GET", path, headers=clerk).json()["correction"]
        return hand_in, correction["correction_id"]

    def test_needs_the_token_of_the_case(self, other_kiosk: TestStation, asked: tuple[HandIn, str]) -> None:
        answer = other_kiosk.put(changed(other_kiosk.hand_in([], answers=asked), token_digest="0" * 64))
        assert (answer.status_code, answer.json()["code"]) == (422, "X115")

    def test_needs_the_correction_that_is_open(self, kiosk: TestStation, asked: tuple[HandIn, str]) -> None:
        answer = kiosk.put(kiosk.hand_in([], answers=(asked[0], IDS.new_id())))
        assert (answer.status_code, answer.json()["code"]) == (422, "X115")

    def test_needs_the_same_applicant(self, kiosk: TestStation, asked: tuple[HandIn, str]) -> None:
        answered = kiosk.hand_in([jpeg("b")], answers=asked, number="33020319000101003X")
        sent(kiosk, answered)
        assert kiosk.complete(answered).json()["code"] == "X110"

    def test_answered_once(self, kiosk: TestStation, other_kiosk: TestStation, asked: tuple[HandIn, str]) -> None:
        kiosk.deliver(kiosk.hand_in([jpeg("b")], answers=asked))
        assert other_kiosk.put(other_kiosk.hand_in([jpeg("c")], answers=asked)).json()["code"] == "X102"


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        ({"action": "ask_correction", "points": []}, "X118"),
        ({"action": "reject", "reason": " "}, "X118"),
        ({"action": "destroy"}, "X118"),
        ({"action": "accept", "expected_version": 99}, "X112"),
    ],
)
def test_decisions(
    kiosk: TestStation, window: TestStation, clerk: dict[str, str], decision: dict[str, object], code: str
) -> None:
    hand_in = kiosk.hand_in([jpeg("a")])
    kiosk.deliver(hand_in)
    path = f"/v1/worklist/{hand_in.manifest.case_id}/decisions"
    body = {"decision_id": IDS.new_id(), "expected_version": 2} | decision
    assert window.call("POST", path, json=body, headers=clerk).json()["code"] == code


def test_decided_cases_stay_decided(kiosk: TestStation, window: TestStation, clerk: dict[str, str]) -> None:
    hand_in = kiosk.hand_in([jpeg("a")])
    kiosk.deliver(hand_in)
    path = f"/v1/worklist/{hand_in.manifest.case_id}"
    first = {"decision_id": IDS.new_id(), "expected_version": 2, "action": "reject", "reason": "不属于本机关职权范围"}
    reply = window.call("POST", f"{path}/decisions", json=first, headers=clerk).json()
    assert reply["notice"]["kind"] == "rejection"
    second = {"decision_id": IDS.new_id(), "expected_version": reply["item"]["version"], "action": "accept"}
    assert window.call("POST", f"{path}/decisions", json=second, headers=clerk).json()["code"] == "X112"
    changed_mind = first | {"reason": "另一个理由"}
    assert window.call("POST", f"{path}/decisions", json=changed_mind, headers=clerk).json()["code"] == "X112"
    assert window.call("GET", path, headers=clerk).json()["actions"] == []


def test_progress_needs_the_token(kiosk: TestStation, other_kiosk: TestStation) -> None:
    hand_in = kiosk.hand_in([])
    kiosk.put(hand_in)
    known, wrong = {"case_id": hand_in.manifest.case_id, "token": hand_in.token}, IDS.new_token()
    unknown = other_kiosk.call("POST", "/v1/progress", json=known | {"case_id": IDS.new_id()})
    mistaken = other_kiosk.call("POST", "/v1/progress", json=known | {"token": wrong})
    assert (unknown.status_code, unknown.content) == (404, mistaken.content)
    assert other_kiosk.call("POST", "/v1/progress", json=known).json()["state"] == "RECEIVED"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/v1/nothing", 404), ("DELETE", "/v1/cases/x", 405), ("PUT", "/v1/cases/x", 422), ("GET", "/docs", 404)],
)
def test_every_refusal_is_a_problem(kiosk: TestStation, method: str, path: str, status: int) -> None:
    answer = kiosk.call(method, path)
    assert (answer.status_code, answer.json()["status"], answer.json()["code"]) == (status, status, "X118")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_input_is_never_quoted_back(kiosk: TestStation) -> None:
    answer = kiosk.call("POST", "/v1/progress", json={"case_id": "330203190001010013", "token": 5})
    assert answer.status_code == 422
    assert "330203190001010013" not in answer.text


def test_bodies_are_capped(kiosk: TestStation) -> None:
    assert kiosk.call("PUT", "/v1/cases/x", data=b"x" * (1 << 20) + b"y").status_code == 413
    assert kiosk.call("PUT", "/v1/cases/x", data=iter([b"x" * (1 << 20), b"y"])).status_code == 413
