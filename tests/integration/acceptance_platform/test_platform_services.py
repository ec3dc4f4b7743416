"""Certificates, licences, the cashier, appointments, evaluations and a person's own cases, over the wire."""

import base64
import hashlib
import subprocess
from pathlib import Path
from typing import Any

import pytest
from platform_process import NUMBER, PlatformProcess, TestStation, jpeg

OTHER = "33020319000101003X"
NOBODY = "330226196006010006"
Headers = dict[str, str]


def present(station: TestStation, number: str = NUMBER) -> Headers:
    person = {"name": "李测试", "id_kind": "31", "id_number": number}
    answer = station.call("POST", "/v1/presences", json={"proof": "card", "person": person})
    assert answer.status_code == 201, answer.text
    return {"Authorization": f"Presence {answer.json()['token']}"}


def told(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/v1/my/licences"), ("GET", "/v1/my/bills"), ("GET", "/v1/my/cases"), ("GET", "/v1/my/appointments"),
     ("POST", "/v1/my/queue-tickets")],
)  # fmt: skip
def test_nothing_personal_is_told_without_a_presence_of_this_device(
    kiosk: TestStation, other_kiosk: TestStation, method: str, path: str
) -> None:
    headers = present(kiosk)
    assert told(kiosk.call(method, path), 401)["code"] == "X130"
    assert told(other_kiosk.call(method, path, headers=headers), 401)["code"] == "X130"
    present(kiosk, OTHER)
    assert told(kiosk.call(method, path, headers=headers), 401)["code"] == "X130"


def test_a_certificate_is_signed_counted_and_can_be_verified(
    platform: PlatformProcess, kiosk: TestStation, tmp_path: Path
) -> None:
    headers = present(kiosk)
    request = {"item_code": "DEMO-001", "purpose": "办理贷款"}
    copies = [told(kiosk.call("POST", "/v1/my/certificates", json=request, headers=headers), 201) for _ in range(5)]
    assert [copy["copy_no"] for copy in copies] == [1, 2, 3, 4, 5]
    assert told(kiosk.call("POST", "/v1/my/certificates", json=request, headers=headers), 409)["code"] == "X135"
    sheet = base64.b64decode(copies[0]["pdf"])
    check = told(kiosk.call("GET", f"/v1/certificates/{copies[0]['verify_code']}"))
    assert check["digest"] == hashlib.sha256(sheet).hexdigest()
    assert check["holder_masked"] == "*测试"
    assert kiosk.call("GET", "/v1/certificates/NOTACODE").status_code == 404
    assert_signed(sheet, kiosk.authority, tmp_path)
    forged = sheet.replace(b"/Width 1654", b"/Width 1655")
    with pytest.raises(subprocess.CalledProcessError):
        assert_signed(forged, kiosk.authority, tmp_path)


def assert_signed(sheet: bytes, authority: Path, folder: Path) -> None:
    """By OpenSSL: what the range names, against what stands in the hole."""
    at = sheet.index(b"/ByteRange [") + len(b"/ByteRange [")
    _, first, second, rest = (int(part) for part in sheet[at : sheet.index(b"]", at)].split())
    assert second + rest == len(sheet)
    der = bytes.fromhex(sheet[first + 1 : second - 1].decode())
    (folder / "signed").write_bytes(sheet[:first] + sheet[second:])
    (folder / "signature").write_bytes(der)
    verify = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", str(folder / "signature")]
    verify += ["-content", str(folder / "signed"), "-CAfile", str(authority), "-purpose", "any"]
    subprocess.run([*verify, "-out", "/dev/null"], check=True, capture_output=True)


def test_what_is_no_print_or_not_known_of_the_person_is_not_issued(kiosk: TestStation) -> None:
    headers = present(kiosk, NOBODY)
    for code in ("DEMO-001", "DEMO-016", "DEMO-002", "NONE"):
        request = {"item_code": code, "purpose": "x"}
        assert told(kiosk.call("POST", "/v1/my/certificates", json=request, headers=headers), 404)["code"] == "X134"


def test_licences_are_listed_and_only_valid_ones_of_the_person_copied(kiosk: TestStation) -> None:
    headers = present(kiosk)
    found = {
        one["licence_id"]: one["valid"]
        for one in told(kiosk.call("GET", "/v1/my/licences", headers=headers))["licences"]
    }
    assert found == {"L-P1-1": True, "L-P1-2": True, "L-P1-3": False}

    def copy(licence_id: str) -> Any:
        return kiosk.call(
            "GET", f"/v1/my/licences/{licence_id}/copy", params={"purpose": "医疗费用报销"}, headers=headers
        )

    assert base64.b64decode(told(copy("L-P1-1"))["pdf"]).startswith(b"%PDF-1.7")
    assert told(copy("L-P1-3"), 404)["code"] == "X134"
    other = present(kiosk, OTHER)
    assert kiosk.call("GET", "/v1/my/licences/L-P1-1/copy", params={"purpose": "x"}, headers=other).status_code == 404


def test_licences_answer_what_a_form_asks_and_nothing_besides(kiosk: TestStation) -> None:
    headers = present(kiosk)

    def answers(item_code: str, who: dict[str, str] = headers) -> list[dict[str, str]]:
        asked = kiosk.call("POST", "/v1/my/licences/answers", json={"item_code": item_code}, headers=who)
        found: list[dict[str, str]] = told(asked)["answers"]
        return found

    assert answers("DEMO-006") == [{"field_id": "f1", "value": "劳动合同期满终止", "licence": "失业登记信息"}]
    assert [one["licence"] for one in answers("DEMO-004")] == ["户口簿"]
    assert answers("DEMO-016") == answers("NONE") == []
    assert answers("DEMO-006", present(kiosk, OTHER)) == []
    assert kiosk.call("POST", "/v1/my/licences/answers", json={"item_code": "DEMO-006"}).status_code == 401


def test_a_bill_is_paid_once_and_by_the_paying_side_only(platform: PlatformProcess, kiosk: TestStation) -> None:
    headers = present(kiosk)
    bill = told(kiosk.call("GET", "/v1/my/bills", headers=headers))["bills"][0]
    begun = told(kiosk.call("POST", f"/v1/my/bills/{bill['bill_no']}/payments", headers=headers), 201)
    again = told(kiosk.call("POST", f"/v1/my/bills/{bill['bill_no']}/payments", headers=headers), 201)
    assert begun == again
    assert (begun["state"], begun["bill"]["cents"]) == ("pending", 2000)
    assert begun["qr_payload"].endswith(begun["payment_no"])
    receipt = platform.command("sandbox-pay", begun["payment_no"]).strip()
    assert platform.command("sandbox-pay", begun["payment_no"]).strip() == receipt
    paid = told(kiosk.call("GET", f"/v1/my/payments/{begun['payment_no']}", headers=headers))
    assert (paid["state"], paid["receipt_no"], paid["qr_payload"], paid["bill"]["paid"]) == ("paid", receipt, "", True)
    once = told(kiosk.call("POST", f"/v1/my/bills/{bill['bill_no']}/payments", headers=headers), 201)
    assert once["payment_no"] == begun["payment_no"]
    other = present(kiosk, OTHER)
    assert told(kiosk.call("GET", f"/v1/my/payments/{begun['payment_no']}", headers=other), 404)["code"] == "X136"
    assert kiosk.call("POST", f"/v1/my/bills/{bill['bill_no']}/payments", headers=other).status_code == 404


def test_a_slot_is_booked_filled_and_given_back(kiosk: TestStation) -> None:
    headers = present(kiosk)
    desk = told(kiosk.call("GET", "/v1/my/appointments", headers=headers))
    slot = {"day": desk["slots"][3]["day"], "begins": desk["slots"][3]["begins"]}
    booked = told(kiosk.call("POST", "/v1/my/appointments", json=slot, headers=headers), 201)
    assert told(kiosk.call("POST", "/v1/my/appointments", json=slot, headers=headers), 409)["code"] == "X137"
    after = told(kiosk.call("GET", "/v1/my/appointments", headers=headers))
    assert after["slots"][3]["left"] == desk["slots"][3]["left"] - 1
    assert after["booked"] == [booked]
    yesterday = {"day": "2020-01-06", "begins": "09:00"}
    assert kiosk.call("POST", "/v1/my/appointments", json=yesterday, headers=headers).status_code == 409
    gone = told(kiosk.call("DELETE", f"/v1/my/appointments/{booked['appointment_no']}", headers=headers))
    assert gone["booked"] == []


def test_a_person_has_one_queue_number_and_the_next_one_waits_behind(kiosk: TestStation) -> None:
    first = told(kiosk.call("POST", "/v1/my/queue-tickets", headers=present(kiosk)), 201)
    second = told(kiosk.call("POST", "/v1/my/queue-tickets", headers=present(kiosk, OTHER)), 201)
    again = told(kiosk.call("POST", "/v1/my/queue-tickets", headers=present(kiosk)), 201)
    assert again == first
    assert second["waiting"] == first["waiting"] + 1
    assert second["number"] != first["number"]


def test_a_case_is_evaluated_once_by_its_receipt_and_found_by_its_person(
    platform: PlatformProcess, kiosk: TestStation
) -> None:
    hand_in = kiosk.hand_in([jpeg("a page")], number=OTHER)
    kiosk.deliver(hand_in)
    case_id = hand_in.manifest.case_id
    good = {"case_id": case_id, "token": hand_in.token, "level": 1, "options": ["510"], "words": "独一无二的话"}
    assert kiosk.call("POST", "/v1/evaluations", json=good | {"token": "A" * 26}).status_code == 404
    assert kiosk.call("POST", "/v1/evaluations", json=good | {"options": ["108"]}).status_code == 422
    told(kiosk.call("POST", "/v1/evaluations", json=good), 201)
    assert told(kiosk.call("POST", "/v1/evaluations", json=good), 409)["code"] == "X138"
    for file in platform.data.glob("platform.db*"):
        assert "独一无二的话".encode() not in file.read_bytes()
    mine = told(kiosk.call("GET", "/v1/my/cases", headers=present(kiosk, OTHER)))["cases"]
    assert mine[0]["case_id"] == case_id
    theirs = told(kiosk.call("GET", "/v1/my/cases", headers=present(kiosk, NOBODY)))["cases"]
    assert theirs == []
