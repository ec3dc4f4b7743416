"""One case, all the way: enrolled, handed in, signed for, corrected, accepted, followed."""

import base64
import json
from datetime import UTC, datetime

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from platform_process import IDS, SIGNED, HandIn, PlatformProcess, TestStation, jpeg, sha256

from domain.contract.clerk import CaseFile, DecisionReply, Worklist
from domain.contract.progress import CaseProgress, ChangePage
from domain.contract.signature import Signature
from domain.contract.submission import AcknowledgementClaims


def verified(station: TestStation, token: str) -> dict[str, object]:
    (key,) = station.enrolment.verification_keys
    assert jwt.get_unverified_header(token)["kid"] == key.key_id
    public = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(key.public_key + "=="))
    return jwt.decode(token, public, algorithms=["EdDSA"])


def progress(station: TestStation, case_id: str, token: str) -> CaseProgress:
    answer = station.call("POST", "/v1/progress", json={"case_id": case_id, "token": token})
    assert answer.status_code == 200, answer.text
    return CaseProgress.model_validate_json(answer.content)


SEEN = "已在窗口查验原件"


def decide(window: TestStation, clerk: dict[str, str], case_id: str, **decision: object) -> DecisionReply:
    answer = window.call("POST", f"/v1/worklist/{case_id}/decisions", json=decision, headers=clerk)
    assert answer.status_code == 200, answer.text
    return DecisionReply.model_validate_json(answer.content)


def case_file(window: TestStation, clerk: dict[str, str], case_id: str) -> CaseFile:
    answer = window.call("GET", f"/v1/worklist/{case_id}", headers=clerk)
    assert answer.status_code == 200, answer.text
    return CaseFile.model_validate_json(answer.content)


def read_by_the_department(window: TestStation, clerk: dict[str, str], hand_in: HandIn, pages: list[bytes]) -> int:
    """The case is in the right worklist with every page as captured; its version."""
    case_id = hand_in.manifest.case_id
    worklist = Worklist.model_validate_json(window.call("GET", "/v1/worklist", headers=clerk).content)
    (item,) = (entry for entry in worklist.items if entry.case_id == case_id)
    assert (item.authority, item.applicant_masked, item.state) == ("海曙区医疗保障局", "*三", "RECEIVED")
    assert "余姚" in item.received_node
    refs = [page for material in case_file(window, clerk, case_id).materials for page in material.pages]
    assert [page.plain_digest for page in refs] == [sha256(page) for page in pages]
    answer = window.call("GET", f"/v1/worklist/{case_id}/pages/{refs[1].plain_digest}", headers=clerk)
    assert answer.content == pages[1]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == "attachment"
    return item.version


def corrected(kiosk: TestStation, window: TestStation, clerk: dict[str, str], hand_in: HandIn) -> int:
    """Asked for by the department, answered at this kiosk; the case's version then."""
    case_id = hand_in.manifest.case_id
    seen = progress(kiosk, case_id, hand_in.token)
    assert seen.correction is not None
    late = jpeg("page 4")
    kiosk.deliver(kiosk.hand_in([late], answers=(hand_in, seen.correction.correction_id)))
    file = case_file(window, clerk, case_id)
    refs = [page for material in file.materials for page in material.pages]
    assert [(page.round, page.plain_digest) for page in refs][-1] == (1, sha256(late))
    assert (file.item.state, file.correction) == ("RECEIVED", None)
    return file.item.version


def test_the_whole_way(
    kiosk: TestStation, other_kiosk: TestStation, window: TestStation, clerk: dict[str, str]
) -> None:
    pages = [jpeg(f"page {n}") for n in range(3)]
    hand_in = kiosk.hand_in(pages)
    case_id = hand_in.manifest.case_id

    done = kiosk.deliver(hand_in)
    claims = AcknowledgementClaims.model_validate(verified(kiosk, done["acknowledgement"]))
    assert claims.objects == tuple(entry.digest for entry in hand_in.manifest.objects)
    assert (claims.case_id, claims.official_no) == (case_id, done["official_no"])
    assert kiosk.complete(hand_in).json() == done

    version = read_by_the_department(window, clerk, hand_in, pages)
    point = {"kind": "material", "id": "m2", "name": "票据", "reason": "缺一张"}
    asking = {"decision_id": IDS.new_id(), "action": "ask_correction", "expected_version": version, "points": [point]}
    asked = decide(window, clerk, case_id, **asking)
    assert asked.notice.kind == "correction"
    assert "补正〔" in asked.notice.document_no

    version = corrected(other_kiosk, window, clerk, hand_in)
    accepting = {"decision_id": IDS.new_id(), "action": "accept", "expected_version": version, "reason": SEEN}
    reply = decide(window, clerk, case_id, **accepting)
    assert (reply.item.state, reply.notice.applicant_name) == ("ACCEPTED", "张三")
    assert decide(window, clerk, case_id, **accepting) == reply

    seen = progress(kiosk, case_id, hand_in.token)
    assert [step.state for step in seen.steps] == ["RECEIVED", "CORRECTION", "RECEIVED", "ACCEPTED"]
    feed = ChangePage.model_validate_json(kiosk.call("GET", "/v1/changes").content)
    mine = [change for change in feed.changes if change.case_id == case_id]
    assert [change.state for change in mine] == ["RECEIVED", "CORRECTION", "RECEIVED", "ACCEPTED"]
    assert mine[1].material_ids == ("m2",)
    assert feed.next == feed.changes[-1].cursor


def test_the_department_sees_the_signature_under_the_form(
    kiosk: TestStation, window: TestStation, clerk: dict[str, str]
) -> None:
    plain = kiosk.hand_in([])
    signature = Signature.of(SIGNED, "applicant", datetime.now(UTC))
    hand_in = kiosk.package(plain.form.model_copy(update={"signature": signature}), [], plain.token)
    kiosk.deliver(hand_in)
    assert case_file(window, clerk, hand_in.manifest.case_id).signature == signature


def test_the_citizens_answers_say_which_materials_are_needed(
    kiosk: TestStation, window: TestStation, clerk: dict[str, str]
) -> None:
    """For an outpatient bill (s2) the discharge summary (m3) may be left out; an unknown answer changes nothing."""
    found: dict[str, str] = {}
    for scenario in ("s1", "s2", "s99"):
        hand_in = kiosk.hand_in([jpeg(scenario)], scenarios=(scenario,))
        kiosk.deliver(hand_in)
        materials = case_file(window, clerk, hand_in.manifest.case_id).materials
        found[scenario] = next(material.necessity for material in materials if material.material_id == "m3")
    assert found == {"s1": "required", "s2": "optional", "s99": "required"}


def test_the_database_and_the_log_hold_nothing_personal(
    kiosk: TestStation, platform: PlatformProcess, window: TestStation, clerk: dict[str, str]
) -> None:
    hand_in = kiosk.hand_in([jpeg("a page")])
    kiosk.deliver(hand_in)
    version = case_file(window, clerk, hand_in.manifest.case_id).item.version
    decide(
        window, clerk, hand_in.manifest.case_id, decision_id=IDS.new_id(),
        action="reject", expected_version=version, reason="不属于本机关职权范围",
    )  # fmt: skip
    # The sandbox holds invented people only, and no real platform has one.
    kept = [path for path in platform.data.rglob("*") if path.is_file() and path.name != "sandbox.json"] + [
        platform.data.parent / "platform.log"
    ]
    for path in kept:
        content = path.read_bytes()
        for word in (hand_in.form.applicant.name, hand_in.form.applicant.id_number):
            assert not any(word.encode(code) in content for code in ("utf-8", "utf-16-le", "gb18030")), path.name


def test_status_counts_and_chain(kiosk: TestStation, platform: PlatformProcess) -> None:
    before = platform.status()
    kiosk.deliver(kiosk.hand_in([jpeg("one"), jpeg("two")]))
    after = platform.status()
    assert (after["cases"] - before["cases"], after["pages"] - before["pages"]) == (1, 2)
    assert after["audit_intact"] is True


def test_catalogue_is_signed_and_cached(kiosk: TestStation) -> None:
    answer = kiosk.call("GET", "/v1/catalogue")
    signed = answer.json()
    assert verified(kiosk, signed["signature"]) == {"version": signed["version"], "digest": signed["digest"]}
    assert sha256(signed["body"].encode()) == signed["digest"]
    assert json.loads(signed["body"])["version"] == signed["version"]
    again = kiosk.call("GET", "/v1/catalogue", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_ping_signs_the_nonce(kiosk: TestStation) -> None:
    assert verified(kiosk, kiosk.call("GET", "/v1/ping?nonce=abc").json()["token"])["nonce"] == "abc"
