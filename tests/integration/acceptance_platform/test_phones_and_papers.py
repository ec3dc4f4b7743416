"""What a phone sends, and what an earlier case holds, over the wire."""

from typing import Any

import requests
from platform_process import IDS, NUMBER, PHONES, PlatformProcess, TestStation, jpeg, sha256
from test_platform_services import OTHER, present, told


def opened(station: TestStation) -> dict[str, Any]:
    return told(station.call("POST", "/v1/phone-uploads", json={"case_id": IDS.new_id()}), 201)


def phone(platform: PlatformProcess, station: TestStation, url: str, *files: tuple[str, bytes]) -> requests.Response:
    """A browser that has no certificate."""
    address = url.replace(PHONES, platform.url)
    call = {"verify": str(station.authority), "timeout": 30, "headers": {"Accept-Language": "en-GB"}}
    if not files:
        return requests.get(address, **call)
    return requests.post(address, files=[("pages", file) for file in files], **call)


def test_what_a_phone_sends_comes_sealed_to_the_terminal_that_asked(
    platform: PlatformProcess, kiosk: TestStation, other_kiosk: TestStation
) -> None:
    upload = opened(kiosk)
    shown = phone(platform, kiosk, upload["url"])
    assert shown.status_code == 200
    assert "multipart/form-data" in shown.text
    assert "script" not in shown.text
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
    picture, paper = jpeg("a receipt"), b"%PDF-1.4 a paper of somebody"
    sent = phone(platform, kiosk, upload["url"], ("1.jpg", picture), ("2.pdf", paper), ("3.exe", b"MZ no page"))
    assert "2 received" in sent.text
    assert "0 received" not in phone(platform, kiosk, upload["url"], ("1.jpg", picture)).text, "each once"
    path = f"/v1/phone-uploads/{upload['upload_id']}"
    pages = told(kiosk.call("GET", path))["pages"]
    assert [page["digest"] for page in pages] == [sha256(picture), sha256(paper)]
    assert kiosk.call("GET", f"{path}/pages/{pages[1]['digest']}").content == paper
    assert told(other_kiosk.call("GET", path), 404)["code"] == "X134"
    kept = list((platform.data / "phone").iterdir())
    assert len(kept) == 2
    assert all(b"a paper of somebody" not in file.read_bytes() for file in kept)
    assert other_kiosk.call("DELETE", path).status_code == 204
    assert kiosk.call("GET", path).status_code == 200, "another terminal ends nothing"
    assert kiosk.call("DELETE", path).status_code == 204
    assert list((platform.data / "phone").iterdir()) == []
    assert phone(platform, kiosk, upload["url"]).status_code == 404
    assert phone(platform, kiosk, upload["url"], ("1.jpg", picture)).status_code == 404


def test_what_is_sent_to_an_address_that_leads_nowhere_is_passed_over(
    platform: PlatformProcess, kiosk: TestStation
) -> None:
    """Anybody may send it; who does hears so."""
    large = b"\xff\xd8\xff" + bytes(50_000_000)
    before = platform.most_memory()
    assert phone(platform, kiosk, f"{PHONES}/u/{'A' * 26}", ("1.jpg", large)).status_code == 404
    assert platform.most_memory() < before + 20_000_000


def test_the_next_citizen_ends_the_code_of_the_one_before(platform: PlatformProcess, kiosk: TestStation) -> None:
    first = opened(kiosk)
    phone(platform, kiosk, first["url"], ("1.jpg", jpeg("one")))
    second = opened(kiosk)
    assert phone(platform, kiosk, first["url"]).status_code == 404
    assert told(kiosk.call("GET", f"/v1/phone-uploads/{second['upload_id']}"))["pages"] == []
    assert list((platform.data / "phone").iterdir()) == []


def test_papers_of_earlier_cases_are_given_to_their_person_only(kiosk: TestStation) -> None:
    page = jpeg("a diagnosis")
    hand_in = kiosk.hand_in([page], materials=["m3"])
    kiosk.deliver(hand_in)
    headers = present(kiosk, NUMBER)
    papers = told(kiosk.call("GET", "/v1/my/papers", headers=headers))["papers"]
    mine = next(paper for paper in papers if paper["paper_id"].startswith(hand_in.manifest.case_id))
    assert mine["name"] == "诊断证明/出院小结"
    assert [one["plain_digest"] for one in mine["pages"]] == [sha256(page)]
    path = f"/v1/my/papers/{mine['paper_id']}/pages/{sha256(page)}"
    assert kiosk.call("GET", path, headers=headers).content == page
    assert kiosk.call("GET", f"/v1/my/papers/{mine['paper_id']}/pages/{'0' * 64}", headers=headers).status_code == 404
    other = present(kiosk, OTHER)
    assert kiosk.call("GET", path, headers=other).status_code == 404
    assert all(paper["paper_id"] != mine["paper_id"] for paper in
               told(kiosk.call("GET", "/v1/my/papers", headers=other))["papers"])  # fmt: skip
