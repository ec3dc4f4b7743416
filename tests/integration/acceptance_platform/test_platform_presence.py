"""Proving a person at a device: by card, by phone, by a clerk's ticket; never by what was only typed."""

from platform_process import NUMBER, PlatformProcess, TestStation

OTHER_NUMBER = "33020319000101003X"
PERSON = {"name": "张三", "id_kind": "31", "id_number": NUMBER}


def open_presence(station: TestStation, **request: object) -> dict[str, str]:
    answer = station.call("POST", "/v1/presences", json={"proof": "card", "person": PERSON} | request)
    assert answer.status_code == 201, answer.text
    return {"Authorization": f"Presence {answer.json()['token']}"}


def test_a_card_proves_and_a_typed_number_does_not(kiosk: TestStation) -> None:
    assert open_presence(kiosk)
    assert kiosk.call("POST", "/v1/presences", json={"proof": "typed", "person": PERSON}).status_code == 422
    wrong = {"proof": "card", "person": PERSON | {"id_number": NUMBER[:-1] + "4"}}
    refused = kiosk.call("POST", "/v1/presences", json=wrong)
    assert (refused.status_code, refused.json()["code"]) == (422, "X118")
    assert NUMBER[:-1] not in refused.text


def test_a_phone_code_tells_the_person_once(platform: PlatformProcess, kiosk: TestStation) -> None:
    code = platform.command("sandbox-phone-code", "p1").strip()
    first = kiosk.call("POST", "/v1/presences", json={"proof": "phone", "code": code})
    assert first.status_code == 201
    assert first.json()["person"] | {"proof": "phone"} == first.json()["person"]
    assert first.json()["person"]["id_number"] == NUMBER
    again = kiosk.call("POST", "/v1/presences", json={"proof": "phone", "code": code})
    assert (again.status_code, again.json()["code"]) == (403, "X132")
    for forged in ("", "SBX", "SBX-p1-99999999999-0000000000000000", code[:-1] + "z"):
        assert kiosk.call("POST", "/v1/presences", json={"proof": "phone", "code": forged}).status_code == 403


def test_a_clerk_vouches_once_and_only_with_the_latest_ticket(
    kiosk: TestStation, window: TestStation, clerk: dict[str, str]
) -> None:
    def ticket() -> str:
        answer = window.call("POST", "/v1/assistance-tickets", headers=clerk)
        assert answer.status_code == 201
        return answer.json()["code"]

    def vouch(code: str) -> int:
        return kiosk.call("POST", "/v1/presences", json={"proof": "clerk", "person": PERSON, "code": code}).status_code

    assert kiosk.call("POST", "/v1/assistance-tickets", headers=clerk).status_code == 403
    old, new = ticket(), ticket()
    assert vouch(old) == 403
    assert vouch(new) == 201
    assert vouch(new) == 403


def test_a_clerk_s_word_is_for_the_person_they_compared(
    kiosk: TestStation, window: TestStation, clerk: dict[str, str]
) -> None:
    def vouch(asked_for: str) -> int:
        asked = {"id_kind": "31", "id_number": asked_for}
        code = window.call("POST", "/v1/assistance-tickets", headers=clerk, json=asked).json()["code"]
        return kiosk.call("POST", "/v1/presences", json={"proof": "clerk", "person": PERSON, "code": code}).status_code

    assert vouch(OTHER_NUMBER) == 403
    assert vouch(NUMBER) == 201


def test_nothing_of_the_person_stands_in_the_database(platform: PlatformProcess, kiosk: TestStation) -> None:
    open_presence(kiosk)
    for file in platform.data.glob("platform.db*"):
        assert NUMBER.encode() not in file.read_bytes()
        assert "张三".encode() not in file.read_bytes()
