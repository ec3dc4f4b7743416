"""The worklist is asked for every few seconds by every window, also over a village's line."""

import gzip

import requests
from platform_process import TestStation, jpeg

from domain.contract.clerk import Worklist


def asked(window: TestStation, clerk: dict[str, str], **headers: str) -> requests.Response:
    return window.call("GET", "/v1/worklist", headers=clerk | headers)


def test_who_has_the_list_is_not_told_it_again(window: TestStation, kiosk: TestStation, clerk: dict[str, str]) -> None:
    kiosk.deliver(kiosk.hand_in([jpeg("one")]))
    first = asked(window, clerk)
    again = asked(window, clerk, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    hand_in = kiosk.hand_in([jpeg("two")])
    kiosk.deliver(hand_in)
    other = asked(window, clerk, **{"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200
    assert hand_in.manifest.case_id in {item.case_id for item in Worklist.model_validate_json(other.content).items}
    assert other.headers["ETag"] != first.headers["ETag"]


def test_it_comes_packed_to_who_takes_it_so(window: TestStation, kiosk: TestStation, clerk: dict[str, str]) -> None:
    for number in range(3):
        kiosk.deliver(kiosk.hand_in([jpeg(f"{number}")]))
    plain = asked(window, clerk, **{"Accept-Encoding": "identity"})
    packed = window.session.get(window.platform.url + "/v1/worklist", headers=clerk | {"Accept-Encoding": "gzip"},
                                stream=True, timeout=30)  # fmt: skip
    sent = packed.raw.read(decode_content=False)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(sent) == plain.content
    assert len(sent) < len(plain.content) / 2
