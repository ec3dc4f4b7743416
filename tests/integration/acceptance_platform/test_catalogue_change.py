"""A department changes its items while a station is away: what citizens were told is saved is received all the same."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from platform_process import CATALOGUE, KIOSK_NODE, WINDOW_NODE, HandIn, PlatformProcess, TestStation, jpeg

from acceptance_platform.composition import demonstration
from domain.contract.clerk import CaseFile

LEFT = "DEMO-017"
"""Is in the newer catalogue no longer."""
NEW_REGION = "330299"
NEWER = "demo-next"


@dataclass
class Hall:
    platform: PlatformProcess
    kiosk: TestStation
    window: TestStation

    def clerk(self) -> dict[str, str]:
        answer = self.window.call("POST", "/v1/clerks/login", json={"username": "clerk1", "password": "right"})
        return {"Authorization": f"Bearer {answer.json()['token']}"}

    def file(self, hand_in: HandIn) -> CaseFile:
        answer = self.window.call("GET", f"/v1/worklist/{hand_in.manifest.case_id}", headers=self.clerk())
        assert answer.status_code == 200, answer.text
        return CaseFile.model_validate_json(answer.content)

    def refused(self, hand_in: HandIn) -> str:
        """Code of what the platform says to it."""
        put = self.kiosk.put(hand_in)
        if put.status_code == 422:
            return put.json()["code"]
        for digest, data in hand_in.whole():
            assert self.kiosk.patch(digest, data).status_code == 204
        return self.kiosk.complete(hand_in).json()["code"]

    def audited(self, hand_in: HandIn) -> list[str]:
        with closing(sqlite3.connect(self.platform.data / "platform.db")) as database:
            rows = database.execute("SELECT event FROM audit WHERE subject = ?", (hand_in.manifest.case_id,))
            return [event for (event,) in rows]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    root = tmp_path_factory.mktemp("hall")
    platform = PlatformProcess(root / "data")
    platform.command("init", "--demo")
    platform.start()
    kiosk = TestStation(platform, root / "kiosk", "kiosk", KIOSK_NODE)
    window = TestStation(platform, root / "window", "window", WINDOW_NODE)
    add = ("add-clerk", "--username", "clerk1", "--name", "李工", "--node", WINDOW_NODE, "--role", "station")
    platform.command(*add, "--authority", "海曙区医疗保障局", line="right\n")
    yield Hall(platform, kiosk, window)
    kiosk.close()
    window.close()
    assert platform.end() == 0
    assert "request crashed" not in platform.log()


@pytest.fixture(scope="module")
def before(hall: Hall) -> dict[str, HandIn]:
    """Hand-ins of the week the kiosk was away, and where each stood when the newer catalogue was published."""
    kiosk = hall.kiosk
    made = {
        "half": kiosk.hand_in([jpeg("half")]),
        "waiting": kiosk.hand_in([jpeg("list"), jpeg("bank card")], materials=("m2", "m5")),
        "left": kiosk.hand_in([jpeg("record")], item=LEFT, materials=("m3",)),
        "refused": kiosk.hand_in([jpeg("refused")], region=NEW_REGION),
        "asked": kiosk.hand_in([jpeg("asked")], materials=("m5",)),
    }
    assert kiosk.put(made["half"]).status_code == 201
    assert hall.refused(made["refused"]) == "X117"
    kiosk.deliver(made["asked"])
    _ask(hall, made["asked"], "m2")
    asked = hall.file(made["asked"])
    assert asked.former is None
    assert asked.correction is not None
    made["answer"] = kiosk.hand_in([jpeg("late")], answers=(made["asked"], asked.correction.correction_id))
    _publish(hall.platform)
    return made


def _ask(hall: Hall, hand_in: HandIn, material: str) -> None:
    case_id = hand_in.manifest.case_id
    point = {"kind": "material", "id": material, "name": "费用清单", "reason": "缺少第二页"}
    decision = {
        "decision_id": "018f0000-0000-7000-8000-000000000001",
        "expected_version": hall.file(hand_in).item.version,
        "action": "ask_correction",
        "points": [point],
    }
    answer = hall.window.call("POST", f"/v1/worklist/{case_id}/decisions", json=decision, headers=hall.clerk())
    assert answer.status_code == 200, answer.text


def _publish(platform: PlatformProcess) -> None:
    """DEMO-016 wants no list (m2) any more, so that what came after it is numbered anew, and a new declaration; another
    item is gone; a district is new."""
    file, workdays = demonstration()
    content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    content["version"] = NEWER
    content["items"] = [item for item in content["items"] if item["code"] != LEFT]
    item = next(item for item in content["items"] if item["code"] == "DEMO-016")
    new = {**item["materials"][0], "id": "m9", "name": "承诺书", "necessity": "required"}
    ids = {"m1": "m1", "m3": "m2", "m4": "m3", "m5": "m4"}
    kept = [material | {"id": ids[material["id"]]} for material in item["materials"] if material["id"] in ids]
    item["materials"] = [*kept, new]
    rules = [rule for rule in item["rules"] if rule["material_id"] in ids]
    item["rules"] = [rule | {"material_id": ids[rule["material_id"]]} for rule in rules]
    content["regions"].append({"code": NEW_REGION, "name": "新区"})
    changed: Path = platform.data.parent / "catalogue.json"
    changed.write_text(json.dumps(content), "utf-8")
    assert platform.end() == 0
    platform.command("init", "--catalogue", str(changed), "--workdays", *map(str, workdays))
    platform.start()


def test_what_was_half_received_and_what_had_not_begun_is_received(hall: Hall, before: dict[str, HandIn]) -> None:
    hall.kiosk.deliver(before["half"])
    hall.kiosk.deliver(before["waiting"])
    file = hall.file(before["waiting"])
    assert file.former is not None
    assert (file.former.catalogue, file.former.change) == (CATALOGUE, "changed")
    pages = {one.material_id: (one.name, one.necessity, len(one.pages)) for one in file.materials}
    assert pages["former:m2"] == ("费用清单", "optional", 1)
    assert pages["m2"] == ("诊断证明/出院小结", "required", 0)
    assert pages["m4"] == ("银行卡", "required", 1)
    assert pages["m9"] == ("承诺书", "required", 0)
    assert "ask_correction" in file.actions


def test_an_item_that_left_is_received_by_the_authority_it_had(hall: Hall, before: dict[str, HandIn]) -> None:
    hall.kiosk.deliver(before["left"])
    file = hall.file(before["left"])
    assert (file.item.item_name, file.item.authority) == ("生育津贴支付", "海曙区医疗保障局")
    assert file.former is not None
    assert file.former.change == "left"
    assert [len(material.pages) for material in file.materials if material.material_id == "m3"] == [1]


def test_a_correction_may_bring_what_was_asked_for(hall: Hall, before: dict[str, HandIn]) -> None:
    """From a station that has the newer catalogue by now."""
    answer = before["answer"]
    answer.manifest = answer.manifest.model_copy(update={"catalogue_version": NEWER})
    hall.kiosk.deliver(answer)
    file = hall.file(before["asked"])
    assert file.item.state == "RECEIVED"
    late = {one.name: [page.round for page in one.pages] for one in file.materials if one.pages}
    assert late == {"银行卡": [0], "费用清单": [1]}


def test_what_was_refused_is_vetted_again_and_the_trail_tells_both(hall: Hall, before: dict[str, HandIn]) -> None:
    refused = before["refused"]
    assert hall.audited(refused) == ["new refused X117"]
    signed = hall.kiosk.complete(refused).json()
    assert signed["state"] == "complete"
    assert hall.kiosk.complete(refused).json() == signed
    assert hall.audited(refused) == ["new refused X117", "new received after X117"]
    assert hall.platform.status()["audit_intact"]


@pytest.mark.usefixtures("before")
def test_who_has_the_newer_catalogue_is_held_to_it(hall: Hall) -> None:
    def now(hand_in: HandIn) -> HandIn:
        hand_in.manifest = hand_in.manifest.model_copy(update={"catalogue_version": NEWER})
        return hand_in

    assert hall.refused(now(hall.kiosk.hand_in([jpeg("old paper")], materials=("m5",)))) == "X110"
    assert hall.refused(now(hall.kiosk.hand_in([], item=LEFT))) == "X116"


def test_a_material_no_catalogue_had_is_refused_under_an_older_one_too(hall: Hall, before: dict[str, HandIn]) -> None:
    assert before["half"].manifest.catalogue_version != NEWER
    assert hall.refused(hall.kiosk.hand_in([jpeg("what?")], materials=("m99",))) == "X110"
