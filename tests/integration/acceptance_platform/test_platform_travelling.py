"""A department looks at a case while its pages still travel, and decides only when all are signed for."""

import io
import zipfile
from typing import Any

import pytest
from platform_process import IDS, NUMBER, HandIn, PlatformProcess, TestStation, jpeg, sha256

PAGES = (jpeg("first"), jpeg("second"))
SMALL = jpeg("small", 400)


def packed(name: str, data: bytes = SMALL, how: int = zipfile.ZIP_STORED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", how) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


def with_previews(kiosk: TestStation, previews: bytes) -> HandIn:
    plain = kiosk.hand_in(PAGES)
    sealed = [plain.sealed[entry.digest] for entry in plain.manifest.objects[1:]]
    return kiosk.package(plain.form, sealed, plain.token, [kiosk.seal(previews)])


def announced(kiosk: TestStation, previews: bytes, first: int) -> HandIn:
    """Manifest and the first objects of it."""
    hand_in = with_previews(kiosk, previews)
    assert kiosk.put(hand_in).status_code == 201
    for digest, data in hand_in.whole()[:first]:
        assert kiosk.patch(digest, data).status_code == 204
    return hand_in


def shown(window: TestStation, clerk: dict[str, str], hand_in: HandIn) -> dict[str, Any] | None:
    items = window.call("GET", "/v1/worklist", headers=clerk).json()["items"]
    return next((item for item in items if item["case_id"] == hand_in.manifest.case_id), None)


def ask(window: TestStation, clerk: dict[str, str], hand_in: HandIn, what: str = "") -> Any:
    return window.call("GET", f"/v1/worklist/{hand_in.manifest.case_id}{what}", headers=clerk)


def accept(window: TestStation, clerk: dict[str, str], hand_in: HandIn, version: int) -> int:
    decision = {"decision_id": IDS.new_id(), "expected_version": version, "action": "accept", "reason": "原件已核"}
    path = f"/v1/worklist/{hand_in.manifest.case_id}/decisions"
    return window.call("POST", path, json=decision, headers=clerk).status_code


def test_a_case_is_shown_with_its_form_and_previews_before_its_pages(
    kiosk: TestStation, window: TestStation, clerk: dict[str, str]
) -> None:
    digests = [sha256(page) for page in PAGES]
    hand_in = announced(kiosk, packed(f"{digests[0]}.jpg"), first=1)
    item = shown(window, clerk, hand_in)
    assert item is not None
    assert (item["is_travelling"], item["pages_to_come"], item["applicant_masked"]) == (True, 2, "*三")
    assert ask(window, clerk, hand_in, f"/previews/{digests[0]}").status_code == 204
    for digest, data in hand_in.whole()[1:3]:
        assert kiosk.patch(digest, data).status_code == 204
    assert ask(window, clerk, hand_in, f"/previews/{digests[0]}").content == SMALL
    assert ask(window, clerk, hand_in, f"/previews/{digests[1]}").status_code == 204
    file = ask(window, clerk, hand_in).json()
    pages = [page for material in file["materials"] for page in material["pages"]]
    assert [(page["plain_digest"], page["has_arrived"]) for page in pages] == [(digests[0], True), (digests[1], False)]
    assert ask(window, clerk, hand_in, f"/pages/{digests[0]}").content == PAGES[0]
    assert ask(window, clerk, hand_in, f"/pages/{digests[1]}").status_code == 404
    assert file["actions"] == []
    assert accept(window, clerk, hand_in, file["item"]["version"]) == 409


def test_when_every_page_is_signed_for_it_is_a_case_like_any_other(
    kiosk: TestStation, window: TestStation, clerk: dict[str, str]
) -> None:
    hand_in = announced(kiosk, packed("x.jpg"), first=2)
    for digest, data in hand_in.whole()[2:]:
        assert kiosk.patch(digest, data).status_code == 204
    assert kiosk.complete(hand_in).json()["state"] == "complete"
    file = ask(window, clerk, hand_in).json()
    assert (file["item"]["is_travelling"], file["item"]["pages_to_come"]) == (False, 0)
    assert ask(window, clerk, hand_in, f"/pages/{sha256(PAGES[1])}").content == PAGES[1]
    assert accept(window, clerk, hand_in, file["item"]["version"]) == 200


@pytest.mark.parametrize(
    "previews",
    [
        b"no archive",
        packed(f"{sha256(PAGES[0])}.jpg", b"<svg onload=alert(1)>"),
        packed(f"{sha256(PAGES[0])}.jpg", SMALL[:4] + bytes(1 << 20), zipfile.ZIP_DEFLATED),
        packed(f"{sha256(PAGES[0])}.jpg", SMALL[:4] + bytes(1 << 20)),
    ],
    ids=["no archive", "no jpeg", "compressed", "too large"],
)
def test_a_set_that_is_not_what_it_should_be_shows_nothing(
    kiosk: TestStation, window: TestStation, clerk: dict[str, str], previews: bytes
) -> None:
    hand_in = announced(kiosk, previews, first=2)
    assert ask(window, clerk, hand_in, f"/previews/{sha256(PAGES[0])}").status_code == 204


def test_another_authority_sees_nothing_of_it(
    platform: PlatformProcess, kiosk: TestStation, window: TestStation, clerk: dict[str, str]
) -> None:
    hand_in = announced(kiosk, packed(f"{sha256(PAGES[0])}.jpg"), first=2)
    add = ("add-clerk", "--username", "clerk-elsewhere", "--name", "钱工", "--node", "330203-W01", "--role", "officer")
    platform.command(*add, "--authority", "余姚市医疗保障局", line="right\n")
    login = window.call("POST", "/v1/clerks/login", json={"username": "clerk-elsewhere", "password": "right"})
    other = {"Authorization": f"Bearer {login.json()['token']}"}
    assert shown(window, other, hand_in) is None
    assert ask(window, other, hand_in).status_code == 404
    assert ask(window, other, hand_in, f"/previews/{sha256(PAGES[0])}").status_code == 404


def test_a_hand_in_that_turns_out_unfit_leaves_the_worklist(
    kiosk: TestStation, window: TestStation, clerk: dict[str, str]
) -> None:
    plain = kiosk.hand_in(PAGES)
    wrong = [kiosk.seal(b"no picture at all"), kiosk.seal(PAGES[1])]
    pages = zip(plain.form.pages, wrong, strict=True)
    told = tuple(page.model_copy(update={"sealed_digest": sha256(sealed)}) for page, sealed in pages)
    hand_in = kiosk.package(plain.form.model_copy(update={"pages": told}), wrong, plain.token)
    assert kiosk.put(hand_in).status_code == 201
    for digest, data in hand_in.whole():
        assert kiosk.patch(digest, data).status_code == 204
    assert shown(window, clerk, hand_in) is not None
    assert kiosk.complete(hand_in).status_code == 422
    assert shown(window, clerk, hand_in) is None
    assert ask(window, clerk, hand_in).status_code == 404


def corrected(kiosk: TestStation, window: TestStation, clerk: dict[str, str], number: str) -> tuple[HandIn, HandIn]:
    """A case that is with its department, and an answer to its correction of which all but the last page is here."""
    first = kiosk.hand_in([jpeg("before")])
    kiosk.deliver(first)
    version = ask(window, clerk, first).json()["item"]["version"]
    decision = {"decision_id": IDS.new_id(), "expected_version": version, "action": "ask_correction",
                "points": [{"kind": "material", "id": "m2", "name": "票据", "reason": "看不清"}]}  # fmt: skip
    path = f"/v1/worklist/{first.manifest.case_id}/decisions"
    assert window.call("POST", path, json=decision, headers=clerk).status_code == 200
    asked = ask(window, clerk, first).json()["correction"]["correction_id"]
    plain = kiosk.hand_in(PAGES, answers=(first, asked), number=number)
    sealed = [plain.sealed[entry.digest] for entry in plain.manifest.objects[1:]]
    answer = kiosk.package(plain.form, sealed, plain.token, [kiosk.seal(packed(f"{sha256(PAGES[1])}.jpg"))])
    assert kiosk.put(answer).status_code == 201
    for digest, data in answer.whole()[:3]:
        assert kiosk.patch(digest, data).status_code == 204
    return first, answer


def pages_of(file: dict[str, Any]) -> list[tuple[str, int, bool]]:
    pages = [page for material in file["materials"] for page in material["pages"]]
    return [(page["plain_digest"], page["round"], page["has_arrived"]) for page in pages]


def test_a_correction_is_looked_at_while_its_pages_travel(
    kiosk: TestStation, window: TestStation, clerk: dict[str, str]
) -> None:
    first, answer = corrected(kiosk, window, clerk, NUMBER)
    here, to_come = (sha256(page) for page in PAGES)
    file = ask(window, clerk, first).json()
    assert pages_of(file)[1:] == [(here, 1, True), (to_come, 1, False)]
    assert file["item"]["state"] == "CORRECTION"
    assert ask(window, clerk, first, f"/previews/{to_come}").content == SMALL
    assert ask(window, clerk, first, f"/pages/{here}").content == PAGES[0]
    assert ask(window, clerk, first, f"/pages/{to_come}").status_code == 404
    assert kiosk.patch(*answer.whole()[3]).status_code == 204
    assert kiosk.complete(answer).json()["state"] == "complete"
    assert pages_of(ask(window, clerk, first).json())[1:] == [(here, 1, True), (to_come, 1, True)]


def test_a_correction_in_another_persons_name_is_not_shown(
    kiosk: TestStation, window: TestStation, clerk: dict[str, str]
) -> None:
    first, answer = corrected(kiosk, window, clerk, "33020319000101003X")
    assert len(pages_of(ask(window, clerk, first).json())) == 1
    assert ask(window, clerk, first, f"/pages/{sha256(PAGES[0])}").status_code == 404
    kiosk.patch(*answer.whole()[3])
    assert kiosk.complete(answer).status_code == 422
